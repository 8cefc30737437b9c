// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One direction of a QUIC handshake at one encryption level, put in order (RFC 9000, 19.6). The byte seen first wins; a
 * frame that reaches further than {@link #WINDOW} bytes beyond what was taken is refused whole.
 */
public final class CryptoStream {
    /** How far ahead of the byte to be taken next a frame may reach. RFC 9000, 7.5 asks receivers for 4096 at least. */
    public static final int WINDOW = 1 << 16;

    private static final int FIRST_ROOM = 2048;
    private static final byte[] NOTHING = new byte[0];

    /** Bytes from stream offset {@code taken} on, those of {@code present} filled in. */
    private byte[] data = NOTHING;

    private BitSet present = new BitSet(0);
    private long taken;

    /**
     * Adds a frame's data.
     *
     * @param offset where in the stream it begins
     * @return false where it was refused
     */
    public boolean add(long offset, ByteBuf buffer, int position, int length) {
        if (offset < 0 || offset > taken + WINDOW - length) {
            return false;
        }
        int skip = offset < taken ? (int) Math.min(taken - offset, length) : 0;
        int from = (int) (offset + skip - taken);
        int to = from + length - skip;
        if (skip == length) {
            return true;
        }
        if (data.length < to) {
            data = Arrays.copyOf(data, Math.max(FIRST_ROOM, Math.min(WINDOW, Integer.highestOneBit(to - 1) << 1)));
        }
        int source = position + skip - from;
        for (int at = present.nextClearBit(from); at < to; at = present.nextClearBit(at)) {
            int next = present.nextSetBit(at);
            int stop = next < 0 ? to : Math.min(next, to);
            buffer.getBytes(source + at, data, at, stop - at);
            present.set(at, stop);
            at = stop;
        }
        return true;
    }

    /** Bytes there in order. */
    public int available() {
        return present.nextClearBit(0);
    }

    /** One of the {@link #available} bytes, 0 to 255. */
    public int peek(int index) {
        return data[index] & 0xff;
    }

    /**
     * Takes bytes out of the stream, at most as many as are available.
     *
     * @param skip bytes to pass over before them
     */
    public byte[] take(int skip, int length) {
        byte[] bytes = Arrays.copyOfRange(data, skip, skip + length);
        int n = skip + length;
        taken += n;
        int end = present.length();
        if (end <= n) {
            data = NOTHING;
            present = new BitSet(0);
        } else {
            data = Arrays.copyOfRange(data, n, data.length);
            present = present.get(n, end);
        }
        return bytes;
    }

    /** Bytes of memory the data takes, with the bits that say which of it is there. */
    public int room() {
        return data.length + present.size() / Byte.SIZE;
    }
}
