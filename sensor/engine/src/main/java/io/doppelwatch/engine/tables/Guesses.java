// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Responses with wrong ids by the client they were sent to and the zone above the name, within {@link #WINDOW_NANOS}: the
 * shape of Kaminsky's attack. At most {@code cap} zones of about 260 bytes; the one quiet longest goes first. Who guesses in many
 * zones at once pushes out his own.
 */
public final class Guesses {
    static final long WINDOW_NANOS = 60_000_000_000L;
    /** Different names under one zone, and responses to them, that make the shape. */
    static final int NAMES = 8;

    static final int RESPONSES = 64;
    private static final int TELL_AGAIN = 1024;

    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<Zone> index = new Index<>();
    private final Ages<Zone> ages = new Ages<>();

    /** What was guessed for one zone. */
    static final class Zone extends Entry<Zone> {
        private final Path path;
        private final Ip client;
        private final long zone;
        private final long[] names = new long[NAMES];
        private long sinceNanos;
        int nameCount;
        long responses;
        long delegating;
        private long tellAt;

        Zone(Path path, Ip client, long zone) {
            this.path = path;
            this.client = client;
            this.zone = zone;
        }

        private void begin(long nowNanos) {
            sinceNanos = nowNanos;
            nameCount = 0;
            responses = 0;
            delegating = 0;
            tellAt = RESPONSES;
        }

        private void name(long name) {
            for (int i = 0; i < Math.min(nameCount, NAMES); i++) {
                if (names[i] == name) {
                    return;
                }
            }
            names[nameCount++ % NAMES] = name;
        }
    }

    public Guesses(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    /**
     * Notes a response with a wrong id.
     *
     * @param delegating whether it has records in its authority or additional section
     * @return the zone where this response makes the shape whole, and again every 1024 responses; else null
     */
    @Nullable
    Zone add(Path path, Ip client, long zoneHash, long nameHash, boolean delegating, long nowNanos) {
        long hash = keys.of(path, client.high(), client.low(), zoneHash);
        Zone z = index.bucket(hash);
        while (z != null && !(z.hash == hash && z.zone == zoneHash && z.client.equals(client) && z.path.equals(path))) {
            z = z.chain;
        }
        if (z == null) {
            if (index.size() >= cap && ages.oldest() != null) {
                Zone oldest = ages.oldest();
                ages.remove(oldest);
                index.remove(oldest);
                counters.increment(Counter.DNS_GUESSES_EVICTED);
            }
            z = new Zone(path, client, zoneHash);
            z.begin(nowNanos);
            index.add(z, hash);
            ages.add(z);
        } else {
            ages.touch(z);
            if (nowNanos - z.sinceNanos > WINDOW_NANOS) {
                z.begin(nowNanos);
            }
        }
        z.name(nameHash);
        z.responses++;
        z.delegating += delegating ? 1 : 0;
        if (z.nameCount < NAMES || z.responses < z.tellAt || z.delegating * 2 < z.responses) {
            return null;
        }
        z.tellAt = z.responses + TELL_AGAIN;
        return z;
    }
}
