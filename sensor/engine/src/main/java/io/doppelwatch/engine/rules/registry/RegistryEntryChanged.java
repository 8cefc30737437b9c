// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.Windows;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.function.Consumer;

/** While it is watched, a file gives a server another endpoint, or a new server. */
public final class RegistryEntryChanged implements Rule<EntryChanged> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-entry-changed",
            1_701_015,
            "A registered server was changed while its file was watched",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.6,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "doppelwatch watch reads the files named under registries in the trust file again when they change. An entry now calls"
                    + " another endpoint or starts another program: medium. Only version or arguments differ: low. It is new: info."
                    + " Not told in a declared change window that allows address.",
            "The line as it is now, and what stood there before.",
            List.of("a change somebody was asked to make: declare a change window", "an update that writes the file"),
            List.of("Ask who changed the file.", "Compare the new endpoint with the trust file."),
            List.of("SAFE-T1004", "SAFE-M-12"));

    private final TrustedServers trusted;
    private final Windows windows;

    RegistryEntryChanged(TrustedServers trusted, Windows windows) {
        this.trusted = trusted;
        this.windows = windows;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntryChanged t, Consumer<Finding> findings) {
        RegistryEntry before = t.before();
        RegistryEntry after = t.after();
        Trust.Service service = trusted.claimed(after.name());
        if (service != null
                && windows.allow(
                        service,
                        "address",
                        after.name() + " is now " + after.shown() + " in " + after.at(),
                        Told.where(after))) {
            return;
        }
        if (before == null) {
            findings.accept(Told.finding(
                    INFO,
                    Severity.INFO,
                    0.9,
                    Told.subject(after.name(), trusted),
                    after.name() + " is new in " + after.at() + " (" + after.layer() + "): " + after.shown(),
                    "",
                    after.shown(),
                    after,
                    List.of(Told.shows(after))));
            return;
        }
        boolean variant = before.isVariantOf(after);
        findings.accept(Told.finding(
                INFO,
                variant ? Severity.LOW : Severity.MEDIUM,
                variant ? 0.5 : 0.6,
                Told.subject(after.name(), trusted),
                after.name() + " in " + after.at() + " (" + after.layer() + ") was " + before.shown() + " and is now "
                        + after.shown(),
                before.shown(),
                after.shown(),
                after,
                List.of(Told.before(before), Told.shows(after))));
    }
}
