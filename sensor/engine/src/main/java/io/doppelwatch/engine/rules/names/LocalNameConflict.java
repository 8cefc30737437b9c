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

/** Two machines answer for one host name. */
public final class LocalNameConflict implements Rule<NameContested> {
    public static final RuleInfo INFO = new RuleInfo(
            "local-name-conflict",
            1_700_501,
            "One name of the local link is claimed by two machines",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.3,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.001"),
            List.of("SAFE-T1004"),
            "A host name in mDNS, LLMNR or NBNS is claimed by a second MAC with other addresses than the first one gives, which"
                    + " claimed it within ten minutes and said no goodbye. In these protocols whoever answers is believed, so the"
                    + " name leads to whoever answers first. Low by itself, for a host with two cards on one network looks the"
                    + " same; medium with one further sign, high with two: the second goes by another name that the first does"
                    + " not go by; the first gave way and calls itself name-2; the second had probed and was told that the name"
                    + " is taken; it said goodbye in the first one's name; it gives its address for three unrelated names. Where the record"
                    + " also flushes the owner's from everybody's cache, mdns-flush-by-stranger tells it.",
            "The last claim of the owner and the other claim, each with MAC, addresses and packet; the further signs.",
            List.of(
                    "a host with two cards, or with cable and Wi-Fi, on one network",
                    "a reflector or a sleep proxy: it repeats the owner's own addresses, which is no conflict",
                    "an address changed by DHCP: same MAC, or the owner said goodbye or was silent for ten minutes",
                    "a machine with a new private MAC: it probes, and nobody answers",
                    "cloned machines that were never renamed"),
            List.of(
                    "See whose machine the second MAC is, and by which other names it goes.",
                    "Look where those who asked for the name connected to next.",
                    "Switch LLMNR and NBNS off where DNS does; give what matters a name in DNS, and TLS."),
            List.of(
                    "RFC 6762, 9 and 10.2",
                    "RFC 4795, 4",
                    "RFC 1001, 15.1",
                    "https://attack.mitre.org/techniques/T1557/001/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NameContested t, Consumer<Finding> findings) {
        if (t.name().kind() != Kind.HOST || t.flush()) {
            return;
        }
        List<String> signs = Contest.signs(t);
        if (signs.isEmpty() && Contest.isExplained(t)) {
            return;
        }
        Severity severity = Contest.severity(Severity.LOW, signs.size());
        findings.accept(Contest.finding(INFO, t, severity, signs, "is claimed by two machines"));
    }
}
