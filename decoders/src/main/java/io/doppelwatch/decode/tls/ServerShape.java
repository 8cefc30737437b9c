// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

/**
 * A server's habits as its hello shows them, in a form of our own (JA4S is not free): more than JA3S tells, because
 * sizes and the key share's group are in it, and nothing that differs from one session to the next.
 *
 * <pre>
 * version_selected version_cipher_compression_session id length_extensions
 * 0303_0304_1302_00_32_002b:2,0033:001d
 * </pre>
 *
 * <p>Numbers are lower-case hex, lengths decimal. Extensions stand in the order sent: {@code type:length}; key_share
 * with its group for the length; server_name, ALPN, session_ticket without length, as the client decides them;
 * pre_shared_key and GREASE left out. The hash is the first 12 hex digits of the text's SHA-256.
 */
public final class ServerShape {
    private static final int HASH_DIGITS = 12;

    private ServerShape() {}

    public static String text(ServerHello hello) {
        StringBuilder s = new StringBuilder(64);
        Text.hex4(s, hello.legacyVersion());
        s.append('_');
        Text.hex4(s, hello.selectedVersion());
        s.append('_');
        Text.hex4(s, hello.cipher());
        s.append('_').append(Character.forDigit(hello.compression() >>> 4, 16));
        s.append(Character.forDigit(hello.compression() & 0xf, 16));
        s.append('_').append(hello.sessionIdLength()).append('_');
        boolean first = true;
        for (int i = 0; i < hello.extensionCount(); i++) {
            int type = hello.extensionType(i);
            if (Tls.isGrease(type) || type == Tls.PRE_SHARED_KEY) {
                continue;
            }
            if (!first) {
                s.append(',');
            }
            first = false;
            Text.hex4(s, type);
            switch (type) {
                case Tls.SERVER_NAME, Tls.ALPN, Tls.SESSION_TICKET -> {}
                case Tls.KEY_SHARE -> {
                    s.append(':');
                    Text.hex4(s, Math.max(hello.keyShareGroup(), 0));
                }
                default -> s.append(':').append(hello.extensionLength(i));
            }
        }
        return s.toString();
    }

    /** 12 lower-case hex digits. */
    public static String hash(ServerHello hello) {
        return Text.sha256(text(hello)).substring(0, HASH_DIGITS);
    }
}
