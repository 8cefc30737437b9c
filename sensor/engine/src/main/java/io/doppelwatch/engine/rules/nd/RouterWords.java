// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.net.Eui64;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.tables.Router;
import io.doppelwatch.engine.tables.RouterAdvert;
import io.doppelwatch.engine.tables.RouterSeen;
import java.util.ArrayList;
import java.util.List;

/** What the rules about routers have in common: what in an advertisement is odd, and how they say who sent it. */
final class RouterWords {
    private RouterWords() {}

    /**
     * What no router on a working network says. Each is something that its own RFC forbids or that cannot be of use to
     * anybody but the sender, so that one needs an explanation, and two are no mistake.
     */
    static List<String> impossible(RouterAdvert advert) {
        List<String> all = new ArrayList<>(2);
        for (RouterAdvert.Prefix p : advert.prefixes()) {
            long high = p.network().high();
            if (p.length() >= 10 && high >>> 54 == 0xfe80 >>> 6) {
                all.add("it offers the link-local prefix " + p + " (RFC 4861, 4.6.2)");
            } else if (high >>> 56 == 0xff && p.length() >= 8) {
                all.add("it offers the multicast prefix " + p);
            } else if (p.length() < 16 && p.onLink()) {
                all.add("it says that all of " + p + " is on this link");
            }
        }
        for (RouterAdvert.Resolver6 r : advert.resolvers()) {
            long high = r.address().high();
            if (high >>> 56 == 0xff) {
                all.add("its resolver " + r.address() + " is a multicast group");
            } else if (high == 0 && (r.address().low() == 0 || r.address().low() == 1)) {
                all.add("its resolver is " + r.address());
            }
        }
        return all;
    }

    /** What is odd about the sender, but has harmless explanations too. */
    static void odd(RouterSeen t, Signs signs) {
        if (t.wasHost()) {
            signs.add(Mac.text(t.router().mac()) + " behaved as a host before");
        }
        Ip ip = t.router().ip();
        if (Eui64.isOfAnother(ip, t.router().mac())) {
            signs.add("the address is made of " + Mac.text(Eui64.mac(ip)));
        }
        if (t.advert().mac() != Mac.NONE && t.advert().mac() != t.router().mac()) {
            signs.add("it names " + Mac.text(t.advert().mac()) + " as its MAC");
        }
        if (!isLinkLocal(ip)) {
            signs.add("its address is not link-local, so that no host takes it (RFC 4861, 6.1.2)");
        }
    }

    /** True where it wants to be preferred to every other router that is alive. */
    static boolean outbids(RouterSeen t) {
        if (t.others().isEmpty() || t.advert().lifetime() == 0) {
            return false;
        }
        for (Router r : t.others()) {
            if (r.advert().preference() >= t.advert().preference() && r.advert().lifetime() > 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isLinkLocal(Ip ip) {
        return ip.high() >>> 54 == 0xfe80 >>> 6;
    }

    static Party party(RouterSeen t) {
        return new Party(t.router().mac(), t.router().ip());
    }

    static String who(RouterSeen t) {
        return who(t.router());
    }

    static String who(Router r) {
        return r.mac() == Mac.NONE ? r.ip().toString() : r.ip() + " (" + Mac.text(r.mac()) + ")";
    }

    static Evidence heard(Router r) {
        return Evidence.before(
                r.last(), "advertisement of " + who(r) + ", " + r.count() + " so far" + offers(r.advert()));
    }

    static Evidence advertised(RouterSeen t) {
        return new Evidence(t.where(), "advertisement of " + who(t) + offers(t.advert()));
    }

    /**
     * What other routers said, and what this one says now, in the order seen.
     *
     * @param before true to tell what was heard under its own address before, too
     */
    static List<Evidence> evidence(RouterSeen t, boolean before) {
        List<Evidence> evidence = new ArrayList<>();
        if (before && t.namesake() != null) {
            evidence.add(heard(t.namesake()));
        }
        for (Router r : t.others().subList(0, Math.min(4, t.others().size()))) {
            evidence.add(heard(r));
        }
        evidence.add(advertised(t));
        evidence.sort((a, b) -> Long.compare(a.where().ordinal(), b.where().ordinal()));
        return List.copyOf(evidence);
    }

    private static String offers(RouterAdvert a) {
        StringBuilder s = new StringBuilder(": lifetime ").append(a.lifetime()).append(" s");
        int n = 0;
        for (RouterAdvert.Prefix p : a.prefixes()) {
            if (n++ < 4) {
                s.append(", prefix ").append(p);
            }
        }
        n = 0;
        for (RouterAdvert.Resolver6 r : a.resolvers()) {
            if (n++ < 4) {
                s.append(", resolver ").append(r.address());
            }
        }
        return s.toString();
    }
}
