// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

import java.util.Set;

/**
 * What the labels of a name say of whose it is. The registrable part is told without a list of public suffixes: two
 * labels, or three where the last but one is a short one under a country ({@code co.uk}, {@code com.au}). Where that
 * is wrong ({@code ltd.uk}, hosting suffixes), two owners are taken for one, and nothing is said.
 */
public final class Domains {
    private static final Set<String> SECOND_LEVEL =
            Set.of("ac", "co", "com", "edu", "go", "gob", "gov", "gv", "ltd", "mil", "ne", "net", "or", "org", "plc");

    /**
     * Suffixes that are nobody's in public DNS: RFC 6761, 6762, 8375, 7686, ICANN's internal, and what home routers and
     * directories use; and names whose public zone hands out private addresses by design.
     */
    private static final Set<String> INTERNAL = Set.of(
            "local",
            "localhost",
            "localdomain",
            "lan",
            "home",
            "internal",
            "intranet",
            "private",
            "corp",
            "arpa",
            "onion",
            "domain",
            "fritz.box",
            "speedport.ip",
            "plex.direct",
            "myfritz.net",
            "nip.io",
            "sslip.io",
            "localtest.me",
            "lvh.me");

    private Domains() {}

    /** The registrable part of a lower-case name without a final dot; the name itself where it has no more labels. */
    public static String registrable(String name) {
        int last = name.lastIndexOf('.');
        int second = last <= 0 ? -1 : name.lastIndexOf('.', last - 1);
        if (second < 0) {
            return name;
        }
        boolean underCountry = name.length() - last - 1 == 2 && SECOND_LEVEL.contains(name.substring(second + 1, last));
        return name.substring((underCountry ? name.lastIndexOf('.', second - 1) : second) + 1);
    }

    /** The name without its first label; empty where it has one label only. */
    public static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    /** True where {@code name} is {@code zone} or lies below it; both lower case. */
    public static boolean isWithin(String name, String zone) {
        return name.endsWith(zone)
                && (name.length() == zone.length() || name.charAt(name.length() - zone.length() - 1) == '.');
    }

    /** True where private addresses are what the name is for: no dot in it, or a suffix of {@link #INTERNAL}. */
    public static boolean isInternal(String name) {
        int last = name.lastIndexOf('.');
        if (last < 0 || INTERNAL.contains(name.substring(last + 1))) {
            return true;
        }
        int second = name.lastIndexOf('.', last - 1);
        return INTERNAL.contains(name.substring(second + 1));
    }
}
