// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.trust;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The trust file turned so that a rule finds what is said of one address or one name at once. */
public final class TrustIndex {
    private final Trust trust;
    private final Map<Ip, List<Long>> macs = new HashMap<>();
    private final Set<Ip> gateways = new LinkedHashSet<>();
    private final Map<Ip, Trust.Redundancy> redundancy = new HashMap<>();
    private final Map<Ip, Trust.Service> byAddress = new HashMap<>();
    private final Map<String, Trust.Service> byName = new LinkedHashMap<>();

    public TrustIndex(Trust trust) {
        this.trust = trust;
        for (Trust.Gateway g : trust.gateways()) {
            gateways.add(g.ip());
            allow(g.ip(), g.mac());
        }
        for (Trust.Redundancy r : trust.redundancy()) {
            redundancy.put(r.ip(), r);
        }
        for (Trust.Service s : trust.services()) {
            byName.putIfAbsent(s.name(), s);
            for (String alias : s.aliases()) {
                byName.putIfAbsent(alias, s);
            }
            for (Trust.Cidr c : s.addresses()) {
                if (c.prefix() == 128) {
                    byAddress.putIfAbsent(c.network(), s);
                    for (long mac : s.macs()) {
                        allow(c.network(), mac);
                    }
                }
            }
        }
    }

    private void allow(Ip ip, long mac) {
        if (mac != Mac.NONE) {
            macs.computeIfAbsent(ip, k -> new ArrayList<>()).add(mac);
        }
    }

    public Trust trust() {
        return trust;
    }

    /** The MACs that may hold an address; empty where nothing was said. */
    public List<Long> macsOf(Ip ip) {
        return macs.getOrDefault(ip, List.of());
    }

    public boolean isGateway(Ip ip) {
        return gateways.contains(ip);
    }

    /** The service that has exactly this address. */
    public Trust.@Nullable Service serviceAt(Ip ip) {
        return byAddress.get(ip);
    }

    /** @param name lower case, without a final dot */
    public Trust.@Nullable Service serviceNamed(String name) {
        return byName.get(name);
    }

    /** Every name and alias with its service, in the order of the file. */
    public Map<String, Trust.Service> names() {
        return byName;
    }

    /** True where an address plays a part the trust file names: gateway, resolver, DHCP server, router, virtual address, service. */
    public boolean isTrusted(Ip ip) {
        return isGateway(ip)
                || trust.resolvers().contains(ip)
                || trust.dhcpServers().contains(ip)
                || trust.routers6().contains(ip)
                || redundancy.containsKey(ip)
                || byAddress.containsKey(ip);
    }

    /** Every single address the trust file names. */
    public Set<Ip> addresses() {
        Set<Ip> all = new LinkedHashSet<>(gateways);
        all.addAll(trust.resolvers());
        all.addAll(trust.dhcpServers());
        all.addAll(trust.routers6());
        all.addAll(redundancy.keySet());
        all.addAll(byAddress.keySet());
        return all;
    }

    /** What an address is to the network, in words; empty where the trust file does not name it. */
    public String role(Ip ip) {
        if (isGateway(ip)) {
            return "gateway";
        }
        if (trust.resolvers().contains(ip)) {
            return "resolver";
        }
        if (trust.dhcpServers().contains(ip)) {
            return "DHCP server";
        }
        if (trust.routers6().contains(ip)) {
            return "router";
        }
        if (redundancy.containsKey(ip)) {
            return "virtual address";
        }
        Trust.Service s = byAddress.get(ip);
        return s == null ? "" : "address of " + s.name();
    }

    /** The redundancy group the trust file gives an address to. */
    public Trust.@Nullable Redundancy redundancyOf(Ip ip) {
        return redundancy.get(ip);
    }

    public boolean isRedundant(Ip ip) {
        return redundancy.containsKey(ip);
    }

    /** True where {@code mac} is the virtual MAC of the redundancy group the trust file gives {@code ip} to. */
    public boolean isGroupMac(Ip ip, long mac) {
        Trust.Redundancy r = redundancy.get(ip);
        return r != null && VirtualMac.isOf(mac, r.protocol(), r.group());
    }

    /** True where a declared change of the service allows {@code what} at this time. */
    public static boolean allowed(Trust.Service service, String what, long nanos) {
        return allowing(service, what, nanos) != null;
    }

    /** The declared change of the service that is under way at this time, the first of several; null where none is. */
    public static Trust.@Nullable Change window(Trust.Service service, long nanos) {
        for (Trust.Change c : service.changes()) {
            if (nanos >= c.fromNanos() && nanos < c.untilNanos()) {
                return c;
            }
        }
        return null;
    }

    /** The declared change of the service that allows {@code what} at this time; null where none does. */
    public static Trust.@Nullable Change allowing(Trust.Service service, String what, long nanos) {
        for (Trust.Change c : service.changes()) {
            if (nanos >= c.fromNanos() && nanos < c.untilNanos() && c.allow().contains(what)) {
                return c;
            }
        }
        return null;
    }

    /** True where {@code ip} is among the service's addresses, or nothing was said of them. */
    public static boolean mayBeAt(Trust.Service service, Ip ip) {
        if (service.addresses().isEmpty()) {
            return true;
        }
        for (Trust.Cidr c : service.addresses()) {
            if (c.contains(ip)) {
                return true;
            }
        }
        return false;
    }
}
