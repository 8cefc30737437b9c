// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.lookalike.Likeness;
import io.doppelwatch.engine.lookalike.Lookalikes;
import io.doppelwatch.engine.net.Domains;
import io.doppelwatch.engine.registry.Endpoint;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Scope;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A registry's record says one domain in its name and another in its endpoint. */
public final class RegistryForeignNamespace implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-foreign-namespace",
            1_701_012,
            "A registry record's endpoint is not in the domain its name is made of",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.5,
            Incident.Phase.PREPARATION,
            List.of("T1036.005"),
            Told.SAFE,
            "Names in the MCP registry begin with a domain turned round (com.example/weather), which its owner proved to be his; the"
                    + " remote lies in another domain. Likewise the entries of a catalogue (urn:air:example.com:weather). Low by"
                    + " itself, for others may host a server; medium where the endpoint's domain looks like the one in the name."
                    + " io.github names are proven by an account and say nothing of domains.",
            "The record's line, both domains.",
            List.of(
                    "a server that is hosted by somebody else, which registry and catalogue allow",
                    "two domains of one firm"),
            List.of("Ask the owner of the domain in the name who runs the endpoint."),
            List.of(
                    "https://github.com/modelcontextprotocol/registry/blob/main/docs/reference/server-json/official-registry-requirements.md"));

    private static final String URN = "urn:air:";

    private final TrustedServers trusted;

    RegistryForeignNamespace(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        String domain = e.layer().scope() == Scope.CATALOGUE ? domain(e.name()) : "";
        if (domain.isEmpty()) {
            return;
        }
        for (Endpoint p : e.endpoints()) {
            if (p.hasAddress()
                    || p.isLoopback()
                    || trusted.at(p) != null
                    || Domains.registrable(p.host()).equals(Domains.registrable(domain))) {
                continue;
            }
            Likeness likeness = new Lookalikes(List.of(domain)).of(p.host());
            boolean alike = likeness != null && likeness.kind() != Likeness.Kind.OTHER_SUFFIX;
            findings.accept(Told.finding(
                    INFO,
                    alike ? Severity.MEDIUM : Severity.LOW,
                    alike ? 0.6 : 0.4,
                    "name:" + p.host(),
                    e.name() + " (" + e.at() + ") is of the domain " + domain + " by its name and at " + p.host()
                            + (alike ? ", which " + likeness.kind().words() : ""),
                    domain,
                    p.host(),
                    e,
                    List.of(Told.shows(e))));
            return;
        }
    }

    /** The domain a name is made of; empty where it is made of none. */
    private static String domain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith(URN)) {
            int colon = lower.indexOf(':', URN.length());
            String domain = colon < 0 ? "" : lower.substring(URN.length(), colon);
            return domain.indexOf('.') > 0 ? domain : "";
        }
        int slash = lower.indexOf('/');
        if (slash <= 0 || lower.startsWith("io.github.") || lower.indexOf('.') < 0 || lower.indexOf('.') > slash) {
            return "";
        }
        List<String> labels = new ArrayList<>(List.of(lower.substring(0, slash).split("\\.")));
        Collections.reverse(labels);
        return String.join(".", labels);
    }
}
