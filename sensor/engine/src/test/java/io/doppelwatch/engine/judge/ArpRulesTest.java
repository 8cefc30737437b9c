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
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArpRulesTest {
    private static Trust gateway() {
        return new Trust(
                List.of(),
                List.of(new Trust.Gateway(GATEWAY_IP, GATEWAY)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static Trust redundant(String protocol, int group) {
        return new Trust(
                List.of(),
                List.of(),
                List.of(new Trust.Redundancy(GATEWAY_IP, protocol, group)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static Scene quietOffice() {
        return new Scene()
                .warm()
                .resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP)
                .after(1)
                .resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP)
                .after(1);
    }

    @Nested
    class BindingChanged {
        @Test
        void ordinaryTrafficFindsNothing() {
            Scene s = quietOffice()
                    .resolve(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(600);
            s.resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP).end();
            assertThat(s.findings()).isEmpty();
            assertThat(s.told()).isEmpty();
        }

        @Test
        void anUnaskedReplyForAnAddressInUseFromOneWhoHoldsAnotherIsHighAtItsFirstPacket() {
            Scene s = quietOffice().reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-binding-changed");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("ip:10.77.0.1");
                assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
                assertThat(f.observed()).isEqualTo(Mac.text(EVIL));
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
                assertThat(f.victims()).containsExactly(CLIENT_IP);
                assertThat(f.signature()).contains("changed ethernet address").contains("replied unasked");
                assertThat(f.evidence()).hasSize(2);
                assertThat(f.incident()).isEqualTo("I-20261124-0001");
            });
        }

        @Test
        void theOwnerWhoComesBackIsNotNamedAsTheAttacker() {
            Scene s = quietOffice()
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(0.5)
                    .announce(GATEWAY, GATEWAY_IP);
            assertThat(s.findings())
                    .hasSizeGreaterThanOrEqualTo(1)
                    .allSatisfy(f -> assertThat(f.attacker().mac()).isIn(EVIL, Mac.NONE));
            Scene other = new Scene()
                    .warm()
                    .announce(CLIENT, CLIENT_IP)
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(2)
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(1)
                    .announce(GATEWAY, GATEWAY_IP);
            assertThat(other.findings()).singleElement().satisfies(f -> {
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
                assertThat(f.observed()).isEqualTo(Mac.text(EVIL));
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            });
        }

        /** Its requests go another way than the mirror shows, so what the owner tells it looks unasked. */
        @Test
        void theOwnerWhoAnswersAHostThatIsNeverHeardIsNotNamedAsTheAttacker() {
            Scene s = new Scene().warm();
            for (int i = 0; i < 4; i++) {
                s.after(20).reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP);
            }
            s.after(1).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.findings())
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.attacker().mac()).isNotEqualTo(GATEWAY));
        }

        @Test
        void theTrustedGatewayContradictedIsHighEvenAtFirstSight() {
            Scene s = new Scene(gateway()).request(EVIL, GATEWAY_IP, CLIENT_IP);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.signature())
                        .isEqualTo("gateway 10.77.0.1 claimed by 02:00:00:00:00:66, but belongs to 02:00:00:00:00:01");
            });
        }

        @Test
        void theTrustedOwnerComingBackIsNoFinding() {
            Scene s = new Scene(gateway())
                    .request(EVIL, GATEWAY_IP, CLIENT_IP)
                    .after(1)
                    .announce(GATEWAY, GATEWAY_IP);
            assertThat(s.findings()).hasSize(1);
        }

        @Test
        void aServiceAddressContradictedIsHighAndAWindowForItsMacSilencesExactlyThat() {
            Trust.Change window = new Trust.Change(
                    Scene.START + 100 * Scene.SECOND, Scene.START + 200 * Scene.SECOND, List.of("mac"), "");
            Trust trust = service(List.of(window));
            Scene s = new Scene(trust).after(150).announce(EVIL, SERVER_IP);
            assertThat(s.findings()).isEmpty();
            s.after(60).announce(EVIL, SERVER_IP);
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.HIGH));
            Trust.Change wrong = new Trust.Change(0, Long.MAX_VALUE, List.of("certificate"), "");
            assertThat(new Scene(service(List.of(wrong)))
                            .announce(EVIL, SERVER_IP)
                            .findings())
                    .hasSize(1);
        }

        private Trust service(List<Trust.Change> changes) {
            Trust.Service hub = new Trust.Service(
                    "hub.corp.test",
                    List.of(),
                    List.of(new Trust.Cidr(SERVER_IP, 128)),
                    List.of(443),
                    List.of(),
                    List.of(),
                    List.of(SERVER),
                    "",
                    changes);
            return new Trust(List.of(hub), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
        }

        @Test
        void whereRequestsGetLostOneUnaskedReplyIsNoSignButThreeAre() {
            Scene s = new Scene().warm();
            for (int i = 0; i < 10; i++) {
                s.resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP).after(7);
            }
            // The rightful holder answers, and the request is not seen: it was lost.
            s.reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP).after(7);
            s.request(EVIL, EVIL_IP, CLIENT_IP).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.grave()).isEmpty();
            s.after(2).announce(GATEWAY, GATEWAY_IP).after(2).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            s.after(2).announce(GATEWAY, GATEWAY_IP).after(2).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.grave()).isNotEmpty().last().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            });
        }

        @Test
        void aReplacedCardAfterSilenceIsLow() {
            Scene s = quietOffice().after(300).announce(SERVER, GATEWAY_IP);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.signature()).contains("after 5 min of silence");
            });
        }

        @Test
        void aLeaseHandedOnAfterAProbeIsLowEvenSoonAfter() {
            Scene s = quietOffice()
                    .resolve(SERVER, SERVER_IP, CLIENT, CLIENT_IP)
                    .after(20)
                    .probe(SERVER, CLIENT_IP)
                    .after(2)
                    .announce(SERVER, CLIENT_IP)
                    .after(1)
                    .request(SERVER, CLIENT_IP, GATEWAY_IP);
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void capturesYearsApartAreInfoEvenForAnUnaskedReply() {
            Scene s = quietOffice().after(8 * 365 * 86_400.0).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.INFO));
            assertThat(s.told()).isEmpty();
        }

        @Test
        void oneFailOverIsLowAndTwoHoldersTakingTurnsAreMediumFlipFlop() {
            Scene s = quietOffice().announce(SERVER, GATEWAY_IP);
            assertThat(s.grave()).isEmpty();
            s.after(2)
                    .announce(GATEWAY, GATEWAY_IP)
                    .after(2)
                    .announce(SERVER, GATEWAY_IP)
                    .after(2)
                    .announce(GATEWAY, GATEWAY_IP);
            assertThat(s.grave()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.signature()).contains("flip flop");
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void twoCardsOfOneMachineTakingTurnsStayLow() {
            Scene s = new Scene().warm();
            for (int i = 0; i < 6; i++) {
                s.after(1).resolve(CLIENT, CLIENT_IP, 0x0011_2233_4450L + (i & 1), SERVER_IP);
            }
            assertThat(s.grave()).isEmpty();
        }

        @Test
        void theVirtualMacOfATrustedGroupIsNoFinding() {
            long vrrp7 = 0x0000_5e00_0107L;
            Scene s = new Scene(redundant("vrrp", 7))
                    .warm()
                    .resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP)
                    .after(1)
                    .announce(vrrp7, GATEWAY_IP);
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void theVirtualMacOfAnotherGroupExcusesNobodyWhoRepliesUnasked() {
            long vrrp8 = 0x0000_5e00_0108L;
            Scene s = new Scene(redundant("vrrp", 7))
                    .warm()
                    .resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP)
                    .after(3)
                    .reply(vrrp8, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.grave()).isNotEmpty();
        }

        @Test
        void aDeclaredFailOverToTheSparesOwnMacIsNoFinding() {
            Scene s = failOver(redundant("vrrp", 7));
            assertThat(s.findings()).isEmpty();
            assertThat(failOver(Trust.EMPTY).findings()).isNotEmpty();
        }

        @Test
        void aDeclaredSharedAddressThatGoesToAndFroIsTold() {
            Scene s = failOver(redundant("vrrp", 7));
            s.after(2).announce(GATEWAY, GATEWAY_IP).after(2).announce(SERVER, GATEWAY_IP);
            assertThat(s.findings()).isNotEmpty();
        }

        @Test
        void whoTakesADeclaredSharedAddressInPrivateIsTold() {
            Scene s = new Scene(redundant("vrrp", 7))
                    .warm()
                    .resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP)
                    .after(3)
                    .reply(SERVER, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.grave()).isNotEmpty();
        }

        private Scene failOver(Trust trust) {
            Scene s = new Scene(trust).warm().resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP);
            for (int i = 0; i < 5; i++) {
                s.after(3).announce(SERVER, GATEWAY_IP);
            }
            return s.resolve(CLIENT, CLIENT_IP, SERVER, GATEWAY_IP);
        }

        @Test
        void aVirtualMacNobodyNamedIsLow() {
            for (long virtual : new long[] {
                0x0000_5e00_0101L, 0x0000_5e00_0205L, 0x0000_0c07_ac05L, 0x0000_0c9f_f123L, 0x0007_b400_0102L
            }) {
                Scene s = quietOffice();
                for (int i = 0; i < 3; i++) {
                    s.after(1).announce(virtual, GATEWAY_IP).after(1).announce(GATEWAY, GATEWAY_IP);
                }
                assertThat(s.grave()).isEmpty();
            }
        }

        @Test
        void oneAddressInTwoVlansIsTwoHosts() {
            Path ten = new Path(List.of(new Path.Tag(Path.Kind.VLAN, 10)));
            Path eleven = new Path(List.of(new Path.Tag(Path.Kind.VLAN, 11)));
            Scene s = new Scene()
                    .warm()
                    .on(ten)
                    .announce(GATEWAY, GATEWAY_IP)
                    .on(eleven)
                    .announce(SERVER, GATEWAY_IP);
            assertThat(s.findings()).isEmpty();
            s.on(ten).announce(SERVER, GATEWAY_IP);
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.signature()).contains("vlan:10"));
        }

        @Test
        void whatCannotBeAnAddressOrAMachineClaimsNothing() {
            Scene s = quietOffice();
            for (String bad : List.of("0.0.0.0", "255.255.255.255", "224.0.0.1", "127.0.0.1")) {
                s.reply(EVIL, ip(bad), CLIENT, CLIENT_IP).reply(SERVER, ip(bad), CLIENT, CLIENT_IP);
            }
            s.reply(0, GATEWAY_IP, CLIENT, CLIENT_IP);
            s.reply(0x03bf_0a4d_0001L, GATEWAY_IP, CLIENT, CLIENT_IP); // a load balancer's multicast MAC
            s.arp(4, EVIL, GATEWAY_IP, CLIENT, CLIENT_IP, CLIENT); // RARP
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class UnsolicitedReply {
        @Test
        void oneMacTellingTwoHostsThatItIsTheOtherIsMediumAtOnceAndHighWhenRepeated() {
            Scene s = new Scene()
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(0.02)
                    .reply(EVIL, CLIENT_IP, GATEWAY, GATEWAY_IP);
            assertThat(s.findings("arp-unsolicited-reply")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.victims()).containsExactlyInAnyOrder(CLIENT_IP, GATEWAY_IP);
                assertThat(f.evidence()).hasSize(2);
            });
            s.after(2)
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(0.02)
                    .reply(EVIL, CLIENT_IP, GATEWAY, GATEWAY_IP);
            assertThat(s.grave().stream().map(Finding::severity)).contains(Severity.HIGH);
            assertThat(s.grave().stream().map(f -> f.attacker().mac())).containsOnly(EVIL);
        }

        @Test
        void aProxyAnsweringRequestsOfBothSidesIsNothing() {
            Scene s = new Scene().warm();
            for (int i = 0; i < 5; i++) {
                s.after(5)
                        .resolve(CLIENT, CLIENT_IP, SERVER, GATEWAY_IP)
                        .resolve(GATEWAY, GATEWAY_IP, SERVER, SERVER_IP);
            }
            assertThat(s.findings("arp-unsolicited-reply")).isEmpty();
        }

        @Test
        void threeUnaskedRepliesFromOneWhoHoldsAnotherAddressAreMedium() {
            Scene s = new Scene().warm().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP);
            s.after(1).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            s.after(2).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.findings()).isEmpty();
            s.after(2).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-unsolicited-reply");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            });
        }

        @Test
        void ofAHostThatIsNeverHeardNothingIsSaidForItsRequestsMayGoAnotherWay() {
            Scene s = new Scene().warm();
            for (int i = 0; i < 20; i++) {
                s.after(2).reply(SERVER, SERVER_IP, CLIENT, CLIENT_IP);
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aHostRefreshingItsOwnAddressIsLow() {
            Scene s = new Scene().warm().announce(CLIENT, CLIENT_IP);
            for (int i = 0; i < 5; i++) {
                s.after(2).reply(SERVER, SERVER_IP, CLIENT, CLIENT_IP);
            }
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void aCaptureWithoutRequestsSaysNothing() {
            Scene s = new Scene();
            for (int i = 0; i < 20; i++) {
                s.after(1).reply(SERVER, SERVER_IP, CLIENT, CLIENT_IP);
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void gratuitousAnnouncementsAreNothing() {
            Scene s = new Scene().warm();
            for (int i = 0; i < 20; i++) {
                s.after(1).announce(SERVER, SERVER_IP).arp(2, SERVER, SERVER_IP, SERVER, SERVER_IP, Mac.BROADCAST);
            }
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class SourceMismatch {
        @Test
        void aBridgeThatPutsItsOwnMacOnTheFrameIsLow() {
            Scene s = new Scene().warm().sentBy(SERVER).announce(CLIENT, CLIENT_IP);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-source-mismatch");
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void aSpooferThatPutsBackWhatItTookIsMediumAndNamed() {
            Scene s = quietOffice()
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(30)
                    .sentBy(EVIL)
                    .reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP);
            assertThat(s.findings("arp-source-mismatch")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            });
        }

        @Test
        void aRouterSpeakingForItsVirtualMacIsNothing() {
            Scene s = new Scene().warm().sentBy(GATEWAY).announce(0x0000_5e00_0101L, GATEWAY_IP);
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class Settings {
        @Test
        void aRuleCanBeOffOrGivenAnotherSeverity() {
            Map<String, Trust.RuleSetting> rules = Map.of(
                    "arp-binding-changed", new Trust.RuleSetting(true, null),
                    "arp-unsolicited-reply", new Trust.RuleSetting(false, Severity.LOW));
            Trust trust = new Trust(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), rules);
            Scene s = new Scene(trust).warm();
            for (int i = 0; i < 4; i++) {
                s.after(2).reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).reply(EVIL, CLIENT_IP, GATEWAY, GATEWAY_IP);
            }
            assertThat(s.findings()).isNotEmpty().allSatisfy(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-unsolicited-reply");
                assertThat(f.severity()).isEqualTo(Severity.LOW);
            });
        }
    }
}
