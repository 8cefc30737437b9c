// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

import io.netty.buffer.ByteBuf;

/** UDP header (RFC 768): source port 2, destination port 2, length 2, checksum 2. */
public final class UdpHeader {
    public static final int LENGTH = 8;
    public static final int LENGTH_OFFSET = 4;

    private UdpHeader() {}

    public static int sourcePort(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset);
    }

    public static int destinationPort(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + 2);
    }

    /** Header and payload in bytes; 0 for more than 65535 (RFC 2675, 4). */
    public static int length(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + LENGTH_OFFSET);
    }
}
