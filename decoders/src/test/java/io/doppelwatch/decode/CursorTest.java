// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class CursorTest {
    private final ByteBuf bytes = Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, (byte) 0xff, (byte) 0xfe});
    private final Cursor cursor = new Cursor();

    @Test
    void readsInNetworkOrder() {
        cursor.wrap(bytes, 0, 10);
        assertThat(cursor.u8()).isEqualTo(1);
        assertThat(cursor.u16()).isEqualTo(0x0203);
        assertThat(cursor.u24()).isEqualTo(0x040506);
        assertThat(cursor.remaining()).isEqualTo(4);
        assertThat(cursor.u32()).isEqualTo(0x0708fffeL);
        assertThat(cursor.ok()).isTrue();
    }

    @Test
    void faultIsStickyAndMovesNothing() {
        cursor.wrap(bytes, 8, 2);
        assertThat(cursor.u24()).isZero();
        assertThat(cursor.fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(cursor.faultOffset()).isZero();
        assertThat(cursor.u8()).isZero();
        assertThat(cursor.remaining()).isZero();
        assertThat(cursor.skip(1)).isEqualTo(-1);
    }

    @Test
    void windowOutsideTheBufferFaultsAtOnce() {
        assertThat(cursor.wrap(bytes, 9, 2).ok()).isFalse();
        assertThat(cursor.wrap(bytes, -1, 2).ok()).isFalse();
        assertThat(cursor.wrap(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE).ok())
                .isFalse();
        assertThat(cursor.wrap(bytes, 0, 10).ok()).isTrue();
    }

    @Test
    void narrowRefusesMoreThanThereIs() {
        cursor.wrap(bytes, 0, 10);
        cursor.narrow(4);
        assertThat(cursor.remaining()).isEqualTo(4);
        cursor.narrow(5);
        assertThat(cursor.fault()).isEqualTo(Fault.BAD_LENGTH);
    }

    @Test
    void macIsTheLow48Bits() {
        cursor.wrap(bytes, 2, 8);
        assertThat(cursor.mac()).isEqualTo(0x030405060708L);
    }
}
