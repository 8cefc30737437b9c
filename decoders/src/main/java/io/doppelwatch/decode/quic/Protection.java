// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import javax.crypto.spec.SecretKeySpec;

/** What protects one direction's Initial packets (RFC 9001, 5.1): AES-128-GCM key and IV, and the key that hides headers. */
public final class Protection {
    final SecretKeySpec key;
    final byte[] iv;
    final SecretKeySpec headerKey;

    Protection(byte[] key, byte[] iv, byte[] headerKey) {
        this.key = new SecretKeySpec(key, "AES");
        this.iv = iv.clone();
        this.headerKey = new SecretKeySpec(headerKey, "AES");
    }
}
