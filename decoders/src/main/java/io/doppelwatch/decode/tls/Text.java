// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Text from bytes that are not ours, and the digests fingerprints are made with. */
final class Text {
    private Text() {}

    /** Printable ASCII as it is; every other byte, and the backslash, as {@code \DDD} (RFC 1035, 5.1), so nothing is lost. */
    static String of(ByteBuf buffer, int offset, int length) {
        StringBuilder s = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int b = buffer.getUnsignedByte(offset + i);
            if (b > 0x20 && b < 0x7f && b != '\\') {
                s.append((char) b);
            } else {
                s.append('\\').append(b / 100).append(b / 10 % 10).append(b % 10);
            }
        }
        return s.toString();
    }

    static String md5(String text) {
        return digest("MD5", text);
    }

    static String sha256(String text) {
        return digest("SHA-256", text);
    }

    /** Four lower-case hex digits. */
    static void hex4(StringBuilder s, int value) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            s.append(Character.forDigit(value >>> shift & 0xf, 16));
        }
    }

    private static String digest(String algorithm, String text) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
