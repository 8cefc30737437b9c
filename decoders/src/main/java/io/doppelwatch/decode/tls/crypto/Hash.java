// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes that cipher suites name. */
public enum Hash {
    MD5("MD5", "HmacMD5", 16),
    SHA1("SHA-1", "HmacSHA1", 20),
    SHA256("SHA-256", "HmacSHA256", 32),
    SHA384("SHA-384", "HmacSHA384", 48);

    private final String algorithm;
    private final String hmac;
    private final int length;

    Hash(String algorithm, String hmac, int length) {
        this.algorithm = algorithm;
        this.hmac = hmac;
        this.length = length;
    }

    /** Bytes of output. */
    public int length() {
        return length;
    }

    String hmac() {
        return hmac;
    }

    public MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
