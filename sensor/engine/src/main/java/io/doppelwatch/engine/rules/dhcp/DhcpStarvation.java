// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.DhcpCrowd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** More new DHCP clients in seconds than people bring: a server's addresses are being used up. */
public final class DhcpStarvation implements Rule<DhcpCrowd> {
    public static final RuleInfo INFO = new RuleInfo(
            "dhcp-starvation",
            1_700_304,
            "A DHCP server's addresses are being used up by clients that do not exist",
            "Denial of Service",
            Severity.MEDIUM,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.003"),
            List.of("SAFE-T1004"),
            "Fifty clients or more that were never seen ask for an address within ten seconds on one VLAN or tunnel. Medium where"
                    + " two signs meet: one card speaks in the name of most of them, no relay between (dhcpig, dhcpstarv, yersinia with one source);"
                    + " hardly any of them is given an address, and they do not ask again, as real ones do after four seconds; their hardware addresses are made up: some are"
                    + " group addresses, which no card has, or no two share a vendor, or all are locally administered.",
            "The first and the latest of them, how many there were, how many were served, asked again, and spoke through another's card.",
            List.of(
                    "a morning rush, a class room, a power cut: clients that complete, and cards of a few vendors",
                    "a server that is down: its clients ask again and again",
                    "a relay agent, or a capture behind one: relayed messages carry the relay's MAC by right",
                    "telephones and tablets with random MACs, which complete",
                    "a load test (perfdhcp)"),
            List.of(
                    "Find the switch port the first packet came in by, and limit the MACs that may live there.",
                    "See how many addresses the server has left.",
                    "Watch for a second DHCP server in the next minutes: starving the first is how its answers are made to be missed."),
            List.of("RFC 2131, 7", "RFC 7819, 4", "https://attack.mitre.org/techniques/T1557/003/"));

    private static final int LEAST = 50;
    private static final int STEP = 25;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(DhcpCrowd c, Consumer<Finding> findings) {
        int n = c.clients();
        if (n < LEAST || n % STEP != 0 || c.first() == null || c.latest() == null) {
            return;
        }
        List<String> signs = new ArrayList<>();
        boolean oneCard = c.spoken() * 5 >= n * 4;
        if (oneCard) {
            signs.add(Mac.text(c.speaker()) + " speaks for " + c.spoken() + " of them");
        }
        if (c.leased() * 10 < n && c.again() * 3 < n) {
            signs.add(c.leased() + " of them were given an address and " + c.again() + " asked again");
        }
        if (isMadeUp(c, n)) {
            signs.add("their hardware addresses are made up");
        }
        if (signs.size() >= 2) {
            findings.accept(finding(c, c.first(), c.latest(), signs, oneCard));
        }
    }

    /** Chance makes half of them groups', and a vendor's number is met twice once in sixteen million. */
    private static boolean isMadeUp(DhcpCrowd c, int n) {
        boolean noTwoAlike = c.global() >= 10 && c.vendors() * 20 >= Math.min(256, c.global()) * 19;
        return c.impossible() * 20 >= n || noTwoAlike || c.local() == n;
    }

    private static Finding finding(DhcpCrowd c, Where first, Where latest, List<String> signs, boolean oneCard) {
        String span = Words.span(Math.max(1, latest.timeNanos() - first.timeNanos()));
        return new Finding(
                INFO,
                Severity.MEDIUM,
                signs.size() > 2 ? 0.8 : 0.6,
                "dhcp:clients",
                c.clients() + " new DHCP clients within " + span + Words.on(c.path()) + ": " + Words.list(signs),
                "clients that come one by one, complete, and speak for themselves",
                c.clients() + " new clients, " + c.leased() + " served, " + c.foreign()
                        + " in whose name another card speaks",
                oneCard ? new Party(c.speaker(), Ip.NONE) : Party.UNKNOWN,
                List.of(),
                List.of(
                        new Evidence(first, "the first new client"),
                        new Evidence(latest, "the new client numbered " + c.clients())),
                "",
                latest);
    }
}
