// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.LinkedHashMap;

/**
 * Holds back what was said already: the same rule, subject and attacker within {@link #WINDOW_NANOS}, unless it got worse.
 * At most {@code cap} of them, of 450 bytes at most, are remembered; the one told longest ago goes first, and may then be told again.
 */
final class Suppression {
    /** Ten minutes of event time. */
    static final long WINDOW_NANOS = 600_000_000_000L;

    private final int cap;
    private final LinkedHashMap<Key, Told> told = new LinkedHashMap<>();
    private final Counters counters;

    /** By MAC where it is known: which address goes with it may only turn out later. */
    private record Key(int rule, String subject, long mac, Ip ip) {
        static Key of(Finding f) {
            long mac = f.attacker().mac();
            return new Key(
                    f.rule().number(),
                    f.subject(),
                    mac,
                    mac == Mac.NONE ? f.attacker().ip() : Ip.NONE);
        }
    }

    private static final class Told {
        Severity severity = Severity.INFO;
        long nanos;
        long repeats;
    }

    Suppression(int cap, Counters counters) {
        this.cap = cap;
        this.counters = counters;
    }

    /** How many were held back since it was last told, to be told again now; -1 where it is held back. */
    long admit(Finding f) {
        Key key = Key.of(f);
        long now = f.where().timeNanos();
        Told t = told.get(key);
        if (t != null && Math.abs(now - t.nanos) < WINDOW_NANOS && t.severity.atLeast(f.severity())) {
            t.repeats++;
            counters.increment(Counter.FINDINGS_SUPPRESSED);
            return -1;
        }
        long repeats = 0;
        if (t == null) {
            if (told.size() >= cap) {
                told.remove(told.keySet().iterator().next());
                counters.increment(Counter.SUPPRESSION_EVICTED);
            }
            t = new Told();
        } else {
            repeats = t.repeats;
            told.remove(key);
        }
        t.severity = f.severity();
        t.nanos = now;
        t.repeats = 0;
        told.put(key, t);
        return repeats;
    }
}
