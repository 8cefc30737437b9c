// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode;

import io.netty.buffer.ByteBuf;

/**
 * A bounded cursor over bytes that are not ours, with a sticky fault.
 *
 * <p>The first read that does not fit sets the {@link #fault()} and the offset it happened at; from then on every read
 * returns zero and moves nothing, so that a chain of reads needs one check at its end ({@link #ok()}). No read throws
 * and no read leaves the window given to {@link #wrap}. All lengths are handled as widened ints. Reusable; not
 * thread-safe.
 */
public final class Cursor {
    private ByteBuf buffer;
    private int start;
    private int position;
    private int end;
    private Fault fault = Fault.NONE;
    private int faultOffset = -1;

    /**
     * Points the cursor at a window of a buffer and clears the fault.
     *
     * @param buffer the bytes, read by absolute index; its reader index is neither used nor moved
     * @param offset first byte of the window
     * @param length bytes in the window; a window that does not lie in the buffer faults at once
     */
    public Cursor wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        fault = Fault.NONE;
        faultOffset = -1;
        if (offset < 0 || length < 0 || offset > buffer.capacity() - length) {
            start = position = end = 0;
            fail(Fault.TRUNCATED);
        } else {
            start = position = offset;
            end = offset + length;
        }
        return this;
    }

    /** True while every read so far has fitted. */
    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** Offset from the window's start at which the fault was set; -1 without one. */
    public int faultOffset() {
        return faultOffset;
    }

    /** Sets a fault of the caller's own finding. The first one stays. */
    public void fail(Fault reason) {
        if (fault == Fault.NONE) {
            fault = reason;
            faultOffset = position - start;
            end = position;
        }
    }

    public ByteBuf buffer() {
        return buffer;
    }

    /** Absolute index in the buffer of the next byte. */
    public int position() {
        return position;
    }

    /** Bytes left in the window; zero after a fault. */
    public int remaining() {
        return end - position;
    }

    /** True where {@code n} bytes are left; does not fault. */
    public boolean has(int n) {
        return n >= 0 && end - position >= n;
    }

    public int u8() {
        return need(1) ? buffer.getUnsignedByte(position - 1) : 0;
    }

    public int u16() {
        return need(2) ? buffer.getUnsignedShort(position - 2) : 0;
    }

    public int u24() {
        return need(3) ? buffer.getUnsignedMedium(position - 3) : 0;
    }

    public long u32() {
        return need(4) ? buffer.getUnsignedInt(position - 4) : 0;
    }

    public long i64() {
        return need(8) ? buffer.getLong(position - 8) : 0;
    }

    /** Six bytes as a MAC address in the low 48 bits. */
    public long mac() {
        return need(6) ? (long) buffer.getUnsignedShort(position - 6) << 32 | buffer.getUnsignedInt(position - 4) : 0;
    }

    /** Passes over {@code n} bytes and returns the absolute index of the first of them; -1 after a fault. */
    public int skip(int n) {
        return need(n) ? position - n : -1;
    }

    /** Narrows the window to its next {@code n} bytes; faults with {@link Fault#BAD_LENGTH} where they are not there. */
    public void narrow(int n) {
        if (n < 0 || end - position < n) {
            fail(Fault.BAD_LENGTH);
        } else {
            end = position + n;
        }
    }

    private boolean need(int n) {
        if (n < 0 || end - position < n) {
            fail(Fault.TRUNCATED);
            return false;
        }
        position += n;
        return true;
    }
}
