// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who retains a frame's buffer keeps its bytes, for as long as it likes and on whatever thread. */
class RetainedFramesTest {
    private static final int FRAMES = 3000;
    private static final int READ_AHEAD = 4096;

    private final BufferPool pool = new BufferPool(READ_AHEAD);

    private record Held(ByteBuf data, int offset, int captured, long seed) {
        boolean intact() {
            Random random = new Random(seed);
            for (int i = 0; i < captured; i++) {
                if (data.getByte(offset + i) != (byte) random.nextInt()) {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void framesKeptToTheEndKeepTheirBytes() {
        List<Held> held = new ArrayList<>();
        read(frame -> held.add(new Held(frame.data().retain(), frame.offset(), frame.captured(), frame.number())));
        assertThat(held).hasSize(FRAMES).allMatch(Held::intact);
        held.forEach(h -> h.data.release());
        pool.close();
        assertThat(pool.allocated()).as("direct memory that nobody freed").isZero();
    }

    @Test
    void framesHandedToAnotherThreadKeepTheirBytesAndTheirBuffersAreUsedAgain() throws InterruptedException {
        BlockingQueue<Held> queue = new ArrayBlockingQueue<>(8);
        AtomicLong broken = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        Thread worker = new Thread(() -> {
            try {
                for (int i = 0; i < FRAMES; i++) {
                    Held held = queue.take();
                    seen.incrementAndGet();
                    if (!held.intact()) {
                        broken.incrementAndGet();
                    }
                    held.data.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        worker.start();
        long[] most = {0};
        read(frame -> {
            most[0] = Math.max(most[0], pool.allocated());
            try {
                queue.put(new Held(frame.data().retain(), frame.offset(), frame.captured(), frame.number()));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        worker.join();
        assertThat(seen).hasValue(FRAMES);
        assertThat(broken).hasValue(0);
        assertThat(most[0]).as("ten frames in flight lie in few buffers").isLessThan(20L * READ_AHEAD);
        pool.close();
        assertThat(pool.allocated()).isZero();
    }

    @Test
    void bufferThatNobodyRetainsIsUsedAgainAndAgain() {
        read(frame -> assertThat(pool.allocated()).isEqualTo(READ_AHEAD));
        pool.close();
        assertThat(pool.allocated()).isZero();
    }

    private interface Taker {
        void take(Frame frame);
    }

    private void read(Taker taker) {
        CaptureFile file = new CaptureFile(0, "x", Optional.empty(), false, 0);
        try (FileSource source =
                FileSource.open(file, new Run(pool), new ByteArrayInputStream(capture()), READ_AHEAD)) {
            Frame frame = new Frame();
            while (source.next(frame)) {
                taker.take(frame);
            }
        }
        assertThat(file.packets()).isEqualTo(FRAMES);
    }

    private static byte[] capture() {
        CaptureBytes bytes = new CaptureBytes(LITTLE_ENDIAN).pcap(Magic.PCAP_MICRO, 65535, 1);
        for (int number = 1; number <= FRAMES; number++) {
            Random random = new Random(number);
            byte[] data = new byte[number % 1500];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) random.nextInt();
            }
            bytes.record(number, 0, data, data.length);
        }
        return bytes.toBytes();
    }
}
