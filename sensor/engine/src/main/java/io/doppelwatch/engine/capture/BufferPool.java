// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Direct buffers of one size that readers take and leave. A buffer that is left while somebody still holds it stays
 * here, with the pool's own reference, until the last holder has let go; then it is given out again. Buffers of another
 * size are allocated and freed, not kept. Not thread-safe; holders may release on any thread.
 */
final class BufferPool {
    private static final int KEPT = 16;

    /** Without leak tracking: every buffer is counted by {@link #allocated}, and tracked access is far too slow. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

    private final ByteBuf[] left = new ByteBuf[KEPT];
    private final int size;
    private int oldest;

    /** @param size bytes of a buffer that is kept for the next reader */
    BufferPool(int size) {
        this.size = size;
    }

    /** A buffer of at least {@code capacity} bytes to which nobody else has a reference. */
    ByteBuf take(int capacity) {
        if (capacity == size) {
            for (int i = 0; i < KEPT; i++) {
                ByteBuf buffer = left[i];
                if (buffer != null && buffer.refCnt() == 1) {
                    left[i] = null;
                    return buffer;
                }
            }
        }
        return allocator.directBuffer(capacity, capacity);
    }

    /** Takes over the caller's reference. */
    void leave(ByteBuf buffer) {
        if (buffer.capacity() != size) {
            buffer.release();
            return;
        }
        int place = oldest;
        for (int i = 0; i < KEPT; i++) {
            if (left[i] == null) {
                place = i;
                break;
            }
        }
        if (left[place] != null) {
            // All are still held: the oldest goes to its holders for good, and the last of them frees it.
            left[place].release();
            oldest = (oldest + 1) % KEPT;
        }
        left[place] = buffer;
    }

    /** Lets go of every buffer that was left here. */
    void close() {
        for (int i = 0; i < KEPT; i++) {
            if (left[i] != null) {
                left[i].release();
                left[i] = null;
            }
        }
    }

    /** Bytes of direct memory allocated and not yet freed, buffers held elsewhere included. */
    long allocated() {
        return allocator.metric().usedDirectMemory();
    }
}
