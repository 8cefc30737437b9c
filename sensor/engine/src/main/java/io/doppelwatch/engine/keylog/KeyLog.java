// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.keylog;

import io.doppelwatch.engine.random.Secrets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets given, by client random. Any thread may ask.
 *
 * <p>Each secret holds from a place in the run on: a packet is never opened with what was given after it, however far ahead the
 * reader of the capture is. A key log file is there from the start.
 *
 * <p>At most {@link #MAX_CONNECTIONS} connections, of about 350 bytes each (45 MB when full). Beyond them the oldest of a file
 * that grows go, as its news stand at its end; else the later ones are not taken, so that what is known of a packet does not hang
 * on how far ahead the capture was read. The first secret given for a connection stays.
 */
public final class KeyLog {
    /** Connections kept. */
    public static final int MAX_CONNECTIONS = 131_072;

    private final long seed = Secrets.draw(1)[0] | 1;
    private final int cap;
    private final Map<Random, Given> connections = new LinkedHashMap<>();
    private final @Nullable KeyLogText file;
    private final KeyLogReader text;
    private long takenAt;
    private long dropped;
    private long badInBlocks;
    private volatile long since;

    /** Without a file: what the captures bring. */
    public KeyLog() {
        this(null);
    }

    /** @param file read whole now, and again whenever a secret is missing and it has grown; null for none */
    public KeyLog(@Nullable KeyLogText file) {
        this(file, MAX_CONNECTIONS);
    }

    KeyLog(@Nullable KeyLogText file, int cap) {
        this.file = file;
        this.cap = cap;
        text = new KeyLogReader(this::take);
        since = file == null ? Long.MAX_VALUE : 0;
        if (file != null) {
            file.read(text);
        }
    }

    /** True as long as there is nothing to ask for. */
    public boolean isEmpty() {
        return since == Long.MAX_VALUE;
    }

    /** True where some secret may hold for a packet. */
    public boolean holds(long ordinal) {
        return ordinal >= since;
    }

    /**
     * Adds the text of a decryption-secrets block.
     *
     * @param ordinal number in the run of the first packet it holds for
     */
    public synchronized void add(byte[] block, long ordinal) {
        KeyLogReader reader = new KeyLogReader(this::take);
        takenAt = ordinal;
        since = Math.min(since, ordinal);
        reader.feed(block, 0, block.length);
        reader.finish();
        takenAt = 0;
        badInBlocks += reader.bad();
    }

    /** The secrets of a connection that hold for a packet; null where there are none. */
    public synchronized @Nullable HandshakeSecrets find(byte[] clientRandom, long ordinal) {
        Random key = new Random(clientRandom, seed);
        Given given = connections.get(key);
        HandshakeSecrets found = given == null ? null : given.at(ordinal);
        if (found == null && file != null && file.read(text)) {
            given = connections.get(key);
            found = given == null ? null : given.at(ordinal);
        }
        return found;
    }

    /** Connections whose secrets are known. */
    public synchronized int size() {
        return connections.size();
    }

    /** Secrets not taken, or forgotten, because there are too many connections. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Lines of the file and of blocks that are no key log lines. */
    public synchronized long badLines() {
        return text.bad() + badInBlocks;
    }

    /** Number of the first such line of the file, from 1; 0 where there is none. */
    public synchronized long firstBadLine() {
        return text.firstBad();
    }

    private void take(KeyLogReader.Kind kind, byte[] random, byte[] secret) {
        Random key = new Random(random, seed);
        Given given = connections.get(key);
        if (given == null) {
            if (connections.size() >= cap) {
                dropped++;
                if (file == null || !file.follows()) {
                    return;
                }
                Iterator<Random> oldest = connections.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            given = new Given();
            connections.put(key, given);
        }
        given.add(kind, secret, takenAt);
    }

    /** What was given for one connection, and from where on each of it holds. */
    private static final class Given {
        private final byte @Nullable [][] secrets = new byte[3][];
        private final long[] since = new long[3];

        void add(KeyLogReader.Kind kind, byte[] secret, long ordinal) {
            int i = kind.ordinal();
            if (secrets[i] == null) {
                secrets[i] = secret;
                since[i] = ordinal;
            } else if (ordinal < since[i]) {
                since[i] = ordinal;
            }
        }

        @Nullable
        HandshakeSecrets at(long ordinal) {
            byte[] client = at(0, ordinal);
            byte[] server = at(1, ordinal);
            byte[] master = at(2, ordinal);
            return client == null && server == null && master == null
                    ? null
                    : new HandshakeSecrets(client, server, master);
        }

        private byte @Nullable [] at(int i, long ordinal) {
            return ordinal >= since[i] ? secrets[i] : null;
        }
    }

    /** A client random; its sender chose it, so the hash is seeded. */
    private static final class Random {
        private final byte[] bytes;
        private final int hash;

        Random(byte[] bytes, long seed) {
            this.bytes = bytes;
            long h = seed;
            for (byte b : bytes) {
                h = Math.multiplyHigh(h ^ b, seed) ^ (h ^ b) * seed;
            }
            hash = (int) (h ^ h >>> 32);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Random r && hash == r.hash && Arrays.equals(bytes, r.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
