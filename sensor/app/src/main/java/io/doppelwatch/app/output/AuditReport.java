// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.app.output.Page.Style;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.event.WindowUse;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Winners;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An audit for a person: the servers and which of them count, then the findings from bad to harmless. */
public final class AuditReport {
    private static final int MOST_SERVERS = 40;
    private static final int MOST_BRIEF = 12;
    private static final int WIDEST = 28;

    private final Page page;
    private final Figures figures = new Figures();
    private final boolean all;
    private final Set<String> explained = new HashSet<>();

    /**
     * @param width columns, 0 for no folding
     * @param all whether to print everything, however much it is
     */
    public AuditReport(PrintStream out, boolean colour, int width, boolean all) {
        this.page = new Page(out, colour, width);
        this.all = all;
    }

    public void print(AuditResult result, List<String> outputs) {
        long hosts = result.entries().stream()
                .map(e -> e.layer().reader())
                .distinct()
                .count();
        page.text(
                0,
                Style.PLAIN,
                "Audited " + figures.count(result.files().size(), "file") + ": "
                        + figures.count(result.entries().size(), "server") + " of " + figures.count(hosts, "host"));
        servers(result.entries());
        for (Severity severity : Severity.values()) {
            findings(
                    severity,
                    result.findings().stream()
                            .filter(f -> f.severity() == severity)
                            .toList());
        }
        if (result.findings().isEmpty()) {
            page.blank();
            page.line(Style.GREEN, "No findings.");
        }
        for (WindowUse w : result.windows()) {
            page.blank();
            page.text(0, Style.PLAIN, "Announced change of " + w.service() + " (" + w.note() + "): " + w.change());
        }
        if (!result.problems().isEmpty()) {
            page.blank();
            page.line(Style.YELLOW, "Not everything could be read: see standard error");
        }
        if (!outputs.isEmpty()) {
            page.blank();
            outputs.forEach(o -> page.text(0, Style.DIM, o));
        }
    }

    private void servers(List<RegistryEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Winners winners = new Winners(entries);
        List<RegistryEntry> shown = all ? entries : entries.subList(0, Math.min(MOST_SERVERS, entries.size()));
        int name = width(shown.stream().map(RegistryEntry::name), "server");
        int host = width(shown.stream().map(e -> e.layer().reader()), "host");
        int scope = width(shown.stream().map(e -> e.layer().scope().text()), "scope");
        page.blank();
        page.line(
                Style.DIM,
                "  " + pad("server", name) + pad("host", host) + pad("scope", scope)
                        + "what it starts or calls, and where");
        for (RegistryEntry e : shown) {
            RegistryEntry above = winners.above(e);
            String state = !e.enabled()
                    ? ", switched off"
                    : above == null ? "" : ", not in force: " + above.file() + ":" + above.line() + " counts";
            page.line(
                    state.isEmpty() ? Style.BOLD : Style.DIM,
                    "  " + pad(e.name(), name),
                    Style.PLAIN,
                    pad(e.layer().reader(), host) + pad(e.layer().scope().text(), scope) + e.shown(),
                    Style.DIM,
                    "  " + e.at() + state);
        }
        if (shown.size() < entries.size()) {
            page.text(
                    2,
                    Style.DIM,
                    "and " + figures.count(entries.size() - shown.size(), "more server") + " (-v lists all)");
        }
    }

    private void findings(Severity severity, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        page.blank();
        page.line(
                TerminalSummary.style(severity),
                severity.text().toUpperCase(Locale.ROOT),
                Style.PLAIN,
                "  " + figures.count(findings.size(), "finding"));
        boolean detailed = severity.atLeast(Severity.MEDIUM);
        List<Finding> shown = all || detailed ? findings : findings.subList(0, Math.min(MOST_BRIEF, findings.size()));
        for (Finding f : shown) {
            if (detailed) {
                detailed(f);
            } else {
                page.text(2, Style.PLAIN, f.signature() + " [" + f.rule().id() + "]");
                harmless(f);
            }
        }
        if (shown.size() < findings.size()) {
            page.text(
                    2,
                    Style.DIM,
                    "and " + figures.count(findings.size() - shown.size(), "more finding") + " (-v lists all)");
        }
    }

    private void detailed(Finding f) {
        page.text(2, Style.BOLD, f.signature());
        page.labelled(4, "subject", f.subject());
        page.labelled(4, "expected", f.expected());
        page.labelled(4, "observed", f.observed());
        page.labelled(
                4,
                "seen in",
                f.evidence().stream()
                        .map(e ->
                                e.where().source().path() + " line " + e.where().packet())
                        .distinct()
                        .collect(Collectors.joining(", ")));
        page.labelled(4, "do", String.join(" ", f.rule().nextSteps()));
        page.labelled(
                4,
                "rule",
                f.rule().id() + ", confidence " + figures.percent(f.confidence())
                        + (f.incident().isEmpty() ? "" : ", incident " + f.incident()));
        harmless(f);
    }

    private void harmless(Finding f) {
        if (explained.add(f.rule().id())) {
            page.labelled(4, "harmless", String.join("; or ", f.rule().benignCauses()));
        }
    }

    private static int width(Stream<String> texts, String title) {
        int widest = texts.mapToInt(t -> Text.terminal(t).length()).max().orElse(0);
        return Math.max(title.length(), Math.min(WIDEST, widest)) + 2;
    }

    private static String pad(String text, int width) {
        String plain = Text.terminal(text);
        return text + " ".repeat(Math.max(1, width - plain.length()));
    }
}
