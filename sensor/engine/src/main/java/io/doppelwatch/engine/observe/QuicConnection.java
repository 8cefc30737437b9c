// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.quic.InitialKeys;
import io.doppelwatch.decode.quic.QuicVersion;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.reassemble.CryptoStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A QUIC connection in its handshake. */
final class QuicConnection {
    /**
     * What names it, as long as Initial packets fly: the addresses, and the ID the client chose for itself, which is the
     * source of its packets and the destination of the server's. The hash is seeded: all of it is the sender's choice.
     */
    static final class Key {
        private final Path path;
        private final long[] words;
        private final byte[] clientId;
        private final int hash;

        /** @param words addresses and ports, the client's first */
        Key(long seed, Path path, byte[] clientId, long... words) {
            this.path = path;
            this.words = words;
            this.clientId = clientId;
            long h = seed;
            for (long word : words) {
                h = fold(h ^ word, seed | 1);
            }
            for (byte b : clientId) {
                h = fold(h ^ b, seed | 1);
            }
            hash = (int) (h ^ h >>> 32);
        }

        private static long fold(long x, long y) {
            return Math.multiplyHigh(x, y) ^ x * y;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key k
                    && hash == k.hash
                    && Arrays.equals(words, k.words)
                    && Arrays.equals(clientId, k.clientId)
                    && path.equals(k.path);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** One side's packets. */
    static final class Side {
        final CryptoStream stream = new CryptoStream();
        long largestNumber = -1;
        /** The stream holds something that is not a handshake message of bearable size. */
        boolean lost;
    }

    final Side client = new Side();
    final Side server = new Side();

    /** The ID keys are derived from. */
    private byte[] destinationId;
    /** The ID a Retry told the client to send to; null without one. */
    private byte @Nullable [] retryId;

    private QuicVersion version;
    private InitialKeys keys;
    /** Event time of the last packet. */
    long lastSeen;

    QuicConnection(QuicVersion version, byte[] destinationId, InitialKeys keys) {
        this.version = version;
        this.destinationId = destinationId;
        this.keys = keys;
    }

    /** The keys for a packet's version: a server may answer in another version than it was asked in (RFC 9368, 2.3). */
    InitialKeys keys(QuicVersion asked) {
        if (asked != version && asked != QuicVersion.FORCED) {
            version = asked;
            keys = InitialKeys.derive(asked, destinationId);
        }
        return keys;
    }

    void retry(byte[] sourceId) {
        retryId = sourceId;
    }

    /** True where the client was told to send to this ID, and so to derive keys from it (RFC 9001, 5.2). */
    boolean wasToldToUse(byte[] id) {
        return retryId != null && Arrays.equals(retryId, id);
    }

    void rekey(QuicVersion with, byte[] id, InitialKeys derived) {
        version = with;
        destinationId = id;
        keys = derived;
        client.largestNumber = -1;
        server.largestNumber = -1;
    }

    /** Bytes it keeps. */
    int room() {
        return client.stream.room() + server.stream.room();
    }
}
