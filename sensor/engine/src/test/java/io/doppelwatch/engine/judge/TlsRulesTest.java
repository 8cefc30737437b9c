// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.EVIL_IP;
import static io.doppelwatch.engine.judge.Scene.SERVER;
import static io.doppelwatch.engine.judge.Scene.SERVER_IP;
import static io.doppelwatch.engine.judge.Tls.TLS_1_2;
import static io.doppelwatch.engine.judge.Tls.TLS_1_3;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Certificates;
import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.trust.Trust;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TlsRulesTest {
    private static final String HUB = "hub.corp.test";
    private static byte[] root;
    private static byte[] leaf;
    private static byte[] forged;

    @BeforeAll
    static void makeCertificates() throws CertificateEncodingException {
        Certificates authority = Certificates.authority("Corp Root");
        root = authority.certificate().getEncoded();
        leaf = authority.server(HUB).certificate().getEncoded();
        forged = Certificates.authority("Evil Root").server(HUB).certificate().getEncoded();
    }

    private static Trust pinned(List<String> pins, List<String> fingerprints, Trust.Change... changes) {
        Trust.Service hub = new Trust.Service(
                HUB,
                List.of("hub"),
                List.of(new Trust.Cidr(SERVER_IP, 128)),
                List.of(443),
                pins,
                fingerprints,
                List.of(),
                "",
                List.of(changes));
        return new Trust(List.of(hub), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private static Trust pinnedToLeaf() {
        return pinned(List.of(CertificateInfo.of(leaf).spkiSha256()), List.of());
    }

    private int port = 40_000;

    private Tls connect(Scene s, Ip server, long mac) {
        return new Tls(s, CLIENT_IP, port++, server, mac);
    }

    @Nested
    class Pairing {
        private final Scene s = new Scene();

        @Test
        void aHandshakeIsToldOnceWhenTheServersCertificateIsSeen() {
            Tls c = connect(s, SERVER_IP, SERVER).clientHello(HUB).serverHello(TLS_1_2);
            assertThat(s.sessions()).isEmpty();
            c.certificate(leaf, root);
            assertThat(s.sessions()).singleElement().satisfies(t -> {
                assertThat(t.clientHello()).isNotNull();
                assertThat(t.serverHello()).isNotNull();
                assertThat(t.serverCertificate()).isNotNull();
                assertThat(t.where().sourceIp()).isEqualTo(CLIENT_IP);
                assertThat(t.where().sourceMac()).isEqualTo(CLIENT);
                assertThat(t.where().destinationPort()).isEqualTo(443);
            });
            c.certificate(leaf, root).serverHello(TLS_1_2);
            s.after(300).end();
            assertThat(s.sessions()).hasSize(1);
        }

        @Test
        void tls13IsToldAtItsServerHelloButNotAtARetry() {
            Tls c = connect(s, SERVER_IP, SERVER).clientHello(HUB).helloRetryRequest();
            assertThat(s.sessions()).isEmpty();
            c.clientHello(HUB + ".again").serverHello(TLS_1_3);
            assertThat(s.sessions()).hasSize(1);
        }

        @Test
        void theOrderOfTheDirectionsDoesNotMatter() {
            connect(s, SERVER_IP, SERVER).certificate(leaf).serverHello(TLS_1_2).clientHello(HUB);
            assertThat(s.sessions())
                    .singleElement()
                    .satisfies(t -> assertThat(t.serverCertificate()).isNotNull());
        }

        @Test
        void aHelloWithoutAnAnswerIsToldAfterTenSecondsOrAtTheEnd() {
            connect(s, SERVER_IP, SERVER).clientHello(HUB);
            s.after(9).announce(SERVER, SERVER_IP);
            assertThat(s.sessions()).isEmpty();
            s.after(2).announce(SERVER, SERVER_IP);
            assertThat(s.sessions()).singleElement().satisfies(t -> {
                assertThat(t.clientHello()).isNotNull();
                assertThat(t.serverHello()).isNull();
            });
            connect(s, EVIL_IP, EVIL).clientHello(HUB);
            s.end();
            assertThat(s.sessions()).hasSize(2);
        }

        @Test
        void onlyTheServersSideIsToldTurnedToTheClient() {
            connect(s, SERVER_IP, SERVER).serverHello(TLS_1_2).certificate(leaf);
            s.end();
            assertThat(s.sessions()).singleElement().satisfies(t -> {
                assertThat(t.clientHello()).isNull();
                assertThat(t.where().sourceIp()).isEqualTo(CLIENT_IP);
            });
        }

        @Test
        void portsUsedAgainAreAnotherHandshake() {
            new Tls(s, CLIENT_IP, 5000, SERVER_IP, SERVER).clientHello("a.test").serverHello(TLS_1_3);
            new Tls(s, CLIENT_IP, 5000, SERVER_IP, SERVER).clientHello("b.test").serverHello(TLS_1_3);
            assertThat(s.sessions()).hasSize(2);
        }

        @Test
        void aCertificateOfUnknownSideIsPlacedByTheHelloOfItsConnection() {
            connect(s, SERVER_IP, SERVER).clientHello(HUB).certificate(CertificateSeen.Side.UNKNOWN, List.of(leaf));
            assertThat(s.sessions()).singleElement().satisfies(t -> {
                assertThat(t.serverCertificate()).isNotNull();
                assertThat(t.clientCertificate()).isNull();
            });
        }

        @Test
        void aClientsCertificateIsKeptApart() {
            connect(s, SERVER_IP, SERVER)
                    .clientHello(HUB)
                    .certificate(CertificateSeen.Side.CLIENT, List.of(leaf))
                    .certificate(forged);
            assertThat(s.sessions()).singleElement().satisfies(t -> {
                assertThat(t.clientCertificate()).isNotNull();
                assertThat(t.serverCertificate()).isNotNull();
            });
        }

        @Test
        void aFloodOfHellosIsToldAndForgotten() {
            for (int i = 0; i < 200_000; i++) {
                new Tls(s, Ip.v4(0x0b00_0000 | i), 1024 + i % 60_000, SERVER_IP, SERVER).clientHello(HUB);
            }
            assertThat(s.counters.get(Counter.TLS_HANDSHAKES_EVICTED)).isPositive();
            s.end();
            List<TlsSession> told = s.sessions();
            assertThat(told).hasSize(200_000);
        }
    }

    @Nested
    class PinMismatch {
        @Test
        void aForgedCertificateIsHighAndSaysWhatWasLastSeenGood() {
            Scene s = new Scene(pinnedToLeaf());
            connect(s, SERVER_IP, SERVER).clientHello(HUB).serverHello(TLS_1_2).certificate(leaf, root);
            s.after(5);
            connect(s, SERVER_IP, SERVER).clientHello(HUB).serverHello(TLS_1_2).certificate(forged);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("tls-pin-mismatch");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.subject()).isEqualTo("name:" + HUB);
                assertThat(f.expected()).startsWith("sha256/").endsWith("=");
                assertThat(f.observed()).startsWith("sha256/").isNotEqualTo(f.expected());
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.victims()).containsExactly(CLIENT_IP);
                assertThat(f.evidence()).hasSize(3);
                assertThat(f.evidence().get(0).what()).startsWith("last seen with its own key");
            });
            assertThat(s.counters.get(Counter.PINS_MATCHED)).isEqualTo(1);
        }

        @Test
        void aPinOfAnyCertificateInTheChainOrAWholeFingerprintMatches() {
            for (Trust trust : List.of(
                    pinned(List.of(CertificateInfo.of(root).spkiSha256()), List.of()),
                    pinned(List.of(), List.of(CertificateInfo.of(leaf).sha256())),
                    pinned(List.of("00".repeat(32), CertificateInfo.of(leaf).spkiSha256()), List.of()))) {
                Scene s = new Scene(trust);
                connect(s, SERVER_IP, SERVER).clientHello(HUB).certificate(leaf, root);
                assertThat(s.findings()).isEmpty();
            }
        }

        @Test
        void anAliasAndAnyCaseAndAFinalDotAreTheSameName() {
            for (String name : List.of("hub", "HUB.Corp.Test", "hub.corp.test.")) {
                Scene s = new Scene(pinnedToLeaf());
                connect(s, SERVER_IP, SERVER).clientHello(name).certificate(forged);
                assertThat(s.findings("tls-pin-mismatch")).hasSize(1);
            }
        }

        @Test
        void withoutANameTheAddressAndPortCount() {
            Scene s = new Scene(pinnedToLeaf());
            connect(s, SERVER_IP, SERVER).clientHello("").certificate(forged);
            assertThat(s.findings("tls-pin-mismatch")).hasSize(1);
        }

        @Test
        void anotherNameAtTheSameAddressIsItsOwnMatter() {
            Scene s = new Scene(pinnedToLeaf());
            connect(s, SERVER_IP, SERVER).clientHello("other.corp.test").certificate(forged);
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void whatCannotBeSeenIsCountedAndNeverAFinding() {
            Scene s = new Scene(pinnedToLeaf());
            connect(s, SERVER_IP, SERVER).clientHello(HUB).serverHello(TLS_1_3);
            s.after(20);
            connect(s, SERVER_IP, SERVER).clientHello(HUB).serverHello(TLS_1_2);
            s.end();
            assertThat(s.findings()).isEmpty();
            assertThat(s.counters.get(Counter.PINS_NOT_OBSERVABLE)).isEqualTo(2);
        }

        @Test
        void aWindowForTheCertificateSilencesItAndOneForTheAddressDoesNot() {
            String pin = CertificateInfo.of(leaf).spkiSha256();
            Trust.Change certificate = new Trust.Change(0, Long.MAX_VALUE, List.of("certificate"), "");
            Trust.Change address = new Trust.Change(0, Long.MAX_VALUE, List.of("address"), "");
            Scene allowed = new Scene(pinned(List.of(pin), List.of(), certificate));
            connect(allowed, SERVER_IP, SERVER).clientHello(HUB).certificate(forged);
            assertThat(allowed.findings()).isEmpty();
            assertThat(allowed.counters.get(Counter.CHANGES_ALLOWED)).isEqualTo(1);
            Scene not = new Scene(pinned(List.of(pin), List.of(), address));
            connect(not, SERVER_IP, SERVER).clientHello(HUB).certificate(forged);
            assertThat(not.findings()).hasSize(1);
        }

        @Test
        void bytesThatAreNoCertificateAreAMismatchAndNotACrash() {
            Scene s = new Scene(pinnedToLeaf());
            connect(s, SERVER_IP, SERVER).clientHello(HUB).certificate(new byte[] {1, 2, 3});
            assertThat(s.findings("tls-pin-mismatch")).hasSize(1);
        }

        @Test
        void theSpooferWhoTookTheAddressIsNamed() {
            Scene s = new Scene(pinnedToLeaf())
                    .warm()
                    .resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP)
                    .resolve(CLIENT, CLIENT_IP, SERVER, SERVER_IP)
                    .after(2)
                    .reply(EVIL, SERVER_IP, CLIENT, CLIENT_IP)
                    .after(1);
            connect(s, SERVER_IP, EVIL).clientHello(HUB).certificate(forged);
            assertThat(s.findings("tls-pin-mismatch"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP)));
            s.end();
            assertThat(s.judge.incidents()).singleElement().satisfies(i -> {
                assertThat(i.severity()).isEqualTo(Severity.HIGH);
                assertThat(i.attackers()).containsExactly(new Party(EVIL, EVIL_IP));
                assertThat(i.findings()).hasSize(2);
            });
        }
    }

    @Nested
    class WrongServer {
        @Test
        void aTrustedNameAtAnAddressThatAnswersIsHighAndNamesItsMachine() {
            Scene s = new Scene(pinnedToLeaf())
                    .warm()
                    .resolve(CLIENT, CLIENT_IP, EVIL, EVIL_IP)
                    .after(1);
            connect(s, EVIL_IP, EVIL).clientHello(HUB).serverHello(TLS_1_3);
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("trusted-name-wrong-server");
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.expected()).isEqualTo("10.77.0.10");
                assertThat(f.observed()).isEqualTo("10.77.0.66");
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            });
        }

        @Test
        void aRoutersMacIsNotTakenForTheServers() {
            Scene s = new Scene(pinnedToLeaf());
            connect(s, Scene.ip("203.0.113.5"), Scene.GATEWAY).clientHello(HUB).serverHello(TLS_1_3);
            assertThat(s.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.attacker()).isEqualTo(new Party(Mac.NONE, Scene.ip("203.0.113.5"))));
        }

        @Test
        void onlyAnAttemptIsMediumItsOwnAddressIsNothingAndAWindowSilencesIt() {
            Scene tried = new Scene(pinnedToLeaf());
            connect(tried, EVIL_IP, EVIL).clientHello(HUB);
            tried.end();
            assertThat(tried.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.MEDIUM));
            Scene own = new Scene(pinnedToLeaf());
            connect(own, SERVER_IP, SERVER).clientHello(HUB).serverHello(TLS_1_3);
            assertThat(own.findings()).isEmpty();
            Trust.Change window = new Trust.Change(0, Long.MAX_VALUE, List.of("address"), "planned cutover");
            Scene planned = new Scene(pinned(List.of(), List.of(), window));
            connect(planned, EVIL_IP, EVIL).clientHello(HUB).serverHello(TLS_1_3);
            assertThat(planned.findings()).isEmpty();
        }
    }
}
