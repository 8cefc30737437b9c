// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** QUIC Initial packets, sealed as RFC 9001 and RFC 9369 say, by BouncyCastle. */
public final class QuicInitial {
    private static final byte[] NONE = {};

    private final int version;
    private final int typeBits;
    private final String prefix;
    private final byte[] clientSecret;
    private final byte[] serverSecret;

    /**
     * @param typeBits how the version writes Initial, 0 to 3
     * @param prefix of the labels keys are derived by
     * @param keyId the destination connection ID keys follow from
     */
    public QuicInitial(int version, int typeBits, String salt, String prefix, byte[] keyId) {
        this.version = version;
        this.typeBits = typeBits;
        this.prefix = prefix;
        byte[] initial = new HKDFBytesGenerator(new SHA256Digest()).extractPRK(Bytes.hex(salt), keyId);
        clientSecret = expand(initial, "client in", 32);
        serverSecret = expand(initial, "server in", 32);
    }

    public static QuicInitial v1(byte[] keyId) {
        return new QuicInitial(1, 0, "38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic", keyId);
    }

    public static QuicInitial v2(byte[] keyId) {
        return new QuicInitial(0x6b3343cf, 1, "0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2", keyId);
    }

    public byte[] client(byte[] destinationId, byte[] sourceId, long number, byte[] payload) {
        return seal(clientSecret, destinationId, sourceId, NONE, number, 4, payload);
    }

    public byte[] client(byte[] destinationId, byte[] sourceId, byte[] token, long number, byte[] payload) {
        return seal(clientSecret, destinationId, sourceId, token, number, 4, payload);
    }

    public byte[] server(byte[] destinationId, byte[] sourceId, long number, byte[] payload) {
        return seal(serverSecret, destinationId, sourceId, NONE, number, 2, payload);
    }

    /** A Retry (RFC 9000, 17.2.5) with an integrity tag nobody can have made. */
    public byte[] retry(byte[] destinationId, byte[] sourceId) {
        int first = 0xc0 | (version == 1 ? 3 : 0) << 4;
        return Bytes.concat(head(first, destinationId, sourceId), new byte[20]);
    }

    /** A CRYPTO frame (RFC 9000, 19.6), offset and length in two bytes each. */
    public static byte[] crypto(int offset, byte[] data) {
        return Bytes.concat(new byte[] {6}, two(offset), two(data.length), data);
    }

    /** A handshake message of TLS. */
    public static byte[] message(int type, byte[] body) {
        return Bytes.concat(
                new byte[] {(byte) type, (byte) (body.length >> 16), (byte) (body.length >> 8), (byte) body.length},
                body);
    }

    private byte[] seal(
            byte[] secret,
            byte[] destinationId,
            byte[] sourceId,
            byte[] token,
            long number,
            int numberLength,
            byte[] payload) {
        byte[] start = Bytes.concat(
                head(0xc0 | typeBits << 4 | numberLength - 1, destinationId, sourceId),
                new byte[] {(byte) token.length},
                token,
                two(numberLength + payload.length + 16));
        byte[] header = Arrays.copyOf(start, start.length + numberLength);
        for (int i = 0; i < numberLength; i++) {
            header[header.length - 1 - i] = (byte) (number >> 8 * i);
        }
        byte[] nonce = expand(secret, prefix + " iv", 12);
        for (int i = 0; i < 8; i++) {
            nonce[11 - i] ^= (byte) (number >> 8 * i);
        }
        GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        gcm.init(true, new AEADParameters(new KeyParameter(expand(secret, prefix + " key", 16)), 128, nonce, header));
        byte[] sealed = new byte[payload.length + 16];
        try {
            int n = gcm.processBytes(payload, 0, payload.length, sealed, 0);
            gcm.doFinal(sealed, n);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
        byte[] packet = Bytes.concat(header, sealed);
        byte[] mask = new byte[16];
        var aes = AESEngine.newInstance();
        aes.init(true, new KeyParameter(expand(secret, prefix + " hp", 16)));
        aes.processBlock(packet, start.length + 4, mask, 0);
        packet[0] ^= (byte) (mask[0] & 0xf);
        for (int i = 0; i < numberLength; i++) {
            packet[start.length + i] ^= mask[1 + i];
        }
        return packet;
    }

    private byte[] head(int first, byte[] destinationId, byte[] sourceId) {
        return Bytes.concat(
                new byte[] {
                    (byte) first, (byte) (version >> 24), (byte) (version >> 16), (byte) (version >> 8), (byte) version
                },
                new byte[] {(byte) destinationId.length},
                destinationId,
                new byte[] {(byte) sourceId.length},
                sourceId);
    }

    /** A length in the two bytes of a variable-length integer, below 16384. */
    private static byte[] two(int n) {
        return new byte[] {(byte) (0x40 | n >> 8), (byte) n};
    }

    private static byte[] expand(byte[] secret, String label, int length) {
        byte[] full = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = Bytes.concat(new byte[] {0, (byte) length, (byte) full.length}, full, new byte[1]);
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(HKDFParameters.skipExtractParameters(secret, info));
        byte[] out = new byte[length];
        hkdf.generateBytes(out, 0, length);
        return out;
    }
}
