// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;

/**
 * Segments that wait behind a hole: pieces in order of sequence, none overlapping another.
 *
 * <p>Where segments overlap, the byte that was seen first wins. Receivers differ in this (RFC 9293 leaves it open), so an
 * overlap whose bytes differ is counted: somebody may be telling two stories.
 */
final class HeldSegments {
    /** What a piece costs beside its bytes: packet, frame, buffer, and their headers, rounded up. */
    static final int OVERHEAD = 512;

    /** A piece that waits; {@code packet} holds just its bytes. */
    record Piece(int sequence, Packet packet) {
        int end() {
            return sequence + packet.payloadLength();
        }

        int cost() {
            return OVERHEAD + packet.payloadCaptured();
        }
    }

    private final ArrayList<Piece> pieces = new ArrayList<>(0);
    private final Counters counters;
    private int cost;

    HeldSegments(Counters counters) {
        this.counters = counters;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Bytes held, with what holding them costs. */
    int cost() {
        return cost;
    }

    Piece first() {
        return pieces.get(0);
    }

    Piece removeFirst() {
        Piece piece = pieces.remove(0);
        cost -= piece.cost();
        if (pieces.isEmpty()) {
            pieces.trimToSize();
        }
        return piece;
    }

    void clear() {
        pieces.clear();
        pieces.trimToSize(); // streams are used again: what an attack made them grow to does not stay
        cost = 0;
    }

    /** Keeps what is new in a segment. */
    void insert(Packet packet, int sequence) {
        int end = sequence + packet.payloadLength();
        int position = sequence;
        boolean overlap = false;
        boolean differs = false;
        int i = pieces.isEmpty() || pieces.get(pieces.size() - 1).end() - sequence <= 0 ? pieces.size() : 0;
        for (; i < pieces.size() && position - end < 0; i++) {
            Piece held = pieces.get(i);
            if (held.end() - position <= 0) {
                continue;
            }
            if (held.sequence - end >= 0) {
                break;
            }
            overlap = true;
            differs |= differs(held, packet, sequence);
            if (held.sequence - position > 0) {
                put(i, packet, sequence, position, held.sequence);
                i++;
            }
            position = held.end();
        }
        if (position - end < 0) {
            put(i, packet, sequence, position, end);
        }
        count(overlap, differs);
    }

    /** Counts an overlap that shows when a segment in order reaches a piece. */
    void compare(Piece held, Packet packet, int sequence) {
        int end = sequence + packet.payloadLength();
        if (held.sequence - end < 0 && held.end() - sequence > 0) {
            count(true, differs(held, packet, sequence));
        }
    }

    private void count(boolean overlap, boolean differs) {
        if (overlap) {
            counters.increment(Counter.TCP_OVERLAP);
        }
        if (differs) {
            counters.increment(Counter.TCP_OVERLAP_DIFFERENT);
        }
    }

    private void put(int index, Packet packet, int sequence, int from, int to) {
        Piece piece = new Piece(from, packet.keep(from - sequence, to - from));
        pieces.add(index, piece);
        cost += piece.cost();
    }

    private static boolean differs(Piece held, Packet packet, int sequence) {
        int from = held.sequence - sequence > 0 ? held.sequence : sequence;
        int inHeld = from - held.sequence;
        int inPacket = from - sequence;
        int n = Math.min(held.packet.payloadCaptured() - inHeld, packet.payloadCaptured() - inPacket);
        return n > 0
                && !ByteBufUtil.equals(
                        held.packet.buffer(),
                        held.packet.payload() + inHeld,
                        packet.buffer(),
                        packet.payload() + inPacket,
                        n);
    }
}
