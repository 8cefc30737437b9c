// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import io.doppelwatch.decode.tls.crypto.Aead;
import io.doppelwatch.decode.tls.crypto.Hash;
import io.doppelwatch.decode.tls.crypto.Hkdf;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What protects one direction's packets at one encryption level (RFC 9001, 5.1): the authenticated cipher's key and IV, and the key
 * that hides headers. Not thread-safe.
 */
public final class Protection {
    private static final int MASK = 5;

    final Aead aead;
    final byte[] iv;
    private final SecretKeySpec headerKey;
    private final boolean chacha;

    private Protection(Aead aead, byte[] iv, SecretKeySpec headerKey) {
        this.aead = aead;
        this.iv = iv;
        this.headerKey = headerKey;
        chacha = aead.kind() == Aead.Kind.CHACHA20_POLY1305;
    }

    /**
     * Derives them from a traffic secret.
     *
     * @param hash of the cipher suite
     */
    public static Protection of(QuicVersion version, Aead.Kind kind, Hash hash, byte[] secret) {
        byte[] header = Hkdf.expandLabel(hash, secret, version.label("hp"), kind.keyLength());
        return new Protection(
                new Aead(kind, Hkdf.expandLabel(hash, secret, version.label("key"), kind.keyLength())),
                Hkdf.expandLabel(hash, secret, version.label("iv"), Aead.NONCE_LENGTH),
                new SecretKeySpec(header, kind == Aead.Kind.CHACHA20_POLY1305 ? "ChaCha20" : "AES"));
    }

    /**
     * The bytes that hide a header (RFC 9001, 5.4.3 and 5.4.4), by a sample of 16 bytes of the packet.
     *
     * @param aes in ECB mode
     */
    byte[] mask(Cipher aes, byte[] packet, int sample) throws GeneralSecurityException {
        if (!chacha) {
            aes.init(Cipher.ENCRYPT_MODE, headerKey);
            return aes.doFinal(packet, sample, 16);
        }
        int counter = packet[sample] & 0xff
                | (packet[sample + 1] & 0xff) << 8
                | (packet[sample + 2] & 0xff) << 16
                | packet[sample + 3] << 24;
        byte[] nonce = new byte[Aead.NONCE_LENGTH];
        System.arraycopy(packet, sample + 4, nonce, 0, nonce.length);
        Cipher cipher = Cipher.getInstance("ChaCha20");
        cipher.init(Cipher.ENCRYPT_MODE, headerKey, new ChaCha20ParameterSpec(nonce, counter));
        return cipher.doFinal(new byte[MASK]);
    }
}
