// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One MAC claims address after address. */
public final class ArpManyAddresses implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-many-addresses",
            1_700_106,
            "One MAC claimed many addresses within a minute",
            "Adversary-in-the-Middle",
            Severity.LOW,
            0.3,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "A MAC claims its fifth new address within a minute. Low; info where it has been heard for half an hour or longer, as a router"
                    + " with proxy ARP or a host of many addresses is. Never more by itself: where the addresses were others', the rules about"
                    + " each of them say so.",
            "The MAC, the addresses it claims, and the claim that made them five.",
            List.of(
                    "proxy ARP (RFC 1027), declared or long standing",
                    "a load balancer, hypervisor or web server with many addresses that starts",
                    "a router or firewall that answers for a NAT pool",
                    "a MAC-translating bridge or wireless repeater with many stations behind it"),
            List.of(
                    "See whose machine it is; if it is meant to hold them, give its addresses to a service in the trust file.",
                    "Look for arp-binding-changed and arp-unsolicited-reply about the same MAC."),
            List.of("RFC 1027", "RFC 826"));

    static final int MANY = 5;
    private static final long MINUTE = 60_000_000_000L;

    private final TrustIndex trust;

    public ArpManyAddresses(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(BindingSeen t, Consumer<Finding> findings) {
        Host host = t.claimant();
        if (t.earlier() != null
                || host.claimedFirstSince(t.nanos() - MINUTE) != MANY
                || trust.macsOf(t.binding().ip()).contains(host.mac())) {
            return;
        }
        boolean old = t.nanos() - host.firstNanos() >= 30 * MINUTE;
        String mac = Mac.text(host.mac());
        String addresses = host.addresses().stream().map(Object::toString).collect(Collectors.joining(", "));
        findings.accept(new Finding(
                INFO,
                old ? Severity.INFO : Severity.LOW,
                old ? 0.1 : 0.3,
                "mac:" + mac,
                mac + Words.on(t.seen().where().path()) + " claimed " + MANY
                        + " new addresses within a minute; it claims " + addresses,
                "one machine, few addresses",
                addresses,
                Party.UNKNOWN,
                List.of(),
                List.of(new Evidence(t.seen().where(), "claims " + t.binding().ip() + " too")),
                "",
                t.seen().where()));
    }
}
