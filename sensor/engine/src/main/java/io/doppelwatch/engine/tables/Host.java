// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/** What one MAC has said in ARP on one path. Bounded: the last {@link #KEPT} addresses and unasked replies. */
public final class Host extends Entry<Host> {
    static final int KEPT = 8;
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
    private @Nullable Ip probed;
    private long probedNanos;

    Host(Path path, long mac, long nowNanos) {
        this.path = path;
        this.mac = mac;
        this.firstNanos = nowNanos;
    }

    /** An address this MAC claimed. */
    private static final class Address {
        Ip ip = Ip.NONE;
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

    /** True where it probed for {@code ip} (RFC 5227, 2.1.1) since the time given. */
    public boolean probed(Ip ip, long sinceNanos) {
        return ip.equals(probed) && probedNanos >= sinceNanos;
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
            if (addresses[i].ip.equals(ip)) {
                return addresses[i];
            }
        }
        return null;
    }
}
