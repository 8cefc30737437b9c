// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.tls.Alert;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.decode.tls.TlsRecord;
import io.netty.buffer.ByteBuf;

/**
 * Tells by content, on any port and anywhere in a stream, whether TLS begins at a segment's first byte: so HTTPS is found
 * on port 8080, and STARTTLS when the handshake's first segment comes. Looks at one byte of what is not TLS and allocates
 * nothing.
 */
public final class TlsContent {
    /** No hello and no chain is longer (RFC 8446 would allow 2^24 - 1). */
    private static final int MAX_MESSAGE = 1 << 18;

    /** First byte of an SSL 2.0 record without padding. */
    private static final int SSL_2_LENGTH_BIT = 0x80;

    /** An SSL 2.0 hello with its two bytes of length, up to where its variable parts begin. */
    private static final int SSL_2_HEADER = 11;

    private static final int SSL_2_MAX_CHALLENGE = 32;

    /** PROXY protocol 1 (haproxy's proxy-protocol.txt, 2.1): one line of at most 107 bytes. */
    private static final int PROXY_MAX_LINE = 107;

    private static final long PROXY_2_SIGNATURE = 0x0d0a0d0a000d0a51L;
    private static final int PROXY_2_SIGNATURE_REST = 0x5549540a;
    private static final int PROXY_2_HEADER = 16;

    /** Bytes that {@link #mayBegin} is told of, the second of which it does not want. */
    static final int FIRST_LOOK = 3;

    private TlsContent() {}

    /**
     * The first look at a segment: false only where {@link #begin} would say no, by its first byte and its third.
     *
     * @param first 0 to 255
     * @param third 0 to 255
     */
    static boolean mayBegin(int first, int third) {
        return first >= SSL_2_LENGTH_BIT
                ? third == Tls.CLIENT_HELLO
                : first == TlsRecord.HANDSHAKE || first == TlsRecord.ALERT || first == 'P' || first == '\r';
    }

    /**
     * Where TLS begins: mostly at once, or behind a load balancer's PROXY header in the same segment.
     *
     * @param start true where the data is the first of its direction: then as little as one byte that fits is enough,
     *     so that a handshake sent in tiny pieces is not missed
     * @return bytes to pass over, 0 or more; -1 where this is not TLS
     */
    public static int begin(ByteBuf buffer, int offset, int length, boolean start) {
        if (length <= 0) {
            return -1;
        }
        int first = buffer.getUnsignedByte(offset);
        if (first == TlsRecord.HANDSHAKE || first == TlsRecord.ALERT) {
            return isRecord(buffer, offset, length, start) ? 0 : -1;
        } else if (first >= SSL_2_LENGTH_BIT) {
            return isSsl2Hello(buffer, offset, length) ? 0 : -1;
        } else if (first == 'P' || first == '\r') {
            int header = proxyHeader(buffer, offset, length);
            return header > 0 && begin(buffer, offset + header, length - header, false) == 0 ? header : -1;
        }
        return -1;
    }

    /** True where a handshake or alert record of TLS stands here; with {@code start}, where its cut beginning may. */
    static boolean isRecord(ByteBuf buffer, int offset, int length, boolean start) {
        if (length < TlsRecord.HEADER_LENGTH) {
            return start && isBeginning(buffer, offset, length);
        }
        int type = TlsRecord.type(buffer, offset);
        int size = TlsRecord.length(buffer, offset);
        if (!TlsRecord.plausible(type, TlsRecord.version(buffer, offset), size)) {
            return false;
        }
        int content = offset + TlsRecord.HEADER_LENGTH;
        int there = length - TlsRecord.HEADER_LENGTH;
        if (type == TlsRecord.ALERT) {
            return size == Alert.LENGTH
                    && (there < Alert.LENGTH
                            || Alert.plausible(buffer.getUnsignedByte(content), buffer.getUnsignedByte(content + 1)));
        }
        if (type != TlsRecord.HANDSHAKE || size == 0) {
            return false;
        }
        if (there == 0) {
            return true;
        }
        int handshake = buffer.getUnsignedByte(content);
        if (!TlsRecord.knownHandshake(handshake)) {
            return false;
        }
        if (there < TlsRecord.HANDSHAKE_HEADER_LENGTH || size < TlsRecord.HANDSHAKE_HEADER_LENGTH) {
            return true;
        }
        int message = buffer.getUnsignedMedium(content + 1);
        return message <= MAX_MESSAGE && (message > 0 || emptyMessage(handshake));
    }

    private static boolean emptyMessage(int handshake) {
        return handshake == Tls.HELLO_REQUEST || handshake == Tls.SERVER_HELLO_DONE;
    }

    private static boolean isBeginning(ByteBuf buffer, int offset, int length) {
        return (length < 2 || buffer.getByte(offset + 1) == Tls.SSL_3 >>> 8)
                && (length < 3 || buffer.getUnsignedByte(offset + 2) <= (Tls.TLS_1_3 & 0xff))
                && (length < 4 || buffer.getUnsignedByte(offset + 3) <= TlsRecord.MAX_LENGTH >>> 8);
    }

    /** The hello of SSL 2.0 (RFC 5246, E.2), its lengths agreeing with each other. */
    private static boolean isSsl2Hello(ByteBuf buffer, int offset, int length) {
        if (length < SSL_2_HEADER || buffer.getByte(offset + 2) != Tls.CLIENT_HELLO) {
            return false;
        }
        int size = buffer.getUnsignedShort(offset) & 0x7fff;
        int version = buffer.getUnsignedShort(offset + 3);
        int ciphers = buffer.getUnsignedShort(offset + 5);
        int sessionId = buffer.getUnsignedShort(offset + 7);
        int challenge = buffer.getUnsignedShort(offset + 9);
        return (version == Tls.SSL_2 || version >= Tls.SSL_3 && version <= Tls.TLS_1_3)
                && ciphers > 0
                && ciphers % 3 == 0
                && challenge <= SSL_2_MAX_CHALLENGE
                && size == SSL_2_HEADER - 2 + ciphers + sessionId + challenge;
    }

    private static int proxyHeader(ByteBuf buffer, int offset, int length) {
        if (length >= PROXY_2_HEADER
                && buffer.getLong(offset) == PROXY_2_SIGNATURE
                && buffer.getInt(offset + 8) == PROXY_2_SIGNATURE_REST) {
            int header = PROXY_2_HEADER + buffer.getUnsignedShort(offset + 14);
            return header < length ? header : -1;
        }
        if (length < 8
                || buffer.getInt(offset) != 0x50524f58 // "PROX"
                || buffer.getShort(offset + 4) != 0x5920) { // "Y "
            return -1;
        }
        int lineFeed = buffer.indexOf(offset, offset + Math.min(length, PROXY_MAX_LINE), (byte) '\n');
        return lineFeed < 0 ? -1 : lineFeed + 1 - offset;
    }
}
