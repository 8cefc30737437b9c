// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.AllowList;
import io.doppelwatch.engine.registry.Endpoint;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Scope;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.function.Consumer;

/** A server that nobody allowed. */
public final class RegistryNotAllowed implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-not-allowed",
            1_701_010,
            "A server is registered that is not on the list of those allowed",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.8,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "A managed settings file that was read too denies the server (deniedMcpServers) or does not list it"
                    + " (allowedMcpServers): medium. Where the trust file names MCP servers, it is a list as well: an endpoint that is"
                    + " none of its services' is low. Programs without an endpoint are not held against the trust file, and endpoints on"
                    + " the machine itself are not either.",
            "The entry's line, and the list's.",
            List.of(
                    "a new server that is to be added to the list",
                    "an old entry: the program that reads it obeys the list and does not start it"),
            List.of("Add the server to the list, or take the entry out."),
            List.of(
                    "https://code.claude.com/docs/en/managed-mcp",
                    "https://docs.github.com/en/copilot/concepts/mcp-management"));

    private final TrustedServers trusted;

    RegistryNotAllowed(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        for (AllowList list : t.lists()) {
            if (list.isFor(e.layer()) && (list.denies(e) || list.misses(e))) {
                String what = list.denies(e) ? "denies" : "does not allow";
                findings.accept(Told.finding(
                        INFO,
                        Severity.MEDIUM,
                        0.8,
                        Told.subject(e, trusted),
                        e.name() + " (" + e.at() + ") is " + e.shown() + ", which " + list.file() + ":" + list.line()
                                + " " + what,
                        "a server of " + list.file() + ":" + list.line(),
                        e.shown(),
                        e,
                        List.of(Told.shows(e))));
                return;
            }
        }
        if (!trusted.areListed() || e.layer().scope() == Scope.CATALOGUE || trusted.claimed(e.name()) != null) {
            return;
        }
        for (Endpoint p : e.endpoints()) {
            if (!p.isLoopback() && trusted.at(p) == null) {
                findings.accept(Told.finding(
                        INFO,
                        Severity.LOW,
                        0.7,
                        Told.subject(e, trusted),
                        e.name() + " (" + e.at() + ") calls " + p + ", which is no service of the trust file",
                        "a service of the trust file",
                        p.toString(),
                        e,
                        List.of(Told.shows(e))));
                return;
            }
        }
    }
}
