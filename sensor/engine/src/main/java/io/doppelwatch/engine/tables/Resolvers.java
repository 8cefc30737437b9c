// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * DNS servers by path. At most {@code cap} of them: those with fewer than {@link #STANDING_ANSWERS} good answers go
 * first, the one silent longest of them; the others may fill half the table and give way to nothing.
 */
public final class Resolvers {
    static final int STANDING_ANSWERS = 8;

    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<Resolver> index = new Index<>();
    private final Ages<Resolver> fresh = new Ages<>();
    private final Ages<Resolver> standing = new Ages<>();

    public Resolvers(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    public int size() {
        return index.size();
    }

    public @Nullable Resolver find(Path path, Ip ip) {
        return find(path, ip, keys.of(path, ip.high(), ip.low(), 4));
    }

    Resolver touch(Path path, Ip ip) {
        long hash = keys.of(path, ip.high(), ip.low(), 4);
        Resolver r = find(path, ip, hash);
        if (r == null) {
            Resolver oldest = fresh.oldest();
            if (index.size() >= cap && oldest != null) {
                fresh.remove(oldest);
                index.remove(oldest);
                counters.increment(Counter.RESOLVERS_EVICTED);
            }
            r = new Resolver(path, ip);
            index.add(r, hash);
            fresh.add(r);
        } else if (r.standing) {
            standing.touch(r);
        } else if (r.answers() >= STANDING_ANSWERS && standing.size() < cap / 2) {
            fresh.remove(r);
            r.standing = true;
            standing.add(r);
        } else {
            fresh.touch(r);
        }
        return r;
    }

    private @Nullable Resolver find(Path path, Ip ip, long hash) {
        for (Resolver r = index.bucket(hash); r != null; r = r.chain) {
            if (r.hash == hash && r.ip.equals(ip) && r.path.equals(path)) {
                return r;
            }
        }
        return null;
    }
}
