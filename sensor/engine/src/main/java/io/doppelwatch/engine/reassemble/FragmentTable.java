// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Defragmenter;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.random.Secrets;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;

/**
 * IP fragments of one shard, put together.
 *
 * <p>Overlaps: of each byte the one seen first stays (as BSD and Windows have it for most overlaps); a fragment that says
 * otherwise is counted. For IPv6 an overlap that is not a mere repetition gives the whole datagram up, what is still to
 * come of it included (RFC 5722, 4; RFC 8200, 4.5). Repeated fragments, as a mirror port of both directions sees them, do
 * no harm; what comes after a datagram was whole starts a new one.
 *
 * <p>Bounds: {@link #MAX_LENGTH} bytes a datagram, {@link #MAX_DATAGRAMS} of them and {@link #MAX_BYTES} in all, {@link
 * #TIMEOUT_NANOS} from the first fragment on in packet time; over a bound the oldest goes. All of it is counted. The hash
 * is seeded, so that nobody outside can choose fragments that meet in one chain; what is given up, and when, does not
 * depend on it. Buffers are reused: a flow of fragments costs no allocation. Not thread-safe.
 */
public final class FragmentTable implements Defragmenter {
    /** Bytes in the payload of a datagram: RFC 791, 3.1 has 16 bits for header and payload. */
    public static final int MAX_LENGTH = 65535;

    /** Datagrams kept at once. */
    public static final int MAX_DATAGRAMS = 1024;

    /** Bytes kept at once, holes and spare room included. */
    public static final int MAX_BYTES = 4 << 20;

    /** Linux waits 30 s (ipfrag_time), RFC 8200 allows 60. */
    public static final long TIMEOUT_NANOS = 30_000_000_000L;

    private static final int BUCKETS = 2048;
    private static final int MAX_SPARE = 4;

    private final Counters counters;
    private final long seed;
    private final Datagram[] buckets = new Datagram[BUCKETS];
    private Datagram oldest;
    private Datagram youngest;
    private int datagrams;
    private int bytes;

    private Datagram spare;
    private int spares;
    /** What the last call gave out; its buffer may be where the fragments of this call lie. */
    private Datagram given;

    public FragmentTable(Counters counters) {
        this.counters = counters;
        seed = Secrets.draw(1)[0];
    }

    @Override
    public ByteBuf add(
            Packet packet,
            int id,
            int fragmentOffset,
            boolean more,
            ByteBuf buffer,
            int offset,
            int captured,
            int length) {
        boolean v4 = packet.ipVersion() == 4;
        counters.increment(v4 ? Counter.DEFRAG_IPV4_FRAGMENTS : Counter.DEFRAG_IPV6_FRAGMENTS);
        expire(packet.frame().timeNanos());
        Datagram before = given;
        given = null;
        if (captured < length) {
            counters.increment(Counter.DEFRAG_TRUNCATED);
        } else {
            int usable = usable(length, more, v4);
            if (usable <= 0 || fragmentOffset < 0 || fragmentOffset > MAX_LENGTH - usable) {
                counters.increment(Counter.DEFRAG_INVALID);
            } else {
                add(packet, id, fragmentOffset, usable, more, buffer, offset);
            }
        }
        if (before != null) {
            keep(before);
        }
        return given == null ? null : given.payload();
    }

    /** A fragment that is not the last is a multiple of 8: IPv4 hosts cut it to one, IPv6 refuses it (RFC 8200, 4.5). */
    private static int usable(int length, boolean more, boolean v4) {
        if (!more || (length & 7) == 0) {
            return length;
        }
        return v4 ? length & ~7 : 0;
    }

    private void add(Packet packet, int id, int from, int length, boolean more, ByteBuf buffer, int offset) {
        int bucket = bucket(packet, id);
        Datagram d = find(packet, id, bucket);
        if (d == null) {
            d = open(packet, id, bucket);
        } else if (d.refused) {
            return;
        }
        int memory = d.memory();
        Datagram.Result result = d.add(from, length, more, packet.protocol(), buffer, offset);
        bytes += d.memory() - memory;
        count(result);
        boolean v6 = packet.ipVersion() == 6;
        if (v6 && (result == Datagram.Result.OVERLAP || result == Datagram.Result.CONFLICT)) {
            d.refused = true;
        } else if (d.complete()) {
            counters.increment(v6 ? Counter.DEFRAG_IPV6_REASSEMBLED : Counter.DEFRAG_IPV4_REASSEMBLED);
            remove(d);
            given = d;
        } else {
            makeRoom(d);
        }
    }

    @Override
    public int protocol() {
        return given == null ? 0 : given.protocol();
    }

    @Override
    public long firstNanos() {
        return given == null ? 0 : given.since;
    }

    @Override
    public int headLength() {
        return given == null ? 0 : given.headLength();
    }

    @Override
    public int irregularities() {
        return given == null ? 0 : given.irregularities();
    }

    private void count(Datagram.Result result) {
        switch (result) {
            case KEPT:
                break;
            case DUPLICATE:
                counters.increment(Counter.DEFRAG_DUPLICATES);
                break;
            case OVERLAP:
                counters.increment(Counter.DEFRAG_OVERLAPS);
                break;
            case CONFLICT:
                counters.increment(Counter.DEFRAG_OVERLAPS);
                counters.increment(Counter.DEFRAG_CONFLICTS);
                break;
            case TOO_MANY:
                counters.increment(Counter.DEFRAG_FRAGS_REACHED);
                break;
            case INVALID:
                counters.increment(Counter.DEFRAG_INVALID);
                break;
        }
    }

    private int bucket(Packet packet, int id) {
        long h = mix(seed ^ packet.sourceLow());
        h = mix(h ^ packet.destinationLow());
        h = mix(h ^ packet.sourceHigh());
        h = mix(h ^ packet.destinationHigh());
        h = mix(h ^ Integer.toUnsignedLong(id));
        return (int) (h >>> 32) & BUCKETS - 1;
    }

    /** Finaliser of SplitMix64: every bit of the seed reaches every bit of the result. */
    private static long mix(long x) {
        long z = (x ^ x >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }

    private Datagram find(Packet packet, int id, int bucket) {
        for (Datagram d = buckets[bucket]; d != null; d = d.chain) {
            if (d.is(packet, id)) {
                return d;
            }
        }
        return null;
    }

    private Datagram open(Packet packet, int id, int bucket) {
        Datagram d = spare;
        if (d == null) {
            d = new Datagram();
        } else {
            spare = d.chain;
            spares--;
        }
        d.reset(packet, id);
        d.bucket = bucket;
        d.chain = buckets[bucket];
        buckets[bucket] = d;
        d.older = youngest;
        d.younger = null;
        if (youngest == null) {
            oldest = d;
        } else {
            youngest.younger = d;
        }
        youngest = d;
        datagrams++;
        bytes += d.memory();
        return d;
    }

    private void remove(Datagram d) {
        if (buckets[d.bucket] == d) {
            buckets[d.bucket] = d.chain;
        } else {
            Datagram before = buckets[d.bucket];
            while (before.chain != d) {
                before = before.chain;
            }
            before.chain = d.chain;
        }
        if (d.older == null) {
            oldest = d.younger;
        } else {
            d.older.younger = d.younger;
        }
        if (d.younger == null) {
            youngest = d.older;
        } else {
            d.younger.older = d.older;
        }
        d.chain = null;
        d.older = null;
        d.younger = null;
        datagrams--;
        bytes -= d.memory();
    }

    /** Keeps an object that is done with for the next datagram. */
    private void keep(Datagram d) {
        if (spares < MAX_SPARE) {
            d.chain = spare;
            spare = d;
            spares++;
        }
    }

    private void expire(long now) {
        while (oldest != null && now - oldest.since > TIMEOUT_NANOS) {
            Datagram d = oldest;
            // One that was refused has been counted when it was.
            if (!d.refused) {
                counters.increment(d.isV4() ? Counter.DEFRAG_IPV4_TIMEOUTS : Counter.DEFRAG_IPV6_TIMEOUTS);
            }
            remove(d);
            keep(d);
        }
    }

    /** Gives the oldest up until the bounds hold, all but the one just added to. */
    private void makeRoom(Datagram current) {
        while (datagrams > MAX_DATAGRAMS || bytes > MAX_BYTES) {
            Datagram d = oldest == current ? current.younger : oldest;
            if (d == null) {
                return;
            }
            counters.increment(
                    datagrams > MAX_DATAGRAMS ? Counter.DEFRAG_TRACKERS_REACHED : Counter.DEFRAG_MEMORY_REACHED);
            remove(d);
            keep(d);
        }
    }
}
