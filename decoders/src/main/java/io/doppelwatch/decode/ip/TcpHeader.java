// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

import io.netty.buffer.ByteBuf;

/**
 * TCP header (RFC 9293, 3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 * |          Source Port          |       Destination Port        |
 * |                        Sequence Number                        |
 * |                    Acknowledgment Number                      |
 * | Offset| Rsrvd |    Flags      |            Window             |
 * |           Checksum            |         Urgent Pointer        |
 * |                    Options, 0 to 40 bytes                     |
 * </pre>
 */
public final class TcpHeader {
    /** Without options. */
    public static final int MIN_LENGTH = 20;

    public static final int SEQUENCE_OFFSET = 4;
    public static final int ACKNOWLEDGEMENT_OFFSET = 8;
    /** Of data offset, reserved bits and flags, two bytes: {@link #headerLength(int)}, {@link #flags(int)}. */
    public static final int DATA_OFFSET = 12;

    private static final int FLAGS_OFFSET = 13;

    private TcpHeader() {}

    public static int sourcePort(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset);
    }

    public static int destinationPort(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + 2);
    }

    public static int sequence(ByteBuf buffer, int offset) {
        return buffer.getInt(offset + SEQUENCE_OFFSET);
    }

    public static int acknowledgement(ByteBuf buffer, int offset) {
        return buffer.getInt(offset + ACKNOWLEDGEMENT_OFFSET);
    }

    /** As {@link #headerLength(ByteBuf, int)}, from the two bytes at {@link #DATA_OFFSET}. */
    public static int headerLength(int control) {
        return (control >>> 12) * 4;
    }

    /** As {@link #flags(ByteBuf, int)}, from the two bytes at {@link #DATA_OFFSET}. */
    public static int flags(int control) {
        return control & 0xff;
    }

    /** In bytes, 0 to 60; below 20 is invalid. */
    public static int headerLength(ByteBuf buffer, int offset) {
        return (buffer.getUnsignedByte(offset + DATA_OFFSET) >>> 4) * 4;
    }

    /** CWR, ECE, URG, ACK, PSH, RST, SYN, FIN from the high bit on. */
    public static int flags(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset + FLAGS_OFFSET);
    }
}
