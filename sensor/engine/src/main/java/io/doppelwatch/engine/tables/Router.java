// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/** Who advertises itself as a router on one link: an address and the MAC it spoke from, and what it said last. */
public final class Router {
    private static final long SECOND = 1_000_000_000L;
    /** A router that says it is no default router is heard of at least so often (RFC 4861, 6.2.1: MaxRtrAdvInterval). */
    private static final long SILENT_NANOS = 1800 * SECOND;

    private final Ip ip;
    private final long mac;
    private final Where first;
    private Where last;
    private RouterAdvert advert;
    private long count;
    private int lifetime;
    private int zeroed;
    private long zeroedNanos;

    Router(Ip ip, long mac, Where first, RouterAdvert advert) {
        this.ip = ip;
        this.mac = mac;
        this.first = first;
        this.last = first;
        this.advert = advert;
    }

    public Ip ip() {
        return ip;
    }

    public long mac() {
        return mac;
    }

    public Where first() {
        return first;
    }

    public Where last() {
        return last;
    }

    /** What it said last. */
    public RouterAdvert advert() {
        return advert;
    }

    /** Advertisements so far. */
    public long count() {
        return count;
    }

    /** Seconds as a default router it last offered that were not 0; 0 where it never did. */
    public int lifetime() {
        return lifetime;
    }

    /** How often it went from being a default router to lifetime 0 within five minutes of each other. */
    public int zeroed() {
        return zeroed;
    }

    /** True where what it said last still holds. */
    public boolean isAlive(long nowNanos) {
        long age = nowNanos - last.timeNanos();
        return age <= (advert.lifetime() > 0 ? advert.lifetime() * SECOND : SILENT_NANOS);
    }

    void heard(Where where, RouterAdvert said) {
        long now = where.timeNanos();
        if (said.lifetime() == 0 && advert.lifetime() > 0 && count > 0) {
            zeroed = now - zeroedNanos <= 300 * SECOND ? zeroed + 1 : 1;
            zeroedNanos = now;
        }
        last = where;
        advert = said;
        count++;
        lifetime = said.lifetime() > 0 ? said.lifetime() : lifetime;
    }

    /** The one among routers that has this address and MAC; null where none has. */
    static @Nullable Router find(Iterable<Router> routers, Ip ip, long mac) {
        for (Router r : routers) {
            if (r.mac == mac && r.ip.equals(ip)) {
                return r;
            }
        }
        return null;
    }
}
