// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * JA4, the client fingerprint (FoxIO, technical_details/JA4.md; this one part of their work is BSD-3-Clause, the rest,
 * JA4S and JA4X among it, is not free and not here).
 *
 * <p>{@code t13d1516h2_8daaf6152771_e5627efa2ab1}: transport, newest version, name or none, counts of ciphers and
 * extensions, first and last character of the first ALPN; then truncated SHA-256 of the sorted ciphers; then of the
 * sorted extensions without SNI and ALPN, with the signature algorithms as sent. GREASE is left out everywhere.
 */
public final class Ja4 {
    private static final String NOTHING = "000000000000";

    /** What carries the hello. */
    public enum Transport {
        TCP('t'),
        QUIC('q'),
        DTLS('d');

        private final char letter;

        Transport(char letter) {
            this.letter = letter;
        }
    }

    private Ja4() {}

    public static String hash(ClientHello hello, Transport transport) {
        String ciphers = list(sortedCiphers(hello));
        String extensions = extensionText(hello);
        return summary(hello, transport) + '_' + truncated(ciphers) + '_' + truncated(extensions);
    }

    /** The same before hashing: JA4_r. */
    public static String text(ClientHello hello, Transport transport) {
        return summary(hello, transport) + '_' + list(sortedCiphers(hello)) + '_' + extensionText(hello);
    }

    private static String summary(ClientHello hello, Transport transport) {
        int extensions = 0;
        for (int i = 0; i < hello.extensionCount(); i++) {
            extensions += Tls.isGrease(hello.extensionType(i)) ? 0 : 1;
        }
        StringBuilder s = new StringBuilder(10);
        s.append(transport.letter).append(version(highestVersion(hello)));
        s.append(hello.has(Tls.SERVER_NAME) ? 'd' : 'i');
        twoDigits(s, sortedCiphers(hello).length);
        twoDigits(s, extensions);
        return s.append(alpn(hello.firstAlpn())).toString();
    }

    /** The numerically highest of supported_versions, as the specification has it: a draft of TLS 1.3 wins over TLS 1.3. */
    private static int highestVersion(ClientHello hello) {
        return Arrays.stream(hello.versions())
                .filter(v -> !Tls.isGrease(v))
                .max()
                .orElse(hello.legacyVersion());
    }

    private static String version(int version) {
        return switch (version) {
            case Tls.TLS_1_3 -> "13";
            case Tls.TLS_1_2 -> "12";
            case Tls.TLS_1_1 -> "11";
            case Tls.TLS_1_0 -> "10";
            case Tls.SSL_3 -> "s3";
            case Tls.SSL_2 -> "s2";
            case Tls.DTLS_1_0 -> "d1";
            case Tls.DTLS_1_2 -> "d2";
            case Tls.DTLS_1_3 -> "d3";
            default -> "00";
        };
    }

    private static void twoDigits(StringBuilder s, int n) {
        int shown = Math.min(n, 99);
        s.append(shown / 10).append(shown % 10);
    }

    /** First and last character; of the hex form where either is not alphanumeric. */
    static String alpn(byte[] name) {
        if (name.length == 0) {
            return "00";
        }
        char first = (char) (name[0] & 0xff);
        char last = (char) (name[name.length - 1] & 0xff);
        if (alphanumeric(first) && alphanumeric(last)) {
            return "" + first + last;
        }
        String hex = HexFormat.of().formatHex(name);
        return "" + hex.charAt(0) + hex.charAt(hex.length() - 1);
    }

    private static boolean alphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static int[] sortedCiphers(ClientHello hello) {
        int[] ciphers = new int[hello.cipherCount()];
        int n = 0;
        for (int i = 0; i < ciphers.length; i++) {
            int cipher = hello.cipher(i);
            if (!Tls.isGrease(cipher)) {
                ciphers[n++] = cipher;
            }
        }
        int[] kept = Arrays.copyOf(ciphers, n);
        Arrays.sort(kept);
        return kept;
    }

    private static String extensionText(ClientHello hello) {
        int[] types = new int[hello.extensionCount()];
        int n = 0;
        for (int i = 0; i < types.length; i++) {
            int type = hello.extensionType(i);
            if (!Tls.isGrease(type) && type != Tls.SERVER_NAME && type != Tls.ALPN) {
                types[n++] = type;
            }
        }
        int[] kept = Arrays.copyOf(types, n);
        Arrays.sort(kept);
        String algorithms = list(Arrays.stream(hello.signatureAlgorithms())
                .filter(a -> !Tls.isGrease(a))
                .toArray());
        return algorithms.isEmpty() ? list(kept) : list(kept) + '_' + algorithms;
    }

    private static String list(int[] values) {
        StringBuilder s = new StringBuilder(5 * values.length);
        for (int value : values) {
            if (!s.isEmpty()) {
                s.append(',');
            }
            Text.hex4(s, value);
        }
        return s.toString();
    }

    private static String truncated(String list) {
        return list.isEmpty() ? NOTHING : Text.sha256(list).substring(0, NOTHING.length());
    }
}
