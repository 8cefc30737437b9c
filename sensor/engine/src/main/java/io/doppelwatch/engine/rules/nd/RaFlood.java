// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.RouterLink;
import io.doppelwatch.engine.tables.RouterSeen;
import java.util.List;
import java.util.function.Consumer;

/** More routers, prefixes or advertisements within ten seconds than any link has. */
public final class RaFlood implements Rule<RouterSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "ra-flood",
            1_700_206,
            "A link is flooded with router advertisements",
            "Network Denial of Service",
            Severity.MEDIUM,
            0.8,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "Within ten seconds router advertisements on one VLAN or tunnel come from 32 addresses, or offer 32 prefixes (32 are more"
                    + " than a link ever has; hosts enter each, make an address in each, and some stop). Medium, once for each flood."
                    + " Low where there are 1,000 advertisements that all say the same: a loop does that too.",
            "How many advertisements, senders and prefixes there were, from the first packet of the ten seconds on.",
            List.of(
                    "Mobile IPv6 home agents, which may advertise 33 times a second (RFC 6275, 7.5), but as one router with its prefixes",
                    "a loop between switches, which repeats what is there",
                    "copies of a mirror port"),
            List.of(
                    "Find the switch port the frames come from; their source MACs are often made up, so go by port counters.",
                    "Turn on RA Guard on every access port (RFC 6105).",
                    "On hosts that suffer: sysctl net.ipv6.conf.all.accept_ra=0 until it is over."),
            List.of("RFC 4861, 6.2.1", "RFC 6104", "RFC 6275, 7.5", "https://attack.mitre.org/techniques/T1557/"));

    /** Senders or prefixes within {@link RouterLink#WINDOW_NANOS}. */
    static final int DISTINCT = 32;

    /** Three times what a home agent may send, so that a mirror port's copies are no flood. */
    private static final int MANY = 1000;

    /** Whom such advertisements are sent to (RFC 4291, 2.7.1), where no one router is what it is about. */
    private static final Ip ALL_NODES = new Ip(0xff02L << 48, 1);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(RouterSeen t, Consumer<Finding> findings) {
        RouterLink link = t.link();
        boolean many = link.advertisements() == MANY;
        // Where the count is reached, not with every packet beyond it.
        boolean distinct = link.senders() == DISTINCT || link.prefixes() == DISTINCT;
        if (!distinct && !many) {
            return;
        }
        Severity severity = distinct ? Severity.MEDIUM : Severity.LOW;
        // One sender is named; of many nobody knows which are made up.
        boolean one = link.senders() == 1;
        Party who = one && distinct ? RouterWords.party(t) : Party.UNKNOWN;
        findings.accept(new Finding(
                INFO,
                severity,
                Signs.confidence(severity) + 0.15,
                Words.ip(one ? t.router().ip() : ALL_NODES),
                link.advertisements() + " router advertisements"
                        + Words.on(t.where().path()) + " of "
                        + link.senders() + (link.senders() == 1 ? " sender" : " senders") + " with " + link.prefixes()
                        + " prefixes within "
                        + Words.span(t.nanos() - link.windowStart().timeNanos()),
                "",
                link.senders() + " senders, " + link.prefixes() + " prefixes",
                who,
                List.<Ip>of(),
                List.of(
                        new Evidence(link.windowStart(), "the first of these advertisements"),
                        RouterWords.advertised(t)),
                "",
                t.where()));
    }
}
