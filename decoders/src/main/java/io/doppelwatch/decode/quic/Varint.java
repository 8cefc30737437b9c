// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import io.doppelwatch.decode.Cursor;

/** Variable-length integers (RFC 9000, 16): the two high bits of the first byte say whether it has 1, 2, 4 or 8 bytes. */
final class Varint {
    private Varint() {}

    /** 0 to 2^62 - 1; 0 after a fault. */
    static long read(Cursor cursor) {
        int first = cursor.u8();
        long value = first & 0x3f;
        return switch (first >> 6) {
            case 0 -> value;
            case 1 -> value << 8 | cursor.u8();
            case 2 -> value << 24 | cursor.u24();
            default -> value << 56 | (long) cursor.u24() << 32 | cursor.u32();
        };
    }
}
