// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.SERVER;
import static io.doppelwatch.engine.judge.Scene.SERVER_IP;
import static io.doppelwatch.engine.judge.Tls.TLS_1_2;
import static io.doppelwatch.engine.judge.Tls.TLS_1_3;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Certificates;
import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.PinVerdict;
import io.doppelwatch.engine.event.PinVerdict.State;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.trust.Trust;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Match, mismatch, or not observable with its reason; and what a change window keeps back is told. */
class PinVerdictTest {
    private static final String HUB = "hub.corp.test";
    private static byte[] leaf;
    private static byte[] forged;
    private int port = 40_000;

    @BeforeAll
    static void makeCertificates() throws CertificateEncodingException {
        leaf = Certificates.authority("Corp Root").server(HUB).certificate().getEncoded();
        forged = Certificates.authority("Evil Root").server(HUB).certificate().getEncoded();
    }

    private static Trust trust(Trust.Change... changes) {
        Trust.Service hub = new Trust.Service(
                HUB,
                List.of(),
                List.of(new Trust.Cidr(SERVER_IP, 128)),
                List.of(443),
                List.of(CertificateInfo.of(leaf).spkiSha256()),
                List.of(),
                List.of(),
                "",
                List.of(changes));
        Trust.Service unpinned = new Trust.Service(
                "other.test", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "", List.of());
        return new Trust(
                List.of(hub, unpinned), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private Tls connect(Scene s) {
        return new Tls(s, CLIENT_IP, port++, SERVER_IP, SERVER);
    }

    private static List<PinVerdict> verdicts(Scene s) {
        return s.events.stream()
                .filter(Event.Tls.class::isInstance)
                .map(e -> ((Event.Tls) e).pins())
                .filter(v -> v != null)
                .toList();
    }

    private static PinVerdict verdict(Scene s) {
        s.end();
        assertThat(verdicts(s)).hasSize(1);
        return verdicts(s).get(0);
    }

    @Test
    void theChainDecides() {
        Scene own = new Scene(trust());
        connect(own).clientHello(HUB).serverHello(TLS_1_2).certificate(leaf);
        assertThat(verdict(own)).satisfies(v -> {
            assertThat(v.state()).isEqualTo(State.MATCH);
            assertThat(v.service()).isEqualTo(HUB);
            assertThat(v.matched()).startsWith("sha256/").hasSize(51);
        });
        Scene other = new Scene(trust());
        connect(other).clientHello(HUB).serverHello(TLS_1_2).certificate(forged);
        assertThat(verdict(other).state()).isEqualTo(State.MISMATCH);
    }

    @Test
    void whatIsNotSeenHasItsReason() {
        Scene encrypted = new Scene(trust());
        connect(encrypted).clientHello(HUB).serverHello(TLS_1_3);
        assertThat(verdict(encrypted).view()).isEqualTo(CertificateView.ENCRYPTED);

        Scene psk = new Scene(trust());
        connect(psk).clientHello(HUB).serverHelloWithPsk();
        assertThat(verdict(psk).view()).isEqualTo(CertificateView.RESUMED);

        Scene resumed = new Scene(trust());
        connect(resumed).clientHello(HUB, "0badcafe").serverHello(TLS_1_2, "0badcafe");
        assertThat(verdict(resumed).view()).isEqualTo(CertificateView.RESUMED);

        Scene lost = new Scene(trust());
        connect(lost).clientHello(HUB).serverHello(TLS_1_2);
        assertThat(verdict(lost).view()).isEqualTo(CertificateView.LOST);

        Scene oneWay = new Scene(trust());
        connect(oneWay).clientHello(HUB);
        assertThat(verdict(oneWay).view()).isEqualTo(CertificateView.SERVER_UNSEEN);

        Scene hidden = new Scene(trust());
        connect(hidden).clientHelloWithEch("public.test").serverHello(TLS_1_3);
        assertThat(verdict(hidden).view()).isEqualTo(CertificateView.NAME_HIDDEN);
        assertThat(verdict(hidden).state()).isEqualTo(State.NOT_OBSERVABLE);
        assertThat(hidden.findings()).isEmpty();
    }

    @Test
    void coverageAddsUpAndUnpinnedServicesHaveNone() {
        Scene s = new Scene(trust());
        for (int i = 0; i < 3; i++) {
            connect(s).clientHello(HUB).serverHello(TLS_1_2).certificate(leaf);
        }
        connect(s).clientHello(HUB).serverHello(TLS_1_2).certificate(forged);
        connect(s).clientHello(HUB).serverHello(TLS_1_3);
        connect(s).clientHello(HUB).serverHello(TLS_1_2);
        connect(s).clientHello("other.test").serverHello(TLS_1_2).certificate(forged);
        s.end();
        assertThat(s.judge.pins()).singleElement().satisfies(c -> {
            assertThat(c.service()).isEqualTo(HUB);
            assertThat(c.sessions()).isEqualTo(6);
            assertThat(c.match()).isEqualTo(3);
            assertThat(c.mismatch()).isEqualTo(1);
            assertThat(c.unseen())
                    .containsOnly(Map.entry(CertificateView.ENCRYPTED, 1L), Map.entry(CertificateView.LOST, 1L));
        });
    }

    @Test
    void whatAWindowAllowsIsNoFindingAndIsListed() {
        Trust.Change window = new Trust.Change(0, Long.MAX_VALUE, List.of("certificate"), "planned cutover");
        Scene s = new Scene(trust(window));
        connect(s).clientHello(HUB).certificate(forged);
        connect(s).clientHello(HUB).certificate(forged);
        assertThat(s.findings()).isEmpty();
        assertThat(verdicts(s)).allSatisfy(v -> {
            assertThat(v.state()).isEqualTo(State.MISMATCH);
            assertThat(v.window()).isEqualTo("planned cutover");
        });
        assertThat(s.judge.windows()).singleElement().satisfies(w -> {
            assertThat(w.service()).isEqualTo(HUB);
            assertThat(w.what()).isEqualTo("certificate");
            assertThat(w.note()).isEqualTo("planned cutover");
            assertThat(w.times()).isEqualTo(2);
            assertThat(w.change()).contains("sha256/");
        });
    }

    @Test
    void aChangeThatTheWindowDoesNotAllowIsRaisedAndNamesTheWindow() {
        Trust.Change window = new Trust.Change(0, Long.MAX_VALUE, List.of("address"), "planned cutover");
        Scene s = new Scene(trust(window));
        connect(s).clientHello(HUB).certificate(forged);
        assertThat(s.findings("tls-pin-mismatch"))
                .singleElement()
                .satisfies(f -> assertThat(f.signature())
                        .endsWith("(inside the change window \"planned cutover\", which allows address only)"));
        assertThat(s.judge.windows()).isEmpty();
    }

    @Test
    void aPortThatTheTrustFileDoesNotListIsMedium() {
        Scene s = new Scene(trust());
        new Tls(s, CLIENT_IP, port++, SERVER_IP, SERVER)
                .toPort(8443)
                .clientHello(HUB)
                .certificate(forged);
        assertThat(s.findings("tls-pin-mismatch"))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.MEDIUM));
    }
}
