// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.incidents;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to do now, with the addresses filled in. A line a thing, the most urgent first. */
final class Actions {
    private static final int NAMED = 8;

    private Actions() {}

    static List<String> of(List<Finding> findings, List<Party> attackers, Collection<Ip> victims) {
        Set<String> actions = new LinkedHashSet<>();
        for (Party p : attackers.subList(0, Math.min(NAMED, attackers.size()))) {
            block(p, actions);
        }
        Map<String, Set<Ip>> deceived = new LinkedHashMap<>();
        for (Finding f : findings) {
            deceived.computeIfAbsent(layer(f) + f.subject(), k -> new LinkedHashSet<>())
                    .addAll(f.victims());
        }
        for (Finding f : findings) {
            Set<Ip> own = deceived.getOrDefault(layer(f) + f.subject(), Set.of());
            undo(f, names(own.isEmpty() ? victims : own), actions);
        }
        return List.copyOf(actions);
    }

    /** What a rule is about, by which the caches differ that have to be flushed. */
    private static String layer(Finding f) {
        String id = f.rule().id();
        if (id.startsWith("nd-")) {
            return "nd ";
        }
        if (id.startsWith("ra-")) {
            return "ra ";
        }
        if (id.startsWith("icmp-")) {
            return "route ";
        }
        if (id.startsWith("dhcp-")) {
            return "dhcp ";
        }
        if (id.startsWith("registry-")) {
            return "registry ";
        }
        return id.startsWith("arp-") ? "arp " : id.startsWith("dns-") || id.startsWith("name-") ? "dns " : "tls ";
    }

    private static void undo(Finding f, String who, Set<String> actions) {
        boolean name = !f.subject().startsWith("ip:");
        String subject = f.subject().substring(f.subject().indexOf(':') + 1);
        switch (layer(f)) {
            case "arp " -> {
                if (name) {
                    return; // About a machine, not about who holds an address.
                }
                actions.add("On " + who + " forget who holds " + subject + ": ip neigh flush to " + subject
                        + " (Linux), arp -d " + subject + " (Windows, macOS).");
            }
            case "nd " ->
                actions.add("On " + who + " forget who holds " + subject + ": ip -6 neigh flush to " + subject
                        + " (Linux), netsh interface ipv6 delete neighbors (Windows), ndp -c (macOS).");
            case "ra " ->
                actions.add("On every host of the link forget what " + subject
                        + " advertised, its routes, addresses and resolvers: turn IPv6 off and on again on the interface"
                        + " once the sender is gone, and turn on RA Guard on access ports.");
            case "route " ->
                actions.add("On " + who + " forget the redirected way to " + subject
                        + ": ip route flush cache (Linux), route delete " + subject + " (Windows, macOS).");
            case "dhcp " ->
                actions.add(
                        "On " + who
                                + " renew the lease and see which gateway, resolvers and routes it brings: dhclient -r;"
                                + " dhclient -v (Linux), ipconfig /renew; ipconfig /all (Windows), ipconfig set en0 DHCP (macOS).");
            case "registry " -> {
                for (Finding.Evidence e : f.evidence()) {
                    if (e.where().source().isConfiguration() && !e.before()) {
                        actions.add("Correct or take out the entry in "
                                + e.where().source().path() + " line "
                                + e.where().packet()
                                + ", and have the program that reads it started anew.");
                    }
                }
            }
            case "dns " ->
                actions.add(
                        "On " + who + " forget the answer" + (name ? " for " : "s of ") + subject
                                + ": resolvectl flush-caches (Linux), ipconfig /flushdns (Windows), dscacheutil -flushcache (macOS).");
            default -> {
                actions.add("Rotate every credential that " + who + " sent to " + subject
                        + " since the first packet here.");
                actions.add(
                        "Before using " + subject + " again, compare its certificate with the pins in the trust file.");
            }
        }
    }

    private static void block(Party p, Set<String> actions) {
        if (p.mac() != Mac.NONE) {
            String mac = Mac.text(p.mac());
            String dotted = mac.replace(":", "").replaceAll("(....)(?=.)", "$1.");
            actions.add("Find and shut the switch port of " + mac + ": show mac address-table address " + dotted
                    + " (Cisco)," + " bridge fdb | grep " + mac + " (Linux).");
            actions.add(
                    "Until then drop its frames: nft add table bridge doppelwatch; nft add chain bridge doppelwatch forward"
                            + " '{ type filter hook forward priority 0; }'; nft add rule bridge doppelwatch forward ether saddr "
                            + mac
                            + " drop");
        }
        if (!p.ip().equals(Ip.NONE)) {
            String family = p.ip().isV4() ? "ip" : "ip6";
            actions.add("Keep hosts from talking to " + p.ip()
                    + ": nft add table inet doppelwatch; nft add chain inet doppelwatch"
                    + " output '{ type filter hook output priority 0; }'; nft add rule inet doppelwatch output "
                    + family
                    + " daddr " + p.ip() + " drop");
        }
    }

    private static String names(Collection<Ip> victims) {
        List<String> first = new ArrayList<>();
        for (Ip v : victims) {
            if (first.size() == NAMED) {
                first.add("the others named here");
                break;
            }
            first.add(v.toString());
        }
        return first.isEmpty() ? "every host that may have believed it" : String.join(", ", first);
    }
}
