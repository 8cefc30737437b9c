// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.incidents;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins findings to incidents as they come.
 *
 * <p>A finding of medium or high joins the open incident that shares its subject or its attacker, or a victim where
 * one of the two does not know its attacker; else it opens one. A lesser finding opens none, but joins, and lesser findings
 * of the last {@link #QUIET_NANOS} are taken in when an incident opens. An incident closes after as long without news. At
 * most {@link #OPEN_CAP} are open (the quietest closes first) and {@link #KEPT_CAP} are kept; what comes after is
 * counted and told as findings only.
 */
public final class Incidents {
    /** Ten minutes of event time. */
    public static final long QUIET_NANOS = 600_000_000_000L;

    static final int OPEN_CAP = 512;
    static final int KEPT_CAP = 4096;
    private static final int MINOR_CAP = 256;

    /** Made with the first incident: formatters take time to load. */
    private static final class Format {
        static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    private final Counters counters;
    private final Consumer<Incident> out;
    private final List<OpenIncident> kept = new ArrayList<>();
    private final Set<OpenIncident> open = new LinkedHashSet<>();
    private final Map<String, OpenIncident> byKey = new HashMap<>();
    private final Deque<Finding> minor = new ArrayDeque<>();
    private final Set<OpenIncident> changed = new LinkedHashSet<>();

    public Incidents(Counters counters, Consumer<Incident> out) {
        this.counters = counters;
        this.out = out;
    }

    /** Takes a finding; gives it back with the id of the incident it joined, if any. */
    public Finding join(Finding f) {
        long now = f.where().timeNanos();
        quieten(now);
        OpenIncident incident = find(f);
        boolean grave = f.severity().atLeast(Severity.MEDIUM);
        if (incident == null && grave) {
            incident = openFor(f, now);
        }
        if (incident == null) {
            if (!grave) {
                if (minor.size() >= MINOR_CAP) {
                    minor.removeFirst();
                }
                minor.addLast(f);
            }
            return f;
        }
        return add(incident, f);
    }

    /** A finding that was held back as a repeat: it keeps its incident open. */
    public void repeated(Finding f) {
        OpenIncident incident = find(f);
        if (incident != null) {
            incident.repeat(f);
        }
    }

    /** Tells what opened, or changed in severity, subject or phase, since this was last called. */
    public void publish() {
        for (OpenIncident i : changed) {
            out.accept(i.snapshot());
        }
        changed.clear();
    }

    /** Tells every incident still open as it stands, and closes it. */
    public void end() {
        publish();
        for (OpenIncident i : open) {
            out.accept(i.snapshot());
        }
        open.clear();
        byKey.clear();
    }

    /** Every incident kept, in the order they opened. */
    public List<Incident> all() {
        return kept.stream().map(OpenIncident::snapshot).toList();
    }

    private Finding add(OpenIncident incident, Finding f) {
        Finding joined = f.withIncident(incident.id());
        if (incident.add(joined)) {
            changed.add(incident);
        }
        for (String key : keys(f)) {
            byKey.putIfAbsent(key, incident);
            incident.keys().add(key);
        }
        return joined;
    }

    private @Nullable OpenIncident openFor(Finding f, long now) {
        if (kept.size() >= KEPT_CAP) {
            counters.increment(Counter.INCIDENTS_DROPPED);
            return null;
        }
        if (open.size() >= OPEN_CAP) {
            OpenIncident quietest = open.iterator().next();
            for (OpenIncident i : open) {
                if (i.lastNanos() < quietest.lastNanos()) {
                    quietest = i;
                }
            }
            close(quietest);
        }
        String id = String.format(
                Locale.ROOT,
                "I-%s-%04d",
                Format.DAY.format(Instant.ofEpochSecond(now / 1_000_000_000L)),
                kept.size() + 1);
        OpenIncident incident = new OpenIncident(id, f);
        kept.add(incident);
        open.add(incident);
        counters.increment(Counter.INCIDENTS_OPENED);
        Set<String> keys = new LinkedHashSet<>(keys(f));
        minor.removeIf(m -> {
            boolean belongs = now - m.where().timeNanos() <= QUIET_NANOS
                    && keys(m).stream().anyMatch(keys::contains);
            if (belongs) {
                add(incident, m);
            }
            return belongs;
        });
        return incident;
    }

    private void quieten(long now) {
        List<OpenIncident> quiet = null;
        for (OpenIncident i : open) {
            if (now - i.lastNanos() > QUIET_NANOS) {
                quiet = quiet == null ? new ArrayList<>() : quiet;
                quiet.add(i);
            }
        }
        if (quiet != null) {
            quiet.forEach(this::close);
        }
    }

    private void close(OpenIncident i) {
        open.remove(i);
        changed.remove(i);
        for (String key : i.keys()) {
            byKey.remove(key, i);
        }
        out.accept(i.snapshot());
    }

    /** The oldest open incident that shares a key; by victim only where an attacker is not known. */
    private @Nullable OpenIncident find(Finding f) {
        for (String key : keys(f)) {
            OpenIncident i = byKey.get(key);
            if (i != null) {
                return i;
            }
        }
        boolean known = !f.attacker().equals(Finding.Party.UNKNOWN);
        for (OpenIncident i : open) {
            if ((!known || !i.knowsAttacker()) && i.hasVictim(f.victims())) {
                return i;
            }
        }
        return null;
    }

    /** What a finding can be joined by: most telling first. */
    private static List<String> keys(Finding f) {
        List<String> keys = new ArrayList<>(3);
        keys.add(f.subject());
        if (f.attacker().mac() != Mac.NONE) {
            keys.add("mac:" + Mac.text(f.attacker().mac()));
        }
        if (!f.attacker().ip().equals(Ip.NONE)) {
            keys.add("attacker:" + f.attacker().ip());
        }
        return keys;
    }
}
