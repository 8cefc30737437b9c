// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.lookalike.Likeness;
import io.doppelwatch.engine.registry.Endpoint;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.function.Consumer;

/** An entry calls a host that looks like a trusted one. */
public final class RegistryLookalikeHost implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-lookalike-host",
            1_701_007,
            "A server is registered at a host that looks like a trusted one",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.6,
            Incident.Phase.PREPARATION,
            List.of("T1036.005", "T1583.001"),
            Told.SAFE,
            "The endpoint's host lies outside of every trusted service's own domain and looks like one of their names: the same to"
                    + " the eye (UTS 39, and xn-- names as a reader sees them), the same but for hyphens and dots, one letter more, less,"
                    + " other or swapped, or the trusted name before another domain. Low where it is the same under another suffix.",
            "The entry's line, its host, the trusted name.",
            List.of(
                    "a name of your own under another suffix: list it under aliases",
                    "another firm with a name one letter away"),
            List.of(
                    "Look up who registered the name and since when.",
                    "Correct the entry; block the name at the resolver."),
            List.of("UTS 39, 4", "https://attack.mitre.org/techniques/T1583/001/"));

    private final TrustedServers trusted;

    RegistryLookalikeHost(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        for (Endpoint p : e.endpoints()) {
            Likeness likeness = trusted.likeness(p);
            if (likeness != null) {
                boolean weak = likeness.kind() == Likeness.Kind.OTHER_SUFFIX;
                String shown = likeness.shown().equals(p.host()) ? "" : " (shown as " + likeness.shown() + ")";
                findings.accept(Told.finding(
                        INFO,
                        weak ? Severity.LOW : Severity.MEDIUM,
                        weak ? 0.3 : 0.6,
                        "name:" + p.host(),
                        e.name() + " (" + e.at() + ") is at " + p.host() + shown + ", which "
                                + likeness.kind().words() + ": the trusted name is " + likeness.trusted(),
                        likeness.trusted(),
                        p.host(),
                        e,
                        List.of(Told.shows(e))));
                return;
            }
        }
    }
}
