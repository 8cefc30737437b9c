// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.tls.crypto.Aead;
import io.doppelwatch.decode.tls.crypto.Hash;
import io.doppelwatch.decode.tls.crypto.Prf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Both directions' keys of a connection of TLS 1.0 to 1.2, from its master secret (RFC 5246, 6.3).
 *
 * @param client opens what the client sends
 * @param server opens what the server sends
 */
public record RecordKeys(RecordOpener client, RecordOpener server) {
    private static final int FIXED_IV = 4;

    /**
     * Derives them.
     *
     * @param version agreed on, {@link Tls#TLS_1_0} to {@link Tls#TLS_1_2}
     * @param encryptThenMac as agreed on (RFC 7366)
     */
    public static RecordKeys derive(
            CipherSuite suite,
            int version,
            byte[] masterSecret,
            byte[] clientRandom,
            byte[] serverRandom,
            boolean encryptThenMac) {
        Hash prf = version >= Tls.TLS_1_2 ? suite.hash() : null;
        Aead.Kind aead = suite.aead();
        CipherSuite.Block block = suite.block();
        int macLength = block == null ? 0 : suite.mac().length();
        int keyLength = aead != null ? aead.keyLength() : block == null ? 0 : block.keyLength();
        int ivLength = aead != null
                ? aead == Aead.Kind.CHACHA20_POLY1305 ? Aead.NONCE_LENGTH : FIXED_IV
                : block != null && version == Tls.TLS_1_0 ? block.size() : 0;
        byte[] keys =
                Prf.keyBlock(prf, masterSecret, serverRandom, clientRandom, 2 * (macLength + keyLength + ivLength));
        int key = 2 * macLength;
        int iv = key + 2 * keyLength;
        RecordOpener[] openers = new RecordOpener[2];
        for (int i = 0; i < 2; i++) {
            byte[] macKey = slice(keys, i * macLength, macLength);
            byte[] own = slice(keys, key + i * keyLength, keyLength);
            byte[] ownIv = slice(keys, iv + i * ivLength, ivLength);
            openers[i] = opener(aead, block, suite.mac(), macKey, own, ownIv, encryptThenMac);
        }
        return new RecordKeys(openers[0], openers[1]);
    }

    private static RecordOpener opener(
            Aead.@Nullable Kind aead,
            CipherSuite.@Nullable Block block,
            Hash mac,
            byte[] macKey,
            byte[] key,
            byte[] iv,
            boolean encryptThenMac) {
        if (aead != null) {
            return new Tls12Aead(new Aead(aead, key), iv);
        }
        if (block == null) {
            throw new IllegalArgumentException("a suite without a cipher");
        }
        return new Tls12Cbc(block, key, mac, macKey, iv, encryptThenMac);
    }

    private static byte[] slice(byte[] from, int at, int length) {
        return Arrays.copyOfRange(from, at, at + length);
    }

    /** What is authenticated beside the content: number, type, version, length of the content (RFC 5246, 6.2.3.1). */
    static void header(byte[] into, long number, int type, int version, int length) {
        for (int i = 0; i < Long.BYTES; i++) {
            into[i] = (byte) (number >>> 8 * (7 - i));
        }
        into[8] = (byte) type;
        into[9] = (byte) (version >> 8);
        into[10] = (byte) version;
        into[11] = (byte) (length >> 8);
        into[12] = (byte) length;
    }
}
