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
import io.doppelwatch.engine.registry.Scope;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An entry of one scope takes the place of another's. */
public final class RegistryShadowed implements Rule<NamesMeet> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-shadowed",
            1_701_003,
            "A server of one scope takes the place of another scope's under its name",
            Told.CATEGORY,
            Severity.HIGH,
            0.7,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "One program reads both files, they are of different scopes (user, project, local, managed), both have the name, and"
                    + " the endpoint or program differs. Medium where a project's file, which comes with a repository, replaces the"
                    + " user's own entry, or where it is not documented which wins; low where the user's or the administrator's"
                    + " own entry wins, or only version or arguments differ; high where a trusted service is replaced by a"
                    + " server elsewhere.",
            "Both lines, which of the two counts, and why.",
            List.of(
                    "an override that is meant: a project that needs another version or a test server",
                    "the same server by another way"),
            List.of(
                    "Read the project's file before you trust its repository: git log -p shows who added the entry.",
                    "Give the project's server a name of its own."),
            List.of(
                    "https://github.com/anthropics/claude-code/issues/48857",
                    "https://github.com/github/copilot-cli/issues/3379"));

    private final TrustedServers trusted;

    RegistryShadowed(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NamesMeet m, Consumer<Finding> findings) {
        if (m.alike() != Alike.SAME || m.how() != How.SCOPES || m.first().isSameAs(m.second())) {
            return;
        }
        RegistryEntry winner = m.winner();
        RegistryEntry about = winner == null ? m.second() : winner;
        RegistryEntry other = about == m.first() ? m.second() : m.first();
        boolean foreign = winner == null || winner.layer().scope() == Scope.PROJECT;
        findings.accept(Told.finding(
                INFO,
                Rivals.severity(m, trusted, foreign ? Severity.MEDIUM : Severity.LOW),
                foreign ? 0.7 : 0.5,
                Told.subject(about.name(), trusted),
                sentence(winner, about, other),
                other.shown(),
                about.shown(),
                about,
                List.of(Told.before(other), Told.shows(about))));
    }

    private static String sentence(@Nullable RegistryEntry winner, RegistryEntry about, RegistryEntry other) {
        String both = about.name() + " of " + about.layer() + " (" + about.at() + ") is " + about.shown();
        return winner == null
                ? both + ", and of " + other.layer() + " (" + other.at() + ") " + other.shown() + "; which one "
                        + about.layer().reader() + " uses is not documented"
                : both + " and takes the place of " + other.shown() + " of scope "
                        + other.layer().scope().text() + " (" + other.at() + "): "
                        + about.layer().order();
    }
}
