// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one MAC has said in ARP on one path. Bounded: the last {@link #KEPT} addresses and unasked replies. */
public final class Host extends Entry<Host> {
    static final int KEPT = 8;
    /** Ten seconds. */
    public static final long SWEEP_NANOS = 10_000_000_000L;
    /** One minute. */
    public static final long DENIAL_NANOS = 60_000_000_000L;
    /** What comes again within a tenth of a second is a mirror port's copy. */
    private static final long COPY_NANOS = 100_000_000L;

    final Path path;
    final long mac;
    boolean standing;
    long firstNanos;

    private final Address[] addresses = new Address[KEPT];
    private int addressCount;
    private final Unasked[] unasked = new Unasked[KEPT];
    private long unaskedKept;
    private long unaskedCount;
    private Ip carried = Ip.NONE;
    private boolean carriesMany;
    private long system;
    private int aggregate;
    private @Nullable Ip probed;
    private long probedNanos;
    private final long[] askedEnds = new long[4];
    private long askedSinceNanos;
    private int deniedCount;
    private long deniedSinceNanos;
    private @Nullable Ip deniedLast;
    private long deniedTo;
    private boolean deniedToOne;

    Host(Path path, long mac, long nowNanos) {
        this.path = path;
        this.mac = mac;
        this.firstNanos = nowNanos;
    }

    /** An address this MAC claimed. */
    private static final class Address {
        Ip ip = Ip.NONE;
        long high;
        long low;
        long firstNanos;
        long lastNanos;
        boolean contested;
        boolean ownWord;
    }

    /**
     * A reply nobody was seen to ask for.
     *
     * @param toldIsHeard whether ARP of the one who was told is seen here; where it is not, it may have asked
     */
    public record Unasked(Ip claimed, Ip told, long toldMac, boolean toldIsHeard, Where where) {}

    public long mac() {
        return mac;
    }

    /** How many replies this MAC sent that nobody asked for, as far as can be told. */
    public long unaskedCount() {
        return unaskedCount;
    }

    /** How many of the kept replies that nobody asked for, as far as can be told, claim {@code ip} since the time given. */
    public int unaskedSince(Ip ip, long sinceNanos) {
        int n = 0;
        for (Unasked u : unasked) {
            if (u != null && u.toldIsHeard && u.claimed.equals(ip) && u.where.timeNanos() >= sinceNanos) {
                n++;
            }
        }
        return n;
    }

    /** How many of the kept unasked replies claim {@code ip} since the time given, whoever was told. */
    public int claimedUnaskedSince(Ip ip, long sinceNanos) {
        int n = 0;
        for (Unasked u : unasked) {
            if (u != null && u.claimed.equals(ip) && u.where.timeNanos() >= sinceNanos) {
                n++;
            }
        }
        return n;
    }

    /** The latest kept reply that nobody asked for, as far as can be told, and that was told to {@code victim} since the time given. */
    public @Nullable Unasked unaskedTo(Ip victim, long sinceNanos) {
        Unasked latest = null;
        for (Unasked u : unasked) {
            if (u != null
                    && u.toldIsHeard
                    && u.told.equals(victim)
                    && u.where.timeNanos() >= sinceNanos
                    && (latest == null || u.where.timeNanos() > latest.where.timeNanos())) {
                latest = u;
            }
        }
        return latest;
    }

    /** The mirror image of an unasked reply: this MAC claimed {@code told} to {@code claimed} since the time given. */
    public @Nullable Unasked mirrored(Ip claimed, Ip told, long sinceNanos) {
        for (Unasked u : unasked) {
            if (u != null && u.claimed.equals(told) && u.told.equals(claimed) && u.where.timeNanos() >= sinceNanos) {
                return u;
            }
        }
        return null;
    }

    /** An address it seems to hold by right: nobody else claims it; what it asked under goes first. None: {@link Ip#NONE}. */
    public Ip own() {
        Ip second = Ip.NONE;
        for (int i = 0; i < addressCount; i++) {
            Address a = addresses[i];
            if (!a.contested && a.ownWord) {
                return a.ip;
            }
            if (!a.contested && second == Ip.NONE) {
                second = a.ip;
            }
        }
        return second;
    }

    /** How many of the kept addresses it first claimed since the time given; {@link #KEPT} at most. */
    public int claimedFirstSince(long sinceNanos) {
        int n = 0;
        for (int i = 0; i < addressCount; i++) {
            n += addresses[i].firstNanos >= sinceNanos ? 1 : 0;
        }
        return n;
    }

    /** The kept addresses it claims, oldest first. */
    public List<Ip> addresses() {
        List<Ip> all = new ArrayList<>(addressCount);
        for (int i = 0; i < addressCount; i++) {
            all.add(addresses[i].ip);
        }
        return all;
    }

    /** True where IP packets under several addresses that nobody claims in ARP came from it, as from a router. */
    public boolean carriesMany() {
        return carriesMany;
    }

    void carries(Ip ip) {
        carriesMany |= carried != Ip.NONE && !carried.equals(ip);
        carried = ip;
    }

    /** How many different addresses, by their last byte, it asked for in the last {@link #SWEEP_NANOS}; at most 256. */
    public int askedFor() {
        int n = 0;
        for (long word : askedEnds) {
            n += Long.bitCount(word);
        }
        return n;
    }

    /** How many probes by others it answered within {@link #DENIAL_NANOS} (RFC 5227, 2.1.1). */
    public int denied() {
        return deniedCount;
    }

    /** True where all of {@link #denied} were probes of one host. */
    public boolean deniedToOne() {
        return deniedToOne;
    }

    /** Since when it has been heard in ARP. */
    public long firstNanos() {
        return firstNanos;
    }

    /** True where it was heard under an uncontested address other than {@code ip} since the time given. */
    public boolean holdsOther(Ip ip, long sinceNanos) {
        for (int i = 0; i < addressCount; i++) {
            Address a = addresses[i];
            if (!a.contested && a.ownWord && !a.ip.equals(ip) && a.lastNanos >= sinceNanos) {
                return true;
            }
        }
        return false;
    }

    /** True where both are ports of one aggregated link (IEEE 802.1AX). */
    public boolean sharesLink(Host other) {
        return system != 0 && system == other.system && aggregate == other.aggregate;
    }

    void aggregated(long ofSystem, int key) {
        system = ofSystem;
        aggregate = key;
    }

    /** True where it probed for {@code ip} (RFC 5227, 2.1.1) since the time given. */
    public boolean probed(Ip ip, long sinceNanos) {
        return ip.equals(probed) && probedNanos >= sinceNanos;
    }

    void asks(Ip target, long nowNanos) {
        if (nowNanos - askedSinceNanos > SWEEP_NANOS) {
            askedSinceNanos = nowNanos;
            Arrays.fill(askedEnds, 0);
        }
        int end = (int) target.low() & 0xff;
        askedEnds[end >>> 6] |= 1L << end;
    }

    /** Notes that it answered {@code prober}'s probe for an address. */
    void denies(Ip ip, long prober, long nowNanos) {
        if (nowNanos - deniedSinceNanos > DENIAL_NANOS) {
            deniedSinceNanos = nowNanos;
            deniedCount = 0;
        }
        deniedToOne = deniedCount == 0 || deniedToOne && prober == deniedTo;
        deniedTo = prober;
        // A prober asks three times for the same address; only another one counts.
        if (deniedCount == 0 || !ip.equals(deniedLast)) {
            deniedLast = ip;
            deniedCount++;
        }
    }

    void probe(Ip ip, long nowNanos) {
        probed = ip;
        probedNanos = nowNanos;
    }

    void claims(Ip ip, long nowNanos, boolean ownWord) {
        Address a = address(ip);
        if (a == null) {
            if (addressCount < KEPT) {
                a = new Address();
                addresses[addressCount++] = a;
            } else {
                // The first stays: it is what a MAC was first known by. Of the rest the one silent longest goes.
                a = addresses[1];
                for (int i = 2; i < KEPT; i++) {
                    if (addresses[i].lastNanos < a.lastNanos) {
                        a = addresses[i];
                    }
                }
                a.contested = false;
                a.ownWord = false;
            }
            a.ip = ip;
            a.high = ip.high();
            a.low = ip.low();
            a.firstNanos = nowNanos;
        }
        a.lastNanos = nowNanos;
        a.ownWord |= ownWord;
    }

    void contested(Ip ip) {
        Address a = address(ip);
        if (a != null) {
            a.contested = true;
        }
    }

    /** What a MAC says unasked is no word for who it is: it goes by another address, if it has one. */
    void unasked(Unasked u) {
        contested(u.claimed);
        Unasked last = unaskedKept == 0 ? null : unasked[(int) ((unaskedKept - 1) % KEPT)];
        boolean copy = last != null
                && last.claimed.equals(u.claimed)
                && last.told.equals(u.told)
                && u.where.timeNanos() - last.where.timeNanos() < COPY_NANOS;
        if (copy) {
            return;
        }
        unasked[(int) (unaskedKept++ % KEPT)] = u;
        unaskedCount += u.toldIsHeard ? 1 : 0;
    }

    private @Nullable Address address(Ip ip) {
        for (int i = 0; i < addressCount; i++) {
            Address a = addresses[i];
            if (a.low == ip.low() && a.high == ip.high()) {
                return a;
            }
        }
        return null;
    }
}
