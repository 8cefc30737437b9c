// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.link;

import io.netty.buffer.ByteBuf;

/**
 * Ethernet II and IEEE 802.3 (3.2): destination 6, source 6, type or length 2. The preamble and the check sequence are
 * not captured as a rule.
 */
public final class Ethernet {
    public static final int HEADER_LENGTH = 14;
    private static final int SOURCE_OFFSET = 6;
    public static final int TYPE_OFFSET = 12;
    /** Tag control information and the next type (IEEE 802.1Q, 9.6). */
    public static final int TAG_LENGTH = 4;

    public static final int VLAN_ID_MASK = 0x0fff;

    private Ethernet() {}

    /** Destination in the low 48 bits. */
    public static long destination(ByteBuf buffer, int offset) {
        return buffer.getLong(offset) >>> 16;
    }

    /** Source in the low 48 bits. */
    public static long source(ByteBuf buffer, int offset) {
        return buffer.getLong(offset + SOURCE_OFFSET) >>> 16;
    }

    /** Type from 1536 on, length up to {@link EtherType#MAX_LENGTH}. */
    public static int typeOrLength(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + TYPE_OFFSET);
    }
}
