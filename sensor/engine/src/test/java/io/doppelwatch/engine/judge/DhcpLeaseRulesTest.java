// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Leasing.NEW;
import static io.doppelwatch.engine.judge.Leasing.PARTNER;
import static io.doppelwatch.engine.judge.Leasing.RESOLVER;
import static io.doppelwatch.engine.judge.Leasing.ROGUE;
import static io.doppelwatch.engine.judge.Leasing.SERVER;
import static io.doppelwatch.engine.judge.Leasing.answer;
import static io.doppelwatch.engine.judge.Leasing.ask;
import static io.doppelwatch.engine.judge.Leasing.rogue;
import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dhcp4;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who holds a lease, wants one, or takes it from another. */
class DhcpLeaseRulesTest {
    @Test
    void ordinaryLeasesFindNothing() {
        Leasing s = new Leasing().known().lease(CLIENT, 5, "10.77.0.21").after(3600);
        s.unicast(
                        CLIENT,
                        "10.77.0.21",
                        GATEWAY,
                        SERVER,
                        ask(Dhcp4.REQUEST, 6, CLIENT).client("10.77.0.21"))
                .reply(CLIENT, answer(Dhcp4.ACK, 6, CLIENT, "10.77.0.21"));
        assertThat(s.findings()).isEmpty();
    }

    @Nested
    class WhatALeaseExplains {
        /** The former holder has not heard yet that the address is another's: both announce it in turn. */
        private Severity flipFlop(Leasing s, long newcomer) {
            Ip ip = ip("10.77.0.21");
            s.scene
                    .after(5)
                    .announce(newcomer, ip)
                    .after(5)
                    .announce(CLIENT, ip)
                    .after(5);
            s.scene.announce(newcomer, ip);
            List<Finding> found = s.findings("arp-flip-flop");
            assertThat(found).hasSize(1);
            return found.get(0).severity();
        }

        private Leasing holder() {
            Leasing s = new Leasing().known();
            s.scene
                    .warm()
                    .resolve(CLIENT, ip("10.77.0.21"), GATEWAY, ip(SERVER))
                    .after(5);
            return s.unicast(
                    CLIENT,
                    "10.77.0.21",
                    GATEWAY,
                    SERVER,
                    Dhcp4.ask(Dhcp4.RELEASE, 3, Mac.text(CLIENT)).client("10.77.0.21"));
        }

        @Test
        void anAddressThatWasLeasedAnewMayChangeItsCard() {
            assertThat(flipFlop(holder(), NEW)).isEqualTo(Severity.MEDIUM);
            assertThat(flipFlop(holder().lease(NEW, 4, "10.77.0.21"), NEW)).isEqualTo(Severity.LOW);
        }

        @Test
        void aSecondServersLeaseExplainsNothing() {
            Leasing s = holder().broadcast(EVIL, ask(Dhcp4.REQUEST, 3, EVIL))
                    .evil(EVIL, rogue(Dhcp4.ACK, 3, EVIL, "10.77.0.21"));
            assertThat(flipFlop(s, EVIL)).isEqualTo(Severity.MEDIUM);
        }

        @Test
        void norDoesALeaseNobodyWasSeenToAskFor() {
            Leasing s = holder().reply(NEW, answer(Dhcp4.ACK, 9, NEW, "10.77.0.21"));
            assertThat(flipFlop(s, NEW)).isEqualTo(Severity.MEDIUM);
        }
    }

    @Nested
    class Starvation {
        @Test
        void oneCardThatSpeaksForACrowdNobodyServes() {
            Leasing s = new Leasing().known();
            Random random = new Random(1);
            for (int i = 0; i < 120; i++) {
                long made = random.nextLong() & 0xfeff_ffff_ffffL;
                s.broadcast(EVIL, ask(Dhcp4.DISCOVER, i, made)).after(0.02);
            }
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dhcp-starvation");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
            });
        }

        @Test
        void aCrowdOfMadeUpCardsHasNoAttackerToName() {
            Leasing s = new Leasing().mirrored().known();
            Random random = new Random(2);
            for (int i = 0; i < 60; i++) {
                long made = random.nextLong() & 0xffff_ffff_ffffL;
                s.broadcast(made, ask(Dhcp4.DISCOVER, i, made)).after(0.05);
            }
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.attacker()).isEqualTo(Party.UNKNOWN));
        }

        @Test
        void itIsFoundWhereEveryLeaseIsTakenToo() {
            // dhcpig asks by its own card, and takes what it is offered.
            Leasing s = new Leasing();
            for (int i = 0; i < 60; i++) {
                long made = 0x02de_ad00_0000L + i * 0x1_0001L;
                s.broadcast(EVIL, ask(Dhcp4.DISCOVER, i, made))
                        .reply(made, answer(Dhcp4.ACK, i, made, "10.77.0." + (100 + i)))
                        .after(0.05);
            }
            assertThat(s.findings("dhcp-starvation"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.attacker().mac()).isEqualTo(EVIL));
        }

        @Test
        void aMorningRushCompletes() {
            Leasing s = new Leasing();
            long[] vendors = {0x3c22fb, 0xf01898, 0xa45e60, 0x001a8c};
            for (int i = 0; i < 100; i++) {
                s.lease(vendors[i % 4] << 24 | i, i, "10.77.0." + (20 + i)).after(0.05);
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aRushOfTelephonesWithRandomCardsCompletesToo() {
            Leasing s = new Leasing();
            Random random = new Random(3);
            for (int i = 0; i < 100; i++) {
                long made = random.nextLong() & 0xfcff_ffff_ffffL | 1L << 41;
                s.lease(made, i, "10.77.0." + (20 + i)).after(0.05);
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void clientsOfADeadServerAskAgain() {
            Leasing s = new Leasing();
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 70; i++) {
                    long card = 0x3c22_fb00_0000L + i;
                    s.broadcast(card, ask(Dhcp4.DISCOVER, i, card)).after(0.03);
                }
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aRelaySpeaksForItsClientsByRight() {
            Leasing s = new Leasing();
            for (int i = 0; i < 100; i++) {
                long card = 0x3c22_fb00_0000L + i;
                s.broadcast(PARTNER, ask(Dhcp4.DISCOVER, i, card).relay("10.77.0.254"))
                        .reply(
                                PARTNER,
                                answer(Dhcp4.ACK, i, card, "10.77.0." + (20 + i))
                                        .relay("10.77.0.254"))
                        .after(0.05);
            }
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class NakByStranger {
        private Dhcp4 nak(String server) {
            return Dhcp4.answer(Dhcp4.NAK, 9, Mac.text(CLIENT), server);
        }

        @Test
        void aStrangerWhoRefusesWhatTheServerGrantsIsHigh() {
            Leasing s = new Leasing().known().request(CLIENT, 9, SERVER, "10.77.0.21");
            s.evil(CLIENT, nak(ROGUE)).reply(CLIENT, answer(Dhcp4.ACK, 9, CLIENT, "10.77.0.21"));
            List<Finding> found = s.findings("dhcp-nak-by-stranger");
            assertThat(found).hasSize(2);
            assertThat(found.get(0).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(found.get(1).severity()).isEqualTo(Severity.HIGH);
            assertThat(found.get(1).attacker().mac()).isEqualTo(EVIL);
            assertThat(found.get(1).victims()).containsExactly(ip("10.77.0.21"));
        }

        @Test
        void aRenewalSentToOneServerIsNobodyElsesToRefuse() {
            Leasing s = new Leasing().known();
            s.unicast(
                    CLIENT,
                    "10.77.0.21",
                    GATEWAY,
                    SERVER,
                    ask(Dhcp4.REQUEST, 9, CLIENT).client("10.77.0.21"));
            s.evil(CLIENT, nak(ROGUE));
            assertThat(s.findings("dhcp-nak-by-stranger"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.MEDIUM));
        }

        @Test
        void aRefusalInTheServersNameFromAnotherCardIsMediumUntilTheServerGrantsIt() {
            for (boolean faster : List.of(true, false)) {
                Leasing s = new Leasing().known().request(CLIENT, 9, SERVER, "10.77.0.21");
                if (faster) {
                    s.reply(EVIL, SERVER, CLIENT, nak(SERVER));
                    assertThat(s.findings()).singleElement().satisfies(f -> {
                        assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                        assertThat(f.attacker()).isEqualTo(new Party(EVIL, Ip.NONE));
                    });
                    s.reply(CLIENT, answer(Dhcp4.ACK, 9, CLIENT, "10.77.0.21"));
                } else {
                    s.reply(CLIENT, answer(Dhcp4.ACK, 9, CLIENT, "10.77.0.21"));
                    s.reply(EVIL, SERVER, CLIENT, nak(SERVER));
                }
                List<Finding> found = s.findings();
                assertThat(found.get(found.size() - 1).severity()).isEqualTo(Severity.HIGH);
                assertThat(found.get(found.size() - 1).attacker()).isEqualTo(new Party(EVIL, Ip.NONE));
            }
        }

        @Test
        void theServerThatWasAskedMayRefuse() {
            Leasing s = new Leasing()
                    .known()
                    .request(CLIENT, 9, SERVER, "10.77.0.21")
                    .reply(CLIENT, nak(SERVER));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aClientFromAnotherNetworkIsRefusedByRight() {
            // INIT-REBOOT (RFC 2131, 4.3.2): to everybody, and no server named.
            Leasing s = new Leasing().known();
            s.broadcast(CLIENT, ask(Dhcp4.REQUEST, 9, CLIENT).addresses(50, "192.168.1.7"))
                    .reply(CLIENT, nak(SERVER));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aPairOutOfStepIsLow() {
            Leasing s = new Leasing();
            for (int i = 0; i < 3; i++) {
                s.broadcast(NEW, ask(Dhcp4.DISCOVER, i, NEW))
                        .reply(NEW, answer(Dhcp4.OFFER, i, NEW, "10.77.0.41"))
                        .reply(
                                PARTNER,
                                "10.77.0.2",
                                NEW,
                                Dhcp4.answer(Dhcp4.OFFER, i, Mac.text(NEW), "10.77.0.2")
                                        .your("10.77.0.141")
                                        .router(SERVER)
                                        .resolvers(RESOLVER))
                        .after(5);
            }
            s.request(CLIENT, 9, SERVER, "10.77.0.21").reply(PARTNER, "10.77.0.2", CLIENT, nak("10.77.0.2"));
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }
    }

    @Nested
    class LeaseGivenAway {
        private Dhcp4 release(long client, String ip) {
            return Dhcp4.ask(Dhcp4.RELEASE, 77, Mac.text(client)).client(ip).addresses(54, SERVER);
        }

        @Test
        void aReleaseByAnotherCardIsMediumAndTheThirdIsHigh() {
            Leasing s = new Leasing().known().lease(NEW, 8, "10.77.0.41").after(10);
            s.unicast(EVIL, "10.77.0.21", GATEWAY, SERVER, release(CLIENT, "10.77.0.21"));
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dhcp-lease-given-away");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.victims()).containsExactly(ip("10.77.0.21"));
            });
            s.unicast(EVIL, "10.77.0.30", GATEWAY, SERVER, release(0x0200_0000_0030L, "10.77.0.30"));
            s.unicast(EVIL, "10.77.0.41", GATEWAY, SERVER, release(NEW, "10.77.0.41"));
            assertThat(s.findings().get(2).severity()).isEqualTo(Severity.HIGH);
        }

        @Test
        void aDeclineInAnothersNameIsTheSame() {
            Leasing s = new Leasing().known();
            s.broadcast(
                    EVIL,
                    Dhcp4.ask(Dhcp4.DECLINE, 78, Mac.text(CLIENT))
                            .addresses(50, "10.77.0.21")
                            .addresses(54, SERVER));
            assertThat(s.findings("dhcp-lease-given-away")).hasSize(1);
        }

        @Test
        void theHoldersOwnReleaseAndARoutedOneAreNone() {
            Leasing s = new Leasing().known();
            s.ttl(63).unicast(PARTNER, "10.77.0.30", GATEWAY, SERVER, release(0x0200_0000_0030L, "10.77.0.30"));
            s.ttl(64).unicast(CLIENT, "10.77.0.21", GATEWAY, SERVER, release(CLIENT, "10.77.0.21"));
            s.after(1).lease(NEW, 8, "10.77.0.21").after(1).lease(PARTNER, 9, "10.77.0.30");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void anotherServerThatGivesAnAddressInUseIsMedium() {
            Leasing s = new Leasing().known();
            s.scene.warm().resolve(CLIENT, ip("10.77.0.21"), GATEWAY, ip(SERVER));
            s.evil(NEW, rogue(Dhcp4.ACK, 8, NEW, "10.77.0.21"));
            assertThat(s.findings("dhcp-lease-given-away")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.signature()).contains("and uses it");
            });
        }

        @Test
        void theSameServerMayGiveItAgainAndThatIsLowWhereItsHolderIsHeard() {
            assertThat(new Leasing().known().lease(NEW, 8, "10.77.0.21").findings())
                    .isEmpty();
            Leasing s = new Leasing().known();
            s.scene.warm().resolve(CLIENT, ip("10.77.0.21"), GATEWAY, ip(SERVER));
            assertThat(s.lease(NEW, 8, "10.77.0.21").findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void aLeaseThatRanOutIsFree() {
            Leasing s = new Leasing().known().after(90_000).lease(NEW, 8, "10.77.0.21");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aMachineThatChangedCardsKeepsItsIdentifier() {
            byte[] id = Bytes.hex("ff 00000001 00030001 020000000021");
            Leasing s = new Leasing();
            s.reply(CLIENT, answer(Dhcp4.ACK, 1, CLIENT, "10.77.0.21").option(61, id))
                    .after(30)
                    .reply(NEW, answer(Dhcp4.ACK, 2, NEW, "10.77.0.21").option(61, id));
            assertThat(s.findings()).isEmpty();
        }
    }
}
