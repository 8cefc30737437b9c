// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

import io.netty.buffer.ByteBuf;

/**
 * IPv6 header (RFC 8200, 3) and what its extension headers have in common (4).
 *
 * <pre>
 *  0                   1                   2                   3
 * |Version| Traffic Class |              Flow Label               |
 * |         Payload Length        |  Next Header  |   Hop Limit   |
 * |                    Source Address, 16 bytes                   |
 * |                 Destination Address, 16 bytes                 |
 * </pre>
 */
public final class Ipv6Header {
    public static final int LENGTH = 40;
    /** Every extension header is at least so long, and a fragment header exactly. */
    public static final int EXTENSION_LENGTH = 8;

    private static final int PAYLOAD_LENGTH_OFFSET = 4;
    private static final int NEXT_HEADER_OFFSET = 6;
    private static final int HOP_LIMIT_OFFSET = 7;
    private static final int SOURCE_OFFSET = 8;
    private static final int DESTINATION_OFFSET = 24;

    private static final int FRAGMENT_OFFSET = 2;
    private static final int FRAGMENT_ID_OFFSET = 4;
    /** In {@link #fragment}: more fragments follow (RFC 8200, 4.5). */
    public static final int MORE_FRAGMENTS = 1;
    /** In {@link #fragment}: offset in bytes. */
    public static final int FRAGMENT_OFFSET_MASK = 0xfff8;
    /** Jumbo payload option of a hop-by-hop header (RFC 2675, 2). */
    public static final int OPTION_JUMBO = 0xc2;
    /** One byte of padding, the only option without a length (RFC 8200, 4.2). */
    public static final int OPTION_PAD1 = 0;

    private Ipv6Header() {}

    public static int version(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset) >>> 4;
    }

    /** Extension headers and payload in bytes; 0 for a jumbogram (RFC 2675) and for TSO frames. */
    public static int payloadLength(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + PAYLOAD_LENGTH_OFFSET);
    }

    public static int nextHeader(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset + NEXT_HEADER_OFFSET);
    }

    public static int hopLimit(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset + HOP_LIMIT_OFFSET);
    }

    public static long sourceHigh(ByteBuf buffer, int offset) {
        return buffer.getLong(offset + SOURCE_OFFSET);
    }

    public static long sourceLow(ByteBuf buffer, int offset) {
        return buffer.getLong(offset + SOURCE_OFFSET + 8);
    }

    public static long destinationHigh(ByteBuf buffer, int offset) {
        return buffer.getLong(offset + DESTINATION_OFFSET);
    }

    public static long destinationLow(ByteBuf buffer, int offset) {
        return buffer.getLong(offset + DESTINATION_OFFSET + 8);
    }

    /** Next header of an extension header. */
    public static int extensionNext(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset);
    }

    /** Length in bytes of an extension header other than fragment and AH: in units of 8, the first 8 not counted. */
    public static int extensionLength(ByteBuf buffer, int offset) {
        return (buffer.getUnsignedByte(offset + 1) + 1) * 8;
    }

    /** Length in bytes of an authentication header (RFC 4302, 2.2): in units of 4, minus 2. */
    public static int authenticationLength(ByteBuf buffer, int offset) {
        return (buffer.getUnsignedByte(offset + 1) + 2) * 4;
    }

    /** Offset in bytes and the more-fragments bit of a fragment header. */
    public static int fragment(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + FRAGMENT_OFFSET);
    }

    public static int fragmentId(ByteBuf buffer, int offset) {
        return buffer.getInt(offset + FRAGMENT_ID_OFFSET);
    }
}
