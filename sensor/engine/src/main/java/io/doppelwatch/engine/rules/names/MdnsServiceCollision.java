// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.names;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.LocalName.Kind;
import io.doppelwatch.engine.tables.NameContested;
import java.util.List;
import java.util.function.Consumer;

/** One service instance leads to two hosts. */
public final class MdnsServiceCollision implements Rule<NameContested> {
    public static final RuleInfo INFO = new RuleInfo(
            "mdns-service-collision",
            1_700_506,
            "A service instance announced by one host is announced by another, at another host",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "An SRV record gives a service instance, such as analytics-hub._mcp._tcp.local, another host than the one that"
                    + " announced it within ten minutes and said no goodbye, and comes from another MAC. This is the collision this"
                    + " sensor was made for: an agent that finds its MCP server by DNS-SD believes the instance name, sends its"
                    + " credentials to whatever host the SRV record names, and takes tools and their answers from it. So"
                    + " for _mcp._tcp it is medium by itself and high with one further sign; for other services low, medium with"
                    + " one sign, high with two: the first announces it still; the second goes by a name that the first does"
                    + " not; it was told that the name is taken; it said goodbye in the first one's name.",
            "Both announcements with MAC, host and port; the further signs.",
            List.of(
                    "a service that moved after a goodbye, or after ten minutes of silence: no finding",
                    "a service restarted on another host of a cluster, which probes and is told nothing: no finding",
                    "a host with two cards: both lead to the same host",
                    "a reflector or sleep proxy: it repeats the same host",
                    "two devices that left the factory with one name and do not probe"),
            List.of(
                    "Find both machines, and ask the service's owner which is the real one.",
                    "Have the clients pin the server's certificate or name; an instance name proves nothing.",
                    "Rotate what clients sent to the second host since its first announcement."),
            List.of("RFC 6763, 4 and 5", "RFC 6762, 8.1 and 9", "https://attack.mitre.org/techniques/T1557/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NameContested t, Consumer<Finding> findings) {
        if (t.name().kind() != Kind.SERVICE) {
            return;
        }
        List<String> signs = Contest.signs(t);
        if (signs.isEmpty() && Contest.isExplained(t)) {
            return;
        }
        boolean mcp = Contest.isMcp(t.name());
        Severity severity = Contest.severity(mcp ? Severity.MEDIUM : Severity.LOW, signs.size());
        String what = mcp ? "is an MCP server at two hosts" : "is a service at two hosts";
        findings.accept(Contest.finding(INFO, t, severity, signs, what));
    }
}
