// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.tls;

import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.PinVerdict;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Identity;
import io.doppelwatch.engine.tables.TlsSeen;
import io.doppelwatch.engine.tables.Windows;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pinned service shows a certificate chain in which nothing is pinned. */
public final class TlsPinMismatch implements Rule<TlsSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "tls-pin-mismatch",
            1_700_031,
            "A pinned service shows a certificate that is not its own",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.95,
            Incident.Phase.IMPERSONATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A TLS handshake asks for a name that the trust file pins (or, asking for no name, goes to an address and port of such a"
                    + " service), and no key or fingerprint of the chain shown is among the pins. Where no certificate can be seen"
                    + " (TLS 1.3 without keys, resumption, one direction only) nothing is said: it is counted as not observable."
                    + " Medium on a port that the trust file does not list for the service.",
            "The certificate's packet, the key and subject shown, the pins, and the last packet in which a pinned key was seen.",
            List.of(
                    "a renewal with a new key that nobody wrote into the trust file: declare a change window, add the spare pin",
                    "a TLS inspection proxy of the organisation",
                    "a load balancer some of whose servers have another certificate"),
            List.of(
                    "Ask the service's owner for the key it uses now, not by way of this connection.",
                    "Treat what clients sent in such sessions as known to the other side: rotate it."),
            List.of("RFC 7469, 2.4", "RFC 8446, 4.4.2", "https://attack.mitre.org/techniques/T1557/"));

    private final Windows windows;

    public TlsPinMismatch(Windows windows) {
        this.windows = windows;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(TlsSeen t, Consumer<Finding> findings) {
        Trust.Service service = t.service();
        if (service == null || t.pins() == null || t.pins().state() != PinVerdict.State.MISMATCH) {
            return;
        }
        CertificateInfo leaf = t.chain().get(0);
        String seen = "shown at " + t.server() + ": " + pin(leaf.spkiSha256());
        if (windows.allow(service, "certificate", seen, t.where())) {
            return;
        }
        findings.accept(finding(t, service));
    }

    private static Finding finding(TlsSeen t, Trust.Service service) {
        CertificateInfo leaf = t.chain().get(0);
        List<Evidence> evidence = new ArrayList<>();
        Evidence good = lastGood(t, service);
        if (good != null) {
            evidence.add(good);
        }
        if (t.session().clientHello() != null) {
            evidence.add(new Evidence(
                    t.session().clientHello().where(),
                    t.client() + " asks " + t.server() + " for " + (t.name().isEmpty() ? "no name" : t.name())));
        }
        if (t.session().serverCertificate() != null) {
            evidence.add(new Evidence(
                    t.session().serverCertificate().where(),
                    "certificate " + pin(leaf.spkiSha256()) + ", subject " + leaf.subject() + ", issued by "
                            + leaf.issuer()));
        }
        String expected = service.pins().isEmpty()
                ? "sha256:" + String.join(", sha256:", service.fingerprints())
                : String.join(
                        ", ", service.pins().stream().map(TlsPinMismatch::pin).toList());
        boolean itsPort = service.ports().isEmpty() || service.ports().contains(t.port());
        return new Finding(
                INFO,
                itsPort ? Severity.HIGH : Severity.MEDIUM,
                itsPort ? 0.97 : 0.6,
                "name:" + service.name(),
                service.name() + " at " + t.server() + " port " + t.port() + " shows a certificate that is not pinned: "
                        + (leaf.commonNames().isEmpty()
                                ? "no common name"
                                : leaf.commonNames().get(0)) + ", issued by "
                        + (leaf.selfIssued() ? "itself" : leaf.issuer())
                        + (itsPort ? "" : "; that port is not one the trust file gives it")
                        + Inside.window(service, t.where().timeNanos()),
                expected,
                pin(leaf.spkiSha256()),
                attacker(t, service),
                Words.victims(t.client()),
                evidence,
                "",
                t.where());
    }

    /** The machine at an address that is not the service's; else whoever answers for its address by ARP trickery. */
    private static Party attacker(TlsSeen t, Trust.Service service) {
        boolean elsewhere = !service.addresses().isEmpty() && !TrustIndex.mayBeAt(service, t.server());
        if (elsewhere) {
            return new Party(t.onLink() && t.carrier() != null ? t.carrier().mac() : Mac.NONE, t.server());
        }
        return t.carrier() != null && t.carrier().unaskedCount() > 0 ? Words.party(t.carrier()) : Party.UNKNOWN;
    }

    private static @Nullable Evidence lastGood(TlsSeen t, Trust.Service service) {
        if (t.known() == null) {
            return null;
        }
        Identity.Shown good = null;
        for (Identity.Shown s : t.known().shown()) {
            if (service.pins().contains(s.spkiSha256())
                    || service.fingerprints().contains(s.fingerprint())) {
                good = s;
            }
        }
        return good == null ? null : Evidence.before(good.where(), "last seen with its own key, at " + good.address());
    }

    /** RFC 7469, 2.4. */
    private static String pin(String spkiHex) {
        return spkiHex.isEmpty()
                ? "unreadable key"
                : "sha256/" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(spkiHex));
    }
}
