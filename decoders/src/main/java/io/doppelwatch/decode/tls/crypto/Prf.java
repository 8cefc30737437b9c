// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The pseudorandom function before TLS 1.3 (RFC 5246, 5; of TLS 1.0 and 1.1, RFC 2246, 5). */
public final class Prf {
    private Prf() {}

    /**
     * The key block (RFC 5246, 6.3).
     *
     * @param hash of the suite; null for TLS 1.0 and 1.1, which use MD5 and SHA-1 together
     * @param length bytes wanted
     */
    public static byte[] keyBlock(
            @org.jspecify.annotations.Nullable Hash hash,
            byte[] masterSecret,
            byte[] serverRandom,
            byte[] clientRandom,
            int length) {
        byte[] label = "key expansion".getBytes(StandardCharsets.US_ASCII);
        byte[] seed = new byte[label.length + serverRandom.length + clientRandom.length];
        System.arraycopy(label, 0, seed, 0, label.length);
        System.arraycopy(serverRandom, 0, seed, label.length, serverRandom.length);
        System.arraycopy(clientRandom, 0, seed, label.length + serverRandom.length, clientRandom.length);
        if (hash != null) {
            return expand(hash, masterSecret, seed, length);
        }
        int half = (masterSecret.length + 1) / 2;
        byte[] out = expand(Hash.MD5, Arrays.copyOf(masterSecret, half), seed, length);
        byte[] other = expand(
                Hash.SHA1,
                Arrays.copyOfRange(masterSecret, masterSecret.length - half, masterSecret.length),
                seed,
                length);
        for (int i = 0; i < length; i++) {
            out[i] ^= other[i];
        }
        return out;
    }

    /** P_hash. */
    private static byte[] expand(Hash hash, byte[] secret, byte[] seed, int length) {
        byte[] out = new byte[length];
        byte[] a = seed;
        for (int at = 0; at < length; at += hash.length()) {
            a = Hkdf.hmac(hash, secret, a);
            byte[] block = Hkdf.hmac(hash, secret, a, seed);
            System.arraycopy(block, 0, out, at, Math.min(block.length, length - at));
        }
        return out;
    }
}
