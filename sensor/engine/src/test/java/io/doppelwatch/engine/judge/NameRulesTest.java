// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Neighbours.CLIENT;
import static io.doppelwatch.engine.judge.Neighbours.COLLEAGUE;
import static io.doppelwatch.engine.judge.Neighbours.EVERYBODY;
import static io.doppelwatch.engine.judge.Neighbours.EVIL;
import static io.doppelwatch.engine.judge.Neighbours.HUB;
import static io.doppelwatch.engine.judge.Neighbours.MCP;
import static io.doppelwatch.engine.judge.Neighbours.NAME;
import static io.doppelwatch.engine.judge.Neighbours.SERVER;
import static io.doppelwatch.engine.judge.Neighbours.sharedHost;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Mdns;
import io.doppelwatch.craft.Nbns;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.judge.Neighbours.Host;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NameRulesTest {

    private final Scene s = new Scene();
    private final Neighbours n = new Neighbours(s);

    private Finding only(String rule) {
        assertThat(s.findings(rule)).hasSize(1);
        return s.findings(rule).get(0);
    }

    private void nothingAboveLow() {
        assertThat(s.grave()).isEmpty();
    }

    private void nothing() {
        assertThat(s.findings()).isEmpty();
    }

    @Nested
    class Conflict {
        private static final String RULE = "local-name-conflict";

        @Test
        void aMachineWithANameOfItsOwnThatAnswersForAnothersIsMediumAndNamed() {
            n.joins(HUB, NAME, HUB.ip()).joins(EVIL, "kiosk.local", EVIL.ip()).after(30);
            n.asks(CLIENT, NAME).mdns(EVIL, sharedHost(NAME, EVIL.ip()));
            Finding f = only(RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("name:" + NAME);
            assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
            assertThat(f.expected()).isEqualTo(HUB.ip());
            assertThat(f.observed()).isEqualTo(EVIL.ip());
            assertThat(f.signature()).contains("goes by kiosk.local");
            assertThat(f.evidence()).hasSize(2);
        }

        @Test
        void itIsHighWhereTheOwnerGaveWayAndIsName2Now() {
            n.joins(HUB, NAME, HUB.ip()).joins(EVIL, "kiosk.local", EVIL.ip()).after(30);
            n.mdns(EVIL, sharedHost(NAME, EVIL.ip())).after(1).joins(HUB, "analytics-hub-2.local", HUB.ip());
            n.asks(CLIENT, NAME).mdns(EVIL, sharedHost(NAME, EVIL.ip()));
            assertThat(s.findings(RULE)).last().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.signature()).contains("gave way and is analytics-hub-2.local now");
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
            });
        }

        @Test
        void whoWasToldThatANameIsTakenAndClaimsItAllTheSameIsMedium() {
            n.joins(HUB, NAME, HUB.ip()).after(30);
            n.mdns(EVIL, Mdns.probe(NAME, EVIL.ip()))
                    .after(0.02)
                    .mdns(HUB, Mdns.host(NAME, HUB.ip()))
                    .after(1);
            n.mdns(EVIL, sharedHost(NAME, EVIL.ip()));
            assertThat(only(RULE).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(RULE).signature()).contains("was told that it is taken");
        }

        @Test
        void twoLlmnrAnswersWithNothingElseAreLow() {
            n.llmnr(CLIENT, "files", SERVER, SERVER.ip()).llmnr(CLIENT, "files", EVIL, EVIL.ip());
            assertThat(only(RULE).severity()).isEqualTo(Severity.LOW);
            assertThat(only(RULE).attacker()).isEqualTo(Party.UNKNOWN);
            assertThat(only(RULE).signature()).startsWith("LLMNR name files is claimed by two machines");
        }

        @Test
        void aRegisteredNetbiosNameAnsweredByAnotherRegisteredHostIsMedium() {
            n.registers(SERVER, "FILES").registers(EVIL, "KIOSK").after(5);
            n.nbns(CLIENT, "FILES", EVIL, EVIL.ip());
            Finding f = only(RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("name:files");
            assertThat(f.victims()).containsExactly(CLIENT.address());
        }

        @Test
        void oneHostWithTwoCardsIsLowAtMost() {
            Host wifi = new Host(0x0a00_0000_7710L, "10.77.0.110");
            n.joins(HUB, NAME, HUB.ip()).joins(wifi, NAME, wifi.ip()).after(10);
            for (int i = 0; i < 5; i++) {
                n.asks(CLIENT, NAME)
                        .mdns(HUB, Mdns.host(NAME, HUB.ip()))
                        .mdns(wifi, Mdns.host(NAME, wifi.ip()))
                        .after(20);
            }
            nothingAboveLow();
        }

        @Test
        void cardsNumberedOneAfterTheOtherAreOneMachine() {
            Host second = new Host(HUB.mac() + 1, "10.77.0.11");
            n.llmnr(CLIENT, "files", HUB, HUB.ip()).llmnr(CLIENT, "files", second, second.ip());
            nothing();
        }

        @Test
        void anAddressChangedByDhcpIsTheOwnersBusiness() {
            n.joins(HUB, NAME, HUB.ip()).after(30).announces(HUB, NAME, "10.77.0.77");
            n.mdns(HUB, Mdns.goodbye(NAME, "10.77.0.77")).after(1).joins(EVIL, NAME, EVIL.ip());
            nothing();
        }

        @Test
        void aNewPrivateMacThatProbesAndHearsNothingTakesTheNameByTheBook() {
            Host again = new Host(0x0e12_3456_789aL, "10.77.0.88");
            n.joins(HUB, NAME, HUB.ip()).after(60).joins(again, NAME, again.ip());
            nothing();
        }

        @Test
        void whoWasSilentForTenMinutesMayHaveLeft() {
            n.llmnr(CLIENT, "files", SERVER, SERVER.ip()).after(601).llmnr(CLIENT, "files", EVIL, EVIL.ip());
            nothing();
        }

        @Test
        void anIpv4AndAnIpv6AnswerContradictNothing() {
            Host other = new Host(0x0a00_0000_7710L, "10.77.0.110");
            n.mdns(HUB, Mdns.host(NAME, HUB.ip()))
                    .mdns(other, Mdns.host(NAME, "fe80::10"))
                    .after(5);
            nothing();
        }

        @Test
        void aReflectorRepeatsWhatTheOwnerSays() {
            n.joins(HUB, NAME, HUB.ip()).after(1).announces(SERVER, NAME, HUB.ip());
            n.mdns(HUB, Mdns.goodbye(NAME, HUB.ip())).after(0.01).mdns(SERVER, Mdns.goodbye(NAME, HUB.ip()));
            n.after(1).joins(COLLEAGUE, NAME, COLLEAGUE.ip());
            nothing();
        }

        @Test
        void theSameNameOnTwoVlansIsTwoHosts() {
            n.joins(HUB, NAME, HUB.ip());
            s.on(new Path(List.of(new Path.Tag(Path.Kind.VLAN, 20))));
            n.joins(EVIL, NAME, EVIL.ip());
            nothing();
        }

        @Test
        void knownAnswersInAQuestionClaimNothing() {
            n.joins(HUB, NAME, HUB.ip())
                    .mdns(CLIENT, Mdns.query().ask(NAME, Dns.A).shared(NAME, Dns.A, 60, Bytes.ip("10.77.0.99")));
            nothing();
        }

        @Test
        void aTentativeLlmnrAnswerIsNoClaim() {
            n.llmnr(CLIENT, "files", SERVER, SERVER.ip())
                    .llmnrAnswer(CLIENT, "files", Dns.QR | 0x0100, EVIL, EVIL.ip());
            nothing();
        }

        @Test
        void electedAndGroupNamesPassFromHostToHost() {
            n.nbns(SERVER, Mac.BROADCAST, EVERYBODY, Nbns.registration(1, "WORKGROUP", 0x1d, SERVER.ip()));
            n.nbns(EVIL, Mac.BROADCAST, EVERYBODY, Nbns.registration(1, "WORKGROUP", 0x1d, EVIL.ip()));
            n.nbns(SERVER, Mac.BROADCAST, EVERYBODY, Nbns.groupRegistration(1, "WORKGROUP", 0x00, SERVER.ip()));
            n.nbns(EVIL, Mac.BROADCAST, EVERYBODY, Nbns.groupRegistration(1, "WORKGROUP", 0x00, EVIL.ip()));
            nothing();
        }
    }

    @Nested
    class Flush {
        private static final String RULE = "mdns-flush-by-stranger";

        @Test
        void aStrangerThatFlushesIsNamed() {
            n.joins(HUB, NAME, HUB.ip()).joins(EVIL, "kiosk.local", EVIL.ip()).after(30);
            n.mdns(EVIL, Mdns.host(NAME, EVIL.ip()));
            Finding f = only(RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
            assertThat(s.findings("local-name-conflict")).isEmpty();
        }

        @Test
        void aGoodbyeInTheOwnersNameAndThenTheNameIsHigh() {
            n.joins(HUB, NAME, HUB.ip()).joins(EVIL, "kiosk.local", EVIL.ip()).after(30);
            n.mdns(EVIL, Mdns.goodbye(NAME, HUB.ip())).after(1).mdns(EVIL, Mdns.host(NAME, EVIL.ip()));
            assertThat(only(RULE).severity()).isEqualTo(Severity.HIGH);
            assertThat(only(RULE).signature()).contains("said goodbye in the owner's name");
        }

        @Test
        void theOwnersOwnFlushAndACopyOfItAreNothing() {
            n.joins(HUB, NAME, HUB.ip(), "fe80::10").mdnsTwice(HUB, Mdns.host(NAME, HUB.ip(), "fe80::10"));
            n.after(3).mdnsTwice(HUB, Mdns.host(NAME, "10.77.0.11", "fe80::10"));
            nothing();
        }

        @Test
        void aSleepProxyThatAnswersForTheSleeperIsNothing() {
            n.joins(HUB, NAME, HUB.ip()).after(60);
            n.asks(CLIENT, NAME).mdns(SERVER, Mdns.host(NAME, HUB.ip()));
            nothing();
        }
    }

    @Nested
    class Goodbye {
        private static final String RULE = "mdns-goodbye-by-stranger";

        @Test
        void aGoodbyeThatTheOwnerGivesTheLieIsMedium() {
            n.joins(HUB, NAME, HUB.ip()).after(30).mdns(EVIL, Mdns.goodbye(NAME, HUB.ip()));
            assertThat(only(RULE).severity()).isEqualTo(Severity.LOW);
            n.after(2).asks(CLIENT, NAME).mdns(HUB, Mdns.host(NAME, HUB.ip()));
            assertThat(s.findings(RULE)).last().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
                assertThat(f.signature()).contains("its owner was still there 2.0 s later");
            });
        }

        @Test
        void itIsHighWhereTheSenderGoesByAnotherName() {
            n.joins(HUB, NAME, HUB.ip()).joins(EVIL, "kiosk.local", EVIL.ip()).mdns(EVIL, Mdns.goodbye(NAME, HUB.ip()));
            n.after(2).mdns(HUB, Mdns.host(NAME, HUB.ip()));
            assertThat(s.findings(RULE)).last().extracting(Finding::severity).isEqualTo(Severity.HIGH);
        }

        @Test
        void whoRepeatedTheOwnerFirstIsNoBetter() {
            n.joins(HUB, NAME, HUB.ip()).announces(EVIL, NAME, HUB.ip()).mdns(EVIL, Mdns.goodbye(NAME, HUB.ip()));
            n.after(2).mdns(HUB, Mdns.host(NAME, HUB.ip()));
            assertThat(s.grave()).isNotEmpty();
        }

        @Test
        void aNetbiosReleaseForAnotherIsOne() {
            n.registers(SERVER, "FILES").after(5);
            n.nbns(EVIL, Mac.BROADCAST, EVERYBODY, Nbns.release(4, "FILES", 0x20, SERVER.ip()));
            assertThat(only(RULE).subject()).isEqualTo("name:files");
        }

        @Test
        void theOwnersGoodbyeAndAReflectorsCopyOfItAreNothing() {
            n.joins(HUB, NAME, HUB.ip()).mdns(HUB, Mdns.goodbye(NAME, HUB.ip())).after(0.01);
            n.mdns(SERVER, Mdns.goodbye(NAME, HUB.ip())).after(3).joins(HUB, NAME, HUB.ip());
            nothing();
        }

        @Test
        void aGoodbyeToAnOldAddressOfOnesOwnIsNothing() {
            n.joins(HUB, NAME, HUB.ip()).mdns(HUB, Mdns.host(NAME, "10.77.0.12"));
            n.mdns(EVIL, Mdns.goodbye(NAME, "10.77.0.99")).after(1).mdns(HUB, Mdns.host(NAME, "10.77.0.12"));
            nothing();
        }

        @Test
        void aSleepProxyThatGivesAHostBackIsNothing() {
            n.joins(HUB, NAME, HUB.ip());
            n.mdns(
                    SERVER,
                    Mdns.response()
                            .shared(
                                    "_sleep-proxy._udp.local",
                                    Dns.PTR,
                                    4500,
                                    Dns.name("70-35-60-63._sleep-proxy._udp.local"))
                            .unique("appletv.local", Dns.A, 120, Bytes.ip(SERVER.ip())));
            n.mdns(SERVER, Mdns.goodbye(NAME, HUB.ip())).after(1).mdns(HUB, Mdns.host(NAME, HUB.ip()));
            nothing();
        }
    }

    @Nested
    class Service {
        private static final String RULE = "mdns-service-collision";

        private Mdns hub(String target) {
            return Mdns.service("analytics-hub", MCP, target, 443, "path=/mcp");
        }

        @Test
        void anMcpServerAtASecondHostIsMediumByItself() {
            n.mdns(HUB, hub(NAME)).after(20).mdns(EVIL, hub("kiosk.local"));
            Finding f = only(RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("service:analytics-hub._mcp._tcp.local");
            assertThat(f.expected()).isEqualTo("analytics-hub.local:443");
            assertThat(f.observed()).isEqualTo("kiosk.local:443");
            assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
        }

        @Test
        void itIsHighWhereTheFirstAnnouncesItStill() {
            n.mdns(HUB, hub(NAME)).after(20).mdns(EVIL, hub("kiosk.local")).after(1);
            n.mdns(HUB, hub(NAME)).after(1).mdns(EVIL, hub("kiosk.local"));
            assertThat(s.findings(RULE)).last().extracting(Finding::severity).isEqualTo(Severity.HIGH);
        }

        @Test
        void anotherServiceIsLowByItself() {
            n.mdns(HUB, Mdns.service("Printer", "_ipp._tcp.local", "printer.local", 631, "rp=x"))
                    .after(20);
            n.mdns(SERVER, Mdns.service("Printer", "_ipp._tcp.local", "other.local", 631, "rp=x"));
            assertThat(only(RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void aServiceThatMovedAfterAGoodbyeIsNothing() {
            n.mdns(HUB, hub(NAME)).after(20);
            n.mdns(HUB, Mdns.response().unique("analytics-hub." + MCP, Dns.SRV, 0, Mdns.srv(443, NAME)))
                    .after(1);
            n.mdns(SERVER, hub("other.local"));
            nothing();
        }

        @Test
        void aServiceThatProbedAndHeardNothingIsNothing() {
            n.mdns(HUB, hub(NAME)).after(20);
            n.mdns(
                    SERVER,
                    Mdns.query()
                            .askUnicast("analytics-hub." + MCP, Mdns.ANY)
                            .authority("analytics-hub." + MCP, Dns.SRV, 120, Mdns.srv(443, "other.local")));
            n.after(1).mdns(SERVER, hub("other.local"));
            nothing();
        }

        @Test
        void bothCardsAndReflectorsLeadToTheSameHost() {
            n.mdns(HUB, hub(NAME)).after(1).mdns(SERVER, hub(NAME)).after(1).mdns(HUB, hub(NAME));
            nothing();
        }

        @Test
        void aFleetOfInstancesWithNamesOfTheirOwnIsNothing() {
            for (int i = 0; i < 40; i++) {
                Host cast = new Host(0x0200_0000_2000L + 256 * i, "10.77.0." + (100 + i));
                n.mdns(
                        cast,
                        Mdns.service(
                                        "Chromecast-" + i,
                                        "_googlecast._tcp.local",
                                        "cast" + i + ".local",
                                        8009,
                                        "id=" + i)
                                .additional("cast" + i + ".local", Dns.A, 120, Bytes.ip(cast.ip())));
            }
            nothing();
        }
    }

    @Nested
    class TrustedName {
        private static final String RULE = "local-name-wrong-address";

        private Scene t = new Scene();

        private Neighbours trusting(List<Long> macs, Trust.Change... changes) {
            Trust.Service hub = new Trust.Service(
                    "analytics-hub.corp.test",
                    List.of(NAME),
                    List.of(new Trust.Cidr(HUB.address(), 128)),
                    List.of(),
                    List.of(),
                    List.of(),
                    macs,
                    "analytics-hub",
                    List.of(changes));
            t = new Scene(new Trust(
                    List.of(hub), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of()));
            return new Neighbours(t);
        }

        private Finding theOne() {
            assertThat(t.findings(RULE)).hasSize(1);
            return t.findings(RULE).get(0);
        }

        @Test
        void aWrongAddressByMdnsIsHighAtOnce() {
            trusting(List.of()).asks(CLIENT, NAME).mdns(EVIL, Mdns.host(NAME, EVIL.ip()));
            assertThat(theOne().severity()).isEqualTo(Severity.HIGH);
            assertThat(theOne().subject()).isEqualTo("name:analytics-hub.corp.test");
            assertThat(theOne().expected()).isEqualTo(HUB.ip());
            assertThat(theOne().observed()).isEqualTo(EVIL.ip());
            assertThat(theOne().attacker().mac()).isEqualTo(EVIL.mac());
        }

        @Test
        void llmnrAndNbnsAskForItsFirstLabel() {
            trusting(List.of()).llmnr(CLIENT, "Analytics-Hub", EVIL, EVIL.ip());
            assertThat(theOne().victims()).containsExactly(CLIENT.address());
            trusting(List.of()).nbns(CLIENT, "ANALYTICS-HUB", EVIL, EVIL.ip());
            assertThat(theOne().severity()).isEqualTo(Severity.HIGH);
        }

        @Test
        void aStrangeMacWithAnAddressThatCannotBeComparedIsMedium() {
            trusting(List.of(HUB.mac())).mdns(EVIL, Mdns.host(NAME, "fe80::66"));
            assertThat(theOne().severity()).isEqualTo(Severity.MEDIUM);
            assertThat(theOne().observed()).isEqualTo(Mac.text(EVIL.mac()));
        }

        @Test
        void theRightMachineAtAWrongAddressIsMedium() {
            trusting(List.of(HUB.mac())).mdns(HUB, Mdns.host(NAME, "10.77.0.11"));
            assertThat(theOne().severity()).isEqualTo(Severity.MEDIUM);
            assertThat(theOne().attacker()).isEqualTo(Party.UNKNOWN);
        }

        @Test
        void anMcpServerOfATrustedNameAtAStrangersHostIsHighAtOnce() {
            trusting(List.of()).mdns(EVIL, Mdns.service("analytics-hub", MCP, "kiosk.local", 443, "path=/mcp"));
            assertThat(theOne().severity()).isEqualTo(Severity.HIGH);
            assertThat(theOne().subject()).isEqualTo("name:analytics-hub.corp.test");
            assertThat(theOne().attacker().mac()).isEqualTo(EVIL.mac());
            assertThat(theOne().signature()).contains("analytics-hub._mcp._tcp.local is at kiosk.local:443");
        }

        @Test
        void anMcpServerThatLeadsToTheTrustedHostOrComesFromItIsNothing() {
            trusting(List.of())
                    .mdns(SERVER, Mdns.service("analytics-hub", MCP, NAME, 443, "path=/mcp"))
                    .mdns(HUB, Mdns.service("analytics-hub", MCP, "hub-7.local", 443, "path=/mcp"))
                    .mdns(EVIL, Mdns.service("other", MCP, "kiosk.local", 443, "path=/mcp"))
                    .mdns(EVIL, Mdns.service("analytics-hub", "_http._tcp.local", "kiosk.local", 80, "a=b"));
            assertThat(t.findings(RULE)).isEmpty();
        }

        @Test
        void whatTheTrustFileAllowsIsNothing() {
            trusting(List.of(HUB.mac()))
                    .joins(HUB, NAME, HUB.ip(), "fe80::10")
                    .mdns(SERVER, Mdns.host(NAME, HUB.ip()))
                    .llmnr(CLIENT, "analytics-hub", HUB, HUB.ip())
                    .llmnr(CLIENT, "other-hub", EVIL, EVIL.ip());
            assertThat(t.findings()).isEmpty();
        }

        @Test
        void aDeclaredChangeIsAllowedAndCounted() {
            trusting(List.of(), new Trust.Change(Scene.START, Scene.START + 60 * Scene.SECOND, List.of("address"), ""))
                    .mdns(HUB, Mdns.host(NAME, "10.77.0.11"));
            assertThat(t.findings()).isEmpty();
            assertThat(t.counters.get(Counter.CHANGES_ALLOWED)).isEqualTo(1);
        }
    }
}
