// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.SignedZone;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DnssecRulesTest {
    private static final String HUB = "hub.corp.test";
    private static final long NOW = Scene.START / Scene.SECOND;
    private static final SignedZone ZONE =
            new SignedZone("corp.test", SignedZone.Key.FIRST, NOW - 86_400, NOW + 86_400);

    private int id = 1;

    private static Trust trust() {
        Trust.Service hub =
                new Trust.Service(HUB, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "", List.of());
        return new Trust(List.of(hub), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private void signed(Scene s, String name, int type, UnaryOperator<Dns> answer) {
        Lookup l = new Lookup(s, id++, name).type(type).askSigned().after(0.01);
        l.say(answer.apply(l.response()).dnssecOk(1232)).after(1);
    }

    private Scene keys(Scene s) {
        signed(s, "corp.test", SignedZone.DNSKEY, m -> ZONE.keys(m, 3600));
        return s;
    }

    private Scene genuine(Scene s) {
        signed(s, HUB, Dns.A, m -> ZONE.address(m, HUB, 300, "10.77.0.10"));
        return s;
    }

    private Scene forged(Scene s) {
        byte[] stolen = ZONE.rrsig(HUB, Dns.A, 300, new byte[] {10, 77, 0, 10});
        signed(s, HUB, Dns.A, m -> m.address(300, "10.77.0.66").answer(SignedZone.RRSIG, 300, stolen));
        return s;
    }

    private Finding only(Scene s, String rule) {
        assertThat(s.findings(rule)).hasSize(1);
        return s.findings(rule).get(0);
    }

    @Test
    void whatTheZoneSignedIsLeftAlone() {
        assertThat(genuine(keys(new Scene(trust()))).findings()).isEmpty();
    }

    @Test
    void aForgedAddressUnderAStolenSignatureIsMediumWithoutAnAnchor() {
        Finding f = only(forged(genuine(keys(new Scene()))), "dnssec-bogus-signature");
        assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(f.subject()).isEqualTo("name:" + HUB);
        assertThat(f.signature())
                .contains("hub.corp.test A is not what key " + ZONE.keyTag() + " of corp.test signed")
                .contains("not anchored");
        assertThat(f.evidence()).hasSize(3);
    }

    @Test
    void withoutKeysNothingIsSaid() {
        assertThat(forged(new Scene()).findings()).isEmpty();
    }

    @Test
    void anExpiredSignatureIsLow() {
        SignedZone old = new SignedZone("corp.test", SignedZone.Key.FIRST, NOW - 86_400, NOW - 7200);
        Scene s = keys(new Scene(trust()));
        signed(s, HUB, Dns.A, m -> old.address(m, HUB, 300, "10.77.0.10"));
        Finding f = only(s, "dnssec-signature-expired");
        assertThat(f.severity()).isEqualTo(Severity.LOW);
        assertThat(f.signature()).contains("ended 2 h before");
        assertThat(s.findings("dnssec-bogus-signature")).isEmpty();
    }

    private Scene unsigned(Scene s) {
        signed(s, HUB, Dns.A, m -> m.address(300, "10.77.0.10"));
        return s;
    }

    @Test
    void signaturesThatWereAlwaysThereAndAreGoneAreMediumForATrustedName() {
        Finding f = only(unsigned(genuine(genuine(new Scene(trust())))), "dnssec-signatures-stripped");
        assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(f.signature()).contains("without signatures, after 2 signed answers");
    }

    @Test
    void andLowForAnother() {
        assertThat(only(unsigned(genuine(genuine(new Scene()))), "dnssec-signatures-stripped")
                        .severity())
                .isEqualTo(Severity.LOW);
    }

    @Test
    void whoDoesNotAskForSignaturesGetsNone() {
        Scene s = genuine(genuine(new Scene(trust())));
        new Lookup(s, id++, HUB).ask().answer("10.77.0.10");
        assertThat(s.findings()).isEmpty();
    }

    @Test
    void anUnsignedNameBesideASignedOneIsInAZoneOfItsOwn() {
        Scene s = genuine(genuine(new Scene(trust())));
        signed(s, "x.plain.corp.test", Dns.A, m -> m.address(300, "10.77.0.12"));
        assertThat(s.findings()).isEmpty();
    }

    @Test
    void anotherResolverMayNotDoDnssec() {
        Scene s = genuine(genuine(new Scene(trust())));
        Lookup l = new Lookup(s, id++, HUB).of(Scene.ip("10.77.0.54")).askSigned();
        l.say(l.response().address(300, "10.77.0.10"));
        assertThat(s.findings()).isEmpty();
    }

    @Test
    void aTruncatedAnswerComesAgainByTcp() {
        Scene s = genuine(genuine(new Scene(trust())));
        new Lookup(s, id++, HUB)
                .askSigned()
                .say(Dns.message(id - 1, Dns.QR | Dns.TC | Dns.RD | Dns.RA, HUB, Dns.A)
                        .address(300, "10.77.0.10"));
        assertThat(s.findings()).isEmpty();
    }
}
