// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who claimed one address on one path, the last {@link #KEPT} MACs of them. */
public final class Binding extends Entry<Binding> {
    static final int KEPT = 4;

    final Path path;
    final Ip ip;
    /** The address once more, where a look-up compares it: one line of memory less to fetch. */
    final long high;

    final long low;
    boolean standing;
    boolean pinned;
    long firstNanos;

    private final @Nullable Claim[] claims = new Claim[KEPT];
    private int count;
    /** Whose claim was the last; null before the first. */
    private @Nullable Claim current;

    private final long[] returns = new long[8];
    private int returnCount;
    private long takenFrom = Mac.NONE;
    private long takenNanos;
    private boolean stillHeldTold;
    private long leaseMac = Mac.NONE;

    Binding(Path path, Ip ip, long nowNanos) {
        this.path = path;
        this.ip = ip;
        this.high = ip.high();
        this.low = ip.low();
        this.firstNanos = nowNanos;
    }

    /** One MAC's claim to the address. Mutable; what a rule keeps is a {@link Holder}. */
    private static final class Claim {
        final long mac;
        final Where first;
        Where last;
        How how;
        long packets;
        long answers;
        long activeNanos;

        Claim(long mac, Where first, How how) {
            this.mac = mac;
            this.first = first;
            this.last = first;
            this.how = how;
        }

        Holder holder() {
            return new Holder(mac, first, last, how, packets, answers, activeNanos);
        }
    }

    /** How a binding was learned. A probe (RFC 5227, 2.1.1) says nothing and is not here: {@link Host#probed}. */
    public enum How {
        /** A reply to a request that was seen. */
        REPLY,
        /** A reply to one host, to which no request was seen. */
        UNASKED_REPLY,
        /** The sender fields of a request. */
        REQUEST,
        /** Sender and target address equal, or a reply to everybody (RFC 5227, 2.3 and 1.2.1). */
        ANNOUNCEMENT,
        /** A DHCP server gave the address to this MAC. */
        LEASE,
        /** IP packets came from this MAC under the address as a machine on the link itself sends them. Weakest. */
        TRAFFIC
    }

    /**
     * Who held the address at one moment.
     *
     * @param packets ARP packets that said so
     * @param answers those of them that answered a request
     * @param activeNanos when it last spoke in ARP or as the source of an IP packet that carried a fact
     */
    public record Holder(long mac, Where first, Where last, How how, long packets, long answers, long activeNanos) {}

    public Ip ip() {
        return ip;
    }

    public @Nullable Holder holder() {
        return current == null ? null : current.holder();
    }

    /** The MAC that holds the address; {@link Mac#NONE} without one. */
    public long mac() {
        return current == null ? Mac.NONE : current.mac;
    }

    /** True where nothing but IP traffic says who holds it. */
    boolean byTraffic() {
        return current != null && current.how == How.TRAFFIC;
    }

    /** How many MACs of those kept claimed the address. */
    public int claimants() {
        return count;
    }

    /** The MACs that claimed the address, of those kept. */
    public long[] macs() {
        long[] all = new long[count];
        for (int i = 0; i < count; i++) {
            all[i] = claims[i].mac;
        }
        return all;
    }

    /** What is known of {@code mac}'s claim; null where it is not among those kept. */
    public @Nullable Holder claimOf(long mac) {
        Claim c = claim(mac);
        return c == null ? null : c.holder();
    }

    /** Since when the holder has claimed the address, nanoseconds; the latest time there is without a holder. */
    long heldSince() {
        return current == null ? Long.MAX_VALUE : current.first.timeNanos();
    }

    /** Who else than {@code mac} holds the address, or held it last of those kept; null where nobody did. */
    public @Nullable Holder otherThan(long mac) {
        Claim other = null;
        for (int i = 0; i < count; i++) {
            Claim c = claims[i];
            if (c.mac != mac && (other == null || c.activeNanos > other.activeNanos)) {
                other = c;
            }
        }
        return other == null ? null : other.holder();
    }

    /** How often a MAC that had lost the address took it back since the time given, of the last 8. */
    public int returnsSince(long sinceNanos) {
        int n = 0;
        for (int i = 0; i < Math.min(returnCount, returns.length); i++) {
            if (returns[i] >= sinceNanos) {
                n++;
            }
        }
        return n;
    }

    /** True where {@code mac} holds the address and has been asked about it before: it needs no spoofing. */
    boolean answersFor(long mac) {
        return current != null && current.mac == mac && current.answers > 0;
    }

    /** The MAC the address is leased to by DHCP, as far as seen; {@link Mac#NONE} where it is not known. */
    public long leaseMac() {
        return leaseMac;
    }

    /** Who held the address before the present holder took it; {@link Mac#NONE} where nobody did. */
    long takenFrom() {
        return takenFrom;
    }

    /** When the present holder took it from {@link #takenFrom}. */
    long takenNanos() {
        return takenNanos;
    }

    /** True the first time it is asked since the address last changed hands. */
    boolean firstStillHeld() {
        boolean first = !stillHeldTold;
        stillHeldTold = true;
        return first;
    }

    void leased(long mac) {
        leaseMac = mac;
    }

    void active(long mac, long nowNanos) {
        Claim c = claim(mac);
        if (c != null) {
            c.activeNanos = nowNanos;
        }
    }

    /** Nobody holds it: what was known was worth nothing. */
    void forget() {
        Arrays.fill(claims, null);
        count = 0;
        current = null;
    }

    void claimed(long mac, Where where, How how) {
        Claim c = claim(mac);
        boolean known = c != null;
        if (c == null) {
            c = new Claim(mac, where, how);
            claims[count < KEPT ? count++ : victim()] = c;
        }
        c.last = where;
        c.how = how;
        c.packets++;
        c.answers += how == How.REPLY ? 1 : 0;
        c.activeNanos = where.timeNanos();
        if (known && current != c) {
            returns[returnCount++ % returns.length] = where.timeNanos();
        }
        if (current != null && current != c) {
            takenFrom = current.mac;
            takenNanos = where.timeNanos();
            stillHeldTold = false;
        }
        current = c;
    }

    /** Never the holder, never the one with the most packets: of the rest the one silent longest. */
    private int victim() {
        int most = 0;
        for (int i = 1; i < KEPT; i++) {
            if (claims[i].packets > claims[most].packets) {
                most = i;
            }
        }
        int out = -1;
        for (int i = 0; i < KEPT; i++) {
            if (claims[i] != current && i != most && (out < 0 || claims[i].activeNanos < claims[out].activeNanos)) {
                out = i;
            }
        }
        return out;
    }

    private @Nullable Claim claim(long mac) {
        if (current != null && current.mac == mac) {
            return current;
        }
        for (int i = 0; i < count; i++) {
            if (claims[i].mac == mac) {
                return claims[i];
            }
        }
        return null;
    }
}
