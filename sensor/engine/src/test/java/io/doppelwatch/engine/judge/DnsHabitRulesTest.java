// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Lookup.RESOLVER_IP;
import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.EVIL_IP;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.observe.Fragments;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules about answers unlike their server's. */
class DnsHabitRulesTest extends DnsHistory {
    @Nested
    class IpOutlier {
        private static final String RULE = "dns-answer-ip-outlier";

        @Test
        void anIpTtlThatServerNeverHadIsLowByItself() {
            Scene s = history();
            lookup(s).ask().after(0.01).ttl(57).answer(FORGED);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
            assertThat(only(s, RULE).expected()).isEqualTo("IP TTL 64");
            assertThat(only(s, RULE).subject()).isEqualTo("ip:" + RESOLVER_IP);
        }

        @Test
        void tooFastAsWellAndTheNextAsAlwaysItIsMedium() {
            Scene s = history();
            lookup(s).ask().after(0.001).ttl(57).answer(FORGED);
            assertThat(s.grave()).isEmpty();
            asAlways(s);
            assertThat(s.findings(RULE)).last().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.subject()).isEqualTo("name:www.example.test");
                assertThat(f.victims()).containsExactly(CLIENT_IP);
            });
        }

        @Test
        void byAnotherWayItIsMediumAndNamed() {
            Scene s = history().announce(EVIL, EVIL_IP);
            lookup(s).ask().after(0.01).from(EVIL).ttl(57).answer(FORGED);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s, RULE).attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
        }

        @Test
        void aNewRouteIsLowOnceAndLearned() {
            Scene s = history();
            for (int i = 0; i < 60; i++) {
                lookup(s).ask().after(0.002).ttl(60).answer("192.0.2.1").after(0.5);
            }
            assertThat(s.findings(RULE))
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
            assertThat(s.grave()).isEmpty();
        }

        @Test
        void aBalancedPoolHasNoUsualTtl() {
            Scene s = new Scene();
            for (int i = 0; i < 80; i++) {
                lookup(s)
                        .ask()
                        .after(0.01)
                        .ttl(i % 2 == 0 ? 57 : 121)
                        .answer("192.0.2.1")
                        .after(1);
            }
            lookup(s).ask().after(0.01).ttl(44).answer(FORGED);
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void theFirstAnswersOfAServerTellNothing() {
            Scene s = new Scene();
            for (int i = 0; i < 15; i++) {
                lookup(s).ask().after(0.01).answer("192.0.2.1").after(1);
            }
            s.after(10);
            lookup(s).ask().after(0.01).ttl(57).answer(FORGED);
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void anIpIdOffAServersCountIsLow() {
            Scene s = new Scene();
            for (int i = 0; i < 80; i++) {
                lookup(s)
                        .ask()
                        .after(0.01)
                        .ipId(0xff00 + 9 * i & 0xffff)
                        .answer("192.0.2.1")
                        .after(1);
            }
            s.after(10);
            lookup(s).ask().after(0.01).ipId(0x8000).answer(FORGED);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
            assertThat(only(s, RULE).expected()).contains("counted up");
        }

        @Test
        void anIpIdWhereTheServersAreAlwaysZeroIsLowAndRandomOnesAreNothing() {
            Scene zero = new Scene();
            Scene random = new Scene();
            for (int i = 0; i < 80; i++) {
                lookup(zero).ask().after(0.01).ipId(0).answer("192.0.2.1").after(1);
                lookup(random)
                        .ask()
                        .after(0.01)
                        .ipId(i * 40_503 & 0xffff)
                        .answer("192.0.2.1")
                        .after(1);
            }
            lookup(zero.after(10)).ask().after(0.01).ipId(7).answer(FORGED);
            lookup(random.after(10)).ask().after(0.01).ipId(7).answer(FORGED);
            assertThat(only(zero, RULE).severity()).isEqualTo(Severity.LOW);
            assertThat(random.findings()).isEmpty();
        }
    }

    @Nested
    class TooFast {
        private static final String RULE = "dns-answer-too-fast";

        @Test
        void lessThanHalfTheLeastTimeIsLowByItself() {
            Scene s = history();
            lookup(s).ask().after(0.001).answer(FORGED);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
            assertThat(only(s, RULE).signature()).contains("took 1.0 ms where 10 ms is the least");
        }

        @Test
        void inOtherLettersTooItIsMedium() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.001);
            l.say(Dns.response(1000 + next - 1, "www.example.test", Dns.A).address(60, FORGED));
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s, "dns-case-changed").severity()).isEqualTo(Severity.MEDIUM);
        }

        @Test
        void threeForgedAnswersDoNotMoveTheFloor() {
            Scene s = history();
            for (int i = 0; i < 3; i++) {
                lookup(s).ask().after(0.001).answer(FORGED).after(10);
            }
            s.events.clear();
            s.after(1000);
            lookup(s).ask().after(0.001).answer(FORGED);
            assertThat(s.findings(RULE)).hasSize(1);
        }

        @Test
        void cachedAnswersMakeTheFloor() {
            Scene s = new Scene();
            for (int i = 0; i < 80; i++) {
                lookup(s)
                        .ask()
                        .after(i % 8 == 0 ? 0.0004 : 0.05)
                        .answer("192.0.2.1")
                        .after(1);
            }
            s.after(10);
            lookup(s).ask().after(0.0003).answer("192.0.2.1");
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void aQuestionAskedTwiceIsNotTimed() {
            Scene s = history();
            lookup(s).ask().after(1).askAgain().after(0.001).answer("192.0.2.1");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aMillisecondOnALocalNetworkIsLuck() {
            Scene s = new Scene();
            for (int i = 0; i < 80; i++) {
                lookup(s).ask().after(0.0009).answer("192.0.2.1").after(1);
            }
            s.after(10);
            lookup(s).ask().after(0.0001).answer("192.0.2.1");
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void inAConflictItTellsWhichIsForged() {
            Scene s = history();
            lookup(s).ask().after(0.001).answer(FORGED).after(0.01).answer(GENUINE);
            Finding f = only(s, "dns-conflicting-answers");
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.signature()).contains("the first looks forged").contains("faster than that server can answer");
        }
    }

    @Nested
    class CaseChanged {
        private static final String RULE = "dns-case-changed";

        private Dns small() {
            return Dns.response(1000 + next - 1, "www.example.test", Dns.A).address(60, FORGED);
        }

        @Test
        void anAnswerInSmallLettersIsLowAndMediumOnceTheNextIsAsAlways() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01);
            l.say(small());
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
            asAlways(s);
            assertThat(s.findings(RULE)).last().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.signature()).contains("the next answer came as always");
            });
        }

        @Test
        void inAConflictItTellsWhichIsForgedInBothOrders() {
            Scene first = history();
            Lookup l = lookup(first).ask().after(0.008);
            l.say(small()).after(0.004).answer(GENUINE);
            assertThat(only(first, "dns-conflicting-answers").severity()).isEqualTo(Severity.HIGH);
            assertThat(only(first, "dns-conflicting-answers").signature()).contains("the first looks forged");
            Scene second = history();
            Lookup m = lookup(second).ask().after(0.01).answer(GENUINE).after(0.001);
            m.say(small());
            assertThat(only(second, "dns-conflicting-answers").severity()).isEqualTo(Severity.HIGH);
            assertThat(only(second, "dns-conflicting-answers").signature()).contains("the second looks forged");
        }

        @Test
        void aServerThatWritesSmallLettersFromNowOnIsLowOnce() {
            Scene s = history();
            for (int i = 0; i < 40; i++) {
                Lookup l = lookup(s).ask().after(0.01);
                l.say(small()).after(1);
            }
            assertThat(s.findings(RULE))
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void aPoolOfWhichSomeDoNotKeepTheCaseIsNothing() {
            Scene s = new Scene();
            for (int i = 0; i < 80; i++) {
                Lookup l = lookup(s).ask().after(0.01);
                if (i % 4 == 0) {
                    l.say(small());
                } else {
                    l.answer("192.0.2.1");
                }
                s.after(1);
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aClientThatAsksAgainInOtherLettersIsNothing() {
            Scene s = history();
            Lookup l = lookup(s).ask();
            Lookup again = new Lookup(s, 1000 + next - 1, "www.EXAMPLE.test").ask();
            again.after(0.01).answer(GENUINE);
            assertThat(l.port()).isEqualTo(again.port());
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void questionsInSmallLettersTellNothing() {
            Scene s = new Scene();
            for (int i = 0; i < 40; i++) {
                new Lookup(s, i, "small.test")
                        .ask()
                        .after(0.01)
                        .answer("192.0.2.1")
                        .after(6);
            }
            Lookup l = lookup(s).ask().after(0.01);
            l.say(small());
            assertThat(s.findings(RULE)).isEmpty();
        }
    }

    @Nested
    class Fragmented {
        private static final String RULE = "dns-fragmented-answer";
        private final String[] many = new String[60];

        Fragmented() {
            for (int i = 0; i < many.length; i++) {
                many[i] = "198.51.100." + i;
            }
        }

        private Fragments pieces(Scene s, double secondsBefore, boolean overlap, boolean conflict) {
            long since = s.now() - Math.round(secondsBefore * Scene.SECOND);
            return new Fragments(since, 592, secondsBefore > 0.01, overlap, conflict);
        }

        @Test
        void aPieceFromBeforeTheQuestionIsMediumAndWithAnotherSignHigh() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01);
            l.in(pieces(s, 2, false, false)).answer(many);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s, RULE).signature()).contains("a piece of it came 2.0 s before the question");
            Scene t = history();
            Lookup m = lookup(t).ask().after(0.01);
            m.in(pieces(t, 2, true, true)).answer(many);
            assertThat(only(t, RULE).severity()).isEqualTo(Severity.HIGH);
        }

        @Test
        void piecesThatDifferWhereTheyOverlapAreMediumAndThoseThatAgreeLow() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01);
            l.in(pieces(s, 0, true, true)).answer(many);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.MEDIUM);
            Scene t = history();
            Lookup m = lookup(t).ask().after(0.01);
            m.in(pieces(t, 0, true, false)).answer(many);
            assertThat(only(t, RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void aSmallAnswerInPiecesOrTheFirstInPiecesOfAServerIsLow() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01);
            l.in(pieces(s, 0, false, false)).answer("192.0.2.1");
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
            Scene t = history();
            Lookup m = lookup(t).ask().after(0.01);
            m.in(pieces(t, 0, false, false)).answer(many);
            assertThat(only(t, RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void largeAnswersOfAServerThatFragmentsAreNothingInWhicheverOrderTheirPiecesCome() {
            Scene s = new Scene();
            for (int i = 0; i < 100; i++) {
                Lookup l = lookup(s).ask().after(0.01);
                l.in(i % 10 == 1 ? pieces(s, i % 20 == 1 ? 0.002 : 0, false, false) : null)
                        .answer(many);
                s.after(1);
            }
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class TtlAbsurd {
        private static final String RULE = "dns-ttl-absurd";

        @Test
        void beyond31BitsOrAWeekFromAServerThatNeverHadItIsLow() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01);
            l.say(l.response().address(0xffff_fff0L, FORGED));
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
            Scene t = history();
            Lookup m = lookup(t).ask().after(0.01);
            m.say(m.response().address(1_000_000, FORGED));
            assertThat(only(t, RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void byAnotherWayItIsMedium() {
            Scene s = history().announce(EVIL, EVIL_IP);
            Lookup l = lookup(s).ask().after(0.01).from(EVIL);
            l.say(l.response().address(1_000_000, FORGED));
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s, RULE).attacker().mac()).isEqualTo(EVIL);
        }

        @Test
        void aWeekIsNothingAndSoIsALongTimeOfAServerThatHasSuchOnes() {
            Scene s = new Scene();
            for (int i = 0; i < 100; i++) {
                Lookup l = lookup(s).ask().after(0.01);
                l.say(l.response().address(i % 10 == 0 ? 3_600_000 : 604_800, GENUINE));
                s.after(1);
            }
            assertThat(s.findings(RULE)).isEmpty();
        }
    }
}
