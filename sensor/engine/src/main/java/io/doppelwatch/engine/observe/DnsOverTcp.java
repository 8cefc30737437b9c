// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.reassemble.StreamReader;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * DNS messages out of one direction of a TCP stream (RFC 1035, 4.2.2; RFC 7766): each has two bytes of length before it,
 * and may be split over segments or share one with others.
 *
 * <p>A gap that ends inside the message it began in costs that message only, since its length says where the next one
 * begins. After any other gap the reader waits for a segment that begins as a message does. At most one message, 65,535
 * bytes, is kept, and no more of it than has come.
 */
public final class DnsOverTcp implements StreamReader {
    private static final int LENGTH_BYTES = 2;
    /** RFC 1035, 4.1.1. */
    private static final int HEADER_BYTES = 12;

    /** QUERY, IQUERY, STATUS, NOTIFY, UPDATE, DSO: the operations there are (IANA DNS OpCodes). */
    private static final int ASSIGNED_OPCODES = 1 | 1 << 1 | 1 << 2 | 1 << 4 | 1 << 5 | 1 << 6;

    private static final int FIRST_ROOM = 512;
    private static final byte[] NOTHING = new byte[0];

    private final Facts facts;
    private final Counters counters;

    /** Bytes of the message that has begun, its length bytes first; {@code kept} of them are there. */
    private byte[] message = NOTHING;

    private int kept;
    /** Bytes of a message spoiled by a gap that are still to be passed over. */
    private int spoiled;
    /** False where it is not known at which byte the next message begins. */
    private boolean aligned = true;

    public DnsOverTcp(Facts facts, Counters counters) {
        this.facts = facts;
        this.counters = counters;
    }

    /**
     * Whether a segment looks like the beginning of a message with its length: for streams met in their middle. Reads the
     * length, the operation, the reserved bit, the code of an answer that a question cannot have, and the number of
     * questions.
     *
     * @param length bytes that are there
     */
    public static boolean begins(ByteBuf buffer, int offset, int length) {
        if (length < LENGTH_BYTES + HEADER_BYTES || buffer.getUnsignedShort(offset) < HEADER_BYTES) {
            return false;
        }
        int flags = buffer.getUnsignedShort(offset + LENGTH_BYTES + 2);
        boolean reserved = (flags & 0x40) != 0;
        boolean answeringQuestion = (flags & 0x8000) == 0 && (flags & 0xf) != 0;
        int questions = buffer.getUnsignedShort(offset + LENGTH_BYTES + 4);
        return !reserved && !answeringQuestion && questions <= 1 && (ASSIGNED_OPCODES >> (flags >> 11 & 0xf) & 1) != 0;
    }

    @Override
    public Next bytes(ByteBuf buffer, int offset, int length, Packet at) {
        if (!aligned) {
            if (!begins(buffer, offset, length)) {
                return Next.MORE;
            }
            aligned = true;
        }
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (spoiled > 0) {
                int n = Math.min(spoiled, end - position);
                spoiled -= n;
                position += n;
            } else if (kept == 0 && end - position >= LENGTH_BYTES && whole(buffer, position, end)) {
                int size = buffer.getUnsignedShort(position);
                byte[] bytes = new byte[size];
                buffer.getBytes(position + LENGTH_BYTES, bytes);
                hand(bytes, at);
                position += LENGTH_BYTES + size;
            } else {
                position += keep(buffer, position, end);
                if (kept >= LENGTH_BYTES && kept == LENGTH_BYTES + size()) {
                    hand(Arrays.copyOfRange(message, LENGTH_BYTES, kept), at);
                    forget();
                }
            }
        }
        return Next.MORE;
    }

    private static boolean whole(ByteBuf buffer, int position, int end) {
        return end - position - LENGTH_BYTES >= buffer.getUnsignedShort(position);
    }

    /** Keeps what belongs to the message that has begun; returns how much that was. */
    private int keep(ByteBuf buffer, int position, int end) {
        int goal = kept < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + size();
        int n = Math.min(goal - kept, end - position);
        if (message.length < kept + n) {
            message = Arrays.copyOf(message, Math.max(FIRST_ROOM, Math.min(goal, 2 * (kept + n))));
        }
        buffer.getBytes(position, message, kept, n);
        kept += n;
        return n;
    }

    /** Size of the message that has begun; its length bytes are there. */
    private int size() {
        return (message[0] & 0xff) << 8 | message[1] & 0xff;
    }

    private void hand(byte[] bytes, Packet at) {
        if (bytes.length < HEADER_BYTES) {
            counters.increment(Counter.DNS_TCP_LOST);
        } else {
            facts.add(new DnsSeen(facts.where(at), bytes));
        }
    }

    @Override
    public Next gap(long missing, Packet at) {
        if (!aligned) {
            return Next.MORE;
        }
        int rest = kept >= LENGTH_BYTES ? LENGTH_BYTES + size() - kept : spoiled;
        if (kept > 0 || spoiled == 0) {
            counters.increment(Counter.DNS_TCP_LOST);
        }
        forget();
        if (missing <= rest) {
            spoiled = (int) (rest - missing);
        } else {
            spoiled = 0;
            aligned = false;
        }
        return Next.MORE;
    }

    @Override
    public void end() {
        if (kept > 0) {
            counters.increment(Counter.DNS_TCP_LOST);
        }
        forget();
    }

    private void forget() {
        message = NOTHING;
        kept = 0;
    }
}
