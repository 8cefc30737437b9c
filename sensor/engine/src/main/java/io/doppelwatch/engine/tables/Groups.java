// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Redundancy groups by path, protocol and number, and by the addresses they share; what the hellos of VRRP, CARP, HSRP and
 * GLBP say.
 *
 * <p>At most {@code cap} groups of at most {@link #ADDRESSES} addresses, about 3 kB each. Those with fewer than {@link
 * #STANDING_HELLOS} hellos go first, the one silent longest of them; the others may fill half the table and give way to
 * nothing. An address belongs to the group that named it first, until that one goes.
 */
public final class Groups {
    static final int STANDING_HELLOS = 4;
    static final int ADDRESSES = 20;

    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<Group> index = new Index<>();
    private final Index<Group.Shared> byAddress = new Index<>();
    private final Ages<Group> fresh = new Ages<>();
    private final Ages<Group> standing = new Ages<>();

    public Groups(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    public int size() {
        return index.size();
    }

    /** The group that shares an address; null where no hello named it. */
    public @Nullable Group find(Path path, Ip ip) {
        if (byAddress.size() == 0) {
            return null;
        }
        Group.Shared s = shared(path, ip, keys.of(path, ip.high(), ip.low(), 9));
        return s == null ? null : s.group;
    }

    /** Takes a hello. */
    public GroupSeen add(RedundancySeen seen) {
        Group group = touch(seen);
        for (Ip ip : seen.addresses()) {
            share(group, ip);
        }
        Group.Member before = group.active();
        Group.Member sender = group.hello(seen);
        if (!group.standing && group.hellos >= STANDING_HELLOS && standing.size() < cap / 2) {
            fresh.remove(group);
            group.standing = true;
            standing.add(group);
        }
        return new GroupSeen(seen, group, sender, before);
    }

    private Group touch(RedundancySeen seen) {
        Path path = seen.where().path();
        boolean v6 = !seen.where().sourceIp().isV4();
        long hash = keys.of(path, seen.protocol().ordinal(), seen.group(), v6 ? 11 : 10);
        for (Group g = index.bucket(hash); g != null; g = g.chain) {
            if (g.hash == hash
                    && g.number == seen.group()
                    && g.protocol == seen.protocol()
                    && g.v6 == v6
                    && g.path.equals(path)) {
                (g.standing ? standing : fresh).touch(g);
                return g;
            }
        }
        Group oldest = fresh.oldest();
        if (index.size() >= cap && oldest != null) {
            evict(oldest);
        }
        Group g = new Group(path, seen.protocol(), seen.group(), v6);
        index.add(g, hash);
        fresh.add(g);
        return g;
    }

    private void evict(Group out) {
        fresh.remove(out);
        index.remove(out);
        for (Group.Shared s : out.shared) {
            byAddress.remove(s);
        }
        counters.increment(Counter.GROUPS_EVICTED);
    }

    private void share(Group group, Ip ip) {
        long hash = keys.of(group.path, ip.high(), ip.low(), 9);
        if (group.shared.size() < ADDRESSES && shared(group.path, ip, hash) == null) {
            Group.Shared s = new Group.Shared(group.path, ip, group);
            byAddress.add(s, hash);
            group.shared.add(s);
        }
    }

    private Group.@Nullable Shared shared(Path path, Ip ip, long hash) {
        for (Group.Shared s = byAddress.bucket(hash); s != null; s = s.chain) {
            if (s.hash == hash && s.ip.equals(ip) && s.path.equals(path)) {
                return s;
            }
        }
        return null;
    }
}
