// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

import io.netty.buffer.ByteBuf;

/**
 * IPv4 header (RFC 791, 3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 * |Version|  IHL  |Type of Service|          Total Length         |
 * |         Identification        |Flags|      Fragment Offset    |
 * |  Time to Live |    Protocol   |         Header Checksum       |
 * |                       Source Address                          |
 * |                    Destination Address                        |
 * |                    Options, 0 to 40 bytes                     |
 * </pre>
 */
public final class Ipv4Header {
    /** Without options. */
    public static final int MIN_LENGTH = 20;

    /** Total length and identification, two bytes each. */
    public static final int TOTAL_LENGTH_OFFSET = 2;

    private static final int ID_OFFSET = 4;
    /** Flags and fragment offset, two bytes, then TTL and protocol. */
    public static final int FRAGMENT_OFFSET = 6;

    private static final int TTL_OFFSET = 8;
    private static final int PROTOCOL_OFFSET = 9;
    public static final int SOURCE_OFFSET = 12;
    public static final int DESTINATION_OFFSET = 16;
    /** In {@link #fragment}: more fragments follow. */
    public static final int MORE_FRAGMENTS = 0x2000;
    /** In {@link #fragment}: offset in units of 8 bytes. */
    public static final int FRAGMENT_OFFSET_MASK = 0x1fff;

    private Ipv4Header() {}

    public static int version(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset) >>> 4;
    }

    /** In bytes, 0 to 60; below 20 is invalid. */
    public static int headerLength(ByteBuf buffer, int offset) {
        return (buffer.getUnsignedByte(offset) & 0xf) * 4;
    }

    /** Header and payload in bytes; 0 in frames captured before the card cut them (TSO), or beyond 65535 (BIG TCP). */
    public static int totalLength(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + TOTAL_LENGTH_OFFSET);
    }

    public static int id(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + ID_OFFSET);
    }

    /** Flags and fragment offset. */
    public static int fragment(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + FRAGMENT_OFFSET);
    }

    public static int ttl(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset + TTL_OFFSET);
    }

    public static int protocol(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset + PROTOCOL_OFFSET);
    }

    public static int source(ByteBuf buffer, int offset) {
        return buffer.getInt(offset + SOURCE_OFFSET);
    }

    public static int destination(ByteBuf buffer, int offset) {
        return buffer.getInt(offset + DESTINATION_OFFSET);
    }
}
