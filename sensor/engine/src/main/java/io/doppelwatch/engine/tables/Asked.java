// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * ARP requests, or neighbour solicitations, of the last five seconds, by asker and address asked for. At most {@code cap}: the oldest goes first. A
 * request pushed out before its time makes a reply to it look unasked, so pushing out marks the table as {@linkplain
 * #pressed pressed} for as long as that may matter.
 */
final class Asked {
    static final long KEPT_NANOS = 5_000_000_000L;
    /** Once answered, for so long more: copies of a mirror port, and a second machine that answers too. */
    static final long ANSWERED_NANOS = 1_000_000_000L;

    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Counter evicted;
    private final Index<Request> index = new Index<>();
    private final Ages<Request> ages = new Ages<>();
    private long pressedUntil = Long.MIN_VALUE;

    private static final class Request extends Entry<Request> {
        Path path = Path.NONE;
        long high;
        long low;
        long asker;
        long nanos;
        long answeredNanos = Long.MAX_VALUE;
    }

    Asked(int cap, KeyHash keys, Counters counters) {
        this(cap, keys, counters, Counter.ARP_REQUESTS_EVICTED);
    }

    /** @param evicted counts those pushed out before their time */
    Asked(int cap, KeyHash keys, Counters counters, Counter evicted) {
        this.evicted = evicted;
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    void add(Path path, Ip asked, long asker, long nowNanos) {
        expire(nowNanos);
        long hash = keys.of(path, asked.high(), asked.low(), asker);
        Request r = find(path, asked, asker, hash);
        if (r != null) {
            r.nanos = nowNanos;
            r.answeredNanos = Long.MAX_VALUE;
            ages.touch(r);
            return;
        }
        if (index.size() >= cap && ages.oldest() != null) {
            drop(ages.oldest());
            pressedUntil = nowNanos + KEPT_NANOS;
            counters.increment(evicted);
        }
        r = new Request();
        r.path = path;
        r.high = asked.high();
        r.low = asked.low();
        r.asker = asker;
        r.nanos = nowNanos;
        index.add(r, hash);
        ages.add(r);
    }

    /** True where {@code asker} awaits an answer about this address; the answer is taken as given from now on. */
    boolean answer(Path path, Ip asked, long asker, long nowNanos) {
        expire(nowNanos);
        Request r = find(path, asked, asker, keys.of(path, asked.high(), asked.low(), asker));
        if (r == null) {
            return false;
        }
        r.answeredNanos = Math.min(r.answeredNanos, nowNanos);
        return nowNanos - r.answeredNanos <= ANSWERED_NANOS;
    }

    boolean pressed(long nowNanos) {
        return nowNanos < pressedUntil;
    }

    private void expire(long nowNanos) {
        for (Request r = ages.oldest(); r != null && nowNanos - r.nanos > KEPT_NANOS; r = ages.oldest()) {
            drop(r);
        }
    }

    private void drop(Request r) {
        ages.remove(r);
        index.remove(r);
    }

    private @Nullable Request find(Path path, Ip asked, long asker, long hash) {
        for (Request r = index.bucket(hash); r != null; r = r.chain) {
            if (r.hash == hash
                    && r.asker == asker
                    && r.low == asked.low()
                    && r.high == asked.high()
                    && r.path.equals(path)) {
                return r;
            }
        }
        return null;
    }
}
