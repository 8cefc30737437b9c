// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.app.output.Page.Style;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The summary at the end of a run, for a person: what was read, incidents, findings from bad to harmless, what was given
 * up, where the output went.
 */
public final class TerminalSummary {
    private static final int MOST_INCIDENTS = 10;
    private static final int MOST_DETAILED = 10;
    private static final int MOST_BRIEF = 5;
    private static final int MOST_TIMELINE = 8;
    private static final int MOST_LISTED = 8;

    private final Page page;
    private final Figures figures = new Figures();
    /** Rules whose benign causes were told already. */
    private final Set<String> explained = new HashSet<>();

    private boolean oneFile;

    /** @param width columns, 0 for no folding */
    public TerminalSummary(PrintStream out, boolean colour, int width) {
        this.page = new Page(out, colour, width);
    }

    /**
     * Prints it.
     *
     * @param outputs what was written, each a line
     */
    public void print(Reading reading, Tally tally, List<String> outputs) {
        oneFile = reading.files().size() == 1;
        read(reading);
        seen(tally);
        incidents(tally);
        for (Severity severity : Severity.values()) {
            findings(severity, tally);
        }
        if (tally.found(Severity.HIGH)
                        + tally.found(Severity.MEDIUM)
                        + tally.found(Severity.LOW)
                        + tally.found(Severity.INFO)
                == 0) {
            page.blank();
            page.line(Style.GREEN, "No findings.");
        }
        new PinTable(page, figures).print(tally.pins(), tally.windows());
        givenUp(reading, tally);
        if (!outputs.isEmpty()) {
            page.blank();
            outputs.forEach(o -> page.text(0, Style.DIM, o));
        }
    }

    private void read(Reading reading) {
        String what = reading.live()
                ? "Watched " + String.join(", ", reading.names())
                : "Read "
                        + (reading.files().size() == 1
                                ? reading.files().get(0).path()
                                : figures.count(reading.files().size(), "capture"));
        String packets = figures.count(reading.packets(), "packet") + ", " + figures.bytes(reading.bytes());
        String span = reading.packets() == 0 ? "" : "; " + figures.span(reading.firstNanos(), reading.lastNanos());
        page.text(0, Style.PLAIN, what + ": " + packets + span);
    }

    private void seen(Tally tally) {
        FileTally total = tally.total();
        List<String> parts = new ArrayList<>();
        add(parts, total.get(Count.ARP_REQUEST) + total.get(Count.ARP_REPLY), "ARP packet");
        add(parts, total.get(Count.DNS_QUERY) + total.get(Count.DNS_RESPONSE), "DNS message");
        add(parts, tally.handshakes(), "TLS handshake");
        if (!parts.isEmpty()) {
            page.text(0, Style.PLAIN, "Saw " + String.join(", ", parts));
        }
        if (tally.hiddenCertificates() > 0) {
            page.text(
                    0,
                    Style.PLAIN,
                    "Not verifiable: " + figures.count(tally.hiddenCertificates(), "TLS handshake")
                            + " showed no certificate (TLS 1.3, resumption, or cut off)");
        }
    }

    private void add(List<String> parts, long n, String what) {
        if (n > 0) {
            parts.add(figures.count(n, what));
        }
    }

    private void incidents(Tally tally) {
        int shown = 0;
        Collection<Incident> incidents = tally.incidents();
        for (Severity severity : Severity.values()) {
            for (Incident incident : incidents) {
                if (incident.severity() == severity && shown < MOST_INCIDENTS) {
                    incident(incident);
                    shown++;
                }
            }
        }
        more(incidents.size() + tally.incidentsDropped() - shown, "incident");
    }

    private void incident(Incident incident) {
        page.blank();
        page.line(
                Style.BOLD,
                "Incident " + incident.id() + "  ",
                style(incident.severity()),
                incident.severity().text().toUpperCase(Locale.ROOT),
                Style.BOLD,
                "  " + incident.subject());
        page.labelled(2, "began", incident.initialVector());
        page.labelled(
                2,
                "phases",
                incident.phases().stream()
                        .map(p -> p.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" > ")));
        page.labelled(
                2,
                "attackers",
                list(incident.attackers().stream().map(TerminalSummary::party).toList()));
        page.labelled(
                2, "victims", list(incident.victims().stream().map(Ip::toString).toList()));
        page.labelled(2, "techniques", String.join(", ", incident.techniques()));
        timeline(incident.timeline());
        String label = "do";
        for (String action : incident.actions()) {
            page.labelled(2, label, action);
            label = "";
        }
    }

    private void timeline(List<Incident.Entry> entries) {
        String label = "timeline";
        for (Incident.Entry entry : entries.subList(0, Math.min(entries.size(), MOST_TIMELINE))) {
            page.labelled(
                    2,
                    label,
                    figures.clock(entry.where().timeNanos())
                            + (entry.where().source().isConfiguration() ? "  line " : "  packet ")
                            + entry.where().packet() + "  " + entry.what());
            label = "";
        }
        if (entries.size() > MOST_TIMELINE) {
            page.labelled(2, "", "and " + (entries.size() - MOST_TIMELINE) + " more");
        }
    }

    private void findings(Severity severity, Tally tally) {
        long n = tally.found(severity);
        if (n == 0) {
            return;
        }
        boolean detailed = severity.atLeast(Severity.MEDIUM);
        page.blank();
        page.line(
                style(severity),
                severity.text().toUpperCase(Locale.ROOT),
                Style.PLAIN,
                "  " + figures.count(n, "finding"));
        List<List<Finding>> alike = alike(tally.findings(severity));
        int shown = 0;
        for (List<Finding> same : alike.subList(0, Math.min(alike.size(), detailed ? MOST_DETAILED : MOST_BRIEF))) {
            if (detailed) {
                detailed(same);
            } else {
                Finding finding = same.get(0);
                page.text(
                        2,
                        Style.PLAIN,
                        finding.signature() + times(same) + " ["
                                + finding.rule().id() + ", " + packets(same) + "]");
            }
            shown += same.size();
        }
        more(n - shown, severity.text() + " finding");
    }

    /** Findings that say the same of the same subject, together, in the order of the first of each. */
    private static List<List<Finding>> alike(List<Finding> findings) {
        Map<List<String>, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding f : findings) {
            groups.computeIfAbsent(
                            List.of(f.rule().id(), f.subject(), f.expected(), f.observed()), k -> new ArrayList<>())
                    .add(f);
        }
        return List.copyOf(groups.values());
    }

    private static String times(List<Finding> same) {
        return same.size() == 1 ? "" : " (" + same.size() + " times)";
    }

    private void detailed(List<Finding> same) {
        Finding finding = same.get(0);
        page.text(2, Style.BOLD, finding.signature() + times(same));
        page.labelled(4, "subject", finding.subject());
        page.labelled(4, "expected", finding.expected());
        page.labelled(4, "observed", finding.observed());
        if (!finding.attacker().equals(Finding.Party.UNKNOWN)) {
            page.labelled(4, "by", party(finding.attacker()));
        }
        page.labelled(
                4, "victims", list(finding.victims().stream().map(Ip::toString).toList()));
        page.labelled(4, "seen in", packets(same));
        page.labelled(
                4,
                "rule",
                finding.rule().id() + ", confidence " + figures.percent(finding.confidence())
                        + (finding.incident().isEmpty() ? "" : ", incident " + finding.incident()));
        if (explained.add(finding.rule().id())) {
            page.labelled(4, "harmless", String.join("; or ", finding.rule().benignCauses()));
        }
    }

    /** Numbers of the packets that show it, by capture where there are several: {@code 814, 815}. */
    private String packets(List<Finding> same) {
        Map<String, List<String>> byFile = new LinkedHashMap<>();
        for (Finding finding : same) {
            if (finding.evidence().isEmpty()) {
                packet(byFile, finding.where());
            }
            finding.evidence().forEach(e -> packet(byFile, e.where()));
        }
        return byFile.entrySet().stream()
                .map(e -> e.getKey() + (e.getValue().size() == 1 ? " " : "s ") + list(e.getValue()))
                .collect(Collectors.joining("; "));
    }

    private void packet(Map<String, List<String>> byFile, Where where) {
        String name = where.source().path().isEmpty()
                ? where.source().interfaceName()
                : where.source().path();
        String what = where.source().isConfiguration() ? name + " line" : (oneFile ? "" : name + " ") + "packet";
        List<String> numbers = byFile.computeIfAbsent(what, n -> new ArrayList<>());
        String number = Long.toString(where.packet());
        if (!numbers.contains(number)) {
            numbers.add(number);
        }
    }

    private void givenUp(Reading reading, Tally tally) {
        // Why stands on standard error, where each is told once.
        List<String> damaged = reading.files().stream()
                .filter(f -> f.error() != null)
                .map(ReadFile::path)
                .toList();
        List<String> losses = GivenUp.of(tally.counters());
        if (damaged.isEmpty() && losses.isEmpty()) {
            return;
        }
        page.blank();
        page.line(Style.YELLOW, "Not everything could be read");
        if (!damaged.isEmpty()) {
            page.text(2, Style.PLAIN, "captures damaged or unreadable: " + list(damaged));
        }
        losses.forEach(l -> page.text(2, Style.PLAIN, l));
    }

    private void more(long n, String what) {
        if (n > 0) {
            page.text(2, Style.DIM, "and " + figures.count(n, "more " + what));
        }
    }

    private static String party(Finding.Party party) {
        String ip = party.ip().equals(Ip.NONE) ? "" : party.ip().toString();
        String mac = Mac.text(party.mac());
        return ip.isEmpty() || mac.isEmpty() ? ip + mac : ip + " (" + mac + ")";
    }

    private static String list(List<String> items) {
        return items.size() <= MOST_LISTED
                ? String.join(", ", items)
                : String.join(", ", items.subList(0, MOST_LISTED)) + " and " + (items.size() - MOST_LISTED) + " more";
    }

    static Style style(Severity severity) {
        return switch (severity) {
            case HIGH -> Style.RED;
            case MEDIUM -> Style.YELLOW;
            case LOW -> Style.CYAN;
            case INFO -> Style.DIM;
        };
    }
}
