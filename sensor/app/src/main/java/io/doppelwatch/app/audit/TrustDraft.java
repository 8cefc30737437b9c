// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import io.doppelwatch.app.output.Text;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.Endpoint;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A trust file with the services that entries call, to be looked over. What a finding of medium or high is about is left out: an
 * impostor must not be trusted because he is registered.
 */
public final class TrustDraft {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Set<String> doubtful = new TreeSet<>();

    private record Service(Set<Integer> ports, Set<String> names, String at) {}

    public TrustDraft(List<RegistryEntry> entries, List<Finding> findings) {
        for (Finding f : findings) {
            if (f.severity().atLeast(Severity.MEDIUM)) {
                f.evidence()
                        .forEach(e -> doubtful.add(
                                e.where().source().path() + ":" + e.where().packet()));
            }
        }
        for (RegistryEntry e : entries) {
            if (e.enabled() && e.layer().scope() != Scope.CATALOGUE && !doubtful.contains(e.at())) {
                e.endpoints().forEach(p -> add(e, p));
            }
        }
    }

    private void add(RegistryEntry e, Endpoint p) {
        if (p.hasAddress() || p.isLoopback() || !NAME.matcher(p.host()).matches()) {
            return;
        }
        Service s = services.computeIfAbsent(p.host(), h -> new Service(new TreeSet<>(), new TreeSet<>(), e.at()));
        if (p.port() > 0) {
            s.ports().add(p.port());
        }
        s.names().add(e.name());
    }

    public int services() {
        return services.size();
    }

    /** Lines of entries that were left out. */
    public int leftOut() {
        return doubtful.size();
    }

    public String yaml() {
        StringBuilder y = new StringBuilder(512);
        y.append(
                        "# Written by doppelwatch audit: what MCP hosts here are set up to call, as far as nothing was found\n")
                .append(
                        "# against it. Look it over, add addresses and pins, and hold later audits against it with -t.\n");
        if (services.isEmpty()) {
            return y.append("services: []\n").toString();
        }
        y.append("services:\n");
        services.forEach((host, s) -> {
            y.append("  # ").append(Text.oneLine(s.at())).append('\n');
            y.append("  - name: ").append(quoted(host)).append('\n');
            if (!s.ports().isEmpty()) {
                y.append("    ports: ").append(s.ports()).append('\n');
            }
            y.append("    mcp: {server-name: ")
                    .append(quoted(s.names().iterator().next()))
                    .append("}\n");
        });
        return y.toString();
    }

    /** A double-quoted scalar (YAML 1.2, 7.3.1) of ASCII. */
    private static String quoted(String text) {
        StringBuilder q = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                q.append('\\').appendCodePoint(c);
            } else if (c >= 0x20 && c < 0x7f) {
                q.appendCodePoint(c);
            } else {
                q.append(String.format(java.util.Locale.ROOT, "\\U%08x", c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
            }
        });
        return q.append('"').toString();
    }
}
