// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.netty.buffer.ByteBuf;

/**
 * One captured frame, seen where it lies. A frame object is reused: what it says holds until the next {@link
 * FrameSource#next}. Who needs the bytes for longer retains {@link #data()} before that call and releases it after.
 */
public final class Frame {
    private ByteBuf data;
    private int offset;
    private int captured;
    private int original;
    private long timeNanos;
    private long number;
    private Source source;

    /**
     * Points at the next frame.
     *
     * @param data buffer that holds the frame, big-endian access by absolute index
     * @param offset index of the frame's first byte in {@code data}
     * @param captured bytes of it that are there
     * @param original bytes it had on the wire; smaller than {@code captured} only in damaged files
     * @param timeNanos time stamp, nanoseconds since 1970-01-01T00:00:00Z; 0 to 2^62 - 1 (in the year 2116), so that no
     *     difference of two overflows
     * @param number its number in its file, from 1, as Wireshark counts
     */
    public void set(ByteBuf data, int offset, int captured, int original, long timeNanos, long number, Source source) {
        this.data = data;
        this.offset = offset;
        this.captured = captured;
        this.original = original;
        this.timeNanos = timeNanos;
        this.number = number;
        this.source = source;
    }

    public ByteBuf data() {
        return data;
    }

    public int offset() {
        return offset;
    }

    public int captured() {
        return captured;
    }

    public int original() {
        return original;
    }

    public long timeNanos() {
        return timeNanos;
    }

    public long number() {
        return number;
    }

    public Source source() {
        return source;
    }
}
