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

/** One name stands for two servers. */
public final class RegistryTwoEndpoints implements Rule<NamesMeet> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-two-endpoints",
            1_701_002,
            "One server name has two endpoints or programs",
            Told.CATEGORY,
            Severity.HIGH,
            0.6,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "Two entries of one name call different endpoints or start different programs. Medium where one program reads both"
                    + " with the same standing, so that it is open which it uses; low where no program sees both (other hosts, other"
                    + " projects, other users) or only version or arguments differ; high where one is a trusted service and the"
                    + " other is elsewhere. A bridge (mcp-remote, mcp-proxy) counts as the server it calls. Records of a registry"
                    + " meet where they have no endpoint and no package in common.",
            "Both lines and what each starts or calls.",
            List.of(
                    "one server by two ways: a local program in one host, its hosted twin in the other",
                    "a short name such as db that every project uses for its own",
                    "a server that moved, and one file that was not told"),
            List.of(
                    "Ask which of the two is meant, and give the other one another name.",
                    "Write the right one into the trust file."),
            List.of(
                    "https://github.com/microsoft/vscode/issues/257420",
                    "https://github.com/github/copilot-cli/issues/3379"));

    private final TrustedServers trusted;

    RegistryTwoEndpoints(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NamesMeet m, Consumer<Finding> findings) {
        if (m.alike() != Alike.SAME
                || m.how() != How.LAYER && m.how() != How.APART
                || m.first().isSameAs(m.second())) {
            return;
        }
        RegistryEntry first = m.first();
        RegistryEntry second = m.second();
        boolean together = m.how() == How.LAYER;
        Severity severity = Rivals.severity(m, trusted, together ? Severity.MEDIUM : Severity.LOW);
        findings.accept(Told.finding(
                INFO,
                severity,
                together ? 0.7 : 0.4,
                Told.subject(second.name(), trusted),
                second.name() + " is " + first.shown() + " in " + first.at() + " (" + first.layer() + ") and "
                        + second.shown() + " in " + second.at() + " (" + second.layer() + ")"
                        + (together ? "; which one is used is not known" : ""),
                first.shown(),
                second.shown(),
                second,
                List.of(Told.before(first), Told.shows(second))));
    }
}
