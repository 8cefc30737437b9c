// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsQuestion;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Names that DNS told somebody do not exist, within the last {@link #KEPT_NANOS}, by path, the MAC that was told, and the
 * first label: Windows and others then ask the neighbours. At most {@code cap} of about 300 bytes; the oldest goes first.
 */
public final class DeniedNames {
    /** A client that asks its neighbours does so at once; it may do so again while it remembers the denial. */
    static final long KEPT_NANOS = 120_000_000_000L;

    private final int cap;
    private final long seed;
    private final KeyHash keys;
    private final Counters counters;
    private final DnsQuestion question = new DnsQuestion();
    private final Index<Denial> index = new Index<>();
    private final Ages<Denial> ages = new Ages<>();

    private static final class Denial extends Entry<Denial> {
        final Path path;
        final long mac;
        final long label;
        Where where;

        Denial(long label, Where where) {
            this.path = where.path();
            this.mac = where.destinationMac();
            this.label = label;
            this.where = where;
        }
    }

    /** @param seed of the name hashes */
    public DeniedNames(int cap, long seed, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.seed = seed;
        this.keys = keys;
        this.counters = counters;
    }

    /** Takes a message; anything but a denial passes by without being read. */
    public void add(DnsSeen seen) {
        byte[] m = seen.message();
        boolean denial = m.length > DnsMessage.HEADER_LENGTH && m[2] < 0 && (m[3] & 0xf) == DnsCodes.NXDOMAIN;
        Where where = seen.where();
        if (!denial || where.destinationMac() == Mac.NONE || !question.read(m, seed)) {
            return;
        }
        long now = where.timeNanos();
        expire(now);
        long label = question.firstLabelHash();
        Denial d = find(where.path(), where.destinationMac(), label);
        if (d != null) {
            d.where = where;
            ages.touch(d);
            return;
        }
        Denial oldest = ages.oldest();
        if (index.size() >= cap && oldest != null) {
            drop(oldest);
            counters.increment(Counter.DENIED_NAMES_EVICTED);
        }
        d = new Denial(label, where);
        index.add(d, hash(where.path(), d.mac, label));
        ages.add(d);
    }

    /** Where DNS told this MAC that there is no such name; null where it was not seen to. */
    public @Nullable Where find(Path path, long mac, long label, long nowNanos) {
        expire(nowNanos);
        Denial d = find(path, mac, label);
        return d == null ? null : d.where;
    }

    private void expire(long nowNanos) {
        for (Denial d = ages.oldest(); d != null && nowNanos - d.where.timeNanos() > KEPT_NANOS; d = ages.oldest()) {
            drop(d);
        }
    }

    private void drop(Denial d) {
        ages.remove(d);
        index.remove(d);
    }

    private long hash(Path path, long mac, long label) {
        return keys.of(path, mac, label, 28);
    }

    private @Nullable Denial find(Path path, long mac, long label) {
        long hash = hash(path, mac, label);
        for (Denial d = index.bucket(hash); d != null; d = d.chain) {
            if (d.hash == hash && d.mac == mac && d.label == label && d.path.equals(path)) {
                return d;
            }
        }
        return null;
    }
}
