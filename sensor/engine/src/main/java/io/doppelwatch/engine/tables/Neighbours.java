// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.nd.NdMessage;
import io.doppelwatch.decode.nd.NdOptions;
import io.doppelwatch.engine.net.Eui64;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Binding.How;
import org.jspecify.annotations.Nullable;

/**
 * IPv6 to MAC bindings, as Neighbour Discovery says them.
 *
 * <p>The bindings themselves stand in {@link Bindings}, beside those of IPv4 and under the same cap and eviction: an
 * address is an address, and who asks "which MAC holds it" need not care. What a MAC said in ND is kept apart from what it
 * said in ARP ({@link Hosts}), for every host has several IPv6 addresses, and holding one is no sign that it has no right
 * to an IPv4 address. Here are only the solicitations that await an answer and the probes for new addresses, each at most a
 * quarter of the cap.
 */
public final class Neighbours {
    /** For so long after a source's first packet an advertisement may answer a solicitation from before it. */
    private static final long WARM_UP_NANOS = 1_000_000_000L;

    private static final int HOP_LIMIT = 255;

    private final Bindings bindings;
    private final Hosts hosts;
    private final Asked asked;
    private final Tentatives tentatives;
    private final Sources sources = new Sources();

    /**
     * @param bindings where addresses are bound
     * @param hosts what MACs said in ND, apart from ARP's
     * @param cap of probes and solicitations, at about 200 bytes
     */
    public Neighbours(Bindings bindings, Hosts hosts, int cap, KeyHash keys, Counters counters) {
        this.bindings = bindings;
        this.hosts = hosts;
        asked = new Asked(cap, keys, counters, Counter.ND_SOLICITATIONS_EVICTED);
        tentatives = new Tentatives(cap, keys, counters);
    }

    /** True where a packet of this path has Ethernet addresses of its own: ND in a point-to-point tunnel binds nothing. */
    public static boolean isOnLink(Path path) {
        int n = path.tags().size();
        if (n == 0) {
            return true;
        }
        return switch (path.tags().get(n - 1).kind()) {
            case PPPOE, IPIP, SIXINFOUR, TEREDO, GRE, GTP_U, L2TP, AH, OTHER -> false;
            default -> true;
        };
    }

    /** What a message did: at most one of the two is there. */
    public record Said(
            @Nullable NeighbourSeen bound, @Nullable DadDenied denied) {
        static final Said NOTHING = new Said(null, null);
    }

    /**
     * Takes a message that a receiver would accept: hop limit 255, whole, on a link.
     *
     * @param message the same message, read
     */
    public Said add(NdSeen seen, NdMessage message) {
        Where where = seen.where();
        if (!message.ok() || where.ttl() != HOP_LIMIT || !isOnLink(where.path())) {
            return Said.NOTHING;
        }
        sources.seen(where.source(), where.timeNanos());
        return switch (message.type()) {
            case NdMessage.NEIGHBOUR_SOLICITATION -> solicitation(seen, message);
            case NdMessage.NEIGHBOUR_ADVERTISEMENT -> advertisement(seen, message);
            case NdMessage.ROUTER_SOLICITATION -> speaks(seen, mac(message, NdOptions.SOURCE_LINK_LAYER));
            case NdMessage.ROUTER_ADVERTISEMENT -> {
                router(where, mac(message, NdOptions.SOURCE_LINK_LAYER));
                yield Said.NOTHING;
            }
            default -> Said.NOTHING;
        };
    }

    /** Notes that an IPv6 packet with a fact came from these addresses: the holder is alive. Binds nothing. */
    public void traffic(Where where) {
        if (where.sourceMac() != Mac.NONE && isClaimable(where.sourceIp())) {
            Binding b = bindings.find(where.path(), where.sourceIp());
            if (b != null) {
                b.active(where.sourceMac(), where.timeNanos());
            }
        }
    }

    private Said solicitation(NdSeen seen, NdMessage message) {
        Where where = seen.where();
        Ip target = new Ip(message.targetHigh(), message.targetLow());
        if (!isClaimable(target)) {
            return Said.NOTHING;
        }
        if (where.sourceIp().equals(Ip.NONE)) {
            if (isHost(where.sourceMac())) {
                hosts.touch(where.path(), where.sourceMac(), where.timeNanos()).probe(target, where.timeNanos());
                tentatives.probe(where, target, where.sourceMac());
            }
            return Said.NOTHING;
        }
        sources.requestSeen(where.source());
        asked.add(where.path(), target, where.sourceMac(), where.timeNanos());
        return speaks(seen, mac(message, NdOptions.SOURCE_LINK_LAYER));
    }

    /** The source of a solicitation with its link-layer address updates caches too (RFC 4861, 7.2.3 and 6.2.6). */
    private Said speaks(NdSeen seen, long mac) {
        Where where = seen.where();
        if (!isHost(mac) || !isClaimable(where.sourceIp())) {
            traffic(where);
            return Said.NOTHING;
        }
        return new Said(claim(seen, where.sourceIp(), mac, How.REQUEST, false), null);
    }

    private Said advertisement(NdSeen seen, NdMessage message) {
        Where where = seen.where();
        Ip target = new Ip(message.targetHigh(), message.targetLow());
        long option = mac(message, NdOptions.TARGET_LINK_LAYER);
        long mac = option == Mac.NONE ? where.sourceMac() : option;
        if (!isHost(mac) || !isClaimable(target)) {
            return Said.NOTHING;
        }
        Binding known = bindings.find(where.path(), target);
        boolean holder = known != null && known.claimOf(mac) != null;
        DadDenied denied = tentatives.answer(seen, target, mac, holder, hosts.find(where.path(), mac));
        if (denied != null && !holder) {
            // Whether it is true is what the probe was about: nothing is bound by it.
            return new Said(null, denied);
        }
        if (!message.isOverride() && known != null && known.mac() != mac) {
            // RFC 4861, 7.2.5: replaces nothing. Anycast and proxies say it so (7.2.7 and 7.2.8).
            return new Said(null, denied);
        }
        boolean everybody = Mac.isGroup(where.destinationMac()) || isMulticast(where.destinationIp());
        How how;
        boolean saidUnasked = false;
        if (everybody) {
            how = How.ANNOUNCEMENT;
        } else if (!message.isSolicited()) {
            how = How.UNASKED_REPLY;
            saidUnasked = true;
        } else {
            boolean wasAsked = asked.answer(where.path(), target, where.destinationMac(), where.timeNanos());
            how = wasAsked ? How.REPLY : How.UNASKED_REPLY;
        }
        NeighbourSeen bound = claim(seen, target, mac, how, saidUnasked);
        return denied != null ? new Said(null, denied) : new Said(bound, null);
    }

    /** A router's own word binds its address where nobody else holds it; who speaks in its name is another table's matter. */
    private void router(Where where, long mac) {
        Binding known = bindings.find(where.path(), where.sourceIp());
        if (known != null && known.mac() != mac) {
            return;
        }
        if (isHost(mac) && isClaimable(where.sourceIp())) {
            Binding binding = bindings.touch(where.path(), where.sourceIp(), where.timeNanos());
            binding.claimed(mac, where, How.ANNOUNCEMENT);
            bindings.stand(binding, How.ANNOUNCEMENT, where.timeNanos());
        }
    }

    private NeighbourSeen claim(NdSeen seen, Ip ip, long mac, How how, boolean saidUnasked) {
        Where where = seen.where();
        long now = where.timeNanos();
        Binding binding = bindings.touch(where.path(), ip, now);
        if (how == How.REPLY) {
            sources.answerSeen(where.source());
        } else if (how == How.UNASKED_REPLY && !saidUnasked && binding.answersFor(mac)) {
            sources.lossSeen(where.source());
        }
        // Only of somebody whose messages come this way can it be said that it did not ask: a mirror may show one
        // direction.
        boolean heard =
                how != How.UNASKED_REPLY || saidUnasked || hosts.find(where.path(), where.destinationMac()) != null;
        boolean sure = heard
                && !sources.isLossy(where.source())
                && sources.sawRequests(where.source())
                && sources.age(where.source(), now) > WARM_UP_NANOS
                && !asked.pressed(now);
        Host host = hosts.touch(where.path(), mac, now);
        Binding.Holder before = binding.holder();
        Binding.Holder earlier = binding.claimOf(mac);
        Host.Unasked mirror = null;
        host.claims(ip, now, how == How.REQUEST || how == How.ANNOUNCEMENT);
        // A rightful holder whose solicitation was lost is no suspect, nor is who speaks of an address made of its own
        // MAC.
        boolean suspicious = how == How.UNASKED_REPLY
                && (saidUnasked || before != null && before.mac() != mac)
                && Eui64.mac(ip) != mac;
        if (suspicious) {
            mirror = host.mirrored(ip, where.destinationIp(), now - Bindings.PAIR_NANOS);
            host.unasked(new Host.Unasked(ip, where.destinationIp(), where.destinationMac(), heard, where));
        }
        binding.claimed(mac, where, how);
        if (binding.claimants() > 1) {
            host.contested(ip);
        }
        bindings.stand(binding, how, now);
        Host former = before == null ? null : hosts.find(where.path(), before.mac());
        return new NeighbourSeen(seen, mac, how, saidUnasked, sure, binding, before, earlier, host, former, mirror);
    }

    /** The first link-layer address of this kind; {@link Mac#NONE} without one. */
    public static long mac(NdMessage message, int type) {
        NdOptions options = message.options();
        while (options.next()) {
            if (options.type() == type && options.mac() != Mac.NONE) {
                return options.mac();
            }
        }
        return Mac.NONE;
    }

    private static boolean isHost(long mac) {
        return mac != Mac.NONE && mac != 0 && !Mac.isGroup(mac);
    }

    /** An address a host can have: not unspecified, loopback or multicast (RFC 4861, 7.1). */
    private static boolean isClaimable(Ip ip) {
        boolean none = ip.high() == 0 && (ip.low() == 0 || ip.low() == 1);
        return !none && !ip.isV4() && !isMulticast(ip);
    }

    static boolean isMulticast(Ip ip) {
        return ip.high() >>> 56 == 0xff;
    }
}
