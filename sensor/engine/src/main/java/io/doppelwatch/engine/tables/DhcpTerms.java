// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dhcp.ClasslessRoute;
import io.doppelwatch.engine.net.Ip;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a DHCP server tells a client to believe: whom to send its traffic to and whom to ask for names. Each is null where it
 * was neither told nor asked for, so that nothing can be said of it, and empty where it was asked for and not told.
 *
 * @param routers option 3
 * @param resolvers option 6, or 23 of DHCPv6
 * @param routes option 121 or 249
 * @param proxy option 252, where to fetch the proxy's configuration
 * @param domain option 15, or 24 of DHCPv6
 */
public record DhcpTerms(
        @Nullable List<Ip> routers,
        @Nullable List<Ip> resolvers,
        @Nullable List<ClasslessRoute> routes,
        @Nullable String proxy,
        @Nullable String domain) {
    static final DhcpTerms NOTHING = new DhcpTerms(null, null, null, null, null);

    /** Addresses and routes of one kind that are kept: 1,500 bytes for all terms at most. */
    static final int KEPT = 8;
    /** Characters of text that are kept. */
    static final int TEXT = 128;

    /** A kind of term. */
    public enum Kind {
        GATEWAY("gateway"),
        RESOLVER("resolver"),
        ROUTE("classless route"),
        PROXY("proxy configuration"),
        DOMAIN("domain");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * One kind of term that differs.
     *
     * @param before in words
     * @param after in words
     * @param gained addresses that {@code after} names and {@code before} does not
     */
    public record Difference(Kind kind, String before, String after, List<Ip> gained) {
        @Override
        public String toString() {
            return kind.text + " " + after + " instead of " + before;
        }
    }

    /** True where nothing is said that could be compared. */
    public boolean isEmpty() {
        return routers == null && resolvers == null && routes == null && proxy == null && domain == null;
    }

    /** How these terms differ from earlier or others' ones, in what can be said of both. Order counts for nothing. */
    public List<Difference> against(DhcpTerms other) {
        List<Difference> all = new ArrayList<>(2);
        addresses(all, Kind.GATEWAY, other.routers, routers);
        addresses(all, Kind.RESOLVER, other.resolvers, resolvers);
        routes(all, other.routes, routes);
        text(all, Kind.PROXY, other.proxy, proxy);
        text(all, Kind.DOMAIN, other.domain, domain);
        return all;
    }

    /** These terms, and what they leave open as the other ones have it. */
    DhcpTerms over(DhcpTerms older) {
        return new DhcpTerms(
                routers == null ? older.routers : routers,
                resolvers == null ? older.resolvers : resolvers,
                routes == null ? older.routes : routes,
                proxy == null ? older.proxy : proxy,
                domain == null ? older.domain : domain);
    }

    /** Every address that traffic or questions shall go to. */
    public List<Ip> named() {
        List<Ip> all = new ArrayList<>();
        all.addAll(routers == null ? List.of() : routers);
        all.addAll(resolvers == null ? List.of() : resolvers);
        for (ClasslessRoute r : routes == null ? List.<ClasslessRoute>of() : routes) {
            all.add(Ip.v4(r.router()));
        }
        return all;
    }

    /** True where an address is a gateway or resolver of these terms. */
    public boolean names(Ip ip) {
        return routers != null && routers.contains(ip) || resolvers != null && resolvers.contains(ip);
    }

    private static void addresses(
            List<Difference> all, Kind kind, @Nullable List<Ip> before, @Nullable List<Ip> after) {
        if (before == null || after == null || new HashSet<>(before).equals(new HashSet<>(after))) {
            return;
        }
        List<Ip> gained = new ArrayList<>(after);
        gained.removeAll(before);
        all.add(new Difference(kind, words(before), words(after), List.copyOf(gained)));
    }

    private static void routes(
            List<Difference> all, @Nullable List<ClasslessRoute> before, @Nullable List<ClasslessRoute> after) {
        if (before == null || after == null || new HashSet<>(before).equals(new HashSet<>(after))) {
            return;
        }
        List<Ip> gained = new ArrayList<>();
        for (ClasslessRoute r : after) {
            Ip router = Ip.v4(r.router());
            if (!before.contains(r) && !gained.contains(router)) {
                gained.add(router);
            }
        }
        all.add(new Difference(
                Kind.ROUTE,
                words(before.stream().map(DhcpTerms::text).toList()),
                words(after.stream().map(DhcpTerms::text).toList()),
                List.copyOf(gained)));
    }

    private static void text(List<Difference> all, Kind kind, @Nullable String before, @Nullable String after) {
        if (before != null && after != null && !before.equalsIgnoreCase(after)) {
            all.add(new Difference(
                    kind, before.isEmpty() ? "none" : before, after.isEmpty() ? "none" : after, List.of()));
        }
    }

    private static String text(ClasslessRoute r) {
        return Ip.v4(r.network()) + "/" + r.prefix() + " by " + Ip.v4(r.router());
    }

    private static String words(List<?> values) {
        List<String> all = values.stream().map(Object::toString).toList();
        return all.isEmpty() ? "none" : String.join(", ", all);
    }
}
