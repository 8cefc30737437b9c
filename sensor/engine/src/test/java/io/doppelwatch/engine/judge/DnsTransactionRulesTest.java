// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Lookup.RESOLVER;
import static io.doppelwatch.engine.judge.Lookup.RESOLVER_IP;
import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.EVIL_IP;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.GATEWAY_IP;
import static io.doppelwatch.engine.judge.Scene.SERVER;
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

/** Rules about one question and what comes back that does not fit it. */
class DnsTransactionRulesTest extends DnsHistory {
    @Nested
    class Astray {
        private static final String RULE = "dns-answer-astray";

        @Test
        void fromAnotherServerByAnotherWayBeforeTheGenuineAnswerIsMediumAndNamed() {
            Scene s = history().announce(EVIL, EVIL_IP);
            Lookup l = lookup(s).ask().after(0.001).from(EVIL);
            l.say(l.response().address(60, FORGED), EVIL_IP, l.port());
            assertThat(s.findings()).isEmpty();
            l.after(0.009).from(RESOLVER).answer(GENUINE);
            Finding f = only(s, RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            assertThat(f.expected()).isEqualTo("A " + GENUINE);
            assertThat(f.observed()).isEqualTo("A " + FORGED);
            assertThat(f.evidence()).hasSize(3);
        }

        @Test
        void andAfterItJustTheSame() {
            Scene s = history().announce(EVIL, EVIL_IP);
            Lookup l = lookup(s).ask().after(0.01).answer(GENUINE).after(0.001).from(EVIL);
            l.say(l.response().address(60, FORGED), EVIL_IP, l.port());
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s, RULE).attacker().mac()).isEqualTo(EVIL);
        }

        @Test
        void toAnotherPortWithAnIpTtlThatServerNeverHadIsMedium() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.001).ttl(57);
            l.say(l.response().address(60, FORGED), RESOLVER_IP, l.port() + 1);
            l.after(0.009).ttl(64).answer(GENUINE);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s, RULE).signature()).contains("to port " + (l.port() + 1));
        }

        @Test
        void aServerThatAnswersFromItsOtherAddressIsLowAtMost() {
            Scene s = history();
            Lookup same = lookup(s).ask().after(0.01).answer(GENUINE);
            same.say(same.response().address(60, GENUINE), OTHER_SERVER, same.port());
            assertThat(s.findings(RULE)).isEmpty();
            Lookup alone = lookup(s).ask().after(0.01);
            alone.say(alone.response().address(60, GENUINE), OTHER_SERVER, alone.port());
            s.after(60).announce(CLIENT, CLIENT_IP);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void anotherResolverWhoseQuestionWasLostIsLow() {
            Scene s = history();
            new Lookup(s, 900, "n.test").of(OTHER_SERVER).ask().after(0.01).answer("192.0.2.9");
            s.after(10);
            Lookup l = lookup(s).ask().after(0.01).answer(GENUINE).from(SERVER);
            l.say(l.response().address(60, "203.0.113.9"), OTHER_SERVER, l.port());
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void aRetryFromANewPortThatWasLostIsLowEvenWithRotatedAddresses() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01).answer(GENUINE);
            l.say(l.response().address(60, "203.0.113.9"), RESOLVER_IP, l.port() + 7);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void otherQuestionsOfTheSameClientAreNoNearMiss() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01).answer(GENUINE);
            new Lookup(s, 5000, "other.test").answer(FORGED);
            assertThat(s.findings(RULE)).isEmpty();
            assertThat(l.port()).isPositive();
        }
    }

    @Nested
    class IdGuessing {
        private static final String RULE = "dns-id-guessing";

        private void guess(Lookup l, int n) {
            for (int i = 1; i <= n; i++) {
                l.say(l.response(20_000 + i).address(60, FORGED));
            }
        }

        @Test
        void tenWrongIdsAreMediumAndSayWhatWasLost() {
            Scene s = history();
            Lookup l = lookup(s).ask();
            guess(l, 9);
            assertThat(s.findings()).isEmpty();
            guess(l, 10);
            Finding f = only(s, RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.signature()).contains("10 responses with wrong ids").contains("had no question");
            assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
            assertThat(f.victims()).containsExactly(CLIENT_IP);
        }

        @Test
        void byAnotherWayTheyAreHighAndNamed() {
            Scene s = history().announce(EVIL, EVIL_IP);
            guess(lookup(s).ask().from(EVIL), 12);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.HIGH);
            assertThat(only(s, RULE).attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
        }

        @Test
        void fiftyAndThenTheRightIdWithTheSameWordsAreHigh() {
            Scene s = history();
            Lookup l = lookup(s).ask();
            guess(l, 60);
            l.answer(FORGED);
            assertThat(s.findings(RULE)).last().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.signature()).contains("one with the right id that says the same");
            });
        }

        @Test
        void whereTheGenuineAnswerFollowsTheyStayMedium() {
            Scene s = history();
            Lookup l = lookup(s).ask();
            guess(l, 60);
            l.after(0.01).answer(GENUINE);
            assertThat(s.findings(RULE)).allMatch(f -> f.severity() == Severity.MEDIUM);
        }

        @Test
        void answersToLostQuestionsSayWhatTheServerSays() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01).answer(GENUINE);
            for (int i = 0; i < 40; i++) {
                l.say(l.response(20_000 + i).address(60, GENUINE));
            }
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void aLoadTestThatAsksOneNameOverAndOverIsNothing() {
            Scene s = history();
            for (int i = 0; i < 30; i++) {
                new Lookup(s, 3000 + i, "load.test").ask();
            }
            for (int i = 0; i < 200; i++) {
                Lookup lost = new Lookup(s, 4000 + i, "load.test");
                lost.answer("192.0.2." + i);
            }
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void oneWrongIdInManyCopiesIsOne() {
            Scene s = history();
            Lookup l = lookup(s).ask();
            for (int i = 0; i < 30; i++) {
                l.say(l.response(20_000).address(60, FORGED));
            }
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void whereManyQuestionsAreLostItIsLow() {
            Scene s = history();
            for (int i = 0; i < 20; i++) {
                new Lookup(s, 3000 + i, "unseen" + i + ".test").answer("192.0.2.1");
            }
            guess(lookup(s).ask(), 12);
            assertThat(only(s, RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void aFloodOfGuessesIsToldAtEveryTenthPowerAtMost() {
            Scene s = history();
            Lookup l = lookup(s).ask();
            for (int i = 0; i < 60_000; i++) {
                l.say(l.response(i).address(60, FORGED));
            }
            assertThat(s.findings(RULE)).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Nested
    class ZonePoisoning {
        private static final String RULE = "dns-zone-poisoning";

        private void volley(Scene s, String name, int responses, boolean delegating) {
            Lookup l = new Lookup(s, 6000 + next++, name).ask();
            for (int i = 0; i < responses; i++) {
                Dns forged = l.response(20_000 + i).address(60, FORGED);
                if (delegating) {
                    forged.authority("bank.test", Dns.NS, 86_400, Dns.name("ns.bank.test"))
                            .additional("ns.bank.test", Dns.A, 86_400, Bytes.ip(FORGED));
                }
                l.say(forged);
            }
        }

        @Test
        void manyNamesWithVolleysAboutTheirZoneAreHigh() {
            Scene s = history();
            for (int i = 0; i < 10; i++) {
                volley(s, "r" + i + ".bank.test", 8, true);
            }
            Finding f = only(s, RULE);
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.subject()).isEqualTo("name:bank.test");
            assertThat(f.signature()).contains("64 responses").contains("8 or more names");
        }

        @Test
        void volleysOfNothingAboutTheZoneOrOfFewNamesAreNotThisShape() {
            Scene bare = history();
            Scene few = history();
            for (int i = 0; i < 10; i++) {
                volley(bare, "r" + i + ".bank.test", 9, false);
                volley(few, "r" + i % 4 + ".bank.test", 20, true);
            }
            assertThat(bare.findings(RULE)).isEmpty();
            assertThat(few.findings(RULE)).isEmpty();
        }

        @Test
        void aScanWhoseAnswersHaveTheRightIdsIsNothing() {
            Scene s = history();
            for (int i = 0; i < 200; i++) {
                Lookup l = new Lookup(s, 6000 + i, "r" + i + ".bank.test").ask().after(0.01);
                l.say(l.response().authority("bank.test", Dns.NS, 300, Dns.name("ns.bank.test")));
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void theSameOverHoursIsNothing() {
            Scene s = history();
            for (int i = 0; i < 40; i++) {
                volley(s.after(100), "r" + i + ".bank.test", 8, true);
            }
            assertThat(s.findings(RULE)).isEmpty();
        }
    }

    @Nested
    class UnlistedResolver {
        private static final String RULE = "dns-unlisted-resolver";
        private final Ip far = Scene.ip("198.51.100.53");

        private Trust trust(Ip... resolvers) {
            return new Trust(
                    List.of(),
                    List.of(new Trust.Gateway(GATEWAY_IP, GATEWAY)),
                    List.of(),
                    List.of(resolvers),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of());
        }

        @Test
        void anotherThanThoseTheTrustFileNamesIsMedium() {
            Scene s = new Scene(trust(RESOLVER_IP));
            lookup(s).of(far).ask().answer(GENUINE);
            Finding f = only(s, RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("ip:" + far);
            assertThat(f.expected()).isEqualTo(RESOLVER_IP.toString());
            assertThat(f.victims()).containsExactly(CLIENT_IP);
        }

        @Test
        void aListedOneAndAnyWhereTheFileNamesNoneIsNothing() {
            Scene listed = new Scene(trust(far, RESOLVER_IP));
            lookup(listed).of(far).ask().answer(GENUINE);
            Scene silent = new Scene(trust());
            lookup(silent).of(far).ask().answer(GENUINE);
            assertThat(listed.findings()).isEmpty();
            assertThat(silent.findings()).isEmpty();
        }

        @Test
        void whatResolversAndGatewaysAskAuthoritiesAndRefusalsAreNothing() {
            Scene s = new Scene(trust(RESOLVER_IP, CLIENT_IP));
            lookup(s).of(far).ask().answer(GENUINE);
            Scene t = new Scene(trust(RESOLVER_IP));
            Lookup refused = lookup(t).of(far).ask();
            refused.say(Dns.message(1000 + next - 1, Dns.QR | Dns.RD | Dns.RA | 5, "wWw.exAmple.tEst", Dns.A));
            Lookup authority = lookup(t).of(far).ask();
            authority.say(Dns.message(1000 + next - 1, Dns.QR | Dns.AA, "wWw.exAmple.tEst", Dns.A)
                    .address(60, GENUINE));
            assertThat(s.findings()).isEmpty();
            assertThat(t.findings()).isEmpty();
        }
    }

    @Nested
    class Impostor {
        private static final String RULE = "dns-answer-by-impostor";

        private Scene poisoned() {
            return new Scene()
                    .warm()
                    .resolve(CLIENT, CLIENT_IP, RESOLVER, RESOLVER_IP)
                    .announce(EVIL, EVIL_IP)
                    .after(10)
                    .reply(EVIL, RESOLVER_IP, CLIENT, CLIENT_IP)
                    .after(2);
        }

        @Test
        void anAnswerOfTheMachineThatClaimedTheResolverIsHighAndNamed() {
            Scene s = poisoned();
            lookup(s).by(EVIL).from(EVIL).ask().after(0.001).answer(FORGED);
            Finding f = only(s, RULE);
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            assertThat(f.subject()).isEqualTo("name:www.example.test");
        }

        @Test
        void aQuestionPassedOnAndAnsweredBeforeAnythingCameBackProvesIt() {
            Scene s = poisoned();
            Lookup l = lookup(s).by(EVIL).ask();
            l.by(RESOLVER).ask().after(0.001).from(EVIL).answer(FORGED);
            assertThat(only(s, RULE).signature())
                    .contains("it passed the question on to 02:00:00:00:00:53, and no answer had come back");
        }

        @Test
        void anAnswerThatItOnlyPassesBackIsTheServers() {
            Scene s = poisoned();
            Lookup l = lookup(s).by(EVIL).ask();
            l.by(RESOLVER).ask().after(0.001).answer(GENUINE).from(EVIL).answer(GENUINE);
            assertThat(s.findings(RULE)).isEmpty();
        }

        @Test
        void aRouterThatRefreshesItsNeighboursAndAnswersAloneIsNothing() {
            Scene s = new Scene().warm().resolve(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP);
            s.after(10).reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP).after(1);
            Lookup l = lookup(s).by(GATEWAY).ask();
            l.by(SERVER).ask().after(0.01).from(GATEWAY).answer(GENUINE);
            assertThat(s.findings(RULE)).isEmpty();
        }
    }

    @Nested
    class Blinding {
        @Test
        void aFloodOfInventedQuestionsDoesNotPushOutThoseOfARealPair() {
            Scene s = history().announce(EVIL, EVIL_IP);
            Lookup l = lookup(s).ask();
            for (int i = 0; i < 200_000; i++) {
                Ip spoofed = Ip.v4(0x0b00_0000 + i);
                s.observe(new DnsSeen(
                        s.where(EVIL, RESOLVER, spoofed, 1024 + i % 60_000, RESOLVER_IP, 53, 17, 64, i & 0xffff),
                        Dns.query(i & 0xffff, "f" + i + ".test", Dns.A).bytes()));
                s.after(0.000001);
            }
            assertThat(s.counters.get(Counter.DNS_TRANSACTIONS_EVICTED)).isPositive();
            l.from(EVIL).answer(FORGED);
            for (int i = 0; i < 200_000; i++) {
                Ip spoofed = Ip.v4(0x0c00_0000 + i);
                s.observe(new DnsSeen(
                        s.where(EVIL, RESOLVER, spoofed, 1024 + i % 60_000, RESOLVER_IP, 53, 17, 64, i & 0xffff),
                        Dns.query(i & 0xffff, "g" + i + ".test", Dns.A).bytes()));
                s.after(0.000001);
            }
            l.from(RESOLVER).answer(GENUINE);
            Finding f = only(s, "dns-conflicting-answers");
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.attacker().mac()).isEqualTo(EVIL);
        }
    }

    @Nested
    class OrdinaryLife {
        @Test
        void nxdomainAndAnAddressInEitherOrderAreAConflict() {
            for (boolean forgedFirst : new boolean[] {true, false}) {
                Scene s = history();
                Lookup l = lookup(s).ask().after(0.01);
                Dns none = Dns.message(
                        1000 + next - 1, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, "wWw.exAmple.tEst", Dns.A);
                Dns address = l.response().address(60, FORGED);
                l.say(forgedFirst ? address : none).after(0.001).say(forgedFirst ? none : address);
                assertThat(only(s, "dns-conflicting-answers").severity()).isEqualTo(Severity.MEDIUM);
            }
        }

        @Test
        void aResolverThatTurnsEveryNxdomainIntoAnAddressContradictsNothing() {
            Scene s = history();
            for (int i = 0; i < 20; i++) {
                new Lookup(s, 7000 + i, "3439ur09dhiolh32ljha" + i + ".test")
                        .ask()
                        .after(0.01)
                        .answer("198.18.0.80");
            }
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void truncationAndTcpDns64AndSplitHorizonAreNothing() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01);
            l.say(Dns.message(1000 + next - 1, Dns.QR | Dns.TC | Dns.RD | Dns.RA, "wWw.exAmple.tEst", Dns.A));
            l.after(0.01).tcp().ask().answer(GENUINE);
            lookup(s).type(Dns.AAAA).ask().after(0.01).answer("64:ff9b::5db8:d822");
            lookup(s).ask().after(0.01).answer("10.77.0.80");
            lookup(s).of(OTHER_SERVER).from(SERVER).by(SERVER).ask().after(0.01).answer("203.0.113.80");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void cookiesAndClientSubnetsThatDifferBetweenCopiesAreNoConflict() {
            Scene s = history();
            Lookup l = lookup(s).ask().after(0.01);
            l.say(l.response().address(300, GENUINE).edns(1232));
            l.say(l.response().address(299, GENUINE).edns(4096));
            assertThat(s.findings()).isEmpty();
        }
    }
}
