// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.tls;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
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
import java.util.List;
import java.util.function.Consumer;

/** A client asks for a trusted name at an address that is not the service's. */
public final class TrustedNameWrongServer implements Rule<TlsSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "trusted-name-wrong-server",
            1_700_032,
            "A client connects to a trusted name at an address that is not its own",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.9,
            Incident.Phase.CONNECTION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "The server name of a TLS ClientHello is one the trust file gives addresses to, and the server is at none of them."
                    + " High where a server answered there, medium where only the client was seen to try.",
            "The hello's packet, the server's address, the addresses of the trust file, and the last time the name was seen at one"
                    + " of them.",
            List.of(
                    "the service moved and the trust file was not told: declare a change window, add the address",
                    "a forward or transparent proxy that clients are meant to use: add its address",
                    "split DNS: the name has other addresses on another network"),
            List.of(
                    "See what told the client this address: DNS, a hosts file, a registry entry.",
                    "Compare the certificate shown there with the service's."),
            List.of("RFC 6066, 3", "https://attack.mitre.org/techniques/T1557/"));

    private final Windows windows;

    public TrustedNameWrongServer(Windows windows) {
        this.windows = windows;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(TlsSeen t, Consumer<Finding> findings) {
        Trust.Service service = t.service();
        if (service == null || t.name().isEmpty() || TrustIndex.mayBeAt(service, t.server())) {
            return;
        }
        if (windows.allow(service, "address", "a server at " + t.server(), t.where())) {
            return;
        }
        List<Evidence> evidence = new ArrayList<>();
        if (t.known() != null) {
            Identity.Shown good = null;
            for (Identity.Shown s : t.known().shown()) {
                good = TrustIndex.mayBeAt(service, s.address()) ? s : good;
            }
            if (good != null) {
                evidence.add(Evidence.before(good.where(), "last seen at its own address " + good.address()));
            }
        }
        if (t.session().clientHello() != null) {
            evidence.add(new Evidence(
                    t.session().clientHello().where(), t.client() + " asks " + t.server() + " for " + t.name()));
        }
        if (t.session().serverHello() != null) {
            evidence.add(new Evidence(t.session().serverHello().where(), t.server() + " answers"));
        }
        long mac = t.onLink() && t.carrier() != null ? t.carrier().mac() : Mac.NONE;
        findings.accept(new Finding(
                INFO,
                t.answered() ? Severity.HIGH : Severity.MEDIUM,
                t.answered() ? 0.93 : 0.7,
                "name:" + service.name(),
                t.client() + " connects to " + t.name() + " at " + t.server() + " port " + t.port()
                        + ", which is not an address of it"
                        + Inside.window(service, t.where().timeNanos()),
                Words.addresses(service),
                t.server().toString(),
                new Party(mac, t.server()),
                Words.victims(t.client()),
                evidence,
                "",
                t.where()));
    }
}
