// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Lan6.CARD;
import static io.doppelwatch.engine.judge.Lan6.CLIENT;
import static io.doppelwatch.engine.judge.Lan6.COLLEAGUE;
import static io.doppelwatch.engine.judge.Lan6.EVIL;
import static io.doppelwatch.engine.judge.Lan6.ROUTER;
import static io.doppelwatch.engine.judge.Lan6.SECOND;
import static io.doppelwatch.engine.judge.Lan6.router;
import static io.doppelwatch.engine.judge.Lan6.site;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Who is a router, what it may say, and where hosts may be sent: what fires, and what ordinary life must not set off. */
class RouterRulesTest {
    private static final int HIGH = 0x08;
    private static final String RESOLVER = "2001:db8:1::53";

    private static Lan6 office() {
        return new Lan6().askForRouters(CLIENT).settle(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
    }

    private static Trust trust(List<Trust.Gateway> gateways, List<Ip> resolvers, List<Ip> routers) {
        return new Trust(List.of(), gateways, List.of(), resolvers, List.of(), routers, List.of(), Map.of());
    }

    private static Trust shared(Node router) {
        return new Trust(
                List.of(),
                List.of(),
                List.of(new Trust.Redundancy(router.address(), "vrrp", 1)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    @Nested
    class Rogue {
        @Test
        void aHostThatWantsToBeThePreferredRouterAndBringsItsResolverIsHigh() {
            Lan6 lan = office().askForRouters(EVIL).after(5);
            lan.advertise(
                    EVIL,
                    router(1800, HIGH).prefix("2001:db8:66::", 64, 600, 600).resolvers(600, "2001:db8:66::66"));
            assertThat(lan.findings("ra-rogue-router")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("ip:fe80::66");
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
                assertThat(f.signature())
                        .contains("advertises itself as a router beside fe80::1")
                        .contains("behaved as a host before")
                        .contains("wants to be preferred")
                        .contains("brings the resolver 2001:db8:66::66");
                assertThat(f.evidence()).hasSize(2);
            });
        }

        @Test
        void aHostThatTurnsRouterAndWantsToBePreferredIsMedium() {
            Lan6 lan = office().askForRouters(EVIL).after(5).advertise(EVIL, router(1800, HIGH));
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
        }

        @Test
        void aNewcomerIsJudgedAgainWhenItSaysMore() {
            Lan6 lan = office().askForRouters(EVIL)
                    .after(1)
                    .advertise(EVIL, router(1800, 0))
                    .after(4);
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.LOW);
            lan.advertise(EVIL, router(1800, HIGH)).after(4).advertise(EVIL, router(1800, HIGH));
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.LOW, Severity.MEDIUM);
            assertThat(lan.findings()).allMatch(f -> f.subject().equals("ip:fe80::66"));
        }

        @Test
        void whatNoRouterSaysNeedsNothingToCompareWith() {
            Lan6 one = new Lan6().advertise(EVIL, router(1800, 0).resolvers(600, "ff02::fb"));
            assertThat(one.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
                assertThat(f.signature()).contains("its resolver ff02::fb is a multicast group");
            });
            Lan6 two = new Lan6()
                    .advertise(
                            EVIL, router(1800, 0).prefix("fe80::", 64, 600, 600).resolvers(600, "::1"));
            assertThat(two.findings()).extracting(Finding::severity).containsExactly(Severity.HIGH);
            Lan6 wide = new Lan6().advertise(EVIL, router(1800, 0).prefix("2000::", 3, 600, 600));
            assertThat(wide.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.signature()).contains("all of 2000::/3 is on this link");
            });
            Lan6 multicast = new Lan6().advertise(EVIL, router(1800, 0).prefix("ff0e::", 64, 600, 600));
            assertThat(multicast.findings()).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
        }

        @Test
        void theRoutersOwnAddressFromAnotherMacWhileTheRouterLives() {
            Lan6 lan = office().askForRouters(EVIL)
                    .after(2)
                    .advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            lan.after(1).advertise(ROUTER.from(EVIL.mac()), router(1800, HIGH).sourceMac(EVIL.macText()));
            assertThat(lan.findings("ra-rogue-router")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.expected()).isEqualTo(Mac.text(ROUTER.mac()));
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
            });
            lan.after(5).advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            assertThat(lan.grave())
                    .allSatisfy(f -> assertThat(f.attacker().mac()).isEqualTo(EVIL.mac()));
        }

        @Test
        void theTrustFileNamesTheRouters() {
            Trust trust = trust(List.of(), List.of(), List.of(ROUTER.address(), SECOND.address()));
            Lan6 lan = new Lan6(trust).advertise(ROUTER, site(ROUTER)).advertise(SECOND, site(SECOND));
            assertThat(lan.findings()).isEmpty();
            lan.advertise(EVIL, site(EVIL));
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.expected()).isEqualTo("fe80::1 and fe80::2");
            });
            Lan6 mac = new Lan6(trust(List.of(new Trust.Gateway(ROUTER.address(), ROUTER.mac())), List.of(), List.of()))
                    .advertise(ROUTER, site(ROUTER))
                    .advertise(ROUTER.from(EVIL.mac()), site(EVIL));
            assertThat(mac.findings()).extracting(Finding::severity).containsExactly(Severity.HIGH);
        }

        @Test
        void aGatewayWithItsMacIsARouterToo() {
            Trust trust = trust(
                    List.of(new Trust.Gateway(SECOND.address(), SECOND.mac())), List.of(), List.of(ROUTER.address()));
            Lan6 lan = new Lan6(trust).advertise(ROUTER, site(ROUTER)).advertise(SECOND, site(SECOND));
            lan.redirect(SECOND, CLIENT, "2001:db8:ffff::1", ROUTER.ip(), ROUTER.macText());
            assertThat(lan.grave()).isEmpty();
            lan.advertise(SECOND.from(EVIL.mac()), site(EVIL));
            assertThat(lan.grave()).extracting(Finding::severity).containsExactly(Severity.HIGH);
        }

        @Test
        void theFirstRouterIsLearnedWhateverItsPreference() {
            Lan6 lan = new Lan6().settle(ROUTER, router(1800, HIGH).prefix("2001:db8:1::", 64, 600, 600));
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void twoRoutersOfOneSiteAreLow() {
            Lan6 lan = office();
            for (int i = 0; i < 3; i++) {
                lan.advertise(SECOND, site(SECOND).resolvers(3600, RESOLVER)).after(20);
                lan.advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER)).after(20);
            }
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void aVrrpPairWithAVirtualMacIsOneRouter() {
            Node virtual = new Node(0x0000_5e00_0201L, "fe80::200:5eff:fe00:201");
            Lan6 lan = new Lan6().settle(virtual, site(virtual)).after(20).settle(virtual, site(virtual));
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void aVrrpPairWithoutAVirtualMacIsLowOnceTheOtherIsSilentAndNothingWhereItIsDeclared() {
            Lan6 lan = office().after(120)
                    .settle(ROUTER.from(SECOND.mac()), site(SECOND).resolvers(3600, RESOLVER));
            assertThat(lan.grave()).isEmpty();
            Lan6 declared = new Lan6(shared(ROUTER))
                    .settle(ROUTER, site(ROUTER))
                    .settle(ROUTER.from(SECOND.mac()), site(SECOND));
            assertThat(declared.findings()).isEmpty();
        }

        @Test
        void aTelephoneThatSharesItsConnectionWithItselfAsTheOnlyRouterIsLearned() {
            // Android and iOS: a /64, lifetime and resolver of its own, both made anew each time.
            Node phone = new Node(0xf200_0000_0009L, "fe80::f000:ff:fe00:9");
            Lan6 lan =
                    new Lan6().askForRouters(CLIENT).settle(phone, site(phone).resolvers(1800, phone.ip()));
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void aBorderRouterOfThingsIsLow() {
            Lan6 lan = office();
            lan.advertise(
                    CARD,
                    router(0, 0).prefix("fd12:3456:789a:1::", 64, 1800, 1800).sourceMac(CARD.macText()));
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.LOW);
        }

        @Test
        void anotherNetworkReadInTheSameCaptureIsNoSecondRouter() {
            Lan6 lan = office().after(86_400).settle(SECOND, site(SECOND).resolvers(60, "2001:db8:2::53"));
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void eachVlanHasItsRouter() {
            Lan6 lan = new Lan6();
            for (int vlan = 1; vlan < 60; vlan++) {
                Node router = new Node(0x0200_0001_0000L + vlan, "fe80::1");
                lan.on(new Path(List.of(new Path.Tag(Path.Kind.VLAN, vlan))))
                        .advertise(router, site(router))
                        .after(0.05);
            }
            assertThat(lan.findings()).isEmpty();
        }
    }

    @Nested
    class LifetimeZeroed {
        @Test
        void inTheRoutersNameFromAnotherMacIsHighWhileTheRouterLives() {
            Lan6 lan = office().advertise(ROUTER, site(ROUTER)).after(2);
            lan.advertise(ROUTER.from(EVIL.mac()), router(0, 0).sourceMac(ROUTER.macText()));
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("ra-lifetime-zeroed");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
                assertThat(f.attacker().ip()).isNotEqualTo(ROUTER.address());
                assertThat(f.signature()).contains("names that router's MAC as its own");
            });
        }

        @Test
        void longAfterTheRoutersOwnWordItIsMediumAndHighOnceTheRouterSpeaksOn() {
            Lan6 lan = office().after(200).advertise(ROUTER.from(EVIL.mac()), router(0, 0));
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
            lan.after(10).advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            assertThat(lan.findings()).hasSize(2).last().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
                assertThat(f.signature()).contains("is a router still");
            });
        }

        @Test
        void aRouterThatRebootsSaysItItself() {
            Lan6 lan = office();
            lan.advertise(ROUTER, router(0, 0).sourceMac(ROUTER.macText())).after(90);
            lan.settle(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void goodByeAndBackAgainAndAgainIsMediumOfNobodyKnowsWhom() {
            Lan6 lan = office();
            for (int i = 0; i < 3; i++) {
                lan.advertise(ROUTER, router(0, 0))
                        .after(5)
                        .advertise(ROUTER, site(ROUTER))
                        .after(20);
            }
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void aGoodByeMirroredTwiceIsOne() {
            Lan6 lan = office();
            for (int i = 0; i < 6; i++) {
                lan.advertise(ROUTER, router(0, 0));
            }
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void aDeclaredPairMaySayItForEachOther() {
            Lan6 lan = new Lan6(shared(ROUTER)).settle(ROUTER, site(ROUTER));
            lan.advertise(ROUTER.from(SECOND.mac()), router(0, 0));
            assertThat(lan.findings()).isEmpty();
        }
    }

    @Nested
    class NewDns {
        @Test
        void aRouterThatReplacesItsResolverNeedsAnExplanation() {
            Lan6 lan = office().advertise(ROUTER, site(ROUTER).resolvers(3600, "2001:db8:66::53"));
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("ra-new-dns");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.subject()).isEqualTo("ip:2001:db8:66::53");
                assertThat(f.expected()).isEqualTo(RESOLVER);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void aHostThatBringsAResolverIsMediumAndHighWhereItOutbidsTheRouter() {
            Lan6 lan = office().askForRouters(EVIL)
                    .after(1)
                    .advertise(EVIL, router(0, 0).resolvers(600, EVIL.ip()));
            assertThat(lan.findings("ra-new-dns")).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
            Lan6 more = office().askForRouters(EVIL)
                    .after(1)
                    .advertise(EVIL, router(900, HIGH).resolvers(600, EVIL.ip()));
            assertThat(more.findings("ra-new-dns")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
            });
        }

        @Test
        void aResolverTheTrustFileDoesNotListIsHigh() {
            Lan6 lan = new Lan6(trust(List.of(), List.of(Lan6.ip(RESOLVER)), List.of()))
                    .advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            assertThat(lan.findings()).isEmpty();
            lan.advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER, "2001:db8:66::53"));
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.HIGH);
            Lan6 only4 = new Lan6(trust(List.of(), List.of(Scene.ip("10.77.0.53")), List.of()))
                    .advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            assertThat(only4.findings()).isEmpty();
        }

        @Test
        void aResolverAddedOrMovedWithItsPrefixIsLow() {
            Lan6 added = office().advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER, "2001:db8:1::54"));
            assertThat(added.findings()).extracting(Finding::severity).containsExactly(Severity.LOW);
            Lan6 renumbered = office();
            renumbered.advertise(
                    ROUTER, router(1800, 0).prefix("2001:db8:9::", 64, 600, 600).resolvers(3600, "2001:db8:9::53"));
            assertThat(renumbered.findings()).extracting(Finding::severity).containsExactly(Severity.LOW);
        }

        @Test
        void theFirstResolverAndOneThatIsTakenBackAreNothing() {
            Lan6 lan = new Lan6()
                    .settle(ROUTER, site(ROUTER))
                    .settle(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            lan.advertise(ROUTER, site(ROUTER).resolvers(0, "2001:db8:1::99"));
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void aSecondProvidersRouterWithItsOwnResolverIsLow() {
            Lan6 lan = office();
            lan.settle(
                    SECOND, router(1800, 0).prefix("2001:db8:2::", 64, 600, 600).resolvers(600, "2001:db8:2::53"));
            assertThat(lan.grave()).isEmpty();
            assertThat(lan.findings("ra-new-dns")).extracting(Finding::severity).containsExactly(Severity.LOW);
        }
    }

    @Nested
    class Flood {
        @Test
        void dozensOfRoutersWithinSecondsAreAFlood() {
            Lan6 lan = office();
            for (int i = 0; i < 200; i++) {
                Node made = new Node(0x0218_0000_0000L + i, "fe80::18:" + Integer.toHexString(i + 1));
                lan.after(0.01)
                        .advertise(made, router(1800, HIGH).prefix("2001:db8:" + (100 + i) + "::", 64, 600, 600));
            }
            assertThat(lan.findings("ra-flood")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.signature()).contains("32 senders");
            });
            lan.after(1).advertise(ROUTER, site(ROUTER).resolvers(3600, RESOLVER));
            assertThat(lan.findings()).noneMatch(f -> f.subject().equals("ip:fe80::1"));
        }

        @Test
        void oneSenderWithDozensOfPrefixesIsNamed() {
            Lan6 lan = new Lan6();
            for (int i = 0; i < 40; i++) {
                lan.after(0.05).advertise(EVIL, router(1800, 0).prefix("2001:db8:" + (100 + i) + "::", 64, 600, 600));
            }
            assertThat(lan.findings("ra-flood")).singleElement().satisfies(f -> {
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
            });
        }

        @Test
        void aHomeAgentOfMobileHostsMayAdvertiseThirtyTimesASecond() {
            Lan6 lan = new Lan6();
            for (int i = 0; i < 390; i++) {
                lan.after(0.03).advertise(ROUTER, site(ROUTER));
            }
            assertThat(lan.findings()).isEmpty();
        }

        @Test
        void aLoopThatRepeatsOneAdvertisementIsLow() {
            Lan6 lan = new Lan6();
            for (int i = 0; i < 3000; i++) {
                lan.after(0.001).advertise(ROUTER, site(ROUTER));
            }
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.LOW);
        }
    }

    @Nested
    class Redirect {
        private static final String OUTSIDE = "2001:db8:ffff::1";
        private static final Ip OUTSIDE4 = Scene.ip("198.51.100.7");

        @Test
        void inTheRoutersNameToTheSenderItselfIsHigh() {
            Lan6 lan = office().resolve(CLIENT, ROUTER).resolve(EVIL, ROUTER).after(1);
            lan.redirect(ROUTER.from(EVIL.mac()), CLIENT, OUTSIDE, EVIL.ip(), EVIL.macText());
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("icmp-redirect-abuse");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("ip:" + OUTSIDE);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
                assertThat(f.victims()).containsExactly(CLIENT.address());
            });
        }

        @Test
        void byAHostThatDoesNotAdvertiseToAnotherThatDoesNotIsMedium() {
            Lan6 lan = office().redirect(EVIL, CLIENT, OUTSIDE, COLLEAGUE.ip(), "");
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
            });
        }

        @Test
        void byARouterToTheOtherOrToTheDestinationItselfIsInfo() {
            Lan6 lan = office().advertise(SECOND, site(SECOND).resolvers(3600, RESOLVER));
            lan.resolve(CLIENT, ROUTER).redirect(ROUTER, CLIENT, OUTSIDE, SECOND.ip(), SECOND.macText());
            lan.redirect(ROUTER, CLIENT, "2001:db8:1::22", "2001:db8:1::22", COLLEAGUE.macText());
            assertThat(lan.findings("icmp-redirect-abuse"))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.INFO, Severity.INFO);
        }

        @Test
        void whereNoRouterIsKnownARedirectIsNoSign() {
            Lan6 lan = new Lan6().redirect(ROUTER, CLIENT, OUTSIDE, SECOND.ip(), "");
            assertThat(lan.grave()).isEmpty();
        }

        @Test
        void aRouterTheTrustFileDoesNotNameIsHigh() {
            Lan6 lan = new Lan6(trust(List.of(), List.of(), List.of(ROUTER.address())));
            lan.redirect(EVIL, CLIENT, OUTSIDE, SECOND.ip(), "");
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.HIGH);
        }

        private Lan6 office4() {
            Lan6 lan = new Lan6();
            lan.scene
                    .warm()
                    .resolve(Scene.CLIENT, Scene.CLIENT_IP, Scene.GATEWAY, Scene.GATEWAY_IP)
                    .resolve(Scene.EVIL, Scene.EVIL_IP, Scene.GATEWAY, Scene.GATEWAY_IP)
                    .resolve(Scene.SERVER, Scene.SERVER_IP, Scene.GATEWAY, Scene.GATEWAY_IP)
                    .after(5);
            return lan;
        }

        @Test
        void overIpv4InTheGatewaysNameToTheSenderItselfIsHigh() {
            Lan6 lan = office4();
            lan.redirect4(Scene.EVIL, Scene.GATEWAY_IP, Scene.CLIENT_IP, OUTSIDE4, Scene.EVIL_IP, Scene.CLIENT_IP);
            assertThat(lan.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker()).isEqualTo(new Party(Scene.EVIL, Scene.EVIL_IP));
                assertThat(f.victims()).containsExactly(Scene.CLIENT_IP);
            });
        }

        @Test
        void overIpv4ByTheGatewayToAnotherRouterIsInfo() {
            Lan6 lan = office4();
            lan.redirect4(Scene.GATEWAY, Scene.GATEWAY_IP, Scene.CLIENT_IP, OUTSIDE4, Scene.SERVER_IP, Scene.CLIENT_IP);
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
        }

        @Test
        void overIpv4ToAnotherNetworkWithAForeignQuotationIsMedium() {
            Lan6 lan = office4();
            Ip elsewhere = Scene.ip("203.0.113.66");
            lan.redirect4(Scene.GATEWAY, Scene.GATEWAY_IP, Scene.CLIENT_IP, OUTSIDE4, elsewhere, Scene.SERVER_IP);
            assertThat(lan.findings()).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
        }

        @Test
        void overIpv4ByARouterWithTwoAddressesOrThroughANatIsLowAtMost() {
            Lan6 lan = office4();
            Ip second = Scene.ip("10.77.0.2");
            lan.scene.resolve(Scene.CLIENT, Scene.CLIENT_IP, Scene.GATEWAY, second);
            lan.redirect4(Scene.GATEWAY, Scene.GATEWAY_IP, Scene.CLIENT_IP, OUTSIDE4, second, Scene.CLIENT_IP);
            lan.redirect4(Scene.GATEWAY, Scene.GATEWAY_IP, Scene.CLIENT_IP, OUTSIDE4, second, Scene.ip("192.0.2.1"));
            assertThat(lan.grave()).isEmpty();
        }

        @Test
        void overIpv4TheTrustFilesGatewayIsTheOnlyOneThatMayRedirect() {
            Trust trust = trust(List.of(new Trust.Gateway(Scene.GATEWAY_IP, Scene.GATEWAY)), List.of(), List.of());
            Lan6 lan = new Lan6(trust);
            lan.redirect4(Scene.GATEWAY, Scene.GATEWAY_IP, Scene.CLIENT_IP, OUTSIDE4, Scene.SERVER_IP, Scene.CLIENT_IP);
            assertThat(lan.grave()).isEmpty();
            lan.redirect4(Scene.EVIL, Scene.EVIL_IP, Scene.CLIENT_IP, OUTSIDE4, Scene.EVIL_IP, Scene.CLIENT_IP);
            assertThat(lan.grave()).extracting(Finding::severity).containsExactly(Severity.HIGH);
        }
    }
}
