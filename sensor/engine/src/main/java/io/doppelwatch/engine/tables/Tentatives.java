// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that hosts are probing for (duplicate address detection, RFC 4862, 5.4), and who denied whom what.
 *
 * <p>Both lists hold at most {@code cap} entries of about 500 bytes and drop the one touched longest ago. Who probes for
 * thousands of addresses pushes out other probes of the last seconds: an objection to one of those is not told then, which
 * is counted.
 */
final class Tentatives {
    /** Ten minutes, in which several denials of one host, or by one host, belong together. */
    static final long WINDOW_NANOS = 600_000_000_000L;
    /** RFC 4862, 5.1: a probe waits a second; hosts send up to three. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final int OBJECTORS = 4;

    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<Tentative> index = new Index<>();
    private final Ages<Tentative> ages = new Ages<>();
    private final Index<Party> parties = new Index<>();
    private final Ages<Party> partyAges = new Ages<>();

    /** An address somebody wants. */
    private static final class Tentative extends Entry<Tentative> {
        Path path = Path.NONE;
        Ip address = Ip.NONE;
        long prober;
        Where probe;
        long probeNanos;
        final long[] objectors = new long[OBJECTORS];
        int objectorCount;

        Tentative(Where probe) {
            this.probe = probe;
        }
    }

    /** A MAC that was denied addresses, or denied them. */
    private static final class Party extends Entry<Party> {
        Path path = Path.NONE;
        long mac;
        /** What it was denied, and by whom. */
        final Recent addresses = new Recent();

        final Recent objectors = new Recent();
        /** Whom it denied an address. */
        final Recent probers = new Recent();
    }

    /** The last eight distinct of something, and when each was seen last. */
    private static final class Recent {
        private static final int KEPT = 8;

        private final long[] keys = new long[KEPT];
        private final long[] nanos = new long[KEPT];
        private int count;

        void add(long key, long now) {
            for (int i = 0; i < Math.min(KEPT, count); i++) {
                if (keys[i] == key) {
                    nanos[i] = now;
                    return;
                }
            }
            keys[count % KEPT] = key;
            nanos[count++ % KEPT] = now;
        }

        int since(long since) {
            int n = 0;
            for (int i = 0; i < Math.min(KEPT, count); i++) {
                n += nanos[i] >= since ? 1 : 0;
            }
            return n;
        }
    }

    Tentatives(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    /** Somebody asks whether anybody has this address, for it would like to. */
    void probe(Where where, Ip address, long mac) {
        long now = where.timeNanos();
        expire(now);
        long hash = keys.of(where.path(), address.high(), address.low(), 2);
        Tentative t = find(where.path(), address, hash);
        if (t == null) {
            if (index.size() >= cap && ages.oldest() != null) {
                drop(ages.oldest());
                counters.increment(Counter.ND_PROBES_EVICTED);
            }
            t = new Tentative(where);
            t.path = where.path();
            t.address = address;
            t.prober = mac;
            index.add(t, hash);
            ages.add(t);
        } else {
            // The first who asked is who was there first; a second prober's copy may be a bridge's.
            ages.touch(t);
        }
        t.probeNanos = now;
    }

    /**
     * An advertisement of an address; null where nobody is probing for it, or the prober itself says so.
     *
     * @param held whether the objector was known to hold it
     */
    @Nullable
    DadDenied answer(NdSeen seen, Ip address, long objector, boolean held, @Nullable Host host) {
        Where where = seen.where();
        long now = where.timeNanos();
        expire(now);
        Tentative t = find(where.path(), address, keys.of(where.path(), address.high(), address.low(), 2));
        if (t == null || t.prober == objector) {
            return null;
        }
        boolean known = false;
        for (int i = 0; i < t.objectorCount; i++) {
            known |= t.objectors[i] == objector;
        }
        if (!known && t.objectorCount < OBJECTORS) {
            t.objectors[t.objectorCount++] = objector;
        }
        Party prober = party(where.path(), t.prober);
        Party other = party(where.path(), objector);
        if (!held) {
            prober.addresses.add(t.hash, now);
            prober.objectors.add(objector, now);
        }
        other.probers.add(t.prober, now);
        return new DadDenied(
                seen,
                address,
                t.prober,
                t.probe,
                objector,
                held,
                t.objectorCount,
                prober.addresses.since(now - WINDOW_NANOS),
                prober.objectors.since(now - WINDOW_NANOS),
                other.probers.since(now - WINDOW_NANOS),
                host);
    }

    private Party party(Path path, long mac) {
        long hash = keys.of(path, mac, 0, 3);
        for (Party p = parties.bucket(hash); p != null; p = p.chain) {
            if (p.hash == hash && p.mac == mac && p.path.equals(path)) {
                partyAges.touch(p);
                return p;
            }
        }
        if (parties.size() >= cap && partyAges.oldest() != null) {
            Party out = partyAges.oldest();
            partyAges.remove(out);
            parties.remove(out);
        }
        Party p = new Party();
        p.path = path;
        p.mac = mac;
        parties.add(p, hash);
        partyAges.add(p);
        return p;
    }

    private void expire(long now) {
        for (Tentative t = ages.oldest(); t != null && now - t.probeNanos > PATIENCE_NANOS; t = ages.oldest()) {
            drop(t);
        }
    }

    private void drop(Tentative t) {
        ages.remove(t);
        index.remove(t);
    }

    private @Nullable Tentative find(Path path, Ip address, long hash) {
        for (Tentative t = index.bucket(hash); t != null; t = t.chain) {
            if (t.hash == hash && t.address.equals(address) && t.path.equals(path)) {
                return t;
            }
        }
        return null;
    }
}
