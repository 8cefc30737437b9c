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

/** A server is called by its address. */
public final class RegistryBareAddress implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-bare-address",
            1_701_009,
            "A server is registered by address, not by name",
            Told.CATEGORY,
            Severity.LOW,
            0.8,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            Told.SAFE,
            "An endpoint's host is an IPv4 or IPv6 address, also where it is written as one number (http://3232235777). Hardly any"
                    + " certificate is made out to an address, so nothing binds the server to its name, and who takes the address"
                    + " takes the server. Not told for loopback, nor for addresses the trust file gives to a service.",
            "The entry's line and the address.",
            List.of(
                    "a laboratory",
                    "an appliance without a name",
                    "a certificate that does name the address (RFC 5280, 4.2.1.6)"),
            List.of(
                    "Give the server a name and a certificate for it.",
                    "Write its address into the trust file where it must stay."),
            List.of("RFC 9525, 2", "RFC 5280, 4.2.1.6"));

    private final TrustedServers trusted;

    RegistryBareAddress(TrustedServers trusted) {
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
            if (p.hasAddress() && !p.isLoopback() && trusted.at(p) == null) {
                boolean odd =
                        !p.host().equals(p.address().toString()) && p.host().indexOf(':') < 0;
                findings.accept(Told.finding(
                        INFO,
                        Severity.LOW,
                        0.8,
                        Told.subject(e, trusted),
                        e.name() + " (" + e.at() + ") is called by address: " + p
                                + (odd ? ", which is " + p.address() : ""),
                        "a name",
                        p.address().toString(),
                        e,
                        List.of(Told.shows(e))));
                return;
            }
        }
    }
}
