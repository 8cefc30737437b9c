// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks of names in mDNS, LLMNR and NBNS, by path and MAC: at most {@code cap} of them, of about 9 KB when each has
 * said everything that is kept. What goes first: of those that spoke for less than a minute the one silent longest; the
 * others may fill half the table.
 */
public final class LocalSpeakers {
    /** What comes again within a tenth of a second is a mirror port's copy. */
    static final long COPY_NANOS = 100_000_000L;

    private static final long STANDING_NANOS = 60_000_000_000L;

    private final KeyHash keys;
    private final Counters counters;
    private final Tenants<LocalSpeaker> speakers;

    public LocalSpeakers(int cap, KeyHash keys, Counters counters) {
        this.keys = keys;
        this.counters = counters;
        speakers = new Tenants<>(cap);
    }

    public @Nullable LocalSpeaker find(Path path, long mac) {
        return find(path, mac, keys.of(path, mac, 0, 20));
    }

    public LocalSpeaker touch(Path path, long mac, long nowNanos) {
        long hash = keys.of(path, mac, 0, 20);
        LocalSpeaker s = find(path, mac, hash);
        if (s == null) {
            if (speakers.isFull() && speakers.evict() != null) {
                counters.increment(Counter.LOCAL_SPEAKERS_EVICTED);
            }
            s = new LocalSpeaker(path, mac, nowNanos);
            speakers.add(s, hash);
        } else {
            s.standing = speakers.touch(s, s.standing, nowNanos - s.firstNanos >= STANDING_NANOS);
        }
        return s;
    }

    private @Nullable LocalSpeaker find(Path path, long mac, long hash) {
        for (LocalSpeaker s = speakers.bucket(hash); s != null; s = s.chain) {
            if (s.hash == hash && s.mac == mac && s.path.equals(path)) {
                return s;
            }
        }
        return null;
    }
}
