// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.LacpSeen;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * MACs by path. At most {@code cap} of them: among those that spoke only once or for less than a minute the one silent
 * longest goes first, except who asked and was answered before the table was a quarter full; the others ({@link Bindings#STANDING_NANOS}) go only to make room among themselves, and may fill half
 * the table.
 */
public final class Hosts {
    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<Host> index = new Index<>();
    private final Ages<Host> fresh = new Ages<>();
    private final Ages<Host> standing = new Ages<>();

    public Hosts(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    public int size() {
        return index.size();
    }

    public @Nullable Host find(Path path, long mac) {
        return find(path, mac, keys.of(path, mac, 0, 1));
    }

    /** Takes what a port says of its link. */
    public void add(LacpSeen seen) {
        if (seen.where().sourceMac() != Mac.NONE) {
            touch(seen.where().path(), seen.where().sourceMac(), seen.where().timeNanos())
                    .aggregated(seen.system(), seen.key());
        }
    }

    Host touch(Path path, long mac, long nowNanos) {
        long hash = keys.of(path, mac, 0, 1);
        Host host = find(path, mac, hash);
        if (host == null) {
            if (index.size() >= cap) {
                evict();
            }
            host = new Host(path, mac, nowNanos);
            index.add(host, hash);
            fresh.add(host);
        } else if (host.standing) {
            standing.touch(host);
        } else if (nowNanos - host.firstNanos >= Bindings.STANDING_NANOS && standing.size() < cap / 2) {
            fresh.remove(host);
            host.standing = true;
            standing.add(host);
        } else {
            fresh.touch(host);
        }
        return host;
    }

    /** Ranks a host with those that have spoken for a minute, while the table is less than a quarter full. */
    void stand(@Nullable Host host) {
        if (host != null && !host.standing && index.size() < cap / 4 && standing.size() < cap / 2) {
            fresh.remove(host);
            host.standing = true;
            standing.add(host);
        }
    }

    private @Nullable Host find(Path path, long mac, long hash) {
        for (Host h = index.bucket(hash); h != null; h = h.chain) {
            if (h.hash == hash && h.mac == mac && h.path.equals(path)) {
                return h;
            }
        }
        return null;
    }

    private void evict() {
        Ages<Host> from = fresh.oldest() != null ? fresh : standing;
        Host out = from.oldest();
        if (out != null) {
            from.remove(out);
            index.remove(out);
            counters.increment(Counter.HOSTS_EVICTED);
        }
    }
}
