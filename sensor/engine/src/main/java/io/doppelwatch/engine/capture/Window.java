// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * A window that slides over the bytes of one capture: a record is asked for with {@link #has} and then lies whole in
 * {@link #buffer()} at {@link #position()}.
 *
 * <p>The buffer is read into again and again. Bytes a reader has passed stay as they are until {@link #has} needs room;
 * then the rest moves to the front, or, where somebody retained the buffer, to another buffer, so that what the holder
 * sees never changes.
 */
final class Window {
    /** The usual buffer. Measured: larger gains nothing, smaller costs calls. */
    static final int SIZE = 256 * 1024;

    /** Most that is ever held at once: larger records are damage. */
    static final int LIMIT = 128 * 1024 * 1024;

    private final ByteInput input;
    private final BufferPool pool;
    private final int size;
    private ByteBuf buffer;
    private int position;
    private int end;
    private long base;
    private boolean atEnd;

    /** @param size bytes to read ahead */
    Window(ByteInput input, BufferPool pool, int size) {
        this.input = input;
        this.pool = pool;
        this.size = size;
        buffer = pool.take(size);
    }

    ByteBuf buffer() {
        return buffer;
    }

    /** Index in the buffer of the next byte. */
    int position() {
        return position;
    }

    /** Bytes of the capture before the next byte. */
    long offset() {
        return base + position;
    }

    /** Bytes from the next one on that are in the buffer. */
    int available() {
        return end - position;
    }

    /** True where at least {@code n} more bytes are there, {@code n} at most {@link #LIMIT}; false at the end. */
    boolean has(int n) throws IOException {
        return end - position >= n || fill(n);
    }

    /** Passes over bytes for which {@link #has} was asked. */
    void skip(int n) {
        position += n;
    }

    /** Passes over any number of bytes; false where the capture ends before. */
    boolean skipFar(long n) throws IOException {
        long left = n;
        while (left > end - position) {
            left -= end - position;
            position = end;
            if (!fill(1)) {
                return false;
            }
        }
        position += (int) left;
        return true;
    }

    /** Gives the buffer back; whoever retained it keeps it. */
    void close() throws IOException {
        pool.leave(buffer);
        input.close();
    }

    private boolean fill(int n) throws IOException {
        if (n > buffer.capacity() - position) {
            makeRoom(n);
        }
        while (end - position < n && !atEnd) {
            if (end == buffer.capacity()) {
                makeRoom(n);
            }
            int got = input.read(buffer, end, buffer.capacity() - end);
            if (got < 0) {
                atEnd = true;
            } else {
                end += got;
            }
        }
        return end - position >= n;
    }

    /** Moves the rest to the front. A large record gets its room as its bytes come, because its length may be a lie. */
    private void makeRoom(int n) {
        int left = end - position;
        int wanted = (int) Math.max(size, Math.min(n, 2L * Math.max(left, size)));
        boolean grown = buffer.capacity() > wanted && n <= size && left <= size;
        if (wanted > buffer.capacity() || grown || buffer.refCnt() > 1) {
            ByteBuf fresh = pool.take(Math.max(wanted, left));
            fresh.setBytes(0, buffer, position, left);
            pool.leave(buffer);
            buffer = fresh;
        } else {
            buffer.setBytes(0, buffer, position, left);
        }
        base += position;
        position = 0;
        end = left;
    }
}
