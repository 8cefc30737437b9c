// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

import io.netty.buffer.ByteBuf;

/**
 * Generic routing encapsulation (RFC 2784, RFC 2890; with routing RFC 1701; version 1 RFC 2637): flags and version 2,
 * protocol 2, then the fields that the flags announce, each 4 bytes: checksum and offset, key, sequence, acknowledgement.
 */
public final class GreHeader {
    public static final int LENGTH = 4;
    public static final int CHECKSUM = 0x8000;
    public static final int ROUTING = 0x4000;
    public static final int KEY = 0x2000;
    public static final int SEQUENCE = 0x1000;
    /** Version 1 only. */
    public static final int ACKNOWLEDGEMENT = 0x0080;

    public static final int VERSION_MASK = 0x0007;
    /** NVGRE (RFC 7637, 3.2): the key is 24 bits of virtual subnet and 8 bits of flow; subnets below are reserved. */
    public static final int FIRST_VIRTUAL_SUBNET = 0x1000;

    private GreHeader() {}

    public static int flags(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset);
    }

    public static int protocol(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + 2);
    }
}
