// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Path;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The pieces of one IP datagram that came so far. Reused for another one when it is done with. */
final class Datagram {
    /** Separate stretches of bytes kept; fragments that join on to one do not count. */
    static final int MAX_STRETCHES = 64;

    private static final int FIRST_CAPACITY = 4096;
    private static final int UNKNOWN = -1;

    /** What became of a fragment. */
    enum Result {
        KEPT,
        /** Every byte was there already, and the same. */
        DUPLICATE,
        /** Some bytes were there already, and the same. */
        OVERLAP,
        /** Some bytes were there already, and others. */
        CONFLICT,
        TOO_MANY,
        /** Beyond the end, or a second end. */
        INVALID
    }

    private Path path = Path.NONE;
    private int ipVersion;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int id;
    private int keyProtocol;

    /** Next in the hash chain, and neighbours by age. */
    Datagram chain;

    Datagram older;
    Datagram younger;
    int bucket;
    /** Time of the first fragment, nanoseconds. */
    long since;
    /** Given up, and remembered so that fragments still to come are not taken for a new datagram (RFC 5722, 4). */
    boolean refused;

    private final ByteBuf bytes = Unpooled.buffer(FIRST_CAPACITY, FragmentTable.MAX_LENGTH);
    private final int[] starts = new int[MAX_STRETCHES];
    private final int[] ends = new int[MAX_STRETCHES];
    private int stretches;
    private int total;
    private int protocol;
    private int headLength;
    private int irregularities;

    void reset(Packet packet, int id) {
        path = packet.path();
        ipVersion = packet.ipVersion();
        sourceHigh = packet.sourceHigh();
        sourceLow = packet.sourceLow();
        destinationHigh = packet.destinationHigh();
        destinationLow = packet.destinationLow();
        this.id = id;
        keyProtocol = keyProtocol(packet);
        since = packet.frame().timeNanos();
        refused = false;
        stretches = 0;
        total = UNKNOWN;
        protocol = packet.protocol();
        headLength = 0;
        irregularities = 0;
        bytes.clear();
    }

    /** Whether a fragment belongs here (RFC 791, 3.2, with protocol; RFC 8200, 4.5, without). */
    boolean is(Packet packet, int id) {
        return this.id == id
                && sourceLow == packet.sourceLow()
                && destinationLow == packet.destinationLow()
                && sourceHigh == packet.sourceHigh()
                && destinationHigh == packet.destinationHigh()
                && ipVersion == packet.ipVersion()
                && keyProtocol == keyProtocol(packet)
                && (path == packet.path() || path.equals(packet.path()));
    }

    private static int keyProtocol(Packet packet) {
        return packet.ipVersion() == 4 ? packet.protocol() : 0;
    }

    /** Bytes of memory this takes. */
    int memory() {
        return bytes.capacity();
    }

    boolean isV4() {
        return ipVersion == 4;
    }

    /** Whether all of it is there. */
    boolean complete() {
        return stretches == 1 && starts[0] == 0 && ends[0] == total;
    }

    /** The whole payload, once {@link #complete}. */
    ByteBuf payload() {
        return bytes.setIndex(0, total);
    }

    /** Bytes of the fragment at offset 0. */
    int headLength() {
        return headLength;
    }

    /** Bits of {@link Packet#HEAD_LAST}, {@link Packet#PIECES_OVERLAP} and {@link Packet#PIECES_DIFFER}. */
    int irregularities() {
        return irregularities;
    }

    /** Protocol by the fragment at offset 0. */
    int protocol() {
        return protocol;
    }

    /**
     * Takes the bytes of a fragment that are not there yet: the first seen of each byte stays.
     *
     * @param length at least 1, and with {@code from} at most {@link FragmentTable#MAX_LENGTH}
     */
    Result add(int from, int length, boolean more, int protocol, ByteBuf source, int offset) {
        int to = from + length;
        if (total != UNKNOWN && (to > total || !more && to != total)) {
            return Result.INVALID;
        }
        if (!more && stretches > 0 && ends[stretches - 1] > to) {
            return Result.INVALID;
        }
        // The stretches first .. last - 1 touch or overlap the new one.
        int first = 0;
        while (first < stretches && ends[first] < from) {
            first++;
        }
        int last = first;
        while (last < stretches && starts[last] <= to) {
            last++;
        }
        if (first == last && stretches == MAX_STRETCHES) {
            return Result.TOO_MANY;
        }
        int before = stretches;
        Result result = fill(first, last, from, to, source, offset - from);
        join(first, last, from, to);
        if (!more) {
            total = to;
        }
        if (from == 0 && result != Result.DUPLICATE) {
            this.protocol = protocol;
            headLength = length;
            irregularities |= before > 0 ? Packet.HEAD_LAST : 0;
        }
        if (result == Result.OVERLAP || result == Result.CONFLICT) {
            irregularities |= Packet.PIECES_OVERLAP | (result == Result.CONFLICT ? Packet.PIECES_DIFFER : 0);
        }
        return result;
    }

    /** Takes what lies in the holes between stretches first .. last - 1 and compares the rest. */
    private Result fill(int first, int last, int from, int to, ByteBuf source, int shift) {
        if (bytes.capacity() < to) {
            bytes.capacity(Math.min(FragmentTable.MAX_LENGTH, Math.max(to, 2 * bytes.capacity())));
        }
        boolean fresh = false;
        boolean seen = false;
        boolean differs = false;
        int at = from;
        for (int i = first; i < last && at < to; i++) {
            if (at < starts[i]) {
                copy(source, shift, at, starts[i]);
                at = starts[i];
                fresh = true;
            }
            int end = Math.min(to, ends[i]);
            if (at < end) {
                seen = true;
                differs |= differs(source, shift, at, end);
                at = end;
            }
        }
        if (at < to) {
            copy(source, shift, at, to);
            fresh = true;
        }
        if (differs) {
            return Result.CONFLICT;
        }
        return !seen ? Result.KEPT : fresh ? Result.OVERLAP : Result.DUPLICATE;
    }

    /** Netty's own copy of a range makes a view of a direct buffer for it where it may not use Unsafe (JDK 24 and newer). */
    private void copy(ByteBuf source, int shift, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            bytes.setLong(at, source.getLong(shift + at));
        }
        for (; at < to; at++) {
            bytes.setByte(at, source.getByte(shift + at));
        }
    }

    private boolean differs(ByteBuf source, int shift, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes.getByte(i) != source.getByte(shift + i)) {
                return true;
            }
        }
        return false;
    }

    /** Makes one stretch of first .. last - 1 and the new one. */
    private void join(int first, int last, int from, int to) {
        if (first == last) {
            System.arraycopy(starts, first, starts, first + 1, stretches - first);
            System.arraycopy(ends, first, ends, first + 1, stretches - first);
            starts[first] = from;
            ends[first] = to;
            stretches++;
            return;
        }
        starts[first] = Math.min(starts[first], from);
        ends[first] = Math.max(ends[last - 1], to);
        System.arraycopy(starts, last, starts, first + 1, stretches - last);
        System.arraycopy(ends, last, ends, first + 1, stretches - last);
        stretches -= last - first - 1;
    }
}
