// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.NamesMeet;
import io.doppelwatch.engine.registry.NamesMeet.Alike;
import io.doppelwatch.engine.registry.NamesMeet.How;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.function.Consumer;

/** One table of one file names a server twice. */
public final class RegistryDuplicateKey implements Rule<NamesMeet> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-duplicate-key",
            1_701_001,
            "A file names a server twice under one key",
            Told.CATEGORY,
            Severity.HIGH,
            0.8,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "One JSON or YAML table holds the same key twice. What a reader makes of that is its own choice (RFC 8259, 4): nearly every"
                    + " parser takes the last and says nothing, so that the entry people look at first is not the one that runs."
                    + " Medium where the two differ in endpoint or program, low where only version or arguments differ, info where"
                    + " they are the same, high where one of them is a trusted service and the other is elsewhere. TOML forbids"
                    + " it; there it is a mistake of the file.",
            "Both lines, what each starts or calls, and which of them counts.",
            List.of(
                    "an edit by hand, or two tools that write one file: delete the one that is not meant",
                    "a merge of two branches"),
            List.of(
                    "Delete one of the two lines; the last is the one that runs.",
                    "See in the file's history who added it."),
            List.of("RFC 8259, 4", "https://github.com/anthropics/claude-code/issues/78042"));

    private final TrustedServers trusted;

    RegistryDuplicateKey(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NamesMeet m, Consumer<Finding> findings) {
        if (m.how() != How.TABLE || m.alike() != Alike.SAME) {
            return;
        }
        RegistryEntry first = m.first();
        RegistryEntry second = m.second();
        boolean same = first.isSameAs(second);
        Severity severity = same ? Severity.INFO : Rivals.severity(m, trusted, Severity.MEDIUM);
        findings.accept(Told.finding(
                INFO,
                severity,
                same ? 0.9 : 0.8,
                Told.subject(second.name(), trusted),
                same
                        ? second.name() + " stands twice in " + second.file() + ", lines " + first.line() + " and "
                                + second.line() + ", with the same server"
                        : second.name() + " stands twice in " + second.file() + ": line " + first.line() + " has "
                                + first.shown() + ", and line " + second.line() + ", which counts with most readers, "
                                + second.shown(),
                first.shown(),
                second.shown(),
                second,
                List.of(Told.before(first), Told.shows(second))));
    }
}
