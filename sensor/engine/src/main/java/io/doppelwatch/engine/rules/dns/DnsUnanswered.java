// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Resolver;
import io.doppelwatch.engine.tables.ResolverSilent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A DNS server that answered before has fallen silent. */
public final class DnsUnanswered implements Rule<ResolverSilent> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-unanswered",
            1_700_012,
            "A DNS server that answered before no longer does",
            "Adversary-in-the-Middle",
            Severity.LOW,
            0.3,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "Eight questions in a row to a server that answered at least eight before got no answer for thirty seconds each. Who"
                    + " silences a resolver may mean to answer in its place; who drops the questions does the same.",
            "The last answer, the first question in vain and the last one.",
            List.of(
                    "an outage, a firewall change, a resolver that limits a client's rate",
                    "a mirror that stopped showing one direction"),
            List.of("Ask the server from another network segment.", "See who else answers these clients since."),
            List.of("RFC 1035, 7.2"));

    private static final int IN_A_ROW = 8;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ResolverSilent t, Consumer<Finding> findings) {
        Resolver r = t.resolver();
        if (r.silent() != IN_A_ROW || r.answers() < IN_A_ROW) {
            return;
        }
        List<Evidence> evidence = new ArrayList<>();
        if (r.lastAnswer() != null) {
            evidence.add(Evidence.before(r.lastAnswer(), "its last answer"));
        }
        if (r.firstSilent() != null) {
            evidence.add(new Evidence(r.firstSilent(), "first question without an answer"));
        }
        evidence.add(new Evidence(t.transaction().query(), "question number " + r.silent() + " without an answer"));
        findings.accept(new Finding(
                INFO,
                Severity.LOW,
                0.3,
                Words.ip(r.ip()),
                "DNS server " + r.ip() + " no longer answers: " + r.silent() + " questions in a row in vain",
                "an answer within 30 s",
                "none",
                Party.UNKNOWN,
                List.of(),
                evidence,
                "",
                t.transaction().query()));
    }
}
