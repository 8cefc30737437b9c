// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.registry.TrustedServers.Resembling;
import io.doppelwatch.engine.registry.TrustedServers.Standing;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.function.Consumer;

/** A name that could be taken for a trusted server's stands for another server. */
public final class RegistryLookalikeName implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-lookalike-name",
            1_701_006,
            "A server name looks like a trusted one and stands for another server",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.6,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "The name is not an MCP server name of the trust file but looks like one, and its endpoint is not that service's. Medium"
                    + " where it is equal after NFKC and case folding, looks the same, or differs by one letter; low where it adds"
                    + " a word (-official, -tools, -pro, mcp-), differs by hyphens, or is the same in another namespace of a registry.",
            "The entry's line, both names, and its endpoint.",
            List.of(
                    "a server of the same family: analytics-hub-tools beside analytics-hub",
                    "another publisher's server of the same plain name in a public registry"),
            List.of(
                    "Ask the trusted server's owner whether it is theirs; add it to the trust file where it is.",
                    "Take it out where it is not."),
            List.of("UTS 39, 4", "https://attack.mitre.org/techniques/T1036/005/"));

    private final TrustedServers trusted;

    RegistryLookalikeName(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        Resembling r = trusted.claimed(e.name()) == null ? trusted.resembling(e.name()) : null;
        if (r == null) {
            return;
        }
        Standing standing = trusted.standing(r.service(), e);
        if (standing == Standing.OWN || standing == Standing.UNKNOWN || isAnothers(e)) {
            return;
        }
        findings.accept(Told.finding(
                INFO,
                r.strong() ? Severity.MEDIUM : Severity.LOW,
                r.strong() ? 0.6 : 0.3,
                Told.subject(e, trusted),
                e.name() + " (" + e.at() + ") " + r.words() + "; the trusted server is " + r.trusted()
                        + ", and this one is " + e.shown(),
                r.trusted(),
                e.name(),
                e,
                List.of(Told.shows(e))));
    }

    /** A service the trust file knows too. */
    private boolean isAnothers(RegistryEntry e) {
        return !e.endpoints().isEmpty() && e.endpoints().stream().allMatch(p -> trusted.at(p) != null);
    }
}
