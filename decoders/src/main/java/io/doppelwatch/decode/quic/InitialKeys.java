// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import io.doppelwatch.decode.tls.crypto.Aead;
import io.doppelwatch.decode.tls.crypto.Hash;
import io.doppelwatch.decode.tls.crypto.Hkdf;

/**
 * Keys of both directions' Initial packets (RFC 9001, 5.2). They follow from the version and the first destination
 * connection ID the client sent (after a Retry: the one it was told to send), which everybody on the path can read.
 *
 * @param client protects what the client sends
 * @param server protects what the server sends
 */
public record InitialKeys(Protection client, Protection server) {
    /** Derives the keys of a connection. */
    public static InitialKeys derive(QuicVersion version, byte[] clientDestinationId) {
        byte[] initial = Hkdf.extract(Hash.SHA256, version.salt(), clientDestinationId);
        return new InitialKeys(protection(version, initial, "client in"), protection(version, initial, "server in"));
    }

    private static Protection protection(QuicVersion version, byte[] initial, String label) {
        byte[] secret = Hkdf.expandLabel(Hash.SHA256, initial, label, Hash.SHA256.length());
        return Protection.of(version, Aead.Kind.AES_128_GCM, Hash.SHA256, secret);
    }
}
