// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF-Expand-Label of TLS 1.3 (RFC 8446, 7.1; RFC 5869, 2.3), with an empty context. */
public final class Hkdf {
    private static final String PREFIX = "tls13 ";

    private Hkdf() {}

    /** HKDF-Extract (RFC 5869, 2.2). */
    public static byte[] extract(Hash hash, byte[] salt, byte[] keyMaterial) {
        return hmac(hash, salt, keyMaterial);
    }

    /**
     * Expands a traffic secret.
     *
     * @param label without its {@code "tls13 "}
     * @param length bytes wanted, at most one block of the hash
     */
    public static byte[] expandLabel(Hash hash, byte[] secret, String label, int length) {
        byte[] full = (PREFIX + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[3 + full.length + 2];
        info[1] = (byte) length;
        info[2] = (byte) full.length;
        System.arraycopy(full, 0, info, 3, full.length);
        info[info.length - 1] = 1; // number of the first and only block
        return Arrays.copyOf(hmac(hash, secret, info), length);
    }

    static byte[] hmac(Hash hash, byte[] key, byte[]... data) {
        try {
            Mac mac = Mac.getInstance(hash.hmac());
            mac.init(new SecretKeySpec(key, hash.hmac()));
            for (byte[] part : data) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + hash.hmac(), e);
        }
    }
}
