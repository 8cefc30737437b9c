// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.ResolverMoved;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A server's answers come by way of a MAC that has just told the client, unasked, that it is somebody else. */
public final class DnsAnswerPathChanged implements Rule<ResolverMoved> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-answer-path-changed",
            1_700_014,
            "DNS answers take a new way, through a machine that had announced itself unasked",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.9,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "A server's answer to a client comes from another MAC than that server's answers before, and within the last ten minutes"
                    + " that MAC sent the same client an ARP reply nobody asked for: the reply was believed, and the client's traffic"
                    + " now passes through that machine. A new way alone is nothing.",
            "The ARP reply, the server's last answer by the old way, the first answer by the new one.",
            List.of(
                    "a fail-over of routers that refresh their neighbours by unicast: name the group under network.redundancy"),
            List.of(
                    "Compare the client's ARP entry for its gateway with the gateway's true MAC.",
                    "Find the switch port of the new MAC."),
            List.of("RFC 826", "https://attack.mitre.org/techniques/T1557/002/"));

    private static final long TEN_MINUTES = 600_000_000_000L;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ResolverMoved t, Consumer<Finding> findings) {
        Host.Unasked claim =
                t.carrier().unaskedTo(t.transaction().client(), t.where().timeNanos() - TEN_MINUTES);
        if (claim == null) {
            return;
        }
        List<Evidence> evidence = new ArrayList<>();
        if (t.resolver().lastAnswer() != null) {
            evidence.add(Evidence.before(
                    t.resolver().lastAnswer(),
                    "last answer of " + t.resolver().ip() + " by way of "
                            + Mac.text(t.resolver().mac())));
        }
        evidence.add(new Evidence(
                claim.where(),
                "unasked reply to " + claim.told() + ": " + claim.claimed() + " is at "
                        + Mac.text(t.carrier().mac())));
        evidence.add(new Evidence(
                t.where(),
                "answer of " + t.resolver().ip() + " by way of "
                        + Mac.text(t.carrier().mac())));
        findings.accept(new Finding(
                INFO,
                Severity.HIGH,
                0.93,
                Words.ip(claim.claimed()),
                "answers of " + t.resolver().ip() + " to " + t.transaction().client() + " come by way of "
                        + Mac.text(t.carrier().mac()) + " since it claimed " + claim.claimed() + " unasked",
                Mac.text(t.resolver().mac()),
                Mac.text(t.carrier().mac()),
                Words.party(t.carrier()),
                List.of(t.transaction().client()),
                evidence,
                "",
                t.where()));
    }
}
