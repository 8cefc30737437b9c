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

/** A trusted name that a server resolved before does not exist by its word now. */
public final class DnsNameDenied implements Rule<ResolutionChange> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-name-denied",
            1_700_423,
            "A trusted name that was there does not exist any more, a server says",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.45,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A server that has answered a trusted name says NXDOMAIN to the same question. Who is denied a name asks elsewhere: by"
                    + " LLMNR, by mDNS, with the next search suffix, and there somebody else may answer. Medium where that server's last"
                    + " of three answers or more was still good by its TTL, so that a cache had no reason to ask again; low otherwise.",
            "The last answer with its packet, and the NXDOMAIN; whether the answer was still good.",
            List.of(
                    "the record was removed, or the zone broke: then every resolver says so once the TTL is up",
                    "another resolver, which does not know the zone (each server's answers are compared with its own)",
                    "servers that answer NXDOMAIN for AAAA although there is an A record (only the same type is compared)",
                    "a resolver that was flushed or restarted meanwhile"),
            List.of(
                    "Ask an authoritative server of the zone for the name.",
                    "Look at who answers for the name by mDNS, LLMNR or NetBIOS in the next seconds."),
            List.of("RFC 2308, 5", "RFC 8020", "https://attack.mitre.org/techniques/T1557/001/"));

    private final Counters counters;

    DnsNameDenied(Counters counters) {
        this.counters = counters;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ResolutionChange t, Consumer<Finding> findings) {
        if (t.kind() != Kind.DENIED || !Changed.isTrusted(t) || Changed.isAllowed(t, counters)) {
            return;
        }
        boolean grave = t.early() && t.answersBefore() >= Changed.SETTLED;
        findings.accept(Changed.finding(
                INFO,
                t,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.45 : 0.2,
                t.answer().where().sourceIp() + " tells " + t.answer().where().destinationIp() + " that " + t.name()
                        + " does not exist, after " + t.answersBefore()
                        + (t.answersBefore() == 1 ? " answer" : " answers") + " of its own"
                        + (t.early() ? ", the last of which was still good by its TTL" : ""),
                "an answer"));
    }
}
