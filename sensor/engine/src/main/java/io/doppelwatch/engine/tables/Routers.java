// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.nd.NdMessage;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * IPv6 routers by link, as their advertisements say. At most {@code cap} links, the one heard of longest ago goes first;
 * on each at most {@link RouterLink#ROUTERS} routers of at most 1.8 KB (which is what 8 prefixes and 8 resolvers take) and
 * {@link RouterLink#HOSTS} hosts: 18 KB a link where somebody fills it, 2 KB where nobody does. A flood of
 * advertisements pushes out its own kind.
 */
public final class Routers {
    private final int cap;
    private final Hosts hosts;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<RouterLink> index = new Index<>();
    private final Ages<RouterLink> ages = new Ages<>();

    /** @param hosts what MACs said in ND */
    public Routers(int cap, Hosts hosts, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.hosts = hosts;
        this.keys = keys;
        this.counters = counters;
    }

    /** The routers of a link; null where nothing is known of it. */
    public @Nullable RouterLink find(Path path) {
        return find(path, keys.of(path, 0, 0, 4));
    }

    /** Notes that a MAC behaves as a host: it asks for routers, or says that it is none. A router may do so later. */
    public void host(Where where) {
        long mac = where.sourceMac();
        if (mac == Mac.NONE) {
            return;
        }
        RouterLink link = touch(where);
        for (Router r : link.routers()) {
            if (r.mac() == mac) {
                return;
            }
        }
        if (!link.isHost(mac)) {
            link.host(mac);
        }
    }

    /** Takes a router advertisement that receivers accept (RFC 4861, 6.1.2), but for its options. */
    public RouterSeen add(NdSeen seen, NdMessage message) {
        Where where = seen.where();
        long now = where.timeNanos();
        RouterAdvert advert = RouterAdvert.of(message);
        RouterLink link = touch(where);
        Ip ip = where.sourceIp();
        long mac = where.sourceMac();
        link.count(where, advert, keys.of(where.path(), ip.high(), ip.low(), mac));
        Router namesake = null;
        List<Router> others = new ArrayList<>(2);
        for (Router r : link.routers()) {
            if (r.mac() != mac && r.ip().equals(ip)) {
                namesake = namesake == null ? r : namesake;
            } else if (r.mac() != mac && r.isAlive(now)) {
                others.add(r);
            }
        }
        List<Ip> newResolvers = newResolvers(link, advert, now);
        Router router = link.find(ip, mac);
        boolean fresh = router == null;
        RouterAdvert before = null;
        if (router == null) {
            router = new Router(ip, mac, where, advert);
            if (!link.add(router)) {
                counters.increment(Counter.ROUTERS_EVICTED);
            }
        } else {
            before = router.advert();
            // Who was here before the namesake is the router.
            namesake = namesake != null
                            && namesake.first().ordinal() > router.first().ordinal()
                    ? null
                    : namesake;
        }
        RouterLink.Zeroed zeroed = link.zeroed();
        boolean wentOn =
                zeroed != null && advert.lifetime() > 0 && zeroed.router().equals(ip) && zeroed.mac() != mac;
        router.heard(where, advert);
        if (wentOn) {
            link.zeroed(null);
        } else if (advert.lifetime() == 0 && namesake != null) {
            link.zeroed(new RouterLink.Zeroed(ip, mac, where));
        }
        return new RouterSeen(
                seen,
                advert,
                link,
                router,
                fresh,
                before,
                namesake,
                List.copyOf(others),
                newResolvers,
                hosts.find(where.path(), mac),
                wentOn ? zeroed : null);
    }

    /** Those that nobody gave so far, where somebody's word for others still holds; else there is nothing to compare with. */
    private static List<Ip> newResolvers(RouterLink link, RouterAdvert advert, long now) {
        if (advert.resolvers().isEmpty()) {
            return List.of();
        }
        List<Ip> fresh = new ArrayList<>(2);
        for (RouterAdvert.Resolver6 r : advert.resolvers()) {
            boolean known = r.lifetime() == 0 || fresh.contains(r.address());
            boolean any = false;
            for (Router other : link.routers()) {
                known |= other.advert().gives(r.address());
                any |= other.isAlive(now) && !other.advert().resolvers().isEmpty();
            }
            if (!known && any) {
                fresh.add(r.address());
            }
        }
        return List.copyOf(fresh);
    }

    private RouterLink touch(Where where) {
        long hash = keys.of(where.path(), 0, 0, 4);
        RouterLink link = find(where.path(), hash);
        if (link != null) {
            ages.touch(link);
            return link;
        }
        if (index.size() >= cap && ages.oldest() != null) {
            RouterLink out = ages.oldest();
            ages.remove(out);
            index.remove(out);
            counters.increment(Counter.LINKS_EVICTED);
        }
        link = new RouterLink(where.path(), where);
        index.add(link, hash);
        ages.add(link);
        return link;
    }

    private @Nullable RouterLink find(Path path, long hash) {
        for (RouterLink l = index.bucket(hash); l != null; l = l.chain) {
            if (l.hash == hash && l.path.equals(path)) {
                return l;
            }
        }
        return null;
    }
}
