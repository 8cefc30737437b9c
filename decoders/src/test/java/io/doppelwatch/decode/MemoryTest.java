// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may be read by address: bytes of one buffer, all of them or none. */
class MemoryTest {
    private static final int SIZE = 32;

    private final Memory memory = new Memory();

    @BeforeAll
    static void whereMemoryCanBeRead() {
        assumeTrue(
                PlatformDependent.hasUnsafe() && PlatformDependent.isUnaligned(),
                "Netty may not read memory here: everything goes by ByteBuf");
    }

    private static ByteBuf direct() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);
        for (int i = 0; i < SIZE; i++) {
            bytes.put((byte) (0xf0 + i * 7));
        }
        return Unpooled.wrappedBuffer(bytes.flip());
    }

    @Test
    void readsWhatTheBufferReads() {
        ByteBuf buffer = direct();
        long at = memory.at(buffer, 0, SIZE);

        IntStream.range(0, SIZE).forEach(i -> assertThat(Memory.u8(at + i)).isEqualTo(buffer.getUnsignedByte(i)));
        IntStream.range(0, SIZE - 1).forEach(i -> assertThat(Memory.u16(at + i)).isEqualTo(buffer.getUnsignedShort(i)));
        IntStream.range(0, SIZE - 3).forEach(i -> assertThat(Memory.i32(at + i)).isEqualTo(buffer.getInt(i)));
        IntStream.range(0, SIZE - 7).forEach(i -> assertThat(Memory.i64(at + i)).isEqualTo(buffer.getLong(i)));
        IntStream.range(0, SIZE - 7)
                .forEach(i -> assertThat(Memory.i64le(at + i)).isEqualTo(buffer.getLongLE(i)));
    }

    @Test
    void hasAnAddressForEveryPartOfTheBufferAndForNothingBeyondIt() {
        ByteBuf buffer = direct();
        long start = buffer.memoryAddress();

        for (int index = -SIZE - 2; index <= SIZE + 2; index++) {
            for (int length = -SIZE - 2; length <= SIZE + 2; length++) {
                boolean inside = index >= 0 && length >= 0 && index + length <= SIZE;
                assertThat(memory.at(buffer, index, length))
                        .as("%d bytes from %d", length, index)
                        .isEqualTo(inside ? start + index : Memory.NOWHERE);
            }
        }
    }

    @Test
    void lengthsThatOverflowAreNowhere() {
        ByteBuf buffer = direct();

        for (int index : new int[] {Integer.MIN_VALUE, -1, 1, SIZE, Integer.MAX_VALUE}) {
            for (int length : new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - SIZE}) {
                assertThat(memory.at(buffer, index, length)).isEqualTo(Memory.NOWHERE);
            }
        }
    }

    @Test
    void aSmallerBufferAfterALargerOneHasItsOwnBounds() {
        ByteBuf large = direct();
        ByteBuf small = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(4));

        assertThat(memory.at(large, 0, SIZE)).isEqualTo(large.memoryAddress());
        assertThat(memory.at(small, 0, SIZE)).isEqualTo(Memory.NOWHERE);
        assertThat(memory.at(small, 0, 4)).isEqualTo(small.memoryAddress());
        assertThat(memory.at(large, 28, 4)).isEqualTo(large.memoryAddress() + 28);
    }

    @Test
    void aBufferInAnArrayHasNoAddress() {
        assertThat(memory.at(Unpooled.wrappedBuffer(new byte[SIZE]), 0, 1)).isEqualTo(Memory.NOWHERE);
    }

    @Test
    void aBufferThatMayGrowMayMoveAndHasNoAddress() {
        ByteBuf buffer = Unpooled.directBuffer(SIZE, 2 * SIZE);

        assertThat(memory.at(buffer, 0, 1)).isEqualTo(Memory.NOWHERE);

        buffer.release();
    }
}
