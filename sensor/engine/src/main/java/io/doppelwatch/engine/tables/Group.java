// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.observe.RedundancySeen.Protocol;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.trust.VirtualMac;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routers that share addresses, as their hellos say it: the last {@link #KEPT} of them. */
public final class Group extends Entry<Group> {
    static final int KEPT = 8;
    private static final int CHANGES = 8;

    final Path path;
    final Protocol protocol;
    final int number;
    final boolean v6;
    boolean standing;
    long hellos;
    final List<Shared> shared = new ArrayList<>(2);

    private final List<Member> members = new ArrayList<>(2);
    private @Nullable Member active;
    private final long[] changes = new long[CHANGES];
    private int changeCount;

    Group(Path path, Protocol protocol, int number, boolean v6) {
        this.path = path;
        this.protocol = protocol;
        this.number = number;
        this.v6 = v6;
    }

    /** An address of a group, to find the group by it. */
    static final class Shared extends Entry<Shared> {
        final Path path;
        final Ip ip;
        final Group group;

        Shared(Path path, Ip ip, Group group) {
            this.path = path;
            this.ip = ip;
            this.group = group;
        }
    }

    /** One router. By its address first: those that keep to the letter of VRRP all speak from the group's MAC. */
    public static final class Member {
        private final long mac;
        private final Ip ip;
        private final Where first;
        private Where last;
        private long priority;
        private boolean claims;

        Member(RedundancySeen seen) {
            mac = seen.where().sourceMac();
            ip = seen.where().sourceIp();
            first = seen.where();
            last = first;
        }

        public long mac() {
            return mac;
        }

        public Ip ip() {
            return ip;
        }

        /** Its first hello. */
        public Where first() {
            return first;
        }

        /** Its last hello. */
        public Where last() {
            return last;
        }

        public long priority() {
            return priority;
        }

        /** True where its last hello said that it holds the addresses. */
        public boolean claims() {
            return claims;
        }
    }

    public Protocol protocol() {
        return protocol;
    }

    public int number() {
        return number;
    }

    public Path path() {
        return path;
    }

    /** Who holds the addresses; null where nobody said so yet, or the holder gave them up. */
    public @Nullable Member active() {
        return active;
    }

    /** The shared addresses its routers named, as far as kept. */
    public List<Ip> addresses() {
        return shared.stream().map(s -> s.ip).toList();
    }

    /** True where it was heard for long enough to know its routers. */
    public boolean isStanding() {
        return standing;
    }

    /** True where this is the MAC the protocol gives to the group. */
    public boolean isVirtualMac(long mac) {
        return VirtualMac.isOf(mac, protocol.name(), number);
    }

    /** True where a router of the group speaks from this MAC. */
    public boolean isMember(long mac) {
        for (Member m : members) {
            if (m.mac == mac) {
                return true;
            }
        }
        return false;
    }

    /** How often the addresses went from one to another since the time given; 8 at most. */
    public int changesSince(long sinceNanos) {
        int n = 0;
        for (int i = 0; i < Math.min(changeCount, CHANGES); i++) {
            if (changes[i] >= sinceNanos) {
                n++;
            }
        }
        return n;
    }

    /** Takes a hello; gives the router that sent it, as it stood before where it was known. */
    Member hello(RedundancySeen seen) {
        Member m = member(seen.where().sourceMac(), seen.where().sourceIp());
        if (m == null) {
            m = new Member(seen);
            if (members.size() == KEPT) {
                members.remove(quietest());
            }
            members.add(m);
        }
        hellos++;
        m.last = seen.where();
        m.priority = seen.priority();
        m.claims = seen.active();
        if (seen.active() && active != m) {
            if (active != null) {
                changes[changeCount++ % CHANGES] = seen.where().timeNanos();
            }
            active = m;
        } else if (!seen.active() && active == m) {
            active = null;
        }
        return m;
    }

    private @Nullable Member member(long mac, Ip ip) {
        for (Member m : members) {
            if (m.mac == mac && m.ip.equals(ip)) {
                return m;
            }
        }
        return null;
    }

    /** The one silent longest that does not hold the addresses. */
    private Member quietest() {
        Member quietest = members.get(members.get(0) == active ? 1 : 0);
        for (Member m : members) {
            if (m != active && m.last.timeNanos() < quietest.last.timeNanos()) {
                quietest = m;
            }
        }
        return quietest;
    }
}
