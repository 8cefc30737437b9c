// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TcpTableTest {
    private final Script s = new Script();
    private final Script.Side client = s.client();
    private final Script.Side server = s.server();

    @Nested
    class InOrder {
        @Test
        void bothDirectionsAreReadFromTheirFirstByteToTheirFin() {
            client.syn();
            server.synAck();
            client.data(0, "hello ");
            server.data(0, "yes");
            client.data(6, "world");
            client.fin(11, "");
            server.fin(3, "!");
            assertThat(s.streams).asString().isEqualTo("[hello world., yes!.]");
            assertThat(s.count(Counter.TCP_SESSIONS)).isEqualTo(1);
            assertThat(s.count(Counter.TCP_MIDSTREAM)).isZero();
            assertThat(s.count(Counter.TCP_GAP)).isZero();
        }

        @Test
        void oneDirectionAloneIsEnough() {
            server.synAck();
            server.data(0, "only ").pause(10);
            server.fin(5, "me");
            assertThat(s.seen()).isEqualTo("only me.");
        }

        @Test
        void aSynMayCarryData() {
            client.send(Packet.SYN, -1, "fast", 4);
            client.data(4, " open");
            assertThat(s.seen()).isEqualTo("fast open");
        }

        @Test
        void sequenceNumbersWrap() {
            Script.Side wrapping = s.client(40001, -4);
            wrapping.syn();
            wrapping.data(5, "fgh");
            wrapping.data(0, "abcde");
            wrapping.data(8, "ij");
            assertThat(s.seen()).isEqualTo("abcdefghij");
        }

        @Test
        void bareAcksCostNothingAndSayNothing() {
            client.syn();
            client.ack(0).pause(400_000);
            client.ack(0);
            assertThat(s.table.size()).isEqualTo(1);
            assertThat(s.offers).isZero();
        }

        @Test
        void everyByteIsGivenWithThePacketThatBroughtIt() {
            client.syn(); // 1
            client.data(3, "def"); // 2
            client.data(0, "abc"); // 3
            assertThat(s.seen()).isEqualTo("abcdef");
            assertThat(s.at).containsExactly(3L, 2L);
        }

        @Test
        void vlansAreApart() {
            Script.Side tagged = s.client();
            tagged.path = new Path(List.of(new Path.Tag(Path.Kind.VLAN, 10)));
            client.syn();
            tagged.syn();
            client.data(0, "a");
            tagged.data(0, "b");
            Script.Side equalPath = s.client();
            equalPath.path = new Path(List.of(new Path.Tag(Path.Kind.VLAN, 10)));
            equalPath.data(1, "c");
            assertThat(s.streams).asString().isEqualTo("[a, bc]");
        }
    }

    @Nested
    class WhatNobodyReads {
        @Test
        void isForgottenWhenBothDirectionsWereRefused() {
            s.wanted = (data, start) -> false;
            client.syn();
            server.synAck();
            client.data(0, "GET /");
            assertThat(s.table.size()).isEqualTo(1);
            server.data(0, "HTTP/1.1");
            assertThat(s.table.size()).isZero();
        }

        @Test
        void isOfferedAgainSegmentBySegmentSoThatAnUpgradeIsMet() {
            s.wanted = (data, start) -> !start && data.startsWith("TLS");
            client.syn();
            client.data(0, "STARTTLS");
            client.data(8, "TLS hello");
            client.data(17, " more");
            assertThat(s.seen()).isEqualTo("~TLS hello more");
            assertThat(s.count(Counter.TCP_MIDSTREAM)).isEqualTo(1);
        }

        @Test
        void isNotOfferedWithoutABytePresent() {
            client.cut(0, "", 100);
            client.syn();
            client.cut(0, "", 100);
            assertThat(s.offers).isZero();
            assertThat(s.table.size()).isZero();
        }
    }

    @Nested
    class Midstream {
        @Test
        void isReadFromWhereItIsMet() {
            client.data(500, "tail ");
            client.data(505, "end");
            client.fin(508, "");
            assertThat(s.seen()).isEqualTo("~tail end.");
        }

        @Test
        void finInTheFirstSegmentEndsIt() {
            client.fin(500, "bye");
            assertThat(s.seen()).isEqualTo("~bye.");
        }

        @Test
        void theOtherDirectionIsTakenUpByItself() {
            client.data(10, "question");
            server.data(20, "answer");
            assertThat(s.streams).asString().isEqualTo("[~question, ~answer]");
        }
    }

    @Nested
    class OutOfOrder {
        @Test
        void firstDataOutOfOrderWaits() {
            client.syn();
            client.data(6, "world");
            assertThat(s.offers).isZero();
            client.data(0, "hello ");
            assertThat(s.seen()).isEqualTo("hello world");
            assertThat(s.table.held()).isZero();
        }

        @Test
        void refusedFirstDataTakesWhatWaitedWithIt() {
            s.wanted = (data, start) -> false;
            client.syn();
            client.data(6, "world");
            client.data(0, "hello ");
            assertThat(s.table.held()).isZero();
            assertThat(s.table.size()).isZero();
        }

        @Test
        void retransmissionsAndKeepAlivesBringNothing() {
            client.syn();
            client.syn();
            client.data(0, "abc");
            client.data(0, "abc");
            client.data(2, "?"); // keep-alive: one byte before the next expected
            client.data(3, "d");
            assertThat(s.seen()).isEqualTo("abcd");
            assertThat(s.count(Counter.TCP_RETRANSMISSION)).isEqualTo(2);
        }

        @Test
        void aWindowProbesByteIsDataAndComesAgainWithTheRest() {
            client.syn();
            client.data(0, "abc");
            client.data(3, "d"); // zero-window probe
            client.data(3, "defg");
            assertThat(s.seen()).isEqualTo("abcdefg");
        }

        @Test
        void theByteSeenFirstWins() {
            client.syn();
            client.data(3, "DEF");
            client.data(0, "abcdefghi");
            assertThat(s.seen()).isEqualTo("abcDEFghi");
            assertThat(s.count(Counter.TCP_OVERLAP)).isEqualTo(1);
            assertThat(s.count(Counter.TCP_OVERLAP_DIFFERENT)).isEqualTo(1);
        }

        @Test
        void theByteSeenFirstWinsAmongWhatWaitsToo() {
            client.syn();
            client.data(2, "CC");
            client.data(6, "GG");
            client.data(1, "bcdefghi");
            client.data(0, "a");
            assertThat(s.seen()).isEqualTo("abCCefGGi");
            assertThat(s.count(Counter.TCP_OVERLAP)).isEqualTo(1);
            assertThat(s.count(Counter.TCP_OVERLAP_DIFFERENT)).isEqualTo(1);
        }

        @Test
        void equalOverlapsAreNotCalledDifferent() {
            client.syn();
            client.data(3, "def");
            client.data(3, "def");
            client.data(0, "abcdefghi");
            assertThat(s.seen()).isEqualTo("abcdefghi");
            assertThat(s.count(Counter.TCP_OVERLAP)).isEqualTo(2);
            assertThat(s.count(Counter.TCP_OVERLAP_DIFFERENT)).isZero();
        }

        @Test
        void aMirrorOfBothWaysDoublesEveryPacketAndNothingElse() {
            client.syn();
            client.syn();
            server.synAck();
            server.synAck();
            client.data(0, "one");
            client.data(0, "one");
            client.data(6, "three");
            client.data(6, "three");
            client.data(3, "two");
            client.data(3, "two");
            client.fin(11, "");
            client.fin(11, "");
            assertThat(s.seen()).isEqualTo("onetwothree.");
            assertThat(s.count(Counter.TCP_SESSIONS)).isEqualTo(1);
        }

        @Test
        void finBeforeTheLastDataWaitsForIt() {
            client.syn();
            client.data(0, "abc");
            client.fin(6, "ghi");
            client.data(3, "def");
            assertThat(s.seen()).isEqualTo("abcdefghi.");
        }
    }

    @Nested
    class Loss {
        @Test
        void aHoleIsGivenUpAfterATime() {
            client.syn();
            client.data(0, "abc"); // 2
            client.data(6, "ghi").pause(5_001); // 3
            client.data(9, "jkl"); // 4
            assertThat(s.seen()).isEqualTo("abc{3}ghijkl");
            assertThat(s.at).containsExactly(2L, 3L, 3L, 4L);
            assertThat(s.count(Counter.TCP_GAP)).isEqualTo(1);
        }

        @Test
        void timeIsToldByAnyConnection() {
            client.syn();
            client.data(0, "abc");
            client.data(6, "ghi").pause(5_001);
            s.client(50000, 1).syn();
            assertThat(s.seen()).isEqualTo("abc{3}ghi");
            assertThat(s.table.held()).isZero();
        }

        @Test
        void eachHoleHasItsOwnTime() {
            client.syn();
            client.data(0, "a");
            client.data(2, "c").pause(3_000);
            client.data(4, "e").pause(2_001);
            s.client(50000, 1).syn();
            assertThat(s.seen()).isEqualTo("a{1}c");
            s.pause(5_001);
            s.client(50001, 1).syn();
            assertThat(s.seen()).isEqualTo("a{1}c{1}e");
        }

        @Test
        void aHoleIsGivenUpWhenTooMuchWaitsBehindIt() {
            client.syn();
            client.data(0, "abc");
            String k = "x".repeat(1000);
            for (int i = 0; i < 6; i++) {
                client.data(4 + i * 1000, k);
            }
            assertThat(s.seen()).isEqualTo("abc{1}" + k.repeat(6));
            assertThat(s.table.held()).isZero();
        }

        @Test
        void aHoleIsGivenUpWhenTheStreamEnds() {
            client.syn();
            client.data(0, "abc");
            client.data(6, "ghi");
            client.rst(9);
            assertThat(s.seen()).isEqualTo("abc{3}ghi.");
        }

        @Test
        void aHoleIsGivenUpWhenThePacketsAreOver() {
            client.syn();
            client.data(0, "abc");
            client.data(6, "ghi");
            client.data(12, "mno");
            s.end();
            assertThat(s.seen()).isEqualTo("abc{3}ghi{3}mno.");
            assertThat(s.table.size()).isZero();
            assertThat(s.table.held()).isZero();
        }

        @Test
        void finBehindAHoleEndsTheStreamOnceTheHoleIsGivenUp() {
            client.syn();
            client.data(0, "abc");
            client.fin(6, "ghi").pause(5_001);
            s.client(50000, 1).syn();
            assertThat(s.seen()).isEqualTo("abc{3}ghi.");
        }

        @Test
        void lostFirstBytesMakeItAStreamMetInItsMiddle() {
            s.wanted = (data, start) -> data.startsWith("TLS");
            client.syn();
            client.data(6, "noise");
            client.data(11, "TLS ");
            client.data(15, "more");
            s.end();
            assertThat(s.seen()).isEqualTo("~TLS more.");
        }

        @Test
        void lostFirstBytesOfWhatNobodyReadsAreForgottenWithAllThatWaited() {
            s.wanted = (data, start) -> false;
            client.syn();
            client.data(6, "noise").pause(5_001);
            s.client(50000, 1).syn().pause(5_001);
            s.client(50001, 1).syn();
            assertThat(s.offers).isEqualTo(1);
            assertThat(s.table.size()).isEqualTo(2);
            assertThat(s.table.held()).isZero();
        }

        @Test
        void whatTheSnapLengthCutIsAGap() {
            client.syn();
            client.cut(0, "abc", 10);
            client.data(10, "k");
            assertThat(s.seen()).isEqualTo("abc{7}k");
        }

        @Test
        void whatTheSnapLengthCutIsAGapAlsoBehindAHole() {
            client.syn();
            client.cut(5, "fg", 5);
            client.data(0, "abcde");
            client.data(10, "k");
            assertThat(s.seen()).isEqualTo("abcdefg{3}k");
        }

        @Test
        void aReaderMayHaveEnoughOfAStreamWithAGap() {
            s.gapEnds = true;
            client.syn();
            client.data(0, "abc");
            client.data(6, "ghi");
            s.end();
            assertThat(s.seen()).isEqualTo("abc{3}");
        }
    }

    @Nested
    class AfterTheEnd {
        @Test
        void aDoneReaderIsLeftAloneAndLateRetransmissionsAreNoNews() {
            s.last = "done";
            client.syn();
            client.data(0, "hello done");
            client.data(0, "hello done");
            client.data(10, "application data");
            client.fin(26, "");
            assertThat(s.seen()).isEqualTo("hello done");
            assertThat(s.offers).isEqualTo(1);
        }

        @Test
        void doneInTheMiddleOfWhatWaitedDropsTheRest() {
            s.last = "done";
            client.syn();
            client.data(9, "rest");
            client.data(5, "done");
            client.data(0, "hello");
            assertThat(s.seen()).isEqualTo("hellodone");
            assertThat(s.table.held()).isZero();
        }

        @Test
        void aRetransmissionAfterFinIsNoNewsButWhatLiesBeyondIsLookedAt() {
            client.syn();
            client.fin(0, "abc");
            client.fin(0, "abc");
            assertThat(s.seen()).isEqualTo("abc.");
            client.data(3, "beyond a forged FIN");
            assertThat(s.streams).asString().isEqualTo("[abc., ~beyond a forged FIN]");
        }

        @Test
        void aResetOutsideTheWindowIsNotBelieved() {
            client.syn();
            client.data(0, "abc");
            client.rst(-50);
            client.rst(1 << 20);
            client.data(3, "def");
            assertThat(s.seen()).isEqualTo("abcdef");
        }

        @Test
        void aResetEndsBothDirections() {
            client.syn();
            server.synAck();
            client.data(0, "abc");
            server.data(0, "xyz");
            client.rst(3);
            assertThat(s.streams).asString().isEqualTo("[abc., xyz.]");
        }

        @Test
        void aRefusedConnectionIsForgotten() {
            client.syn();
            Script.Side refusing = s.server();
            Packet refusal = io.doppelwatch.engine.dissect.CraftPacket.tcp(
                    9,
                    0,
                    Path.NONE,
                    Script.SERVER,
                    443,
                    Script.CLIENT,
                    40000,
                    Packet.RST | Packet.ACK,
                    0,
                    1001,
                    new byte[0],
                    0);
            s.table.segment(refusal);
            refusing.ack(0);
            assertThat(s.table.size()).isZero();
        }

        @Test
        void aSynWithAnotherInitialNumberIsANewConnection() {
            client.syn();
            client.data(0, "old");
            Script.Side again = s.client(40000, 5_000_000);
            again.syn();
            again.data(0, "new");
            assertThat(s.streams).asString().isEqualTo("[old., new]");
            assertThat(s.count(Counter.TCP_SESSIONS)).isEqualTo(2);
        }

        @Test
        void aSynOfANewConnectionEndsTheOtherDirectionOfTheOldOne() {
            client.syn();
            server.synAck();
            server.data(0, "old");
            s.client(40000, 5_000_000).syn();
            assertThat(s.seen()).isEqualTo("old.");
        }

        @Test
        void aForgedSynDoesNotHideWhatFollows() {
            client.syn();
            client.data(0, "abc");
            s.client(40000, 900_000_000).syn();
            client.data(3, "def");
            assertThat(s.streams).asString().isEqualTo("[abc., ~def]");
        }
    }

    @Nested
    class OutOfWindow {
        @Test
        void aStrayIsPassedOver() {
            client.syn();
            client.data(0, "abc");
            client.data(1 << 20, "stray");
            client.data(-(1 << 20), "stray");
            client.data(3, "def");
            assertThat(s.seen()).isEqualTo("abcdef");
            assertThat(s.count(Counter.TCP_OUT_OF_WINDOW)).isEqualTo(2);
        }

        @Test
        void manyInARowMeanThatTheStreamIsElsewhere() {
            client.syn();
            client.data(0, "abc");
            for (int i = 0; i < 5; i++) {
                client.data((1 << 20) + i, "" + i);
            }
            assertThat(s.streams).asString().isEqualTo("[abc., ~34]");
        }
    }

    @Nested
    class Bounds {
        @Test
        void aFloodOfSynsPushesOutSynsFirst() {
            client.syn();
            client.data(0, "keep ");
            for (int port = 1; port <= 1000; port++) {
                s.client(port, port).syn();
            }
            client.data(5, "me");
            assertThat(s.seen()).isEqualTo("keep me");
            assertThat(s.table.size()).isEqualTo(Script.SMALL.flows());
            assertThat(s.count(Counter.TCP_EVICTED)).isEqualTo(1001 - Script.SMALL.flows());
        }

        @Test
        void aFloodOfStreamsPushesOutTheLongestSilent() {
            for (int port = 1; port <= 20; port++) {
                s.client(port, port).data(0, "p" + port);
                s.client(1, 1).data(2 + port, "x"); // never silent; its first byte after "p1" is lost
            }
            assertThat(s.table.size()).isEqualTo(Script.SMALL.flows());
            assertThat(s.streams.get(0).toString()).doesNotEndWith(".");
            assertThat(s.streams.get(1).toString()).isEqualTo("~p2.");
            assertThat(s.streams.get(19).toString()).isEqualTo("~p20");
        }

        @Test
        void whatIsHeldInTotalStaysBelowItsBound() {
            int most = 0;
            for (int port = 1; port <= 12; port++) {
                Script.Side side = s.client(port, port);
                side.syn();
                for (int i = 0; i < 5; i++) {
                    side.data(1 + i * 1000, "y".repeat(1000));
                    most = Math.max(most, s.table.held());
                }
            }
            assertThat(most).isGreaterThan(20_000).isLessThanOrEqualTo(Script.SMALL.heldTotal());
            assertThat(s.count(Counter.TCP_HELD_PRESSURE)).isPositive();
            s.end();
            assertThat(s.table.held()).isZero();
        }

        @Test
        void oneByteSegmentsAreChargedForWhatTheyCost() {
            client.syn();
            for (int i = 0; i < 10_000; i++) {
                client.data(1 + 2 * i, "z");
                assertThat(s.table.held()).isLessThanOrEqualTo(Script.SMALL.heldPerStream());
            }
        }

        @Test
        void silenceEndsWhatIsRead() {
            client.syn();
            client.data(0, "abc");
            s.client(1, 1).syn().pause(300_001);
            s.client(2, 2).syn();
            assertThat(s.seen()).isEqualTo("abc.");
            assertThat(s.table.size()).isEqualTo(1);
            assertThat(s.count(Counter.TCP_EXPIRED)).isEqualTo(2);
        }

        @Test
        void timeGoingBackHarmsNothing() {
            client.syn();
            client.data(0, "abc").pause(-1_000_000);
            client.data(3, "def");
            assertThat(s.seen()).isEqualTo("abcdef");
        }

        @Test
        void withoutARoomForTwoItStillWorks() {
            Script tight = new Script(new TcpLimits(1, 0, 0, 100, 1, 1, 1, 1));
            for (int port = 1; port < 50; port++) {
                tight.client(port, port).syn();
                tight.client(port, port).data(5, "fghij");
                tight.client(port, port).data(0, "abcde");
            }
            tight.end();
            assertThat(tight.table.size()).isZero();
            assertThat(tight.table.held()).isZero();
        }
    }
}
