// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Counts what is read, and lets the first bytes be looked at before. */
final class CountingStream extends FilterInputStream {
    private long count;
    private boolean ended;

    CountingStream(InputStream in) {
        super(new PushbackInputStream(in, Magic.LENGTH));
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    /** The next bytes, at most {@link Magic#LENGTH}, without reading past them. */
    byte[] peek() throws IOException {
        byte[] first = in.readNBytes(Magic.LENGTH);
        ((PushbackInputStream) in).unread(first);
        return first;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b < 0) {
            ended = true;
        } else {
            count++;
        }
        return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = in.read(into, offset, length);
        if (n < 0) {
            ended = true;
        } else {
            count += n;
        }
        return n;
    }

    /** One until the end has been seen: {@code GZIPInputStream} asks here whether another member may follow. */
    @Override
    public int available() {
        return ended ? 0 : 1;
    }
}
