// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.link;

import io.netty.buffer.ByteBuf;

/** Label stack entry (RFC 3032, 2.1): label 20 bits, traffic class 3, bottom of stack 1, time to live 8. */
public final class MplsLabel {
    public static final int LENGTH = 4;

    private MplsLabel() {}

    public static int label(ByteBuf buffer, int offset) {
        return buffer.getUnsignedMedium(offset) >>> 4;
    }

    public static boolean bottom(ByteBuf buffer, int offset) {
        return (buffer.getByte(offset + 2) & 1) != 0;
    }
}
