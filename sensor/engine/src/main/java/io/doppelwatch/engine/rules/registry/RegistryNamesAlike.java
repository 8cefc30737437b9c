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

/** Two names that a reader takes for one stand for different servers. */
public final class RegistryNamesAlike implements Rule<NamesMeet> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-names-alike",
            1_701_005,
            "Two server names that look alike stand for different servers",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.6,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "Two names are equal after Unicode's compatibility composition and case folding (NFKC), or look the same (letters of"
                    + " other scripts by UTS 39, digits for letters, rn for m), and their endpoints or programs differ. Medium where one"
                    + " program shows both; low where none does, and for names that differ by hyphens, dots and underscores or by"
                    + " one letter. Numbers that differ are a family, not a likeness.",
            "Both lines, both names as written, and what each starts or calls.",
            List.of(
                    "a test and a live server of one family",
                    "two people who write one name differently: My-Hub and my-hub",
                    "words that differ by a letter by chance: notes and votes"),
            List.of(
                    "Compare the names letter by letter: other scripts are shown as \\u{...} here.",
                    "Take out the one nobody knows."),
            List.of("UAX 15", "UTS 39, 4", "https://attack.mitre.org/techniques/T1036/005/"));

    private final TrustedServers trusted;

    RegistryNamesAlike(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NamesMeet m, Consumer<Finding> findings) {
        if (m.alike() == Alike.SAME || m.first().isVariantOf(m.second())) {
            return;
        }
        RegistryEntry first = m.first();
        RegistryEntry second = m.second();
        boolean near = m.alike() == Alike.FOLDED || m.alike() == Alike.LOOKS;
        boolean grave = near && m.how() != How.APART;
        findings.accept(Told.finding(
                INFO,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.6 : 0.3,
                Told.subject(second, trusted),
                second.name() + " (" + second.at() + ") " + m.alike().words()
                        + (m.alike() == Alike.LOOKS ? " as " : " from ") + first.name() + " (" + first.at()
                        + ") but is " + second.shown() + ", not " + first.shown(),
                first.name(),
                second.name(),
                second,
                List.of(Told.before(first), Told.shows(second))));
    }
}
