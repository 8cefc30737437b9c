// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What the files of one run share: buffers, the numbers of sources, secrets found, progress. */
final class Run {
    /** Bytes of decryption secrets kept over all files; what comes after is dropped and counted. */
    static final long SECRETS_LIMIT = 16L * 1024 * 1024;

    final BufferPool pool;
    private final AtomicLong bytesRead = new AtomicLong();
    private final List<DecryptionSecrets> secrets = new ArrayList<>();
    private long secretsBytes;
    private long secretsDropped;
    private int sources;
    private Consumer<DecryptionSecrets> taker = s -> {};

    Run(BufferPool pool) {
        this.pool = pool;
    }

    /** Number of the next source of frames. */
    int nextSource() {
        return sources++;
    }

    void advance(long bytes) {
        bytesRead.addAndGet(bytes);
    }

    /** Any thread may ask. */
    long bytesRead() {
        return bytesRead.get();
    }

    /** True where that many more bytes of secrets may be kept. */
    boolean roomForSecrets(long bytes) {
        return secretsBytes + bytes <= SECRETS_LIMIT;
    }

    void keep(DecryptionSecrets found) {
        secretsBytes += found.data().length;
        secrets.add(found);
        taker.accept(found);
    }

    /** @param to takes what is found from now on */
    void secretsTo(Consumer<DecryptionSecrets> to) {
        taker = to;
    }

    void dropSecrets() {
        secretsDropped++;
    }

    List<DecryptionSecrets> secrets() {
        return List.copyOf(secrets);
    }

    /** Blocks of secrets for which there was no room. */
    long secretsDropped() {
        return secretsDropped;
    }
}
