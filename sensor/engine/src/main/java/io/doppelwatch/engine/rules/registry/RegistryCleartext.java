// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.Endpoint;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.function.Consumer;

/** A server is called without TLS. */
public final class RegistryCleartext implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-cleartext",
            1_701_008,
            "A server is registered with an endpoint without TLS",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.9,
            Incident.Phase.PREPARATION,
            List.of("T1557", "T1040"),
            Told.SAFE,
            "An endpoint is http:// or ws:// and leaves the machine: whoever sits between can read the tokens, change the tools and"
                    + " their answers, and nobody notices. Medium for a service of the trust file, low for others. Loopback addresses"
                    + " and names (127.0.0.0/8, ::1, localhost, host.docker.internal) stay on the machine and are not told.",
            "The entry's line and the endpoint.",
            List.of("a laboratory or a server in the making", "a link that is encrypted below (VPN, service mesh)"),
            List.of("Offer the server by https, and correct the entry.", "Rotate tokens that were sent in the clear."),
            List.of(
                    "RFC 9110, 17",
                    "https://modelcontextprotocol.io/specification/2025-06-18/basic/security_best_practices"));

    private final TrustedServers trusted;

    RegistryCleartext(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        for (Endpoint p : e.endpoints()) {
            if (p.isClear() && !p.isLoopback()) {
                boolean known = trusted.at(p) != null || trusted.claimed(e.name()) != null;
                findings.accept(Told.finding(
                        INFO,
                        known ? Severity.MEDIUM : Severity.LOW,
                        0.9,
                        Told.subject(e, trusted),
                        e.name() + " (" + e.at() + ") is called without TLS: " + p,
                        p.scheme().equals("ws") ? "wss" : "https",
                        p.toString(),
                        e,
                        List.of(Told.shows(e))));
                return;
            }
        }
    }
}
