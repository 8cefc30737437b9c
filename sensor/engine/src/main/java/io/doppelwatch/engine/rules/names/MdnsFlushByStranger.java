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

/** Somebody other than the owner makes everybody forget the owner's addresses. */
public final class MdnsFlushByStranger implements Rule<NameContested> {
    public static final RuleInfo INFO = new RuleInfo(
            "mdns-flush-by-stranger",
            1_700_502,
            "A host's mDNS addresses are flushed from the caches by another machine",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.3,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "An mDNS address record with the cache-flush bit comes from another MAC than the name's owner and gives other"
                    + " addresses: every listener forgets the owner's records within a second and knows only the new ones, whether it asked"
                    + " or not. The bit says that the sender is sure to be the only one, which it may only be after probing. Low by"
                    + " itself, medium with one further sign, high with two, the same as for local-name-conflict.",
            "The owner's last claim and the flushing record, each with MAC, addresses and packet; the further signs.",
            List.of(
                    "a host with two cards on one network (RFC 6762, 14), each announcing its own address",
                    "a reflector between segments or a sleep proxy: both repeat the owner's own addresses",
                    "a machine with a new private MAC that probes first; a name that passed on after a goodbye",
                    "cloned machines that were never renamed"),
            List.of(
                    "See whose machine the second MAC is, and by which other names it goes.",
                    "Ask the owner's machine for its name; if it calls itself name-2 now, it was pushed out.",
                    "Restart mDNS on the owner once the stranger is gone, so that it announces itself anew."),
            List.of("RFC 6762, 8.1, 9, 10.2 and 14", "https://attack.mitre.org/techniques/T1557/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NameContested t, Consumer<Finding> findings) {
        if (t.name().kind() != Kind.HOST || !t.flush()) {
            return;
        }
        List<String> signs = Contest.signs(t);
        if (signs.isEmpty() && Contest.isExplained(t)) {
            return;
        }
        Severity severity = Contest.severity(Severity.LOW, signs.size());
        findings.accept(Contest.finding(INFO, t, severity, signs, "is flushed by another machine than its owner"));
    }
}
