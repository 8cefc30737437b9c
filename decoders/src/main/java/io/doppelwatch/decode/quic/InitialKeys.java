// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of both directions' Initial packets (RFC 9001, 5.2). They follow from the version and the first destination
 * connection ID the client sent (after a Retry: the one it was told to send), which everybody on the path can read.
 *
 * <p>HKDF (RFC 5869) with SHA-256; no output here is longer than one block of it.
 *
 * @param client protects what the client sends
 * @param server protects what the server sends
 */
public record InitialKeys(Protection client, Protection server) {
    private static final String HMAC = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int KEY_BYTES = 16;
    private static final int IV_BYTES = 12;

    /** Derives the keys of a connection. */
    public static InitialKeys derive(QuicVersion version, byte[] clientDestinationId) {
        byte[] initial = hmac(version.salt(), clientDestinationId);
        return new InitialKeys(
                protection(version, expand(initial, label("client in"), SECRET_BYTES)),
                protection(version, expand(initial, label("server in"), SECRET_BYTES)));
    }

    private static Protection protection(QuicVersion version, byte[] secret) {
        return new Protection(
                expand(secret, version.keyLabel(), KEY_BYTES),
                expand(secret, version.ivLabel(), IV_BYTES),
                expand(secret, version.headerLabel(), KEY_BYTES));
    }

    private static byte[] label(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** HKDF-Expand-Label (RFC 8446, 7.1) with an empty context. */
    private static byte[] expand(byte[] secret, byte[] label, int length) {
        byte[] prefix = label("tls13 ");
        byte[] info = new byte[3 + prefix.length + label.length + 2];
        info[1] = (byte) length;
        info[2] = (byte) (prefix.length + label.length);
        System.arraycopy(prefix, 0, info, 3, prefix.length);
        System.arraycopy(label, 0, info, 3 + prefix.length, label.length);
        info[info.length - 1] = 1; // number of the first and only block
        return Arrays.copyOf(hmac(secret, info), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
