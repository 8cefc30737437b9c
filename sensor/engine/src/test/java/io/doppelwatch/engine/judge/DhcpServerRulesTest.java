// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Leasing.HALVES;
import static io.doppelwatch.engine.judge.Leasing.NEW;
import static io.doppelwatch.engine.judge.Leasing.PARTNER;
import static io.doppelwatch.engine.judge.Leasing.RESOLVER;
import static io.doppelwatch.engine.judge.Leasing.ROGUE;
import static io.doppelwatch.engine.judge.Leasing.SERVER;
import static io.doppelwatch.engine.judge.Leasing.answer;
import static io.doppelwatch.engine.judge.Leasing.ask;
import static io.doppelwatch.engine.judge.Leasing.raced;
import static io.doppelwatch.engine.judge.Leasing.rogue;
import static io.doppelwatch.engine.judge.Leasing.servers;
import static io.doppelwatch.engine.judge.Leasing.trust;
import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dhcp4;
import io.doppelwatch.craft.Dhcp6;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who serves addresses, and what with. */
class DhcpServerRulesTest {
    @Nested
    class UnknownServer {
        @Test
        void aSecondServerThatLeadsToItselfIsHighAtItsFirstOffer() {
            Leasing s = raced(new Leasing().known());
            assertThat(s.findings("dhcp-unknown-server")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("ip:" + ROGUE);
                assertThat(f.expected()).isEqualTo(SERVER);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, ip(ROGUE)));
                assertThat(f.victims()).containsExactly(ip("10.77.0.41"));
                assertThat(f.signature())
                        .contains("gateway 10.77.0.66 instead of 10.77.0.1")
                        .contains("leads to itself");
                assertThat(f.evidence()).hasSize(2);
            });
        }

        @Test
        void itIsFoundBehindAMirrorPortAndInATunnelToo() {
            Path tunnel = new Path(List.of(new Path.Tag(Path.Kind.VXLAN, 5001)));
            Leasing s = raced(new Leasing().mirrored().on(tunnel).known());
            assertThat(s.findings("dhcp-unknown-server"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.HIGH));
        }

        @Test
        void whereTheSensorStartedLateItIsMediumAndNobodyIsNamed() {
            // Only renewals were seen, which go to one server alone: the other may have been there all along.
            Leasing s = new Leasing();
            for (int i = 0; i < 3; i++) {
                s.unicast(
                                CLIENT,
                                "10.77.0.21",
                                GATEWAY,
                                SERVER,
                                ask(Dhcp4.REQUEST, i, CLIENT).client("10.77.0.21"))
                        .reply(CLIENT, answer(Dhcp4.ACK, i, CLIENT, "10.77.0.21"))
                        .after(30);
            }
            raced(s);
            assertThat(s.scene.grave()).isNotEmpty().allSatisfy(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void whereAllElseIsTheSameAProxyIsEnough() {
            Leasing s = new Leasing()
                    .known()
                    .broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW))
                    .evil(
                            NEW,
                            Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), ROGUE)
                                    .your("10.77.0.41")
                                    .router(SERVER)
                                    .resolvers(RESOLVER)
                                    .text(252, "http://10.77.0.66/wpad.dat"))
                    .reply(NEW, answer(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            assertThat(s.findings("dhcp-servers-differ"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.signature()).contains("proxy configuration"));
        }

        @Test
        void theTrustFileIsContradictedByAnyOther() {
            Leasing s = new Leasing(servers(SERVER));
            s.broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW)).evil(NEW, rogue(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dhcp-unknown-server");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, ip(ROGUE)));
            });
            assertThat(raced(new Leasing(servers(SERVER)).known()).findings("dhcp-unknown-server"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.HIGH));
        }

        @Test
        void aListedServerIsKnownWhereverItsAnswersComeFrom() {
            // By a relay, with the relay's MAC and address, and by another one.
            Leasing s = new Leasing(servers("10.1.1.1"));
            for (String relay : List.of("10.77.0.254", "10.77.0.253")) {
                s.reply(
                        PARTNER,
                        relay,
                        CLIENT,
                        Dhcp4.answer(Dhcp4.ACK, relay.hashCode(), Mac.text(CLIENT), "10.1.1.1")
                                .your("10.77.0.21")
                                .relay(relay)
                                .router("10.77.0.252"));
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void twoHalvesOfAPairTellTheSameAndAreNoMoreThanSeen() {
            Leasing s = new Leasing().known();
            for (int i = 0; i < 5; i++) {
                s.broadcast(NEW + i, ask(Dhcp4.DISCOVER, i, NEW + i))
                        .reply(NEW + i, answer(Dhcp4.OFFER, i, NEW + i, "10.77.0.4" + i))
                        .reply(
                                PARTNER,
                                "10.77.0.2",
                                NEW + i,
                                Dhcp4.answer(Dhcp4.OFFER, i, Mac.text(NEW + i), "10.77.0.2")
                                        .your("10.77.0.14" + i)
                                        .resolvers(RESOLVER)
                                        .router(SERVER));
            }
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.INFO);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void aServerForNetworkBootGivesNoAddressAndIsNoServer() {
            Leasing s = new Leasing()
                    .known()
                    .broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW).text(60, "PXEClient:Arch:00000"))
                    .reply(
                            PARTNER,
                            "10.77.0.9",
                            NEW,
                            Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), "10.77.0.9")
                                    .text(60, "PXEClient")
                                    .next("10.77.0.9")
                                    .router("10.77.0.9"))
                    .reply(NEW, answer(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aServerThatTookOverWhileTheOldOneIsGoneIsNone() {
            Leasing s = new Leasing().known().after(4 * 3600);
            s.broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW)).evil(NEW, rogue(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aServerReplacedAfterTwentyMinutesIsLowUntilTheOldOneAnswersBesideIt() {
            Leasing s = new Leasing().known().after(1200);
            s.broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW)).evil(NEW, rogue(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
            s.reply(NEW, answer(Dhcp4.OFFER, 7, NEW, "10.77.0.41")).request(NEW, 7, ROGUE, "10.77.0.41");
            s.evil(NEW, rogue(Dhcp4.ACK, 7, NEW, "10.77.0.41"));
            List<Finding> found = s.findings("dhcp-unknown-server");
            assertThat(found.get(found.size() - 1).severity()).isEqualTo(Severity.HIGH);
            assertThat(found.get(found.size() - 1).attacker().mac()).isEqualTo(EVIL);
        }

        @Test
        void anotherNetworkInTheSameCaptureIsLow() {
            // A virtual machine's own network, or a client that went from one network to another.
            Leasing s = new Leasing()
                    .known()
                    .broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW))
                    .reply(
                            PARTNER,
                            "192.168.56.254",
                            NEW,
                            Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), "192.168.56.254")
                                    .your("192.168.56.128")
                                    .router("192.168.56.2")
                                    .resolvers("192.168.56.2"));
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void anotherVlanIsAnotherNetwork() {
            Leasing s = new Leasing().known().on(new Path(List.of(new Path.Tag(Path.Kind.VLAN, 20))));
            s.broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW)).evil(NEW, rogue(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void inDhcpv6AServerThatNamesItselfAsResolverIsHigh() {
            Leasing s = new Leasing();
            six(s, 1, false).after(30);
            six(s, 2, false).after(30);
            six(s, 3, true);
            assertThat(s.findings("dhcp-unknown-server")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("ip:fe80::66");
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.signature()).contains("resolver fe80::66 instead of 2001:db8::53");
            });
        }

        private Leasing six(Leasing s, int id, boolean attacked) {
            String client = Mac.text(NEW);
            s.six(NEW, "fe80::41", "ff02::1:2", Dhcp6.message(Dhcp6.SOLICIT, id).client(client));
            s.six(
                    GATEWAY,
                    "fe80::1",
                    "fe80::41",
                    Dhcp6.message(Dhcp6.ADVERTISE, id)
                            .client(client)
                            .server(Mac.text(GATEWAY))
                            .address("2001:db8::41")
                            .resolvers("2001:db8::53"));
            if (attacked) {
                s.six(
                        EVIL,
                        "fe80::66",
                        "fe80::41",
                        Dhcp6.message(Dhcp6.ADVERTISE, id)
                                .client(client)
                                .server(Mac.text(EVIL))
                                .address("fe80::1234")
                                .resolvers("fe80::66"));
            }
            return s;
        }
    }

    @Nested
    class ServersDiffer {
        @Test
        void twoAnswersToOneClientThatDifferNeedAnExplanation() {
            Leasing s = raced(new Leasing().known());
            assertThat(s.findings("dhcp-servers-differ")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.subject()).isEqualTo("ip:" + ROGUE);
                assertThat(f.evidence()).hasSize(2);
            });
        }

        @Test
        void whoIsTheImpostorIsNotGuessedAtTheStart() {
            Leasing s = raced(new Leasing());
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dhcp-servers-differ");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            });
        }

        @Test
        void oneOfferThatWasLostBlamesNobody() {
            Leasing s = new Leasing();
            s.broadcast(CLIENT, ask(Dhcp4.DISCOVER, 1, CLIENT))
                    .evil(CLIENT, rogue(Dhcp4.OFFER, 1, CLIENT, "10.77.0.21"));
            raced(s.after(20));
            assertThat(s.scene.grave()).isNotEmpty().allSatisfy(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.subject()).isEqualTo("dhcp:servers");
            });
        }

        @Test
        void theTrustFileSaysWhoItIs() {
            assertThat(raced(new Leasing(servers(SERVER))).findings("dhcp-servers-differ"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.attacker()).isEqualTo(new Party(EVIL, ip(ROGUE))));
        }

        @Test
        void aRouteThatOnlyOneOffersWasAskedForAndDiffers() {
            Leasing s = new Leasing()
                    .known()
                    .broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW))
                    .reply(NEW, answer(Dhcp4.OFFER, 7, NEW, "10.77.0.41"))
                    .evil(
                            NEW,
                            Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), ROGUE)
                                    .your("10.77.0.42")
                                    .lease(60)
                                    .router(SERVER)
                                    .resolvers(RESOLVER)
                                    .option(121, HALVES));
            assertThat(s.findings("dhcp-servers-differ"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.signature()).contains("0.0.0.0/1 by 10.77.0.66"));
            assertThat(s.findings("dhcp-unknown-server"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.HIGH));
        }

        @Test
        void splitScopesAndResolversInAnotherOrderAreTheSame() {
            Leasing s = new Leasing();
            s.broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW))
                    .reply(
                            NEW,
                            Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), SERVER)
                                    .your("10.77.0.41")
                                    .router(SERVER)
                                    .resolvers("10.77.0.53", "10.77.0.54"))
                    .reply(
                            PARTNER,
                            "10.77.0.2",
                            NEW,
                            Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), "10.77.0.2")
                                    .your("10.77.0.141")
                                    .router(SERVER)
                                    .resolvers("10.77.0.54", "10.77.0.53"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void twoThatHaveLivedSideBySideAreLow() {
            Leasing s = new Leasing();
            for (int i = 0; i < 6; i++) {
                s.broadcast(NEW, ask(Dhcp4.DISCOVER, i, NEW))
                        .reply(NEW, answer(Dhcp4.OFFER, i, NEW, "10.77.0.41"))
                        .reply(
                                PARTNER,
                                "10.77.0.2",
                                NEW,
                                Dhcp4.answer(Dhcp4.OFFER, i, Mac.text(NEW), "10.77.0.2")
                                        .your("10.77.0.141")
                                        .router(SERVER)
                                        .resolvers("10.77.0.2"))
                        .after(610);
            }
            List<Finding> all = s.findings("dhcp-servers-differ");
            assertThat(all.get(0).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(all.subList(1, all.size()))
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void anAnswerToAnotherTransactionIsNoRival() {
            Leasing s = new Leasing();
            s.broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW)).reply(NEW, answer(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            s.after(80).broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW));
            s.evil(
                    NEW,
                    Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), ROGUE)
                            .your("192.168.1.2")
                            .router("192.168.1.1"));
            assertThat(s.findings("dhcp-servers-differ")).isEmpty();
        }
    }

    @Nested
    class OptionsChanged {
        private Leasing renewed(Leasing s, long from, Dhcp4 ack) {
            return s.broadcast(CLIENT, ask(Dhcp4.REQUEST, 9, CLIENT).addresses(50, "10.77.0.21"))
                    .reply(from, SERVER, CLIENT, ack);
        }

        private Dhcp4 ack() {
            return Dhcp4.answer(Dhcp4.ACK, 9, Mac.text(CLIENT), SERVER)
                    .your("10.77.0.21")
                    .lease(86_400);
        }

        @Test
        void anotherResolverForAClientThatHadOneIsMedium() {
            Leasing s =
                    renewed(new Leasing().known(), GATEWAY, ack().router(SERVER).resolvers("10.77.0.99"));
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dhcp-options-changed");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.expected()).isEqualTo("resolver 10.77.0.53");
                assertThat(f.observed()).isEqualTo("resolver 10.77.0.99");
            });
        }

        @Test
        void halfTheInternetByTheAnsweringCardInTheServersNameIsHigh() {
            Leasing s = new Leasing().known();
            renewed(s, EVIL, ack().lease(60).router(SERVER).resolvers(RESOLVER).option(121, HALVES));
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.signature()).contains("VPN").contains(Mac.text(GATEWAY));
            });
        }

        @Test
        void suchARouteAloneIsMedium() {
            Leasing s = new Leasing().known();
            renewed(s, GATEWAY, ack().router(SERVER).resolvers(RESOLVER).option(249, HALVES));
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.MEDIUM));
        }

        @Test
        void aResolverTheTrustFileDoesNotKnowFromAnotherCardIsHigh() {
            Leasing s = new Leasing(trust(List.of(RESOLVER), List.of(SERVER))).known();
            renewed(s, EVIL, ack().router(SERVER).resolvers("10.77.0.99"));
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.HIGH));
        }

        @Test
        void aChangeTheTrustFileNamesIsNone() {
            Leasing s = new Leasing(trust(List.of(RESOLVER, "10.77.0.99"), List.of(SERVER))).known();
            renewed(s, GATEWAY, ack().router(SERVER).resolvers("10.77.0.99"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void afterASilenceItIsLow() {
            Leasing s = new Leasing().known().after(7200);
            renewed(s, GATEWAY, ack().router(SERVER).resolvers("10.77.0.99"));
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void telephonesAreToldOtherThingsAllAlong() {
            Leasing s = new Leasing().known();
            for (int i = 0; i < 6; i++) {
                boolean phone = i % 2 == 0;
                s.lease(
                                NEW + i,
                                i,
                                "10.77.0.4" + i,
                                d -> phone ? d.text(15, "voice.test").addresses(150, ROGUE) : d)
                        .after(40);
                s.lease(
                                NEW + 16 + i,
                                50 + i,
                                "10.77.0.6" + i,
                                d -> phone ? d.option(121, Dhcp4.route(8, "10.0.0.0", SERVER)) : d)
                        .after(40);
            }
            assertThat(s.findings())
                    .hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
        }

        @Test
        void whatOnlySomeClientsAskForIsNoChange() {
            Leasing s = new Leasing().known();
            s.broadcast(NEW, Dhcp4.ask(Dhcp4.DISCOVER, 3, Mac.text(NEW)).option(55, (byte) 1, (byte) 3))
                    .reply(
                            NEW,
                            Dhcp4.answer(Dhcp4.ACK, 3, Mac.text(NEW), SERVER)
                                    .your("10.77.0.41")
                                    .router(SERVER));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void networksBehindRelaysHaveEachTheirOwnGateway() {
            Leasing s = new Leasing();
            for (int i = 0; i < 8; i++) {
                s.reply(
                        GATEWAY,
                        SERVER,
                        PARTNER,
                        Dhcp4.answer(Dhcp4.ACK, i, Mac.text(NEW + i), SERVER)
                                .your("10.78." + i % 4 + "." + (20 + i))
                                .relay("10.78." + i % 4 + ".1")
                                .router("10.78." + i % 4 + ".1"));
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void twoCardsInOneServersNameThatDifferAreTold() {
            Leasing s = new Leasing().known().broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW));
            s.reply(NEW, answer(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
            Dhcp4 forged = Dhcp4.answer(Dhcp4.OFFER, 7, Mac.text(NEW), SERVER)
                    .your("10.77.0.41")
                    .router(SERVER)
                    .resolvers("10.77.0.99");
            s.reply(EVIL, SERVER, NEW, forged);
            assertThat(s.findings("dhcp-servers-differ"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.attacker()).isEqualTo(new Party(EVIL, Ip.NONE)));
        }

        @Test
        void aDhcpv6ServerMayChangeItsResolverNoMoreQuietly() {
            Leasing s = new Leasing();
            for (String resolver : List.of("2001:db8::53", "2001:db8::53", "2001:db8::99")) {
                int id = resolver.hashCode() & 0xffff;
                String client = Mac.text(NEW);
                s.six(
                        NEW,
                        "fe80::41",
                        "ff02::1:2",
                        Dhcp6.message(Dhcp6.REQUEST, id).client(client));
                s.six(
                        GATEWAY,
                        "fe80::1",
                        "fe80::41",
                        Dhcp6.message(Dhcp6.REPLY, id)
                                .client(client)
                                .server(Mac.text(GATEWAY))
                                .address("2001:db8::41")
                                .resolvers(resolver));
                s.after(20);
            }
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dhcp-options-changed");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            });
        }

        @Test
        void anInformIsAnsweredWithoutAnAddress() {
            Leasing s = new Leasing().known();
            s.unicast(
                            CLIENT,
                            "10.77.0.21",
                            GATEWAY,
                            SERVER,
                            Dhcp4.ask(Dhcp4.INFORM, 4, Mac.text(CLIENT))
                                    .client("10.77.0.21")
                                    .option(55, (byte) 252))
                    .reply(
                            CLIENT,
                            Dhcp4.answer(Dhcp4.ACK, 4, Mac.text(CLIENT), SERVER)
                                    .client("10.77.0.21")
                                    .addresses(1, "255.255.255.0"));
            assertThat(s.findings()).isEmpty();
        }
    }
}
