// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.SERVER_IP;
import static io.doppelwatch.engine.judge.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What names resolve to over time. */
class ResolutionRulesTest {
    private static final String HUB = "hub.corp.test";
    private static final String REBIND = "a.rebind.example";
    private static final int AUTHORITATIVE = Dns.QR | Dns.AA;

    private int id = 1;

    private Lookup ask(Scene s, String name) {
        return new Lookup(s, id++, name).ask().after(0.01);
    }

    private Lookup ask(Scene s, String name, int type) {
        return new Lookup(s, id++, name).type(type).ask().after(0.01);
    }

    private static byte[] a(String address) {
        return Bytes.ip(address);
    }

    private static Trust hub(List<Trust.Cidr> addresses, Trust.Change... changes) {
        Trust.Service hub = new Trust.Service(
                HUB, List.of("hub.local"), addresses, List.of(), List.of(), List.of(), List.of(), "", List.of(changes));
        return new Trust(List.of(hub), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private static Trust hub() {
        return hub(List.of());
    }

    @Nested
    class OutOfBailiwick {
        /** An answer of an authoritative server, to somebody who asks without wanting recursion. */
        private Dns iterative(int id, String name) {
            return Dns.message(id, AUTHORITATIVE, name, Dns.A);
        }

        private Finding only(Scene s) {
            assertThat(s.findings("dns-out-of-bailiwick")).hasSize(1);
            return s.findings("dns-out-of-bailiwick").get(0);
        }

        @Test
        void anAddressNobodyPointsToIsTold() {
            Scene s = new Scene();
            Lookup l = ask(s, "x.evil.example");
            l.say(iterative(1, "x.evil.example")
                    .address(60, "203.0.113.5")
                    .additional("www.bank.example", Dns.A, 86_400, a("203.0.113.66")));
            assertThat(only(s).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s).observed()).isEqualTo("www.bank.example A 203.0.113.66");
            assertThat(only(s).attacker()).isEqualTo(Party.UNKNOWN);
            assertThat(only(s).evidence()).hasSize(2);
        }

        @Test
        void nameServersOfAnotherZoneAreTold() {
            Scene s = new Scene();
            ask(s, "x.evil.example")
                    .say(iterative(1, "x.evil.example")
                            .authority("bank.example", Dns.NS, 86_400, Dns.name("ns.evil.example")));
            assertThat(only(s).signature()).contains("who serves another zone: bank.example NS ns.evil.example");
        }

        @Test
        void anAnswerForAnotherNameIsTold() {
            Scene s = new Scene();
            ask(s, "x.evil.example")
                    .say(iterative(1, "x.evil.example").answer("www.bank.example", Dns.A, 60, a("203.0.113.66")));
            assertThat(only(s).severity()).isEqualTo(Severity.MEDIUM);
        }

        @Test
        void aboutATrustedZoneItIsHigh() {
            Scene s = new Scene(hub());
            ask(s, "x.evil.example")
                    .say(iterative(1, "x.evil.example")
                            .authority("corp.test", Dns.NS, 86_400, Dns.name("ns.evil.example")));
            assertThat(only(s).severity()).isEqualTo(Severity.HIGH);
            assertThat(only(s).subject()).isEqualTo("name:" + HUB);
        }

        @Test
        void aClientKeepsOnlyWhatItAskedFor() {
            Scene s = new Scene();
            ask(s, "x.evil.example")
                    .say(Dns.message(1, AUTHORITATIVE | Dns.RD, "x.evil.example", Dns.A)
                            .additional("www.bank.example", Dns.A, 60, a("203.0.113.66")));
            assertThat(only(s).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void whatBelongsToAnAnswerIsLeftAlone() {
            Scene s = new Scene();
            ask(s, "www.shop.example")
                    .say(iterative(1, "www.shop.example")
                            .answer("edge.cdn.example", Dns.CNAME, 60, Dns.name("e7.far.example"))
                            .answer(Dns.CNAME, 60, Dns.name("edge.cdn.example"))
                            .answer("e7.far.example", Dns.A, 60, a("203.0.113.7"))
                            .authority("shop.example", Dns.NS, 60, Dns.name("ns.host.example"))
                            .authority("far.example", Dns.NS, 60, Dns.name("ns.far.example"))
                            .additional("ns.host.example", Dns.A, 60, a("203.0.113.53"))
                            .edns(1232));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aDnameAndTheAliasMadeOfItBelong() {
            Scene s = new Scene();
            ask(s, "a.old.example")
                    .say(iterative(1, "a.old.example")
                            .answer("old.example", 39, 60, Dns.name("new.example"))
                            .answer(Dns.CNAME, 60, Dns.name("a.new.example"))
                            .answer("a.new.example", Dns.A, 60, a("203.0.113.7")));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aReferralToTheRootIsAnOldServersHabit() {
            Scene s = new Scene();
            ask(s, "www.shop.example")
                    .say(Dns.message(1, Dns.QR, "www.shop.example", Dns.A)
                            .authority("", Dns.NS, 60, Dns.name("a.root-servers.net"))
                            .additional("a.root-servers.net", Dns.A, 60, a("198.41.0.4")));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void addressesOfServicesAreLedTo() {
            Scene s = new Scene();
            ask(s, "_ldap._tcp.shop.example", Dns.SRV)
                    .say(Dns.message(1, AUTHORITATIVE, "_ldap._tcp.shop.example", Dns.SRV)
                            .answer(
                                    Dns.SRV,
                                    60,
                                    new Bytes()
                                            .u16(0)
                                            .u16(0)
                                            .u16(389)
                                            .put(Dns.name("dc1.ad.example"))
                                            .toArray())
                            .additional("dc1.ad.example", Dns.A, 60, a("203.0.113.7")));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aForwarderAsksForRecursionAndIsAResolverAllTheSame() {
            Scene s = new Scene();
            for (int i = 0; i < 3; i++) {
                // The client of these scenes answers somebody else.
                s.observe(new DnsSeen(
                        s.where(Scene.EVIL, Scene.CLIENT, Scene.EVIL_IP, 5000, CLIENT_IP, 53, 17, 64, i),
                        Dns.query(i, "n" + i + ".example", Dns.A).bytes()));
                s.observe(new DnsSeen(
                        s.where(Scene.CLIENT, Scene.EVIL, CLIENT_IP, 53, Scene.EVIL_IP, 5000, 17, 64, i),
                        Dns.response(i, "n" + i + ".example", Dns.A)
                                .address(60, "203.0.113.5")
                                .bytes()));
                s.after(10);
            }
            s.warm();
            Lookup l = ask(s, "x.evil.example");
            Dns many = l.response().address(60, "203.0.113.5");
            for (int i = 0; i < 200; i++) {
                many.additional("www.bank" + i + ".example", Dns.A, 60, a("203.0.113.66"));
            }
            l.say(many);
            assertThat(only(s).severity()).isEqualTo(Severity.MEDIUM);
        }

        @Test
        void aRecursiveServersAnswerToItsClientIsNotLookedAt() {
            Scene s = new Scene();
            Lookup l = ask(s, "x.evil.example");
            l.say(l.response()
                    .address(60, "203.0.113.5")
                    .additional("www.bank.example", Dns.A, 60, a("203.0.113.66"))
                    .edns(1232));
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class Rebinding {
        private Scene publicFirst(Scene s, long ttl) {
            Lookup l = ask(s, REBIND);
            l.say(l.response().address(ttl, "203.0.113.5"));
            return s.after(10);
        }

        private Scene then(Scene s, String address, long ttl) {
            Lookup l = ask(s, REBIND);
            l.say(l.response().address(ttl, address));
            return s;
        }

        private Severity told(Scene s) {
            assertThat(s.findings("dns-rebinding")).hasSize(1);
            return s.findings("dns-rebinding").get(0).severity();
        }

        @Test
        void fromAPublicAddressToAPrivateOneIsMedium() {
            Scene s = then(publicFirst(new Scene(), 1), "10.77.0.10", 0);
            assertThat(told(s)).isEqualTo(Severity.MEDIUM);
            Finding f = s.findings().get(0);
            assertThat(f.expected()).isEqualTo("203.0.113.5");
            assertThat(f.observed()).isEqualTo("10.77.0.10");
            assertThat(f.victims()).containsExactly(CLIENT_IP);
            assertThat(f.evidence()).hasSize(3);
            assertThat(f.evidence().get(0).before()).isTrue();
        }

        @Test
        void uniqueLocalIpv6IsPrivateToo() {
            Scene s = new Scene();
            for (String address : List.of("2001:db8::5", "fd00::10")) {
                Lookup l = ask(s.after(5), REBIND, Dns.AAAA);
                l.say(l.response().address(1, address));
            }
            assertThat(told(s)).isEqualTo(Severity.MEDIUM);
        }

        @Test
        void publicIpv4BesideLocalIpv6IsNoTurn() {
            Scene s = publicFirst(new Scene(), 1);
            Lookup l = ask(s, REBIND, Dns.AAAA);
            l.say(l.response().address(0, "fd00::10"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void loopbackIsLowAsBlockersAnswerSo() {
            assertThat(told(then(publicFirst(new Scene(), 1), "127.0.0.1", 0))).isEqualTo(Severity.LOW);
        }

        @Test
        void bothInOneAnswerIsLow() {
            Scene s = new Scene();
            Lookup l = ask(s, REBIND);
            l.say(l.response().address(1, "203.0.113.5").address(1, "192.168.1.1"));
            assertThat(told(s)).isEqualTo(Severity.LOW);
        }

        @Test
        void bothForAnOrdinaryTimeIsAHostWithTwoAddresses() {
            Scene s = new Scene();
            Lookup l = ask(s, REBIND);
            l.say(l.response().address(300, "203.0.113.5").address(300, "192.168.1.1"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void anotherServerHasAnotherView() {
            Scene s = publicFirst(new Scene(), 1);
            Lookup l = new Lookup(s, id++, REBIND).of(ip("10.77.0.54")).ask();
            l.say(l.response().address(0, "10.77.0.10"));
            assertThat(told(s)).isEqualTo(Severity.LOW);
        }

        @Test
        void ordinaryTtlsAreSplitDns() {
            assertThat(then(publicFirst(new Scene(), 3600), "10.77.0.10", 0).findings())
                    .isEmpty();
            assertThat(then(publicFirst(new Scene(), 1), "10.77.0.10", 3600).findings())
                    .isEmpty();
        }

        @Test
        void hoursLaterItIsAHostThatCameHome() {
            assertThat(then(publicFirst(new Scene(), 1).after(4000), "10.77.0.10", 0)
                            .findings())
                    .isEmpty();
        }

        @Test
        void aPortalGivesEverybodyItsOwnAddress() {
            Scene s = publicFirst(new Scene(), 1);
            Lookup other = ask(s, "www.news.example.net");
            other.say(other.response().address(0, "10.77.0.1"));
            assertThat(then(s, "10.77.0.1", 0).findings()).isEmpty();
        }

        @Test
        void alwaysPrivateIsNoTurn() {
            Scene s = then(then(new Scene(), "10.77.0.10", 1).after(5), "10.77.0.11", 1);
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void internalNamesMayPointInside() {
            Scene s = new Scene();
            for (String name : List.of("nas.lan", "fritz.box", "printer.local", "x.y.plex.direct", "nas")) {
                Lookup first = ask(s, name);
                first.say(first.response().address(1, "203.0.113.5"));
                Lookup l = ask(s.after(5), name);
                l.say(l.response().address(0, "192.168.178.1"));
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aTrustedNameIsLeftToItsOwnRules() {
            Scene s = new Scene(hub(List.of(new Trust.Cidr(SERVER_IP, 128))));
            for (String address : List.of("203.0.113.5", "10.77.0.10")) {
                Lookup l = ask(s.after(5), HUB);
                l.say(l.response().address(1, address));
            }
            assertThat(s.findings("dns-rebinding")).isEmpty();
        }

        @Test
        void aFloodOfNamesIsForgottenAndCounted() {
            Scene s = new Scene();
            for (int i = 0; i < 20_000; i++) {
                Lookup l = new Lookup(s, i & 0x3fff, "n" + i + ".flood.example").ask();
                l.say(l.response().address(1, "203.0.113.5"));
                s.after(0.01);
            }
            assertThat(s.counters.get(Counter.RESOLUTIONS_EVICTED)).isPositive();
            assertThat(told(then(publicFirst(s, 1), "10.77.0.10", 0))).isEqualTo(Severity.MEDIUM);
        }
    }

    @Nested
    class Drift {
        private Scene settled(Scene s) {
            for (int i = 0; i < 4; i++) {
                Lookup l = ask(s.after(600), HUB);
                l.say(l.response().address(300, "203.0.113." + (7 + i % 2)));
            }
            return s.after(10);
        }

        private Scene moves(Scene s, String address) {
            Lookup l = ask(s, HUB);
            l.say(l.response().address(300, address));
            return s;
        }

        private Finding only(Scene s) {
            assertThat(s.findings("dns-resolution-drift")).hasSize(1);
            return s.findings("dns-resolution-drift").get(0);
        }

        @Test
        void aSettledNameThatLeavesItsNetworkIsMedium() {
            Finding f = only(moves(settled(new Scene(hub())), "198.51.100.66"));
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("name:" + HUB);
            assertThat(f.expected()).isEqualTo("203.0.113.7, 203.0.113.8");
            assertThat(f.observed()).isEqualTo("198.51.100.66");
            assertThat(f.signature()).contains("still good by its TTL");
            assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
        }

        @Test
        void itIsToldOnceAndThenKnown() {
            Scene s = moves(settled(new Scene(hub())), "198.51.100.66");
            moves(s.after(1000), "198.51.100.67");
            moves(s.after(1000), "203.0.113.7");
            only(s);
        }

        @Test
        void theSameNetworkIsNoDrift() {
            assertThat(moves(settled(new Scene(hub())), "203.0.113.200").findings())
                    .isEmpty();
        }

        private Scene onlyEverOne(Scene s) {
            for (int i = 0; i < 3; i++) {
                moves(s.after(600), "10.77.0.10");
            }
            return s;
        }

        @Test
        void itsOneAddressTurningToItsNeighboursIsMediumWhileTheOldOneIsGood() {
            Scene s = moves(onlyEverOne(new Scene(hub())).after(10), "10.77.0.66");
            assertThat(only(s).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s).expected()).isEqualTo("10.77.0.10");
        }

        @Test
        void andLowOnceItsTimeIsUp() {
            Scene s = moves(onlyEverOne(new Scene(hub())).after(400), "10.77.0.66");
            assertThat(only(s).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void fewAnswersAreWhatThereIsToLearnFrom() {
            Scene s = moves(moves(new Scene(hub()), "203.0.113.7").after(600), "198.51.100.66");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aNameThatVariesByItselfIsLowAtMost() {
            Scene s = settled(new Scene(hub()));
            moves(s, "198.51.100.1");
            s.events.clear();
            assertThat(only(moves(s.after(700), "192.0.2.9")).severity()).isEqualTo(Severity.LOW);
            moves(s.after(700), "192.88.99.1");
            s.events.clear();
            assertThat(moves(s.after(700), "198.18.0.1").findings()).isEmpty();
        }

        @Test
        void anotherResolverHasItsOwnHistory() {
            Scene s = settled(new Scene(hub()));
            Lookup l = new Lookup(s, id++, HUB).of(ip("10.77.0.54")).ask();
            l.say(l.response().address(300, "10.77.0.10"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void theFirstIpv6AddressIsNoDrift() {
            Scene s = settled(new Scene(hub()));
            Lookup l = ask(s, HUB, Dns.AAAA);
            l.say(l.response().address(300, "2001:db8::7"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void withDeclaredAddressesTheOtherRuleTells() {
            Scene s = new Scene(hub(List.of(new Trust.Cidr(ip("203.0.113.0"), 120))));
            moves(settled(s), "198.51.100.66");
            assertThat(s.findings()).extracting(f -> f.rule().id()).containsExactly("name-wrong-address");
        }

        @Test
        void aDeclaredChangeIsExpected() {
            Scene s = new Scene(hub(
                    List.of(),
                    new Trust.Change(Scene.START, Scene.START + 7200 * Scene.SECOND, List.of("address"), "")));
            assertThat(moves(settled(s), "198.51.100.66").findings()).isEmpty();
            assertThat(s.counters.get(Counter.CHANGES_ALLOWED)).isEqualTo(1);
        }

        private Scene alias(Scene s, String target, String address) {
            Lookup l = ask(s.after(600), HUB);
            return l.say(l.response().answer(Dns.CNAME, 300, Dns.name(target)).answer(target, Dns.A, 60, a(address)))
                    .scene();
        }

        @Test
        void anAliasIntoAnotherDomainIsMediumAndWithinItLow() {
            Scene s = new Scene(hub());
            for (int i = 0; i < 3; i++) {
                alias(s, "e1.cdn.example.net", "203.0.113.7");
            }
            assertThat(only(alias(s, "e2.cdn.example.net", "203.0.113.7")).severity())
                    .isEqualTo(Severity.LOW);
            Scene other = new Scene(hub());
            for (int i = 0; i < 3; i++) {
                alias(other, "e1.cdn.example.net", "203.0.113.7");
            }
            Finding f = only(alias(other, "box.evil.example", "203.0.113.7"));
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.expected()).isEqualTo("e1.cdn.example.net");
        }

        private Scene servers(Scene s, String... names) {
            Lookup l = ask(s.after(600), "corp.test", Dns.NS);
            Dns message = l.response();
            for (String name : names) {
                message.answer(Dns.NS, 3600, Dns.name(name));
            }
            return l.say(message).scene();
        }

        @Test
        void allNewNameServersAreMediumAndOneNewIsNothing() {
            Scene s = new Scene(hub());
            for (int i = 0; i < 3; i++) {
                servers(s, "ns1.corp.test", "ns2.corp.test");
            }
            assertThat(servers(s, "ns2.corp.test", "ns3.corp.test").findings()).isEmpty();
            Finding f = only(servers(s, "ns1.evil.example"));
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("name:corp.test");
            assertThat(f.expected()).isEqualTo("ns1.corp.test, ns2.corp.test, ns3.corp.test");
        }

        @Test
        void inventedServersPushOutEachOther() {
            Scene s = settled(new Scene(hub()));
            for (int i = 0; i < 1000; i++) {
                Lookup l = new Lookup(s, id++, HUB).of(Ip.v4(0x0b00_0000 + i)).ask();
                l.say(l.response().address(300, "203.0.113.7"));
            }
            only(moves(s, "198.51.100.66"));
        }
    }

    @Nested
    class Denied {
        private Scene answers(Scene s, int n) {
            for (int i = 0; i < n; i++) {
                Lookup l = ask(s.after(400), HUB);
                l.say(l.response().address(300, "203.0.113.7"));
            }
            return s;
        }

        private Scene denies(Scene s, int type) {
            Lookup l = ask(s, HUB, type);
            byte[] soa = new Bytes()
                    .put(Dns.name("ns.corp.test"))
                    .put(Dns.name("root.corp.test"))
                    .u32(1)
                    .u32(3600)
                    .u32(600)
                    .u32(86_400)
                    .u32(900)
                    .toArray();
            return l.say(Dns.message(id - 1, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, HUB, type)
                            .authority("corp.test", Dns.SOA, 900, soa))
                    .scene();
        }

        private Severity told(Scene s, String rule) {
            assertThat(s.findings(rule)).hasSize(1);
            return s.findings(rule).get(0).severity();
        }

        @Test
        void whileItsAnswerIsStillGoodIsMedium() {
            Scene s = denies(answers(new Scene(hub()), 3).after(5), Dns.A);
            assertThat(told(s, "dns-name-denied")).isEqualTo(Severity.MEDIUM);
            assertThat(s.findings().get(0).signature()).contains("still good by its TTL");
        }

        @Test
        void afterItsTimeIsLow() {
            assertThat(told(denies(answers(new Scene(hub()), 3).after(500), Dns.A), "dns-name-denied"))
                    .isEqualTo(Severity.LOW);
        }

        @Test
        void ofAnotherTypeIsABrokenServersHabit() {
            assertThat(denies(answers(new Scene(hub()), 3).after(5), Dns.AAAA).findings())
                    .isEmpty();
        }

        @Test
        void namesNobodyTrustsComeAndGo() {
            assertThat(denies(answers(new Scene(), 3).after(5), Dns.A).findings())
                    .isEmpty();
        }

        @Test
        void aDeniedNameThatIsAnsweredWithinTheNegativeTtlIsMedium() {
            Scene s = answers(denies(new Scene(hub()), Dns.A), 1);
            assertThat(told(s, "dns-denied-name-answered")).isEqualTo(Severity.MEDIUM);
            assertThat(s.findings().get(0).expected()).isEqualTo("NXDOMAIN");
        }

        @Test
        void laterItWasMadeMeanwhile() {
            Scene s = answers(denies(new Scene(hub()), Dns.A).after(1000), 1);
            assertThat(told(s, "dns-denied-name-answered")).isEqualTo(Severity.LOW);
        }

        @Test
        void atADeclaredAddressItIsWhatWasExpected() {
            Scene s = answers(denies(new Scene(hub(List.of(new Trust.Cidr(ip("203.0.113.0"), 120)))), Dns.A), 1);
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aNameThatComesBackIsNoNews() {
            Scene s = answers(denies(answers(new Scene(hub()), 3).after(500), Dns.A), 1);
            assertThat(s.findings("dns-denied-name-answered")).isEmpty();
        }
    }
}
