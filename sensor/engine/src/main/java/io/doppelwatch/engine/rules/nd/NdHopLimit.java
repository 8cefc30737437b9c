// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.decode.nd.NdMessage;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import java.util.List;
import java.util.function.Consumer;

/** A Neighbour Discovery message whose hop limit says that no implementation on this link sent it. */
public final class NdHopLimit implements Rule<NdSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "nd-hop-limit",
            1_700_208,
            "A Neighbour Discovery message was forged, or comes from beyond the link",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.7,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A Neighbour Discovery message with a hop limit other than 255. Every implementation sends 255 and every receiver drops"
                    + " anything less, for a router would have taken one off: it is what keeps the outside out (RFC 4861, 11.2). So the"
                    + " message was made by a tool, or was sent from afar. Medium for what would change a host's mind (router"
                    + " advertisement, redirect, neighbour advertisement), low for solicitations. No host believes it; that somebody"
                    + " tries is the finding.",
            "The message with its hop limit and the MAC that sent it.",
            List.of(
                    "a mirror or tunnel that takes off a hop on the way to the sensor: then every message shows it",
                    "a broken implementation under development"),
            List.of(
                    "Find the switch port of the sender's MAC; if that is a router's, look for the sender beyond it.",
                    "See whether the same MAC sends messages with 255, too: those are believed."),
            List.of("RFC 4861, 6.1.2, 7.1.2, 8.1 and 11.2", "https://attack.mitre.org/techniques/T1557/"));

    private static final int HOP_LIMIT = 255;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NdSeen seen, Consumer<Finding> findings) {
        Where where = seen.where();
        boolean solicits =
                seen.type() == NdMessage.ROUTER_SOLICITATION || seen.type() == NdMessage.NEIGHBOUR_SOLICITATION;
        String what = switch (seen.type()) {
            case NdMessage.ROUTER_SOLICITATION -> "router solicitation";
            case NdMessage.ROUTER_ADVERTISEMENT -> "router advertisement";
            case NdMessage.NEIGHBOUR_SOLICITATION -> "neighbour solicitation";
            case NdMessage.NEIGHBOUR_ADVERTISEMENT -> "neighbour advertisement";
            default -> "redirect";
        };
        String who = where.sourceMac() == Mac.NONE ? "" : " from " + Mac.text(where.sourceMac());
        findings.accept(new Finding(
                INFO,
                solicits ? Severity.LOW : Severity.MEDIUM,
                solicits ? 0.4 : 0.7,
                Words.ip(where.sourceIp()),
                what + " of " + where.sourceIp() + who + Words.on(where.path()) + " has hop limit " + where.ttl()
                        + ": forged, or from beyond the link",
                "hop limit " + HOP_LIMIT,
                "hop limit " + where.ttl(),
                solicits ? Party.UNKNOWN : new Party(where.sourceMac(), where.sourceIp()),
                List.of(),
                List.of(new Evidence(where, what + " with hop limit " + where.ttl() + " to " + where.destinationIp())),
                "",
                where));
    }
}
