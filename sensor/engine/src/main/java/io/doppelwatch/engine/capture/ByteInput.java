// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;

/** Where the bytes of a capture come from, after decompression. */
sealed interface ByteInput extends Closeable {
    /**
     * Reads at most {@code length} bytes into {@code buffer} from {@code index} on.
     *
     * @return how many; -1 at the end
     */
    int read(ByteBuf buffer, int index, int length) throws IOException;

    /** Bytes of the file itself read so far, before decompression. */
    long consumed();

    /** A file read straight into the buffer. */
    final class OfFile implements ByteInput {
        private final FileChannel channel;
        private long consumed;

        OfFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuf buffer, int index, int length) throws IOException {
            int n = channel.read(buffer.internalNioBuffer(index, length));
            consumed += Math.max(n, 0);
            return n;
        }

        @Override
        public long consumed() {
            return consumed;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A stream, by way of one array: decompressed data, or what cannot be opened as a plain file. */
    final class OfStream implements ByteInput {
        /** Small, because a decompressor that finds damage keeps back what it made in that call. */
        private static final int CHUNK = 16 * 1024;

        private final InputStream stream;
        private final CountingStream raw;
        private final byte[] chunk = new byte[CHUNK];
        private int given;
        private int filled;

        /** @param raw the stream under {@code stream}, to ask how far it is; may be the same one */
        OfStream(InputStream stream, CountingStream raw) {
            this.stream = stream;
            this.raw = raw;
        }

        @Override
        public int read(ByteBuf buffer, int index, int length) throws IOException {
            if (given == filled) {
                given = 0;
                filled = Math.max(stream.read(chunk, 0, CHUNK), 0);
                if (filled == 0) {
                    return -1;
                }
            }
            int n = Math.min(length, filled - given);
            buffer.setBytes(index, chunk, given, n);
            given += n;
            return n;
        }

        @Override
        public long consumed() {
            return raw.count();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
