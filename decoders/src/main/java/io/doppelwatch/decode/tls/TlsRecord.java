// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.netty.buffer.ByteBuf;

/**
 * The record header (RFC 8446, 5.1; the same since SSL 3.0) and the header of a handshake message inside.
 *
 * <pre>
 *  0        1        2        3        4
 * +--------+--------+--------+--------+--------+
 * | type   | version         | length          |
 * +--------+--------+--------+--------+--------+
 * </pre>
 *
 * <p>Accessors read by absolute index and check nothing: the caller has seen that the header is there.
 */
public final class TlsRecord {
    public static final int HEADER_LENGTH = 5;
    public static final int TYPE_OFFSET = 0;
    public static final int VERSION_OFFSET = 1;
    public static final int LENGTH_OFFSET = 3;

    /** Type and 24-bit length of a handshake message (RFC 8446, 4). */
    public static final int HANDSHAKE_HEADER_LENGTH = 4;

    /**
     * The most a record may carry: 2^14 bytes of content, 1,024 for compression and 1,024 for a MAC and padding (RFC
     * 5246, 6.2.3). TLS 1.3 allows less.
     */
    public static final int MAX_LENGTH = (1 << 14) + 2048;

    public static final int CHANGE_CIPHER_SPEC = 20;
    public static final int ALERT = 21;
    public static final int HANDSHAKE = 22;
    public static final int APPLICATION_DATA = 23;
    public static final int HEARTBEAT = 24;

    private TlsRecord() {}

    public static int type(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset + TYPE_OFFSET);
    }

    public static int version(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + VERSION_OFFSET);
    }

    public static int length(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + LENGTH_OFFSET);
    }

    /** True where these three can begin a record: a known type, version 3.0 to 3.4, and a length a record may have. */
    public static boolean plausible(int type, int version, int length) {
        return type >= CHANGE_CIPHER_SPEC
                && type <= HEARTBEAT
                && version >= Tls.SSL_3
                && version <= Tls.TLS_1_3
                && length <= MAX_LENGTH;
    }

    /** True for a handshake type that can stand in the clear; keeps random bytes from passing for a handshake. */
    public static boolean knownHandshake(int type) {
        return switch (type) {
            case Tls.HELLO_REQUEST,
                    Tls.CLIENT_HELLO,
                    Tls.SERVER_HELLO,
                    Tls.NEW_SESSION_TICKET,
                    Tls.CERTIFICATE,
                    Tls.SERVER_KEY_EXCHANGE,
                    Tls.CERTIFICATE_REQUEST,
                    Tls.SERVER_HELLO_DONE,
                    Tls.CERTIFICATE_VERIFY,
                    Tls.CLIENT_KEY_EXCHANGE,
                    Tls.FINISHED,
                    Tls.CERTIFICATE_URL,
                    Tls.CERTIFICATE_STATUS,
                    Tls.SUPPLEMENTAL_DATA -> true;
            default -> false;
        };
    }
}
