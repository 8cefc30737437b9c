// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.tls.crypto.Aead;
import io.doppelwatch.decode.tls.crypto.Hash;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cipher suite asks for (IANA's TLS Cipher Suites registry), of the suites that certificates prove themselves in: those
 * of TLS 1.3, and of TLS 1.0 to 1.2 with RSA, DHE and ECDHE and GCM, CCM, ChaCha20 or CBC.
 *
 * @param exchange how keys are agreed on
 * @param aead the authenticated cipher; null for CBC
 * @param block the block cipher in CBC mode; null for an authenticated one
 * @param mac of CBC suites; else unused
 * @param hash of key derivation in TLS 1.2 and 1.3
 */
public record CipherSuite(
        Exchange exchange,
        Aead.@Nullable Kind aead,
        @Nullable Block block,
        Hash mac,
        Hash hash) {
    /** How keys are agreed on. */
    public enum Exchange {
        /** TLS 1.3: apart from the suite. */
        TLS_1_3,
        /** Encrypted to the server's key: there is no signature, and who can decrypt proves possession. */
        RSA,
        /** Diffie-Hellman with parameters that the server signs. */
        DHE,
        /** The same over elliptic curves. */
        ECDHE
    }

    /** A block cipher in CBC mode. */
    public enum Block {
        AES_128("AES", 16, 16),
        AES_256("AES", 32, 16),
        TRIPLE_DES("DESede", 24, 8);

        private final String algorithm;
        private final int keyLength;
        private final int size;

        Block(String algorithm, int keyLength, int size) {
            this.algorithm = algorithm;
            this.keyLength = keyLength;
            this.size = size;
        }

        String algorithm() {
            return algorithm;
        }

        int keyLength() {
            return keyLength;
        }

        /** Bytes of a block. */
        int size() {
            return size;
        }
    }

    private static final Map<Integer, CipherSuite> KNOWN = known();

    /** The suite of this number; null where it is not one of these. */
    public static @Nullable CipherSuite of(int number) {
        return KNOWN.get(number);
    }

    private static Map<Integer, CipherSuite> known() {
        Map<Integer, CipherSuite> all = new HashMap<>();
        aead(all, Exchange.TLS_1_3, Aead.Kind.AES_128_GCM, Hash.SHA256, 0x1301);
        aead(all, Exchange.TLS_1_3, Aead.Kind.AES_256_GCM, Hash.SHA384, 0x1302);
        aead(all, Exchange.TLS_1_3, Aead.Kind.CHACHA20_POLY1305, Hash.SHA256, 0x1303);
        aead(all, Exchange.TLS_1_3, Aead.Kind.AES_128_CCM, Hash.SHA256, 0x1304);
        aead(all, Exchange.TLS_1_3, Aead.Kind.AES_128_CCM_8, Hash.SHA256, 0x1305);

        aead(all, Exchange.RSA, Aead.Kind.AES_128_GCM, Hash.SHA256, 0x009c);
        aead(all, Exchange.RSA, Aead.Kind.AES_256_GCM, Hash.SHA384, 0x009d);
        aead(all, Exchange.DHE, Aead.Kind.AES_128_GCM, Hash.SHA256, 0x009e, 0x00a2);
        aead(all, Exchange.DHE, Aead.Kind.AES_256_GCM, Hash.SHA384, 0x009f, 0x00a3);
        aead(all, Exchange.ECDHE, Aead.Kind.AES_128_GCM, Hash.SHA256, 0xc02b, 0xc02f);
        aead(all, Exchange.ECDHE, Aead.Kind.AES_256_GCM, Hash.SHA384, 0xc02c, 0xc030);
        aead(all, Exchange.ECDHE, Aead.Kind.CHACHA20_POLY1305, Hash.SHA256, 0xcca8, 0xcca9);
        aead(all, Exchange.DHE, Aead.Kind.CHACHA20_POLY1305, Hash.SHA256, 0xccaa);
        aead(all, Exchange.RSA, Aead.Kind.AES_128_CCM, Hash.SHA256, 0xc09c);
        aead(all, Exchange.RSA, Aead.Kind.AES_256_CCM, Hash.SHA256, 0xc09d);
        aead(all, Exchange.DHE, Aead.Kind.AES_128_CCM, Hash.SHA256, 0xc09e);
        aead(all, Exchange.DHE, Aead.Kind.AES_256_CCM, Hash.SHA256, 0xc09f);
        aead(all, Exchange.RSA, Aead.Kind.AES_128_CCM_8, Hash.SHA256, 0xc0a0);
        aead(all, Exchange.RSA, Aead.Kind.AES_256_CCM_8, Hash.SHA256, 0xc0a1);
        aead(all, Exchange.DHE, Aead.Kind.AES_128_CCM_8, Hash.SHA256, 0xc0a2);
        aead(all, Exchange.DHE, Aead.Kind.AES_256_CCM_8, Hash.SHA256, 0xc0a3);
        aead(all, Exchange.ECDHE, Aead.Kind.AES_128_CCM, Hash.SHA256, 0xc0ac);
        aead(all, Exchange.ECDHE, Aead.Kind.AES_256_CCM, Hash.SHA256, 0xc0ad);
        aead(all, Exchange.ECDHE, Aead.Kind.AES_128_CCM_8, Hash.SHA256, 0xc0ae);
        aead(all, Exchange.ECDHE, Aead.Kind.AES_256_CCM_8, Hash.SHA256, 0xc0af);

        cbc(all, Exchange.RSA, Block.TRIPLE_DES, Hash.SHA1, 0x000a);
        cbc(all, Exchange.DHE, Block.TRIPLE_DES, Hash.SHA1, 0x0013, 0x0016);
        cbc(all, Exchange.ECDHE, Block.TRIPLE_DES, Hash.SHA1, 0xc008, 0xc012);
        cbc(all, Exchange.RSA, Block.AES_128, Hash.SHA1, 0x002f);
        cbc(all, Exchange.RSA, Block.AES_256, Hash.SHA1, 0x0035);
        cbc(all, Exchange.DHE, Block.AES_128, Hash.SHA1, 0x0032, 0x0033);
        cbc(all, Exchange.DHE, Block.AES_256, Hash.SHA1, 0x0038, 0x0039);
        cbc(all, Exchange.ECDHE, Block.AES_128, Hash.SHA1, 0xc009, 0xc013);
        cbc(all, Exchange.ECDHE, Block.AES_256, Hash.SHA1, 0xc00a, 0xc014);
        cbc(all, Exchange.RSA, Block.AES_128, Hash.SHA256, 0x003c);
        cbc(all, Exchange.RSA, Block.AES_256, Hash.SHA256, 0x003d);
        cbc(all, Exchange.DHE, Block.AES_128, Hash.SHA256, 0x0040, 0x0067);
        cbc(all, Exchange.DHE, Block.AES_256, Hash.SHA256, 0x006a, 0x006b);
        cbc(all, Exchange.ECDHE, Block.AES_128, Hash.SHA256, 0xc023, 0xc027);
        cbc(all, Exchange.ECDHE, Block.AES_256, Hash.SHA384, 0xc024, 0xc028);
        return Map.copyOf(all);
    }

    private static void aead(
            Map<Integer, CipherSuite> all, Exchange exchange, Aead.Kind kind, Hash hash, int... numbers) {
        for (int number : numbers) {
            all.put(number, new CipherSuite(exchange, kind, null, hash, hash));
        }
    }

    /** Before TLS 1.2 named it, the hash of the pseudorandom function was that of the MAC or SHA-256, the longer one. */
    private static void cbc(Map<Integer, CipherSuite> all, Exchange exchange, Block block, Hash mac, int... numbers) {
        for (int number : numbers) {
            all.put(
                    number,
                    new CipherSuite(exchange, null, block, mac, mac == Hash.SHA384 ? Hash.SHA384 : Hash.SHA256));
        }
    }
}
