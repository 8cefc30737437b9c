// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls.crypto;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Opens what an authenticated cipher sealed: AES-GCM (RFC 5116, 5), AES-CCM (RFC 6655) and ChaCha20-Poly1305 (RFC 8439), with
 * nonces of 12 bytes. Whether the key was right is known for certain. Not thread-safe.
 */
public final class Aead {
    /** Which cipher, and what it takes. */
    public enum Kind {
        AES_128_GCM(16, 16),
        AES_256_GCM(32, 16),
        AES_128_CCM(16, 16),
        AES_256_CCM(32, 16),
        AES_128_CCM_8(16, 8),
        AES_256_CCM_8(32, 8),
        CHACHA20_POLY1305(32, 16);

        private final int keyLength;
        private final int tagLength;

        Kind(int keyLength, int tagLength) {
            this.keyLength = keyLength;
            this.tagLength = tagLength;
        }

        public int keyLength() {
            return keyLength;
        }

        public int tagLength() {
            return tagLength;
        }

        boolean isCcm() {
            return this != AES_128_GCM && this != AES_256_GCM && this != CHACHA20_POLY1305;
        }
    }

    /** Bytes of a nonce. */
    public static final int NONCE_LENGTH = 12;

    private final Kind kind;
    private final Key key;

    /** Made when it is first needed: many a direction is never read. */
    private @Nullable Cipher cipher;

    private @Nullable AesCcm ccm;

    /** @param key of the length its kind takes */
    public Aead(Kind kind, byte[] key) {
        this.kind = kind;
        this.key = new SecretKeySpec(key, kind == Kind.CHACHA20_POLY1305 ? "ChaCha20" : "AES");
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Opens sealed bytes with their tag at the end.
     *
     * @param out may not overlap the input; as long as the input at least
     * @return bytes written to {@code out}; -1 where they do not open
     */
    public int open(byte[] nonce, byte[] aad, int aadLength, byte[] sealed, int offset, int length, byte[] out) {
        if (length < kind.tagLength) {
            return -1;
        }
        if (kind.isCcm()) {
            AesCcm c = ccm == null ? ccm = new AesCcm(key.getEncoded(), kind.tagLength) : ccm;
            return c.open(nonce, aad, aadLength, sealed, offset, length, out);
        }
        boolean chacha = kind == Kind.CHACHA20_POLY1305;
        try {
            Cipher c = cipher == null
                    ? cipher = Cipher.getInstance(chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding")
                    : cipher;
            c.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(8 * kind.tagLength, nonce));
            c.updateAAD(aad, 0, aadLength);
            return c.doFinal(sealed, offset, length, out, 0);
        } catch (GeneralSecurityException e) {
            return -1;
        }
    }

    /** The nonce of a packet or record by its number: the IV, its last eight bytes combined with the number (RFC 8446, 5.3). */
    public static byte[] nonce(byte[] iv, long number) {
        byte[] nonce = iv.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[nonce.length - 1 - i] ^= (byte) (number >>> 8 * i);
        }
        return nonce;
    }
}
