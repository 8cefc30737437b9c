// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.random.Secrets;
import java.util.List;

/**
 * Finds the connection of a packet: open addressing with linear probing over one array of hashes, at most half full.
 *
 * <p>The mix is seeded anew for each table, so that nobody can choose addresses and ports that collide. The seed decides
 * where an entry lies and nothing else: no order of anything seen outside depends on it.
 */
final class FlowIndex {
    private static final int FIRST_SIZE = 64;

    private final long seed;
    private final long multiplier;
    private final long secondMultiplier;
    /** Zero where the slot is free. */
    private long[] hashes = new long[1];
    /**
     * A byte of each hash, 0 where a place is free. Most segments are of connections that are not here: what says so has to
     * be small, so that it stays in the processor's nearest cache while the packets pass through.
     */
    private byte[] marks = new byte[1];

    private TcpFlow[] flows = new TcpFlow[1];
    private int size;
    private Path lastPath = Path.NONE;
    private long lastPathHash;

    FlowIndex() {
        long[] words = Secrets.draw(3);
        seed = words[0];
        multiplier = words[1] | 1;
        secondMultiplier = words[2] | 1;
        lastPathHash = hash(Path.NONE);
    }

    int size() {
        return size;
    }

    /** The same for both directions of a connection; never zero. */
    long hash(Packet p) {
        boolean forward = isForward(p);
        long lowA = forward ? p.sourceLow() : p.destinationLow();
        long lowB = forward ? p.destinationLow() : p.sourceLow();
        long highA = forward ? p.sourceHigh() : p.destinationHigh();
        long highB = forward ? p.destinationHigh() : p.sourceHigh();
        long h = mix(mix(seed ^ lowA) ^ lowB);
        if ((highA | highB) != 0) {
            h = mix(mix(h ^ highA) ^ highB);
        }
        if (p.path() != lastPath) {
            lastPath = p.path();
            lastPathHash = hash(lastPath);
        }
        h = mix(h ^ lastPathHash ^ ports(p, forward));
        return h == 0 ? 1 : h;
    }

    /** True where the source is the lower endpoint. */
    static boolean isForward(Packet p) {
        if (p.sourceHigh() != p.destinationHigh()) {
            return Long.compareUnsigned(p.sourceHigh(), p.destinationHigh()) < 0;
        }
        if (p.sourceLow() != p.destinationLow()) {
            return Long.compareUnsigned(p.sourceLow(), p.destinationLow()) < 0;
        }
        return p.sourcePort() <= p.destinationPort();
    }

    /** Both ports, the lower endpoint's first. */
    static int ports(Packet p, boolean forward) {
        return forward
                ? p.sourcePort() << 16 | p.destinationPort() & 0xffff
                : p.destinationPort() << 16 | p.sourcePort() & 0xffff;
    }

    TcpFlow find(long hash, Packet p) {
        byte[] there = marks;
        int mask = there.length - 1;
        int i = (int) hash & mask;
        while (there[i] != 0) {
            if (there[i] == mark(hash) && hashes[i] == hash && flows[i].matches(p)) {
                return flows[i];
            }
            i = i + 1 & mask;
        }
        return null;
    }

    void add(TcpFlow flow) {
        if ((size + 1) * 2 > hashes.length) {
            grow();
        }
        size++;
        place(flow);
    }

    /** Takes an entry out and closes the gap, so that no mark of it is left to be probed over. */
    void remove(TcpFlow flow) {
        int mask = hashes.length - 1;
        int i = (int) flow.hash & mask;
        while (flows[i] != flow) {
            i = i + 1 & mask;
        }
        for (int j = i + 1 & mask; hashes[j] != 0; j = j + 1 & mask) {
            int home = (int) hashes[j] & mask;
            // j may move to i where its home does not lie between the two.
            if ((j - home & mask) >= (j - i & mask)) {
                hashes[i] = hashes[j];
                marks[i] = marks[j];
                flows[i] = flows[j];
                i = j;
            }
        }
        hashes[i] = 0;
        marks[i] = 0;
        flows[i] = null;
        size--;
    }

    private void grow() {
        TcpFlow[] old = flows;
        int length = Math.max(FIRST_SIZE, old.length * 2);
        hashes = new long[length];
        marks = new byte[length];
        flows = new TcpFlow[length];
        for (TcpFlow flow : old) {
            if (flow != null) {
                place(flow);
            }
        }
    }

    private void place(TcpFlow flow) {
        int mask = hashes.length - 1;
        int i = (int) flow.hash & mask;
        while (hashes[i] != 0) {
            i = i + 1 & mask;
        }
        hashes[i] = flow.hash;
        marks[i] = mark(flow.hash);
        flows[i] = flow;
    }

    /** Bits that do not choose the place; never 0. */
    private static byte mark(long hash) {
        return (byte) (hash >>> 56 | 1);
    }

    private long hash(Path path) {
        long h = seed;
        List<Path.Tag> tags = path.tags();
        for (int i = 0; i < tags.size(); i++) { // by index: an iterator would be allocated for every packet with a tag
            Path.Tag tag = tags.get(i);
            h = mix(mix(h ^ tag.kind().ordinal() + 1) ^ tag.id());
        }
        return h;
    }

    /** A bijection with secret multipliers, in two plain products: this is asked for nearly every TCP segment. */
    private long mix(long x) {
        long h = x * multiplier;
        h = (h ^ h >>> 32) * secondMultiplier;
        return h ^ h >>> 29;
    }
}
