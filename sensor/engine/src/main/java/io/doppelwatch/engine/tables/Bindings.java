// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Binding.How;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * IP to MAC bindings by path, as ARP says them, and Neighbour Discovery through {@link Neighbours}; DHCP leases and IP
 * traffic fill in what neither has said.
 *
 * <p>At most {@code cap} bindings. What goes first: of the fresh ones the one silent longest. A binding stands once the
 * same MAC has held it for {@link #STANDING_NANOS}, or at once where it was asked for and answered while the table was
 * less than a quarter full; standing bindings may fill half the table and give way to nothing. Addresses the trust file
 * names are pinned and never counted against the cap. So a flood of claims, however long, pushes out its own kind.
 */
public final class Bindings {
    /** One minute. */
    public static final long STANDING_NANOS = 60_000_000_000L;
    /** Ten seconds, a little over arpspoof's and ettercap's pace. */
    public static final long PAIR_NANOS = 11_000_000_000L;
    /** What comes sooner after a take-over may have been under way, or in a queue of the one who hands over. */
    private static final long STILL_FROM_NANOS = 500_000_000L;

    private static final long STILL_UNTIL_NANOS = 600_000_000_000L;
    /** For so long after a source's first packet a reply may answer a request from before it. */
    private static final long WARM_UP_NANOS = 1_000_000_000L;

    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Set<Ip> pinned;
    private final Index<Binding> index = new Index<>();
    private final Ages<Binding> fresh = new Ages<>();
    private final Ages<Binding> standing = new Ages<>();
    private final Hosts hosts;
    private final Groups groups;
    private final Asked asked;
    private final Sources sources;
    private int pinnedCount;

    /**
     * @param cap bindings, at about 640 bytes each
     * @param pinned addresses that are never pushed out
     */
    public Bindings(
            int cap, Set<Ip> pinned, Hosts hosts, Groups groups, Sources sources, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.pinned = pinned;
        this.hosts = hosts;
        this.groups = groups;
        this.sources = sources;
        this.keys = keys;
        this.counters = counters;
        this.asked = new Asked(Math.max(16, cap / 4), keys, counters);
    }

    public int size() {
        return index.size();
    }

    /**
     * Who claims an address in ARP, or has it leased. What is known by traffic alone is not given: a far host behind a router
     * that spends no hop looks the same.
     */
    public @Nullable Binding find(Path path, Ip ip) {
        Binding b = find(path, ip, keys.of(path, ip.high(), ip.low(), 0));
        return b == null || b.byTraffic() ? null : b;
    }

    /**
     * Notes that an IP packet with a fact came from these addresses: the holder is alive. An address nobody has claimed is
     * bound where the packet has not passed a router, as far as its TTL tells; a MAC that sends under several such is
     * taken for a router itself, and what was bound to it so is worth nothing.
     *
     * @return not null where somebody who lost the address to an announcement goes on using it; once for each loss
     */
    public @Nullable StillHeld traffic(Where where) {
        long mac = where.sourceMac();
        Ip ip = where.sourceIp();
        if (mac == Mac.NONE || !isClaimable(ip)) {
            return null;
        }
        Binding b = find(where.path(), ip, keys.of(where.path(), ip.high(), ip.low(), 0));
        if (b == null) {
            learn(where);
            return null;
        }
        b.active(mac, where.timeNanos());
        return b.mac() == mac ? null : stillHeld(b, where);
    }

    private @Nullable StillHeld stillHeld(Binding b, Where where) {
        long since = where.timeNanos() - b.takenNanos();
        Binding.Holder owner = b.claimOf(where.sourceMac());
        Binding.Holder taker = b.holder();
        if (owner == null
                || taker == null
                || b.takenFrom() != owner.mac()
                || taker.how() != How.ANNOUNCEMENT
                || since < STILL_FROM_NANOS
                || since > STILL_UNTIL_NANOS
                || !b.firstStillHeld()) {
            return null;
        }
        return new StillHeld(where, b, owner, taker, hosts.find(where.path(), taker.mac()));
    }

    private void learn(Where where) {
        int ttl = where.ttl();
        if (ttl != 64 && ttl != 128 && ttl != 255 || !isHost(where.sourceMac())) {
            return;
        }
        hosts.touch(where.path(), where.sourceMac(), where.timeNanos()).carries(where.sourceIp());
        touch(where.path(), where.sourceIp(), where.timeNanos()).claimed(where.sourceMac(), where, How.TRAFFIC);
    }

    /**
     * Notes that a DHCP server gave an address to a MAC; who claims it by right of that is in order.
     *
     * @param where the server's message
     */
    public void leased(Path path, Ip ip, long mac, Where where) {
        if (!isClaimable(ip) || !isHost(mac)) {
            return;
        }
        Binding b = touch(path, ip, where.timeNanos());
        b.leased(mac);
        if (b.holder() == null) {
            b.claimed(mac, where, How.LEASE);
        }
    }

    /** True where "nobody asked" can be said of a packet seen here now. */
    public boolean isSure(Where where) {
        Source source = where.source();
        return !sources.isLossy(source)
                && sources.sawRequests(source)
                && sources.age(source, where.timeNanos()) > WARM_UP_NANOS
                && !asked.pressed(where.timeNanos());
    }

    /** Takes an ARP packet; null where it claims nothing (a probe, RARP, an address nobody can hold). */
    public @Nullable BindingSeen add(ArpSeen seen) {
        Where where = seen.where();
        if (seen.operation() != 1 && seen.operation() != 2 || !isHost(seen.senderMac())) {
            return null;
        }
        long now = where.timeNanos();
        if (seen.operation() == 1) {
            sources.requestSeen(where.source());
            asked.add(where.path(), seen.targetIp(), seen.senderMac(), now);
        }
        if (isProbe(seen)) {
            Host prober = hosts.touch(where.path(), seen.senderMac(), now);
            prober.probe(seen.targetIp(), now);
            prober.asks(seen.targetIp(), now);
            return null;
        }
        if (!isClaimable(seen.senderIp())) {
            return null;
        }
        How how = how(seen);
        Binding binding = touch(where.path(), seen.senderIp(), now);
        if (how == How.REPLY) {
            sources.answerSeen(where.source());
        } else if (how == How.UNASKED_REPLY && binding.answersFor(seen.senderMac())) {
            sources.lossSeen(where.source());
        }
        boolean sure = isSure(where);
        Host host = hosts.touch(where.path(), seen.senderMac(), now);
        if (how == How.REQUEST) {
            host.asks(seen.targetIp(), now);
        } else if (how == How.REPLY && isZero(seen.targetIp())) {
            host.denies(seen.senderIp(), asker(seen), now);
        }
        Binding.Holder before = holder(binding);
        // Nearly always the holder speaks again: then all of these are the same.
        boolean same = before != null && before.mac() == seen.senderMac();
        Binding.Holder earlier = same ? before : binding.claimOf(seen.senderMac());
        Host.Unasked mirror = null;
        host.claims(seen.senderIp(), now, how == How.REQUEST || how == How.ANNOUNCEMENT);
        // Somebody else's frame that gives the address back to a MAC that held it is not that MAC's doing.
        boolean putBack = earlier != null && where.sourceMac() != seen.senderMac() && where.sourceMac() != Mac.NONE;
        // Only of somebody whose ARP comes this way can it be said that it did not ask: a mirror may show one
        // direction.
        boolean toldIsHeard = how != How.UNASKED_REPLY || hosts.find(where.path(), asker(seen)) != null;
        if (how == How.UNASKED_REPLY && !putBack) {
            mirror = host.mirrored(seen.senderIp(), seen.targetIp(), now - PAIR_NANOS);
            host.unasked(new Host.Unasked(seen.senderIp(), seen.targetIp(), seen.targetMac(), toldIsHeard, where));
            if (mirror != null) {
                host.contested(seen.targetIp());
            }
        }
        binding.claimed(seen.senderMac(), where, how);
        if (binding.claimants() > 1) {
            contest(binding, before);
            host.contested(seen.senderIp());
        }
        if (stand(binding, how, now) && how == How.REPLY) {
            // Who asks and is answered before any flood is not pushed out by one: that its ARP is seen is worth
            // knowing.
            hosts.stand(host);
            hosts.stand(hosts.find(where.path(), asker(seen)));
        }
        Host former = before == null ? null : same ? host : hosts.find(where.path(), before.mac());
        Host carrier = where.sourceMac() == seen.senderMac() ? null : hosts.find(where.path(), where.sourceMac());
        Group group = groups.find(where.path(), seen.senderIp());
        return new BindingSeen(
                seen, how, sure && toldIsHeard, binding, before, earlier, host, former, carrier, mirror, group);
    }

    /** Who holds it, unless that was learned from a router's traffic only. */
    private Binding.@Nullable Holder holder(Binding b) {
        Binding.Holder holder = b.holder();
        if (holder != null && holder.how() == How.TRAFFIC) {
            Host host = hosts.find(b.path, holder.mac());
            if (host == null || host.carriesMany()) {
                b.forget();
                return null;
            }
        }
        return holder;
    }

    private void contest(Binding binding, Binding.@Nullable Holder before) {
        Host other = before == null ? null : hosts.find(binding.path, before.mac());
        // Who asked under an address before anybody contested it keeps it as the name it goes by.
        if (other != null && before != null && before.how() == How.UNASKED_REPLY) {
            other.contested(binding.ip);
        }
    }

    private How how(ArpSeen seen) {
        if (seen.senderIp().equals(seen.targetIp())) {
            return How.ANNOUNCEMENT;
        }
        if (seen.operation() == 1) {
            return How.REQUEST;
        }
        Where where = seen.where();
        if (where.destinationMac() == Mac.BROADCAST || Mac.isGroup(where.destinationMac())) {
            return How.ANNOUNCEMENT;
        }
        return asked.answer(where.path(), seen.senderIp(), asker(seen), where.timeNanos())
                ? How.REPLY
                : How.UNASKED_REPLY;
    }

    private static long asker(ArpSeen reply) {
        return isHost(reply.targetMac()) ? reply.targetMac() : reply.where().destinationMac();
    }

    Binding touch(Path path, Ip ip, long now) {
        long hash = keys.of(path, ip.high(), ip.low(), 0);
        Binding b = find(path, ip, hash);
        if (b == null) {
            if (index.size() - pinnedCount >= cap) {
                evict();
            }
            b = new Binding(path, ip, now);
            b.pinned = pinned.contains(ip);
            index.add(b, hash);
            // A pinned address on ever new paths is a flood like any other.
            if (b.pinned && pinnedCount < cap) {
                pinnedCount++;
            } else {
                b.pinned = false;
                fresh.add(b);
            }
        } else if (!b.pinned) {
            (b.standing ? standing : fresh).touch(b);
        }
        return b;
    }

    /** True where it came to stand just now. */
    boolean stand(Binding b, How how, long now) {
        if (b.pinned || b.standing || standing.size() >= cap / 2) {
            return false;
        }
        if (b.heldSince() > now - STANDING_NANOS && (how != How.REPLY || index.size() >= cap / 4)) {
            return false;
        }
        fresh.remove(b);
        b.standing = true;
        standing.add(b);
        return true;
    }

    private void evict() {
        Binding out = fresh.oldest();
        if (out != null) {
            fresh.remove(out);
            index.remove(out);
            counters.increment(Counter.BINDINGS_EVICTED);
        }
    }

    private @Nullable Binding find(Path path, Ip ip, long hash) {
        for (Binding b = index.bucket(hash); b != null; b = b.chain) {
            if (b.hash == hash && b.low == ip.low() && b.high == ip.high() && b.path.equals(path)) {
                return b;
            }
        }
        return null;
    }

    /** RFC 5227, 2.1.1: a request with an all-zero sender address. */
    private static boolean isProbe(ArpSeen seen) {
        return seen.operation() == 1 && isZero(seen.senderIp());
    }

    private static boolean isZero(Ip ip) {
        return ip.isV4() && (int) ip.low() == 0;
    }

    private static boolean isHost(long mac) {
        return mac != Mac.NONE && mac != 0 && !Mac.isGroup(mac);
    }

    /** An address a host can have: not zero, loopback, multicast or broadcast (RFC 1122, 3.2.1.3). */
    private static boolean isClaimable(Ip ip) {
        int top = (int) ip.low() >>> 24;
        return ip.isV4() && top != 0 && top != 127 && top < 224;
    }
}
