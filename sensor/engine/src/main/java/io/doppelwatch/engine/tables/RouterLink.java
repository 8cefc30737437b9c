// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routers of one link, who behaves as a host on it, and how many advertisements come. */
public final class RouterLink extends Entry<RouterLink> {
    /** Routers kept. */
    static final int ROUTERS = 8;

    static final int HOSTS = 64;
    /** Ten seconds, over which advertisements are counted. */
    public static final long WINDOW_NANOS = 10_000_000_000L;

    private static final int DISTINCT = 64;
    /** Who advertised twice, at least so far apart, stays. */
    private static final long STANDING_NANOS = Bindings.STANDING_NANOS;

    final Path path;
    private final List<Router> routers = new ArrayList<>(2);
    private final List<Long> hosts = new ArrayList<>(4);

    private long windowNanos = Long.MIN_VALUE;
    private Where windowStart;
    private int advertisements;
    private final long[] senders = new long[DISTINCT];
    private int senderCount;
    private final long[] prefixes = new long[DISTINCT];
    private int prefixCount;
    private @Nullable Zeroed zeroed;

    RouterLink(Path path, Where first) {
        this.path = path;
        windowStart = first;
    }

    /** An advertisement of lifetime 0 in the name of a router, from another MAC than the router's. */
    public record Zeroed(Ip router, long mac, Where where) {}

    /** Routers as they first spoke. */
    public List<Router> routers() {
        return Collections.unmodifiableList(routers);
    }

    /** Advertisements within the ten seconds that run now. */
    public int advertisements() {
        return advertisements;
    }

    /** Addresses they came from, at most 64 are told apart. */
    public int senders() {
        return senderCount;
    }

    /** Prefixes they offered, at most 64 are told apart. */
    public int prefixes() {
        return prefixCount;
    }

    public Where windowStart() {
        return windowStart;
    }

    /** The last such advertisement; null where there was none, or its router has spoken since. */
    public @Nullable Zeroed zeroed() {
        return zeroed;
    }

    void zeroed(@Nullable Zeroed z) {
        zeroed = z;
    }

    /** True where this MAC behaved as only a host does: it asked for routers, or said that it is none. */
    public boolean isHost(long mac) {
        return hosts.contains(mac);
    }

    /** At most {@link #HOSTS}: the one that first behaved so longest ago goes first. */
    void host(long mac) {
        if (hosts.size() >= HOSTS) {
            hosts.remove(0);
        }
        hosts.add(mac);
    }

    @Nullable
    Router find(Ip ip, long mac) {
        return Router.find(routers, ip, mac);
    }

    /**
     * Enters a router. What goes first where there are too many: of those that spoke once, or for less than a minute, the
     * one silent longest; the first of a link never does.
     *
     * @return false where another had to go
     */
    boolean add(Router router) {
        boolean room = routers.size() < ROUTERS;
        if (!room) {
            int out = -1;
            for (int i = 1; i < routers.size(); i++) {
                if (out < 0 || goesBefore(routers.get(i), routers.get(out))) {
                    out = i;
                }
            }
            routers.remove(out);
        }
        routers.add(router);
        return room;
    }

    private static boolean goesBefore(Router a, Router b) {
        if (stands(a) != stands(b)) {
            return !stands(a);
        }
        return a.last().timeNanos() < b.last().timeNanos();
    }

    private static boolean stands(Router r) {
        return r.last().timeNanos() - r.first().timeNanos() >= STANDING_NANOS;
    }

    void count(Where where, RouterAdvert advert, long senderHash) {
        long now = where.timeNanos();
        if (windowNanos == Long.MIN_VALUE || now - windowNanos >= WINDOW_NANOS || now < windowNanos) {
            windowNanos = now;
            windowStart = where;
            advertisements = 0;
            senderCount = 0;
            prefixCount = 0;
        }
        advertisements++;
        senderCount = distinct(senders, senderCount, senderHash);
        for (RouterAdvert.Prefix p : advert.prefixes()) {
            prefixCount = distinct(
                    prefixes, prefixCount, p.network().high() * 31 + p.network().low());
        }
    }

    private static int distinct(long[] seen, int count, long value) {
        for (int i = 0; i < count; i++) {
            if (seen[i] == value) {
                return count;
            }
        }
        if (count < seen.length) {
            seen[count] = value;
            return count + 1;
        }
        return count;
    }
}
