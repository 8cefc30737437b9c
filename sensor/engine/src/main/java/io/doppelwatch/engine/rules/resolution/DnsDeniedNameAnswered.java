// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.resolution;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.ResolutionChange;
import io.doppelwatch.engine.tables.ResolutionChange.Kind;
import java.util.List;
import java.util.function.Consumer;

/** A trusted name that did not exist by a server's word is answered by it now. */
public final class DnsDeniedNameAnswered implements Rule<ResolutionChange> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-denied-name-answered",
            1_700_424,
            "A trusted name that did not exist is answered now",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.45,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A server that has only denied a trusted name gives it addresses or an alias now. Medium where its NXDOMAIN was still good"
                    + " by the zone's negative TTL, so that a cache had no reason to ask again; low otherwise. Nothing where"
                    + " the trust file has the name's addresses: what is outside of them is name-wrong-address's to tell.",
            "The NXDOMAIN and the answer, with their packets, and how long the NXDOMAIN was good for.",
            List.of(
                    "the record was made meanwhile (low, once the negative TTL is up)",
                    "another resolver, which knows the zone (each server's answers are compared with its own)",
                    "a resolver that was flushed or restarted, or a VPN that came up behind it"),
            List.of(
                    "Ask an authoritative server of the zone for the name.",
                    "Add the service's addresses to the trust file."),
            List.of("RFC 2308, 5", "RFC 8020"));

    private final Counters counters;

    DnsDeniedNameAnswered(Counters counters) {
        this.counters = counters;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ResolutionChange t, Consumer<Finding> findings) {
        if (t.kind() != Kind.APPEARED
                || !Changed.isTrusted(t)
                || Changed.isToldElsewhere(t)
                || Changed.isAllowed(t, counters)) {
            return;
        }
        findings.accept(Changed.finding(
                INFO,
                t,
                t.early() ? Severity.MEDIUM : Severity.LOW,
                t.early() ? 0.45 : 0.2,
                t.answer().where().sourceIp() + " answers for " + t.name() + ", which it said does not exist"
                        + (t.early() ? ", and that was still good by its negative TTL" : ""),
                "NXDOMAIN"));
    }
}
