// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Lan6.ALL_NODES;
import static io.doppelwatch.engine.judge.Lan6.CARD;
import static io.doppelwatch.engine.judge.Lan6.CLIENT;
import static io.doppelwatch.engine.judge.Lan6.COLLEAGUE;
import static io.doppelwatch.engine.judge.Lan6.EVIL;
import static io.doppelwatch.engine.judge.Lan6.ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Nd;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.judge.Lan6.Node;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who takes an IPv6 address, and who denies one: what fires, and what ordinary life must not set off. */
class NdRulesTest {
    /** A link on which hosts resolve each other, the attacker among them under its own address. */
    private static Lan6 link() {
        Lan6 lan = new Lan6();
        for (int i = 0; i < 3; i++) {
            lan.resolve(CLIENT, ROUTER).after(5).resolve(ROUTER, CLIENT).after(5);
            lan.resolve(COLLEAGUE, ROUTER).after(5).resolve(EVIL, ROUTER).after(5);
        }
        return lan;
    }

    private static Trust trust(List<Trust.Gateway> gateways, List<Trust.Redundancy> redundancy) {
        return new Trust(List.of(), gateways, redundancy, List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    @Nested
    class Override {
        @Test
        void oneHostIsToldUnaskedThatTheRouterIsElsewhereWhileTheRouterLives() {
            Lan6 lan = link().tell(ROUTER.from(EVIL.mac()), CLIENT);
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("nd-override");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("ip:fe80::1");
                assertThat(f.expected()).isEqualTo(Mac.text(ROUTER.mac()));
                assertThat(f.observed()).isEqualTo(Mac.text(EVIL.mac()));
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
                assertThat(f.victims()).containsExactly(CLIENT.address());
                assertThat(f.signature())
                        .contains("was heard")
                        .contains("told fe80::21 alone and unasked")
                        .contains("also holds fe80::66");
                assertThat(f.evidence()).hasSize(2);
            });
        }

        @Test
        void anAttackerThatWasNotHeardBeforeIsMediumAtOnceAndHighOnceItInsists() {
            Lan6 lan = new Lan6().resolve(CLIENT, ROUTER).after(8);
            lan.tell(ROUTER.from(EVIL.mac()), CLIENT);
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
            for (int i = 0; i < 3; i++) {
                lan.after(5).tell(ROUTER.from(EVIL.mac()), CLIENT);
            }
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.MEDIUM, Severity.HIGH);
            assertThat(lan.findings())
                    .allSatisfy(f -> assertThat(f.attacker().mac()).isEqualTo(EVIL.mac()));
        }

        @Test
        void twoHostsAreToldUnaskedThatEachIsTheOther() {
            Lan6 lan = new Lan6().tell(ROUTER.from(EVIL.mac()), CLIENT).after(1);
            assertThat(lan.findings()).isEmpty();
            lan.tell(CLIENT.from(EVIL.mac()), ROUTER);
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
                assertThat(f.signature()).contains("it told fe80::21 that it is fe80::1, too");
            });
        }

        @Test
        void aSensorThatStartsInTheMiddleSeesThatTheAddressIsMadeOfAnotherMac() {
            Lan6 lan = new Lan6().tell(CARD.from(EVIL.mac()), CLIENT);
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.expected()).isEqualTo(Mac.text(CARD.mac()));
                assertThat(f.signature()).contains("the address is made of 02:00:00:ab:cd:ef");
            });
        }

        @Test
        void anAnswerThatSaysItWasAskedForCountsAsUnaskedWhereNobodyAsked() {
            Lan6 lan = link();
            Node claimed = ROUTER.from(EVIL.mac());
            byte[] body = Nd.advertisement(Nd.SOLICITED | Nd.OVERRIDE, claimed.ip(), claimed.macText());
            lan.send(claimed, CLIENT.ip(), CLIENT.mac(), 136, body);
            assertThat(lan.grave()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
            });
        }

        @Test
        void theOwnerThatComesBackIsNotNamedAsTheAttacker() {
            Lan6 lan = link();
            for (int i = 0; i < 4; i++) {
                lan.tell(ROUTER.from(EVIL.mac()), CLIENT)
                        .after(1)
                        .announce(ROUTER)
                        .after(1);
            }
            assertThat(lan.grave()).isNotEmpty().allSatisfy(f -> {
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
                assertThat(f.expected()).isEqualTo(Mac.text(ROUTER.mac()));
            });
        }

        @Test
        void theTrustedAddressElsewhereIsHighAtFirstSight() {
            Lan6 lan = new Lan6(trust(List.of(new Trust.Gateway(ROUTER.address(), ROUTER.mac())), List.of()))
                    .announce(ROUTER)
                    .announce(ROUTER.from(EVIL.mac()));
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.signature())
                        .isEqualTo("gateway fe80::1 claimed by 02:00:00:00:00:66, but belongs to 02:00:00:00:00:01");
            });
        }

        @Test
        void aMoveOfARouterTheTrustFileNamesNeedsAnExplanationEvenWithoutItsMac() {
            Trust named = new Trust(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(ROUTER.address()),
                    List.of(),
                    Map.of());
            Lan6 lan = new Lan6(named).resolve(CLIENT, ROUTER).after(600).announce(ROUTER.from(EVIL.mac()));
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
        }

        @Test
        void aGroupsHellosSayWhoMayHoldItsAddress() {
            Lan6 lan = link();
            Node shared = ROUTER.as("fe80::cafe");
            Node spare = Lan6.SECOND.as("fe80::cafe");
            lan.hello(ROUTER, true, shared.address()).hello(Lan6.SECOND, false, shared.address());
            for (int i = 0; i < 3; i++) {
                lan.announce(shared).after(5).announce(spare).after(5);
            }
            assertThat(lan.findings("nd-override")).isEmpty();
        }

        @Test
        void aHelloOfTheAttackersOwnExcusesNothing() {
            Lan6 lan = link().hello(EVIL, true, ROUTER.address()).tell(ROUTER.from(EVIL.mac()), CLIENT);
            assertThat(lan.findings("nd-override"))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.HIGH);
        }

        @Test
        void aReplacedCardOrARoamingHostThatAnnouncesItselfIsLow() {
            Lan6 lan = link().probe(CLIENT.from(0x0200_0000_0099L)).after(1).announce(CLIENT.from(0x0200_0000_0099L));
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void bondedCardsThatFailOverAnnounceEveryAddressAndAreLow() {
            Node first = CARD;
            Node second = CARD.from(0x0200_00ab_cdf0L);
            Lan6 lan = new Lan6();
            for (String address : List.of(CARD.ip(), "2001:db8:1::ab")) {
                lan.resolve(CLIENT, first.as(address)).after(2);
            }
            for (String address : List.of(CARD.ip(), "2001:db8:1::ab")) {
                lan.announce(second.as(address)).after(0.1).announce(second.as(address));
            }
            assertThat(lan.grave()).isEmpty();
        }

        @Test
        void aVrrpAddressThatMovesOnceToTheOtherRouterIsLowAndNothingWhereItIsDeclared() {
            Node shared = new Node(ROUTER.mac(), "fe80::cafe");
            Lan6 lan = link().resolve(CLIENT, shared).after(10);
            lan.resolve(CLIENT, Lan6.SECOND)
                    .advertise(shared.from(Lan6.SECOND.mac()), Nd.ROUTER | Nd.OVERRIDE, ALL_NODES);
            assertThat(lan.findings()).extracting(Finding::severity).containsOnly(Severity.LOW);

            Trust declared = trust(List.of(), List.of(new Trust.Redundancy(shared.address(), "vrrp", 7)));
            Node virtual = shared.from(0x0000_5e00_0207L);
            Lan6 quiet = new Lan6(declared).resolve(CLIENT, shared).after(1).announce(virtual);
            assertThat(quiet.findings()).isEmpty();
        }

        @Test
        void anycastAndProxiesDoNotOverride() {
            Lan6 lan = link();
            Node anycast = new Node(ROUTER.mac(), "2001:db8:1::53");
            Node other = anycast.from(COLLEAGUE.mac());
            for (Node n : List.of(anycast, other, anycast, other)) {
                lan.solicit(CLIENT, n.ip()).after(0.01);
                byte[] body = Nd.advertisement(Nd.SOLICITED, n.ip(), n.macText());
                lan.send(n, CLIENT.ip(), CLIENT.mac(), 136, body).after(1);
            }
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void everyPacketTwiceChangesNothing() {
            Lan6 lan = new Lan6();
            for (int i = 0; i < 3; i++) {
                lan.solicit(CLIENT, ROUTER.ip()).solicit(CLIENT, ROUTER.ip()).after(0.001);
                byte[] body = Nd.advertisement(Nd.SOLICITED | Nd.OVERRIDE, ROUTER.ip(), ROUTER.macText());
                lan.send(ROUTER, CLIENT.ip(), CLIENT.mac(), 136, body)
                        .send(ROUTER, CLIENT.ip(), CLIENT.mac(), 136, body)
                        .after(20);
            }
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void whereSolicitationsGetLostTheOwnersAnswersAreNoSign() {
            Lan6 lan = link();
            byte[] body = Nd.advertisement(Nd.SOLICITED | Nd.OVERRIDE, ROUTER.ip(), ROUTER.macText());
            for (int i = 0; i < 10; i++) {
                lan.send(ROUTER, CLIENT.ip(), CLIENT.mac(), 136, body).after(7);
            }
            // A card was replaced meanwhile, and the solicitation for it was lost as well.
            Node replaced = COLLEAGUE.from(0x0200_0000_0077L);
            lan.send(
                    replaced,
                    CLIENT.ip(),
                    CLIENT.mac(),
                    136,
                    Nd.advertisement(Nd.SOLICITED | Nd.OVERRIDE, replaced.ip(), replaced.macText()));
            assertThat(lan.grave()).isEmpty();
        }

        @Test
        void aSleepProxyThatSpeaksForAMachineAndTheMachineThatWakesAreLow() {
            Lan6 lan = link();
            Node asleep = CARD.from(EVIL.mac());
            lan.resolve(CLIENT, CARD).after(5).announce(asleep).after(120).announce(CARD);
            assertThat(lan.grave()).isEmpty();
        }

        @Test
        void privacyAddressesComeAndGo() {
            Lan6 lan = link();
            for (int i = 1; i < 12; i++) {
                Node temporary = CLIENT.as("2001:db8:1::" + Integer.toHexString(0xa000 + i));
                lan.probe(temporary)
                        .after(1)
                        .announce(temporary)
                        .resolve(ROUTER, temporary)
                        .after(60);
            }
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void oneAddressOnTwoVlansIsTwoHosts() {
            Lan6 lan = link();
            lan.on(new Path(List.of(new Path.Tag(Path.Kind.VLAN, 20)))).resolve(CLIENT, ROUTER.from(0x0200_0000_0101L));
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void insideAPointToPointTunnelNobodyHasAMac() {
            Lan6 lan = new Lan6().on(new Path(List.of(new Path.Tag(Path.Kind.TEREDO, 0))));
            lan.resolve(CLIENT, ROUTER).tell(ROUTER.from(EVIL.mac()), CLIENT);
            assertThat(lan.findings()).isEmpty();
        }
    }

    @Nested
    class DadDenial {
        @Test
        void aHostThatIsDeniedEveryAddressItTriesIsUnderAttack() {
            Lan6 lan = new Lan6();
            for (int i = 0; i < 3; i++) {
                Node wanted = CLIENT.as("fe80::b00" + i);
                lan.probe(wanted).after(0.1).announce(wanted.from(EVIL.mac())).after(0.6);
            }
            assertThat(lan.findings())
                    .extracting(Finding::severity)
                    .containsExactly(Severity.LOW, Severity.MEDIUM, Severity.HIGH);
            assertThat(lan.grave()).allSatisfy(f -> {
                assertThat(f.rule().id()).isEqualTo("nd-dad-denial");
                assertThat(f.subject()).isEqualTo("mac:" + Mac.text(CLIENT.mac()));
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
                assertThat(f.evidence()).hasSize(2);
            });
        }

        @Test
        void anObjectorThatChangesItsMacEachTimeIsNoLessSuspiciousAndInTheEndNobodyIsNamed() {
            Lan6 lan = new Lan6();
            for (int i = 0; i < 6; i++) {
                Node wanted = CLIENT.as("fe80::b00" + i);
                lan.probe(wanted)
                        .after(0.1)
                        .announce(wanted.from(0x0200_0000_6600L + i))
                        .after(0.6);
            }
            assertThat(lan.findings())
                    .extracting(Finding::severity)
                    .containsExactly(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.HIGH);
            assertThat(lan.findings().get(2).attacker().mac()).isEqualTo(0x0200_0000_6602L);
            assertThat(lan.findings().get(3).attacker()).isEqualTo(Party.UNKNOWN);
        }

        @Test
        void anAddressMadeOfTheProbersOwnMacIsNobodyElses() {
            Lan6 lan = new Lan6().probe(CARD).after(0.1).announce(CARD.from(EVIL.mac()));
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.signature()).contains("the address is made of its own MAC");
            });
            lan.after(0.1).announce(CARD.from(COLLEAGUE.mac()));
            assertThat(lan.findings())
                    .last()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.HIGH));
        }

        @Test
        void oneObjectorAndThreeHosts() {
            Lan6 lan = new Lan6();
            for (int i = 0; i < 3; i++) {
                Node prober = new Node(0x0200_0000_0030L + i, "fe80::c00" + i);
                lan.probe(prober).after(0.1).announce(prober.from(EVIL.mac())).after(5);
            }
            assertThat(lan.findings())
                    .extracting(Finding::severity)
                    .containsExactly(Severity.LOW, Severity.MEDIUM, Severity.HIGH);
        }

        @Test
        void aTrueDuplicateIsLowHoweverOftenItIsTried() {
            Lan6 lan = new Lan6().resolve(CLIENT, COLLEAGUE).after(5);
            for (int i = 0; i < 5; i++) {
                lan.probe(COLLEAGUE.from(0x0200_0000_0044L))
                        .after(0.1)
                        .announce(COLLEAGUE)
                        .announce(COLLEAGUE)
                        .after(30);
            }
            assertThat(lan.findings()).isNotEmpty().allSatisfy(f -> {
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void aSleepProxyIsKnownToHoldTheAddressOfTheMachineThatWakes() {
            Node proxy = CARD.from(EVIL.mac());
            Lan6 lan = new Lan6()
                    .announce(proxy)
                    .announce(proxy.as("2001:db8:1::ab"))
                    .after(600);
            lan.probe(CARD).after(0.1).announce(proxy).after(1);
            lan.probe(CARD.as("2001:db8:1::ab")).after(0.1).announce(proxy.as("2001:db8:1::ab"));
            assertThat(lan.grave()).isEmpty();
        }

        @Test
        void aProbeThatIsLoopedBackOrMirroredTwiceIsNoObjection() {
            Lan6 lan = new Lan6()
                    .probe(CLIENT)
                    .probe(CLIENT)
                    .after(1)
                    .announce(CLIENT)
                    .announce(CLIENT);
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void anAdvertisementLongAfterTheProbeIsNoObjection() {
            Lan6 lan = new Lan6().probe(CARD).after(30).announce(CARD.from(EVIL.mac()));
            assertThat(lan.findings("nd-dad-denial")).isEmpty();
        }
    }

    @Nested
    class HopLimit {
        @Test
        void whatWouldChangeAHostsMindIsMediumAndChangesNothingHere() {
            Lan6 lan = link().hopLimit(64).tell(ROUTER.from(EVIL.mac()), CLIENT);
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("nd-hop-limit");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), ROUTER.address()));
            });
            lan.hopLimit(255).after(1).resolve(CLIENT, ROUTER);
            assertThat(lan.findings()).hasSize(1);
        }

        @Test
        void aSolicitationFromAfarIsLow() {
            Lan6 lan = new Lan6().hopLimit(254).solicit(CLIENT, ROUTER.ip());
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.LOW);
            assertThat(lan.findings().get(0).attacker().ip()).isEqualTo(Ip.NONE);
        }

        @Test
        void whatCannotBeReadIsLeftAlone() {
            Lan6 lan = new Lan6().hopLimit(64).send(EVIL, CLIENT.ip(), CLIENT.mac(), 136, new byte[4]);
            assertThat(lan.findings()).isEmpty();
        }
    }
}
