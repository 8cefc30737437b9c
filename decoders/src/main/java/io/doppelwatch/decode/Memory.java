// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode;

import io.netty.buffer.ByteBuf;
import io.netty.util.internal.PlatformDependent;

/**
 * The memory behind a buffer, for headers that every packet has: one check for all of a header's bytes, then plain loads.
 * A buffer asked for each field costs several times as much where only the first compiler is at work.
 *
 * <p>{@link #at} is the check. It gives an address only for bytes that lie in the buffer, and the caller reads nothing
 * beyond the length it asked for. An address holds as long as the buffer is neither released nor given another capacity,
 * so it is used at once and not kept. Buffers without memory of their own, and machines that cannot load unaligned words,
 * have no addresses ({@link #NOWHERE}); what reads this way has a way by {@link ByteBuf} too. Not thread-safe.
 */
public final class Memory {
    /** No address: not all of the bytes are there, or the buffer has none to give. */
    public static final long NOWHERE = 0;

    private ByteBuf known;
    private long start;
    private int capacity;

    /** The address of {@code length} bytes from an index on; {@link #NOWHERE} unless all of them lie in the buffer. */
    public long at(ByteBuf buffer, int index, int length) {
        if (buffer != known) {
            know(buffer);
        }
        return index >= 0 && length >= 0 && index <= capacity - length ? start + index : NOWHERE;
    }

    private void know(ByteBuf buffer) {
        known = buffer;
        // A buffer that may grow may move.
        boolean fixed = buffer.hasMemoryAddress() && buffer.maxCapacity() == buffer.capacity();
        boolean readable = fixed && PlatformDependent.hasUnsafe() && PlatformDependent.isUnaligned();
        start = readable ? buffer.memoryAddress() : NOWHERE;
        capacity = readable && start != NOWHERE ? buffer.capacity() : -1;
    }

    /** The unsigned byte at an address. */
    public static int u8(long address) {
        return PlatformDependent.getByte(address) & 0xff;
    }

    /** The two bytes from an address on, in network order, 0 to 65535. */
    public static int u16(long address) {
        return order(PlatformDependent.getShort(address)) & 0xffff;
    }

    /** Four bytes in network order. */
    public static int i32(long address) {
        return order(PlatformDependent.getInt(address));
    }

    /** Eight bytes in network order. */
    public static long i64(long address) {
        return order(PlatformDependent.getLong(address));
    }

    /** Eight bytes, the least significant first. */
    public static long i64le(long address) {
        long raw = PlatformDependent.getLong(address);
        return PlatformDependent.BIG_ENDIAN_NATIVE_ORDER ? Long.reverseBytes(raw) : raw;
    }

    private static short order(short raw) {
        return PlatformDependent.BIG_ENDIAN_NATIVE_ORDER ? raw : Short.reverseBytes(raw);
    }

    private static int order(int raw) {
        return PlatformDependent.BIG_ENDIAN_NATIVE_ORDER ? raw : Integer.reverseBytes(raw);
    }

    private static long order(long raw) {
        return PlatformDependent.BIG_ENDIAN_NATIVE_ORDER ? raw : Long.reverseBytes(raw);
    }
}
