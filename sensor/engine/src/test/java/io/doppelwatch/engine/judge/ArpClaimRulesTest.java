// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.EVIL_IP;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.GATEWAY_IP;
import static io.doppelwatch.engine.judge.Scene.SERVER;
import static io.doppelwatch.engine.judge.Scene.SERVER_IP;
import static io.doppelwatch.engine.judge.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an ARP packet claims, beside that a binding changed: {@link ArpRulesTest} has that. */
class ArpClaimRulesTest {
    private static final long VIRTUAL = 0x0000_5e00_0107L;
    private static final Ip VIRTUAL_IP = ip("10.77.0.254");
    private static final Ip ZERO = ip("0.0.0.0");

    private static Scene quietOffice() {
        return new Scene()
                .warm()
                .resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP)
                .after(1)
                .resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP)
                .after(1);
    }

    private static Trust trust(List<Trust.Gateway> gateways, List<Trust.Redundancy> redundancy) {
        return new Trust(List.of(), gateways, redundancy, List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    @Nested
    class FlipFlop {
        private Scene turns(Scene s, long one, long other, int times, double apart) {
            for (int i = 0; i < times; i++) {
                s.after(apart).announce(i % 2 == 0 ? other : one, SERVER_IP);
            }
            return s;
        }

        private Scene held(long mac) {
            return quietOffice().resolve(CLIENT, CLIENT_IP, mac, SERVER_IP);
        }

        @Test
        void theSecondReturnWithinFiveMinutesIsMediumAndNamesNobody() {
            Scene s = turns(held(SERVER), SERVER, EVIL, 3, 5);
            assertThat(s.findings("arp-flip-flop")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.subject()).isEqualTo("ip:10.77.0.10");
                assertThat(f.signature()).contains("flip flop").contains("undetermined");
            });
            assertThat(s.findings("arp-binding-changed"))
                    .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void aDefenceAtOnceShowsThatBothAreThere() {
            for (double wait : new double[] {0.0004, 0.9}) {
                Scene s = held(SERVER)
                        .after(20)
                        .announce(EVIL, SERVER_IP)
                        .after(wait)
                        .announce(SERVER, SERVER_IP);
                assertThat(s.findings("arp-flip-flop")).singleElement().satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                    assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                    assertThat(f.signature()).contains(Mac.text(SERVER) + " defended it");
                });
            }
        }

        @Test
        void aDefenceByASisterCardOrVirtualMacIsLowAndByTheTakerNone() {
            Scene sisters =
                    held(SERVER).after(20).announce(SERVER + 1, SERVER_IP).after(0.01);
            assertThat(sisters.announce(SERVER, SERVER_IP).grave()).isEmpty();
            // A spare held the address, its master takes it back, and the spare has not heard that yet.
            Scene spare =
                    held(SERVER).after(20).announce(EVIL, SERVER_IP).after(30).announce(SERVER, SERVER_IP);
            assertThat(spare.after(0.01).announce(EVIL, SERVER_IP).findings("arp-flip-flop"))
                    .as("two returns, as ever")
                    .hasSize(1);
            Scene asked = held(SERVER)
                    .after(20)
                    .resolve(CLIENT, CLIENT_IP, EVIL, SERVER_IP)
                    .after(0.01);
            assertThat(asked.announce(SERVER, SERVER_IP).findings("arp-flip-flop"))
                    .as("two cards that answer, one of which announces")
                    .isEmpty();
        }

        @Test
        void oneFailOverAndBackIsNothing() {
            assertThat(turns(held(SERVER), SERVER, EVIL, 2, 5).findings("arp-flip-flop"))
                    .isEmpty();
        }

        @Test
        void turnsLongAfterEachOtherAreNothing() {
            assertThat(turns(held(SERVER), SERVER, EVIL, 8, 400).findings("arp-flip-flop"))
                    .isEmpty();
        }

        @Test
        void cardsOfOneMachineAndVirtualMacsAreLow() {
            for (long other : new long[] {SERVER + 1, VIRTUAL}) {
                assertThat(turns(held(SERVER), SERVER, other, 6, 3).findings("arp-flip-flop"))
                        .isNotEmpty()
                        .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
            }
        }

        @Test
        void whereOneRepliedUnaskedTheOtherRuleNamesIt() {
            Scene s = held(SERVER);
            for (int i = 0; i < 4; i++) {
                s.after(2).reply(EVIL, SERVER_IP, CLIENT, CLIENT_IP).after(2).announce(SERVER, SERVER_IP);
            }
            assertThat(s.findings("arp-flip-flop")).isEmpty();
            assertThat(s.findings("arp-binding-changed"))
                    .anySatisfy(f -> assertThat(f.attacker().mac()).isEqualTo(EVIL));
        }

        @Test
        void theTrustFileHasSaidWhoIsRightAlready() {
            Scene s = new Scene(trust(List.of(new Trust.Gateway(SERVER_IP, SERVER)), List.of()))
                    .warm()
                    .resolve(CLIENT, CLIENT_IP, SERVER, SERVER_IP);
            assertThat(turns(s, SERVER, EVIL, 6, 3).findings("arp-flip-flop")).isEmpty();
        }
    }

    @Nested
    class BroadcastReply {
        private Scene toEverybody(Scene s, long mac, Ip claimed) {
            return s.arp(2, mac, claimed, CLIENT, CLIENT_IP, Mac.BROADCAST);
        }

        @Test
        void thatTakesAnAddressInUseIsLowAndNamesNobody() {
            Scene s = toEverybody(quietOffice(), SERVER, GATEWAY_IP);
            assertThat(s.findings("arp-broadcast-reply")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
            });
            assertThat(s.grave()).isEmpty();
        }

        @Test
        void fromTheHolderItselfOrAfterALongSilenceIsInfo() {
            Scene s = toEverybody(quietOffice(), GATEWAY, GATEWAY_IP);
            toEverybody(s.after(300), SERVER, EVIL_IP);
            assertThat(s.findings("arp-broadcast-reply"))
                    .hasSize(2)
                    .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.INFO));
        }

        @Test
        void linkLocalRepliesAreBroadcastByTheBook() {
            assertThat(toEverybody(quietOffice(), SERVER, ip("169.254.9.9")).findings())
                    .isEmpty();
        }

        @Test
        void aGratuitousReplyIsAnAnnouncement() {
            Scene s = quietOffice().arp(2, SERVER, SERVER_IP, Mac.BROADCAST, SERVER_IP, Mac.BROADCAST);
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aDeclaredSharedAddressIsLeftAlone() {
            Scene s = new Scene(trust(List.of(), List.of(new Trust.Redundancy(GATEWAY_IP, "vrrp", 7)))).warm();
            assertThat(toEverybody(s, SERVER, GATEWAY_IP).findings()).isEmpty();
        }
    }

    @Nested
    class AddressConflict {
        private Scene denies(Scene s, long mac, Ip wanted) {
            return s.probe(SERVER, wanted).after(0.001).reply(mac, wanted, SERVER, ZERO);
        }

        @Test
        void oneDeniedProbeIsLow() {
            Scene s = denies(quietOffice(), CLIENT, CLIENT_IP);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-address-conflict");
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void oneMacThatDeniesThreeAddressesIsMediumAndNamed() {
            long stranger = EVIL + 0x100; // nothing else is known of it
            Scene s = quietOffice();
            for (int i = 0; i < 3; i++) {
                denies(s.after(2), stranger, ip("10.77.0.10" + i));
                denies(s, stranger, ip("10.77.0.10" + i)); // a prober asks more than once: that is one address still
                assertThat(s.grave()).hasSize(i == 2 ? 1 : 0);
            }
            assertThat(s.grave()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker().mac()).isEqualTo(stranger);
            });
        }

        @Test
        void twoHostsThatEachMetAConflictAreTwoConflicts() {
            Scene s = denies(quietOffice(), EVIL, ip("10.77.0.100")).after(2);
            s.probe(GATEWAY, ip("10.77.0.101")).after(0.001).reply(EVIL, ip("10.77.0.101"), GATEWAY, ZERO);
            assertThat(s.findings("arp-address-conflict")).hasSize(2);
            assertThat(s.grave()).isEmpty();
        }

        @Test
        void theSecondAddressRefusedToOneHostByOneThatHasAnAddressIsMedium() {
            Scene s = denies(quietOffice(), EVIL, ip("10.77.0.100")).after(0.5);
            assertThat(s.grave()).isEmpty();
            denies(s, EVIL, ip("10.77.0.101"));
            assertThat(s.grave()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
            });
        }

        @Test
        void aProxyOfLongStandingIsLow() {
            Scene s = quietOffice().after(700);
            for (int i = 0; i < 5; i++) {
                denies(s.after(2), GATEWAY, ip("10.77.0.10" + i));
            }
            assertThat(s.grave()).isEmpty();
        }

        @Test
        void threeConflictsInAnHourAreThreeConflicts() {
            Scene s = quietOffice();
            for (int i = 0; i < 5; i++) {
                denies(s.after(90), EVIL, ip("10.77.0.10" + i));
            }
            assertThat(s.grave()).isEmpty();
        }

        @Test
        void aHostThatHearsItsOwnProbeByItsOtherCardIsNothing() {
            assertThat(denies(quietOffice(), SERVER + 1, SERVER_IP).findings()).isEmpty();
        }

        @Test
        void theOwnerWhoDefendsItselfIsTheVictim() {
            Scene s = quietOffice()
                    .announce(GATEWAY, GATEWAY_IP)
                    .after(20)
                    .announce(SERVER, GATEWAY_IP)
                    .after(3)
                    .announce(GATEWAY, GATEWAY_IP);
            assertThat(s.findings("arp-address-conflict")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.INFO);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.victims()).containsExactly(GATEWAY_IP);
                assertThat(f.observed()).isEqualTo(Mac.text(SERVER));
            });
        }

        @Test
        void whoComesBackLaterDefendsNothing() {
            Scene s = quietOffice()
                    .announce(GATEWAY, GATEWAY_IP)
                    .after(20)
                    .announce(SERVER, GATEWAY_IP)
                    .after(30)
                    .announce(GATEWAY, GATEWAY_IP);
            assertThat(s.findings("arp-address-conflict")).isEmpty();
        }

        @Test
        void aTakerThatClaimsItAgainDefendsNothing() {
            Scene s = quietOffice()
                    .announce(GATEWAY, GATEWAY_IP)
                    .after(20)
                    .announce(SERVER, GATEWAY_IP)
                    .after(30)
                    .announce(GATEWAY, GATEWAY_IP)
                    .after(3)
                    .announce(SERVER, GATEWAY_IP);
            assertThat(s.findings("arp-address-conflict")).isEmpty();
        }
    }

    @Nested
    class ManyAddresses {
        private Scene claims(Scene s, int addresses, double apart) {
            for (int i = 0; i < addresses; i++) {
                s.after(apart).announce(SERVER, ip("10.77.0." + (100 + i)));
            }
            return s;
        }

        @Test
        void theFifthWithinAMinuteIsLowOnce() {
            assertThat(claims(quietOffice(), 4, 2).findings()).isEmpty();
            assertThat(claims(quietOffice(), 8, 2).findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-many-addresses");
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.subject()).isEqualTo("mac:" + Mac.text(SERVER));
                assertThat(f.signature()).contains("10.77.0.104");
            });
        }

        @Test
        void oneByOneIsNothing() {
            assertThat(claims(quietOffice(), 8, 30).findings()).isEmpty();
        }

        @Test
        void theSameOnesAgainAreNothing() {
            Scene s = claims(quietOffice(), 8, 30);
            assertThat(claims(s.after(600), 8, 0.1).findings()).isEmpty();
        }

        @Test
        void aMachineOfLongStandingIsInfo() {
            Scene s = quietOffice().announce(SERVER, SERVER_IP).after(2_000);
            assertThat(claims(s, 5, 1).findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.INFO));
        }
    }

    @Nested
    class VirtualAddress {
        private Scene group(Trust trust) {
            return new Scene(trust)
                    .warm()
                    .resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP)
                    .resolve(CLIENT, CLIENT_IP, VIRTUAL, VIRTUAL_IP)
                    .after(5);
        }

        @Test
        void anUnaskedReplyFromOneWhoHoldsAnotherAddressIsHigh() {
            Scene s = group(Trust.EMPTY).reply(EVIL, VIRTUAL_IP, CLIENT, CLIENT_IP);
            assertThat(s.findings("arp-virtual-address")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
                assertThat(f.victims()).containsExactly(CLIENT_IP);
                assertThat(f.expected()).isEqualTo(Mac.text(VIRTUAL));
            });
        }

        @Test
        void aReplyThatWasAskedForIsMediumAndNamesNobody() {
            Scene s = group(Trust.EMPTY).resolve(CLIENT, CLIENT_IP, SERVER, VIRTUAL_IP);
            assertThat(s.findings("arp-virtual-address")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void anAnnouncementIsLowAndNothingWhereTheGroupIsDeclared() {
            assertThat(group(Trust.EMPTY).announce(SERVER, VIRTUAL_IP).findings("arp-virtual-address"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
            Trust declared = trust(List.of(), List.of(new Trust.Redundancy(VIRTUAL_IP, "vrrp", 7)));
            assertThat(group(declared).announce(SERVER, VIRTUAL_IP).findings()).isEmpty();
        }

        @Test
        void anotherVirtualMacIsTheGroupsOwnAffair() {
            // GLBP answers each client with another forwarder's MAC.
            Scene s = group(Trust.EMPTY).resolve(CLIENT, CLIENT_IP, 0x0007_b400_0102L, VIRTUAL_IP);
            assertThat(s.findings("arp-virtual-address")).isEmpty();
        }

        @Test
        void aGroupThatHasFallenSilentWasTakenOutOfService() {
            Scene s = group(Trust.EMPTY).after(120).resolve(CLIENT, CLIENT_IP, SERVER, VIRTUAL_IP);
            assertThat(s.findings("arp-virtual-address")).isEmpty();
        }

        @Test
        void theTrustedGatewaysOwnMacMayAnswer() {
            Trust gateway = trust(List.of(new Trust.Gateway(VIRTUAL_IP, SERVER)), List.of());
            Scene s = group(gateway).resolve(CLIENT, CLIENT_IP, SERVER, VIRTUAL_IP);
            assertThat(s.findings("arp-virtual-address")).isEmpty();
        }
    }

    @Nested
    class Sweep {
        private Scene asks(Scene s, int from, int count, double apart) {
            for (int i = 0; i < count; i++) {
                s.after(apart).request(EVIL, EVIL_IP, ip("10.77.0." + (from + i)));
            }
            return s;
        }

        @Test
        void thirtyTwoWithinTenSecondsAreInfoOnce() {
            // One it had asked for before.
            assertThat(asks(quietOffice(), 100, 30, 0.01).findings()).isEmpty();
            assertThat(asks(quietOffice(), 100, 100, 0.01).findings())
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.rule().id()).isEqualTo("arp-sweep");
                        assertThat(f.severity()).isEqualTo(Severity.INFO);
                    });
        }

        @Test
        void fromNobodysAddressTheyCountToo() {
            Scene s = quietOffice();
            for (int i = 0; i < 40; i++) {
                s.after(0.01).probe(SERVER, ip("10.77.0." + (100 + i)));
            }
            assertThat(s.findings("arp-sweep")).hasSize(1);
        }

        @Test
        void slowlyOrForOneAddressAgainAndAgainIsNothing() {
            assertThat(asks(quietOffice(), 100, 100, 1).findings()).isEmpty();
            Scene s = quietOffice();
            for (int i = 0; i < 100; i++) {
                asks(s, 100, 1, 0.01);
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void itJoinsTheIncidentWhenItsSenderStrikes() {
            Scene s = asks(quietOffice(), 100, 40, 0.01).after(60).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.judge.incidents())
                    .singleElement()
                    .satisfies(i -> assertThat(
                                    i.findings().stream().map(Finding::rule).map(r -> r.id()))
                            .contains("arp-sweep", "arp-binding-changed"));
            assertThat(s.judge.incidents().get(0).actions())
                    .anyMatch(a -> a.contains("forget who holds 10.77.0.1:"))
                    .noneMatch(a -> a.contains("forget who holds 02"));
        }
    }
}
