// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CryptoStreamTest {
    private final CryptoStream stream = new CryptoStream();

    @Test
    void inOrder() {
        add(0, "hello ");
        add(6, "world");
        assertThat(stream.available()).isEqualTo(11);
        assertThat(stream.peek(4)).isEqualTo('o');
        assertThat(take(2, 9)).isEqualTo("llo world");
        assertThat(stream.room()).isZero();
    }

    @Test
    void outOfOrderWithRepetitions() {
        add(6, "world");
        assertThat(stream.available()).isZero();
        add(3, "lo wo");
        add(0, "hello");
        add(0, "hello");
        assertThat(take(0, 11)).isEqualTo("hello world");
    }

    @Test
    void theByteSeenFirstWins() {
        add(2, "CD");
        add(0, "abcdef");
        assertThat(take(0, 6)).isEqualTo("abCDef");
    }

    @Test
    void whatWasTakenIsNotTakenAgain() {
        add(0, "hello");
        add(8, "rld");
        assertThat(take(0, 5)).isEqualTo("hello");
        add(0, "hello wo");
        assertThat(take(0, 5)).isEqualTo(" worl");
        add(0, "hello world");
        assertThat(stream.available()).isEqualTo(1);
        add(9, "ld!!");
        assertThat(stream.available()).isEqualTo(3);
    }

    @Test
    void framesBeyondTheWindowAreRefused() {
        assertThat(stream.add(CryptoStream.WINDOW - 1, Unpooled.wrappedBuffer(new byte[1]), 0, 1))
                .isTrue();
        assertThat(stream.add(CryptoStream.WINDOW, Unpooled.wrappedBuffer(new byte[1]), 0, 1))
                .isFalse();
        assertThat(stream.add((1L << 62) - 1, Unpooled.wrappedBuffer(new byte[1]), 0, 1))
                .isFalse();
        assertThat(stream.add(-1, Unpooled.wrappedBuffer(new byte[1]), 0, 1)).isFalse();
        assertThat(stream.room()).isEqualTo(CryptoStream.WINDOW + CryptoStream.WINDOW / 8);
    }

    @Test
    void anEmptyFrameIsNothing() {
        assertThat(stream.add(50, Unpooled.EMPTY_BUFFER, 0, 0)).isTrue();
        assertThat(stream.available()).isZero();
    }

    @Test
    void anyOrderAnySplit() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] whole = new byte[1 + random.nextInt(9000)];
            random.nextBytes(whole);
            List<int[]> frames = new ArrayList<>();
            int most = 1 + random.nextInt(500);
            for (int at = 0; at < whole.length; ) {
                int to = Math.min(whole.length, at + 1 + random.nextInt(most));
                frames.add(new int[] {Math.max(0, at - random.nextInt(20)), to});
                at = to;
            }
            Collections.shuffle(frames, random);
            CryptoStream shuffled = new CryptoStream();
            byte[] seen = new byte[whole.length];
            int taken = 0;
            for (int[] frame : frames) {
                shuffled.add(frame[0], Unpooled.wrappedBuffer(whole), frame[0], frame[1] - frame[0]);
                int n = shuffled.available();
                if (n > 0 && random.nextBoolean()) {
                    System.arraycopy(shuffled.take(0, n), 0, seen, taken, n);
                    taken += n;
                }
            }
            int rest = shuffled.available();
            System.arraycopy(shuffled.take(0, rest), 0, seen, taken, rest);
            assertThat(seen).as("round %d", round).isEqualTo(whole);
        }
    }

    private void add(long offset, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        assertThat(stream.add(offset, Unpooled.wrappedBuffer(bytes), 0, bytes.length))
                .isTrue();
    }

    private String take(int skip, int length) {
        return new String(stream.take(skip, length), US_ASCII);
    }
}
