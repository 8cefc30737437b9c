// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.doppelwatch.engine.keylog.KeyLogReader;
import io.doppelwatch.engine.keylog.KeyLogText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A key log file. Read from where reading stopped last; one that became shorter was written anew and is read from its start. It
 * is opened for each reading, so that it may be moved away and made again.
 */
public final class KeyLogFile implements KeyLogText {
    /** Read at once at most; more than that waits for the next time. */
    static final long MAX_READ = 256L << 20;

    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final boolean follow;
    private long position;
    private boolean readOnce;
    private @Nullable IOException failure;

    /** @param follow whether it is looked at again after the first reading */
    public KeyLogFile(Path path, boolean follow) {
        this.path = path;
        this.follow = follow;
    }

    @Override
    public boolean follows() {
        return follow;
    }

    /** What kept it from being read the last time; null where nothing did. */
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public boolean read(KeyLogReader reader) {
        if (readOnce && !follow) {
            return false;
        }
        readOnce = true;
        try {
            long size = Files.size(path);
            if (size < position) {
                position = 0;
                reader.restart();
            }
            failure = null;
            return size > position && read(reader, size);
        } catch (IOException e) {
            failure = e;
            return false;
        }
    }

    private boolean read(KeyLogReader reader, long size) throws IOException {
        byte[] bytes = new byte[BUFFER];
        long end = Math.min(size, position + MAX_READ);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.position(position);
            while (position < end) {
                int n = channel.read(ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, end - position)));
                if (n < 0) {
                    break;
                }
                reader.feed(bytes, 0, n);
                position += n;
            }
        }
        if (!follow) {
            reader.finish();
        }
        return true;
    }
}
