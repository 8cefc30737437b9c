// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A zone that signs its records (RFC 4034; RFC 5702: RSA/SHA-256, algorithm 8), with one key for everything. The
 * padding of PKCS #1 v1.5 has no chance in it, so the same records give the same bytes. The private keys are printed
 * here: they protect nothing.
 */
public final class SignedZone {
    public static final int DS = 43;
    public static final int RRSIG = 46;
    public static final int DNSKEY = 48;

    private static final int IN = 1;
    private static final int RSASHA256 = 8;
    /** Zone key and secure entry point. */
    private static final int FLAGS = 257;

    private static final int PROTOCOL = 3;
    private static final int EXPONENT = 65_537;

    /** A key of 1024 bits: modulus and private exponent. */
    public enum Key {
        FIRST(
                "ae2bc89517b8fabb7ebeebdbf6bd9b2d7aa4b209b74e8c1fcc98c674f94ee468be01f2dc8a934d72313b47742a8edb5c"
                        + "363124b03ecd2414581c7ed20062da0112b7277473e7a036d0b2029ef93b72437ba17102d360aa0bbe32038667a4a8cd"
                        + "3af80c599074e3247f3ba12f5ac5d2e4a84b1005fbafd60d2d274a8d2afa13df",
                "1bbba1040c739f33a7aa3832c8311cba65cd9503c85fb0c98771c977eabd4dd002769ba328f5978957f42671302d9b19"
                        + "830f842b59749f6015ea43a4a5fc6cd5d2477757bb6da057db11757b6424ac97dea17d63eab036360bf1f3e81195f36f"
                        + "7f383fa80a7a410e52f40ab14782461c3454bf48b1553b0a3e29c8529cf5aa31"),
        SECOND(
                "c20698ad199e38cb213ed0ec09192dca0ed87bad775f88779186d9f36407f22acb0bb9c6d2c37b0aaa7b6951b118b2fc"
                        + "094693e1179ab6f18147e8923f38ffea32eee572c33f62b40956e237c20d8ac3e34e4711b9e994fe92a893a18959eef7"
                        + "4f974a8321df57806ee48ecfc508488abf1c1c6979e803fffe3b3640031ca755",
                "6b74cbc9d28e5655e9aba87990f068f3a7152e29fc1ae4b193df6385f0b895de2d65e915bc5497286912c05986036fdd"
                        + "3625e870996a0e37e2a9b89c86774303b2e3989dab292090726be90a9ecce7029d633071ab77470973178c111537e8fa"
                        + "720028ecf3396b684fbbc8da10c6184a5bd9a85d878d8cccdd29126bea521d7");

        private final BigInteger modulus;
        private final BigInteger exponent;

        Key(String modulus, String exponent) {
            this.modulus = new BigInteger(modulus, 16);
            this.exponent = new BigInteger(exponent, 16);
        }
    }

    private final String zone;
    private final Key key;
    private final long inception;
    private final long expiration;

    /**
     * @param inception seconds since 1970 from which its signatures are good
     * @param expiration seconds since 1970 at which they end
     */
    public SignedZone(String zone, Key key, long inception, long expiration) {
        this.zone = zone;
        this.key = key;
        this.inception = inception;
        this.expiration = expiration;
    }

    /** DNSKEY data (RFC 4034, 2.1; RFC 3110, 2). */
    public byte[] dnskey() {
        byte[] modulus = key.modulus.toByteArray();
        return new Bytes()
                .u16(FLAGS)
                .u8(PROTOCOL)
                .u8(RSASHA256)
                .u8(3)
                .put(BigInteger.valueOf(EXPONENT).toByteArray())
                .put(modulus[0] == 0 ? Arrays.copyOfRange(modulus, 1, modulus.length) : modulus)
                .toArray();
    }

    /** RFC 4034, appendix B. */
    public int keyTag() {
        byte[] data = dnskey();
        int sum = 0;
        for (int i = 0; i < data.length; i++) {
            sum += (i & 1) == 0 ? (data[i] & 0xff) << 8 : data[i] & 0xff;
        }
        return sum + (sum >>> 16) & 0xffff;
    }

    /** The DS record that names the key (RFC 4034, 5.1.4; RFC 4509: SHA-256), as a zone file has it. */
    public String ds() {
        byte[] named = new Bytes().put(Dns.name(zone)).put(dnskey()).toArray();
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(named));
            return zone + ". DS " + keyTag() + " " + RSASHA256 + " 2 " + digest;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * RRSIG data (RFC 4034, 3.1.8.1) over records of one owner and type.
     *
     * @param owner lower case, as canonical form has it
     * @param records their data, in canonical order (6.3), without names in them that have capitals
     */
    public byte[] rrsig(String owner, int type, long ttl, byte[]... records) {
        byte[] head = new Bytes()
                .u16(type)
                .u8(RSASHA256)
                .u8(owner.isEmpty() ? 0 : owner.split("\\.").length)
                .u32(ttl)
                .u32(expiration)
                .u32(inception)
                .u16(keyTag())
                .put(Dns.name(zone))
                .toArray();
        Bytes signed = new Bytes().put(head);
        for (byte[] data : records) {
            signed.put(Dns.name(owner))
                    .u16(type)
                    .u16(IN)
                    .u32(ttl)
                    .u16(data.length)
                    .put(data);
        }
        return new Bytes().put(head).put(sign(signed.toArray())).toArray();
    }

    private byte[] sign(byte[] bytes) {
        try {
            PrivateKey secret =
                    KeyFactory.getInstance("RSA").generatePrivate(new RSAPrivateKeySpec(key.modulus, key.exponent));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with RSA", e);
        }
    }

    /** The zone's keys, signed by themselves. */
    public Dns keys(Dns response, long ttl) {
        return response.answer(DNSKEY, ttl, dnskey()).answer(RRSIG, ttl, rrsig(zone, DNSKEY, ttl, dnskey()));
    }

    /** An address of the question's name, signed. */
    public Dns address(Dns response, String owner, long ttl, String ip) {
        return response.address(ttl, ip).answer(RRSIG, ttl, rrsig(owner, Dns.A, ttl, Bytes.ip(ip)));
    }
}
