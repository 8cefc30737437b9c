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
import static io.doppelwatch.engine.judge.Scene.SERVER_IP;
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

class DnsRulesTest {
    private static final String HUB = "hub.corp.test";

    private static Trust hub(Trust.Change... changes) {
        Trust.Service hub = new Trust.Service(
                HUB,
                List.of("hub.local"),
                List.of(new Trust.Cidr(SERVER_IP, 128), new Trust.Cidr(Scene.ip("10.77.1.0"), 120)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(changes));
        return new Trust(List.of(hub), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private static Lookup lookup(Scene s, String name) {
        return new Lookup(s, 1000, name);
    }

    /** The resolver has answered this often before, and nobody contradicted it. */
    private static Scene history(Scene s, int answers) {
        for (int i = 0; i < answers; i++) {
            new Lookup(s, i + 1, "n" + i + ".test")
                    .ask()
                    .after(0.01)
                    .answer("192.0.2." + i)
                    .after(1);
        }
        return s.after(40);
    }

    @Nested
    class ConflictingAnswers {
        private Finding only(Scene s) {
            assertThat(s.findings("dns-conflicting-answers")).hasSize(1);
            return s.findings("dns-conflicting-answers").get(0);
        }

        @Test
        void theForgedAnswerFirstFromAnotherMacIsHighAndNamed() {
            Scene s = new Scene().announce(EVIL, EVIL_IP);
            lookup(s, "www.example.test")
                    .ask()
                    .after(0.004)
                    .from(EVIL)
                    .answer("10.77.0.66")
                    .after(0.0018)
                    .from(RESOLVER)
                    .answer("93.184.216.34");
            Finding f = only(s);
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            assertThat(f.expected()).isEqualTo("A 93.184.216.34");
            assertThat(f.observed()).isEqualTo("A 10.77.0.66");
            assertThat(f.subject()).isEqualTo("name:www.example.test");
            assertThat(f.victims()).containsExactly(CLIENT_IP);
            assertThat(f.signature()).contains("1.8 ms apart").contains("the first looks forged");
            assertThat(f.evidence()).hasSize(3);
            assertThat(f.evidence().get(2).what())
                    .contains("second answer, 1.8 ms after the first")
                    .contains("IP TTL 64")
                    .contains("IP id 0x4d")
                    .contains("from 02:00:00:00:00:53");
        }

        @Test
        void theForgedAnswerSecondIsToldJustTheSame() {
            Scene s = new Scene();
            lookup(s, "www.example.test")
                    .ask()
                    .answer("93.184.216.34")
                    .after(0.01)
                    .from(EVIL)
                    .answer("10.77.0.66");
            Finding f = only(s);
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.attacker().mac()).isEqualTo(EVIL);
            assertThat(f.signature()).contains("the second looks forged");
        }

        @Test
        void anIpTtlThatServerNeverHadIsTheSecondSign() {
            Scene s = history(new Scene(), 5);
            lookup(s, "www.example.test")
                    .ask()
                    .answer("93.184.216.34")
                    .after(0.01)
                    .ttl(57)
                    .answer("203.0.113.9");
            assertThat(only(s).severity()).isEqualTo(Severity.HIGH);
            assertThat(only(s).attacker()).isEqualTo(Party.UNKNOWN);
            assertThat(only(s).signature()).contains("IP TTL is none that server's answers had (64)");
        }

        @Test
        void addressesApartWithoutASecondSignAreMediumAndUndetermined() {
            Scene s = new Scene();
            lookup(s, "www.example.test")
                    .ask()
                    .answer("93.184.216.34")
                    .after(0.01)
                    .answer("203.0.113.9");
            assertThat(only(s).severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only(s).signature()).contains("undetermined");
            assertThat(only(s).attacker()).isEqualTo(Party.UNKNOWN);
        }

        @Test
        void theTrustFileTellsWhichIsForged() {
            Scene s = new Scene(hub());
            lookup(s, HUB).ask().answer("10.77.0.66").after(0.01).answer("10.77.0.10");
            Finding f = only(s);
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.expected()).isEqualTo("A 10.77.0.10");
            assertThat(f.observed()).isEqualTo("A 10.77.0.66");
        }

        @Test
        void anAnswerWhereTheOtherSaysNoSuchNameIsMedium() {
            Scene s = new Scene();
            Lookup l = lookup(s, "nosuch.example.test").ask();
            l.say(Dns.message(1000, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, "nosuch.example.test", Dns.A));
            l.after(0.01).answer("203.0.113.9");
            assertThat(only(s).severity()).isEqualTo(Severity.MEDIUM);
        }

        @Test
        void theSameRecordsInAnotherOrderOrWithOtherTtlsAreNoConflict() {
            Scene s = new Scene();
            Lookup l = lookup(s, "www.example.test").ask().answer("192.0.2.1", "198.51.100.1");
            l.answer("198.51.100.1", "192.0.2.1");
            l.say(l.response().address(5, "192.0.2.1").address(5, "198.51.100.1"));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void copiesOfAMirrorPortAreNoConflict() {
            Scene s = new Scene();
            Lookup l = lookup(s, "www.example.test").ask().ask().answer("192.0.2.1");
            l.from(GATEWAY).ttl(63).answer("192.0.2.1");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aClientThatAskedTwiceMayGetTwoAnswersOfARoundRobin() {
            Scene s = new Scene();
            lookup(s, "www.example.test")
                    .ask()
                    .after(1)
                    .askAgain()
                    .answer("192.0.2.1")
                    .after(0.01)
                    .answer("198.51.100.1");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void anErrorFollowedByAnAnswerIsNothingToWorryAbout() {
            Scene s = new Scene();
            Lookup l = lookup(s, "www.example.test").ask();
            l.say(Dns.message(1000, Dns.QR | Dns.RD | Dns.RA | 2, "www.example.test", Dns.A));
            l.answer("192.0.2.1");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void twoAddressesOfOneNetworkAreLow() {
            Scene s = new Scene();
            lookup(s, "www.bbc.test").ask().answer("212.58.244.66").answer("212.58.244.70");
            assertThat(only(s).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void aLateAnswerAfterTheHoldOnTimeIsNotCompared() {
            Scene s = new Scene();
            lookup(s, "www.example.test").ask().answer("192.0.2.1").after(6).answer("203.0.113.9");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void answersToDifferentQuestionsOrIdsOrPortsAreNotCompared() {
            Scene s = new Scene();
            lookup(s, "a.test").ask().answer("192.0.2.1");
            new Lookup(s, 1001, "a.test").ask().answer("203.0.113.9");
            lookup(s, "b.test").ask().answer("203.0.113.9");
            lookup(s, "a.test").type(Dns.AAAA).ask().answer("2001:db8::1");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aZoneTransferOverTcpIsNoConflict() {
            Scene s = new Scene();
            lookup(s, "example.test").type(252).tcp().ask().answer("192.0.2.1").answer("203.0.113.9");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void otherRecordsThanAddressesAreComparedByWhatTheySay() {
            Scene s = new Scene();
            Lookup l = lookup(s, "mail.example.test").type(Dns.CNAME).ask();
            l.say(l.response().answer(Dns.CNAME, 60, Dns.name("a.example.test")));
            l.say(l.response().answer(Dns.CNAME, 90, Dns.name("A.example.TEST")));
            assertThat(s.findings()).isEmpty();
            l.say(l.response().answer(Dns.CNAME, 60, Dns.name("evil.test")));
            assertThat(only(s).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void hostileBytesAreNoCrashAndNoFinding() {
            Scene s = new Scene();
            byte[] whole = Dns.response(7, "www.example.test", Dns.A)
                    .address(1, "192.0.2.1")
                    .bytes();
            for (int cut = 0; cut <= whole.length; cut++) {
                lookup(s, "www.example.test").ask();
                s.observe(new DnsSeen(
                        s.where(RESOLVER, CLIENT, RESOLVER_IP, 53, CLIENT_IP, 21_000, 17, 64, 1),
                        Bytes.slice(whole, 0, cut)));
            }
            assertThat(s.grave()).isEmpty();
        }
    }

    @Nested
    class WrongAddress {
        @Test
        void aTrustedNameAtAnotherAddressIsHighAndNamesWhoHoldsIt() {
            Scene s = new Scene(hub()).announce(EVIL, EVIL_IP);
            lookup(s, HUB).ask().answer("10.77.0.66");
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("name-wrong-address");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("name:" + HUB);
                assertThat(f.expected()).isEqualTo("10.77.0.10, 10.77.1.0/24");
                assertThat(f.observed()).isEqualTo("10.77.0.66");
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
                assertThat(f.victims()).containsExactly(CLIENT_IP);
            });
        }

        @Test
        void itsOwnAddressesAndNetworksAndOtherNamesAreNothing() {
            Scene s = new Scene(hub());
            lookup(s, HUB).ask().answer("10.77.0.10", "10.77.1.200");
            new Lookup(s, 2, "HUB.corp.test").ask().answer("10.77.0.10");
            new Lookup(s, 3, "other.corp.test").ask().answer("10.77.0.66");
            new Lookup(s, 4, "hub.corp.test.evil.test").ask().answer("10.77.0.66");
            assertThat(s.findings("name-wrong-address")).isEmpty();
        }

        @Test
        void anAliasInAnyCaseAndAddressesBehindACnameCount() {
            Scene s = new Scene(hub());
            lookup(s, "HUB.Local").ask().answer("10.77.0.66");
            assertThat(s.findings("name-wrong-address")).hasSize(1);
            Scene c = new Scene(hub());
            Lookup l = lookup(c, HUB).ask();
            l.say(l.response()
                    .answer(Dns.CNAME, 60, Dns.name("evil.test"))
                    .answer("evil.test", Dns.A, 60, Bytes.ip("10.77.0.66")));
            assertThat(c.findings("name-wrong-address")).hasSize(1);
        }

        @Test
        void anAddressGivenInPassingCounts() {
            Scene s = new Scene(hub());
            Lookup l = lookup(s, "www.evil.test").ask();
            l.say(l.response().address(60, "192.0.2.1").additional(HUB, Dns.A, 60, Bytes.ip("10.77.0.66")));
            assertThat(s.findings("name-wrong-address"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.subject()).isEqualTo("name:" + HUB));
        }

        @Test
        void aWindowForTheAddressSilencesItOneForTheCertificateDoesNot() {
            Scene allowed = new Scene(hub(new Trust.Change(0, Long.MAX_VALUE, List.of("address"), "cutover")));
            lookup(allowed, HUB).ask().answer("10.77.0.66");
            assertThat(allowed.findings()).isEmpty();
            assertThat(allowed.counters.get(Counter.CHANGES_ALLOWED)).isEqualTo(1);
            Scene not = new Scene(hub(new Trust.Change(0, Long.MAX_VALUE, List.of("certificate"), "")));
            lookup(not, HUB).ask().answer("10.77.0.66");
            assertThat(not.findings()).hasSize(1);
        }
    }

    @Nested
    class Unsolicited {
        @Test
        void anAnswerWithoutAQuestionIsLowOnceTheServerIsKnownToBeSeenWhole() {
            Scene s = history(new Scene(), 100);
            lookup(s, "www.example.test").answer("203.0.113.9");
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dns-unsolicited-response");
                assertThat(f.severity()).isEqualTo(Severity.LOW);
            });
        }

        @Test
        void whereFewAnswersWereSeenTheQuestionMayHaveBeenLost() {
            Scene s = history(new Scene(), 99);
            lookup(s, "www.example.test").answer("203.0.113.9");
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void fromAnotherMacItIsMedium() {
            Scene s = history(new Scene(), 10).announce(EVIL, EVIL_IP);
            lookup(s, "www.example.test").from(EVIL).answer("203.0.113.9");
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            });
        }

        @Test
        void whereTheCaptureBeganMidConversationOrShowsOneDirectionItIsNothing() {
            Scene s = new Scene();
            for (int i = 0; i < 50; i++) {
                new Lookup(s, i, "n" + i + ".test").answer("192.0.2.1").after(1);
            }
            assertThat(s.findings()).isEmpty();
            Scene young = new Scene();
            lookup(young, "www.example.test").answer("203.0.113.9");
            assertThat(young.findings()).isEmpty();
        }

        @Test
        void whereQuestionsAreOftenLostItIsNothing() {
            Scene s = history(new Scene(), 10);
            for (int i = 0; i < 50; i++) {
                new Lookup(s, 100 + i, "n" + i + ".test").answer("192.0.2.1").after(1);
            }
            assertThat(s.findings()).hasSizeLessThanOrEqualTo(2);
            assertThat(s.grave()).isEmpty();
        }
    }

    @Nested
    class Unanswered {
        @Test
        void aServerThatFallsSilentIsLowAndToldOnce() {
            Scene s = history(new Scene(), 10);
            for (int i = 0; i < 20; i++) {
                new Lookup(s, 500 + i, "q" + i + ".test").ask().after(2);
            }
            s.after(60).announce(CLIENT, CLIENT_IP);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dns-unanswered");
                assertThat(f.severity()).isEqualTo(Severity.LOW);
                assertThat(f.subject()).isEqualTo("ip:" + RESOLVER_IP);
            });
        }

        @Test
        void aServerThatNeverAnsweredOrMissesOneNowAndThenIsNothing() {
            Scene never = new Scene();
            Scene sometimes = history(new Scene(), 10);
            for (int i = 0; i < 40; i++) {
                new Lookup(never, i, "q" + i + ".test").ask().after(2);
                Lookup l =
                        new Lookup(sometimes, 500 + i, "q" + i + ".test").ask().after(2);
                if (i % 4 == 0) {
                    l.answer("192.0.2.1");
                }
            }
            never.after(60).announce(CLIENT, CLIENT_IP);
            sometimes.after(60).announce(CLIENT, CLIENT_IP);
            assertThat(never.findings()).isEmpty();
            assertThat(sometimes.findings()).isEmpty();
        }
    }

    @Nested
    class AnswerPathChanged {
        private final Ip far = Scene.ip("198.51.100.53");

        private Scene answersByTheGateway() {
            Scene s = new Scene().warm().announce(CLIENT, CLIENT_IP);
            new Lookup(s, 1, "a.test").of(far).by(GATEWAY).from(GATEWAY).ask().answer("192.0.2.1");
            return s.after(10);
        }

        @Test
        void answersThatFollowAnUnaskedReplyAreHigh() {
            Scene s = answersByTheGateway()
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(5);
            assertThat(s.grave()).isEmpty();
            new Lookup(s, 2, "b.test").of(far).by(EVIL).from(EVIL).ask().answer("192.0.2.2");
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("dns-answer-path-changed");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("ip:10.77.0.1");
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.victims()).containsExactly(CLIENT_IP);
            });
        }

        @Test
        void aNewWayAloneIsNothing() {
            Scene s = answersByTheGateway().announce(EVIL, EVIL_IP).after(5);
            new Lookup(s, 2, "b.test").of(far).by(EVIL).from(EVIL).ask().answer("192.0.2.2");
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class Bounds {
        @Test
        void aFloodOfQuestionsDoesNotStopTheComparing() {
            Scene s = new Scene();
            for (int i = 0; i < 300_000; i++) {
                new Lookup(s, i & 0xffff, "f" + i + ".test").ask();
                s.after(0.000001);
            }
            assertThat(s.counters.get(Counter.DNS_TRANSACTIONS_EVICTED)).isPositive();
            lookup(s, "www.example.test")
                    .ask()
                    .answer("93.184.216.34")
                    .from(EVIL)
                    .answer("203.0.113.9");
            assertThat(s.findings("dns-conflicting-answers")).hasSize(1);
        }
    }
}
