// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.random.Secrets;

/**
 * States when the data of a TCP connection begins to go by other MACs: what an ARP spoofer does to those it has
 * deceived, in the middle of their connections. One for each state shard, asked for every segment with data.
 *
 * <p>Remembers {@link #SLOTS} connections in 40 KiB, found by a fixed mix of their endpoints; of two that fall
 * together the later is remembered, so that an attacker who floods it makes it forget and nothing else. Nothing is
 * allocated but facts, and of these there are at most two a second for a connection and {@link #FACTS} a second in all,
 * as a mirror port that shows both sides of a router shows every packet twice.
 */
final class CarrierObserver {
    private static final int SLOTS = 1024;
    private static final int FACTS = 16;
    private static final int LOW = 1;
    private static final int HIGH = 2;
    private static final long MAC = 0xffff_ffff_ffffL;
    private static final long SECOND = 1_000_000_000L;

    /**
     * Two words a slot, all that is fetched from memory for a packet that goes the way of the one before: a hash of the
     * connection and both MACs, and that packet's sequence number, IP identification, TTL and direction.
     */
    private final long[] latest = new long[SLOTS * 2];

    /**
     * Three words a slot, for the packet that changes something: which connection; the MAC at its lower end, and in the top
     * 16 bits the second a fact was told; the MAC at its higher end.
     */
    private final long[] known = new long[SLOTS * 3];

    /** Odd and secret, so that one MAC changed is always another hash, and nobody outside can make up for it with the other. */
    private final long secretLow;

    private final long secretHigh;
    private long second;
    private int told;

    CarrierObserver() {
        long[] words = Secrets.draw(2);
        secretLow = words[0] | 1;
        secretHigh = words[1] | 1;
    }

    /** @param p of kind {@link Packet.Kind#TCP} with data */
    void segment(Packet p, Facts facts) {
        long source = p.sourceMac();
        long destination = p.destinationMac();
        if (source == Mac.NONE || destination == Mac.NONE) {
            return;
        }
        long from = p.sourceLow() + p.sourceHigh() * 0x9e37_79b9_7f4a_7c15L;
        long to = p.destinationLow() + p.destinationHigh() * 0x9e37_79b9_7f4a_7c15L;
        boolean forward = from != to ? from < to : p.sourcePort() <= p.destinationPort();
        long connection = forward
                ? connection(from, to, p.sourcePort(), p.destinationPort(), p)
                : connection(to, from, p.destinationPort(), p.sourcePort(), p);
        long low = forward ? source : destination;
        long high = forward ? destination : source;
        long last = (long) p.sequence() << 32 | (long) p.ipId() << 16 | p.ttl() << 1 | (forward ? 1 : 0);
        long way = connection + low * secretLow + high * secretHigh;
        int slot = (int) (connection >>> 48) & SLOTS - 1;
        if (latest[2 * slot] != way) {
            long[] k = known;
            int at = 3 * slot;
            if (k[at] == connection) {
                moved(p, facts, slot, forward, last);
            } else {
                k[at] = connection;
                k[at + LOW] = 0;
            }
            k[at + LOW] = k[at + LOW] & ~MAC | low;
            k[at + HIGH] = high;
            latest[2 * slot] = way;
        }
        latest[2 * slot + 1] = last;
    }

    private void moved(Packet p, Facts facts, int slot, boolean forward, long last) {
        long now = Math.floorDiv(p.frame().timeNanos(), SECOND);
        if (now != second) {
            second = now;
            told = 0;
        }
        long before = latest[2 * slot + 1];
        long hops = (before >>> 1 & 0xff) - (last >>> 1 & 0xff);
        boolean copy = ((before ^ last) & ~0x1feL) == 0 && (hops == 0 || hops == 1);
        // Where every packet is seen on both sides of a relay, the move back is none of the news.
        long mark = Math.floorMod(now, 0x7fff) + 1 << 1 | (copy ? 1 : 0); // never 0: that is told never
        int at = 3 * slot;
        long marked = known[at + LOW] >>> 48;
        if (told >= FACTS || marked == mark || marked == (mark | 1)) {
            return;
        }
        told++;
        long low = known[at + LOW] & MAC;
        long high = known[at + HIGH];
        known[at + LOW] = mark << 48 | low;
        facts.add(new CarrierMoved(facts.where(p), forward ? low : high, forward ? high : low, copy));
    }

    /** Never the same for two interfaces or paths: there a connection may well go by other MACs. */
    private static long connection(long low, long high, int lowPort, int highPort, Packet p) {
        long h = (low ^ Long.rotateLeft(high, 23)) * 0xbf58_476d_1ce4_e5b9L;
        h ^= h >>> 31;
        h += ((long) lowPort << 16 | highPort)
                + ((long) p.path().hashCode() << 32)
                + p.frame().source().index() * 0x1_0001L;
        h *= 0x94d0_49bb_1331_11ebL;
        return h | 1;
    }
}
