// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.incidents;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.Incident.Entry;
import io.doppelwatch.engine.event.Incident.Phase;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An incident while it grows. Every list in it is capped; what is over the cap is counted in the timeline's last line. */
final class OpenIncident {
    static final int FINDINGS = 128;
    static final int ENTRIES = 256;
    static final int PARTIES = 256;

    private static final Comparator<Where> BY_AGE =
            Comparator.comparingLong(Where::timeNanos).thenComparingLong(Where::ordinal);

    private final String id;
    private final Set<String> keys = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Entry> timeline = new LinkedHashMap<>();
    private final Set<Ip> victims = new LinkedHashSet<>();
    private final List<Party> attackers = new ArrayList<>();
    private final Set<Phase> phases = new LinkedHashSet<>();
    private final Set<String> techniques = new TreeSet<>();
    private final Set<String> layers = new TreeSet<>();
    private Severity severity = Severity.INFO;
    /** Whose subject is the incident's. */
    private Finding about;
    /** How it began. */
    private Finding first;

    private Where last;
    private long repeats;
    private long left;

    OpenIncident(String id, Finding opener) {
        this.id = id;
        this.about = opener;
        this.first = opener;
        this.last = opener.where();
    }

    String id() {
        return id;
    }

    Set<String> keys() {
        return keys;
    }

    long lastNanos() {
        return last.timeNanos();
    }

    boolean knowsAttacker() {
        return !attackers.isEmpty();
    }

    boolean hasVictim(List<Ip> others) {
        for (Ip v : others) {
            if (victims.contains(v)) {
                return true;
            }
        }
        return false;
    }

    void repeat(Finding f) {
        repeats++;
        touch(f);
    }

    /** Takes a finding in; true where the incident is new, or changed in severity, subject or phase. */
    boolean add(Finding f) {
        boolean changed = phases.add(f.rule().phase());
        touch(f);
        if (BY_AGE.compare(beginning(f), beginning(first)) < 0) {
            first = f;
        }
        if (findings.size() < FINDINGS) {
            findings.add(f);
        } else {
            left++;
        }
        for (Evidence e : f.evidence()) {
            if (!e.before()) {
                note(e.where(), e.what());
            }
        }
        note(f.where(), f.severity().text() + " " + f.rule().id() + ": " + f.signature());
        techniques.addAll(f.rule().attack());
        techniques.addAll(f.rule().safe());
        return raise(f) || changed;
    }

    private boolean raise(Finding f) {
        Severity before = severity;
        String subject = about.subject();
        if (f.severity().compareTo(severity) < 0) {
            severity = f.severity();
        }
        if (tellsMore(f, about)) {
            about = f;
        }
        if (f.severity().atLeast(Severity.MEDIUM)) {
            layers.add(layer(f.rule().id()));
        }
        if (severity == Severity.MEDIUM && layers.size() > 1) {
            severity = Severity.HIGH;
            note(f.where(), "raised to high: " + String.join(" and ", layers) + " show it independently of each other");
        }
        return severity != before || !about.subject().equals(subject);
    }

    /** The graver one says what it is about; of two, the one with a name, for it is names that clients trust. */
    private static boolean tellsMore(Finding f, Finding than) {
        int graver = f.severity().compareTo(than.severity());
        return graver < 0 || graver == 0 && hasName(f) && !hasName(than);
    }

    private static boolean hasName(Finding f) {
        return f.subject().startsWith("name:");
    }

    /** What a rule reads its evidence from. Two rules over one layer may judge the same packet and are not independent. */
    private static String layer(String rule) {
        if (rule.startsWith("arp-")) {
            return "ARP";
        }
        if (rule.startsWith("nd-") || rule.startsWith("ra-") || rule.startsWith("icmp-")) {
            return "ND";
        }
        if (rule.startsWith("dhcp-")) {
            return "DHCP";
        }
        if (rule.startsWith("registry-")) {
            return "registrations";
        }
        return rule.startsWith("dns-") || rule.startsWith("name-") ? "DNS" : "TLS";
    }

    private void touch(Finding f) {
        if (f.where().timeNanos() > last.timeNanos()) {
            last = f.where();
        }
        for (Ip v : f.victims()) {
            if (victims.size() < PARTIES) {
                victims.add(v);
            }
        }
        Party p = f.attacker();
        if (p.equals(Party.UNKNOWN) || attackers.contains(p)) {
            return;
        }
        for (int i = 0; i < attackers.size(); i++) {
            Party known = attackers.get(i);
            if (known.mac() == p.mac() && known.ip().equals(Ip.NONE)) {
                attackers.set(i, p);
                return;
            }
            if (known.mac() == p.mac() && p.ip().equals(Ip.NONE) && p.mac() != Mac.NONE) {
                return;
            }
        }
        if (attackers.size() < PARTIES) {
            attackers.add(p);
        }
    }

    private void note(Where where, String what) {
        if (timeline.size() < ENTRIES) {
            timeline.putIfAbsent(where.ordinal() + " " + what, new Entry(where, what));
        }
    }

    /** The oldest packet that shows it, and not only what was so before. */
    private static Where beginning(Finding f) {
        Where oldest = f.where();
        for (Evidence e : f.evidence()) {
            if (!e.before() && BY_AGE.compare(e.where(), oldest) < 0) {
                oldest = e.where();
            }
        }
        return oldest;
    }

    Incident snapshot() {
        List<Entry> entries = new ArrayList<>(timeline.values());
        entries.sort(Comparator.comparing(Entry::where, BY_AGE));
        if (repeats + left > 0) {
            entries.add(new Entry(last, repeats + left + " more findings of the same kind until here"));
        }
        return new Incident(
                id,
                severity,
                about.subject(),
                List.copyOf(phases),
                first.signature(),
                List.copyOf(entries),
                List.copyOf(victims),
                List.copyOf(attackers),
                List.copyOf(findings),
                List.copyOf(techniques),
                Actions.of(findings, attackers, victims));
    }
}
