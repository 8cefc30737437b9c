// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.reassemble.FragmentTable;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A packet costs no allocation, whatever it is wrapped in, once its path has been seen. */
class AllocationTest {
    private static final int ROUNDS = 2_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Counters counters = new Counters();
    private final Packet packet = new Packet();

    private final List<Frame> frames = new ArrayList<>();

    private void frame(int linkType, byte[] bytes) {
        // Wrapped, so that Netty's leak detector, which allocates, does not watch it.
        ByteBuf buffer = Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        Frame frame = new Frame();
        frame.set(buffer, 0, bytes.length, bytes.length, 0, 1, new Source(0, 0, "bench", "", linkType, 0));
        frames.add(frame);
    }

    private long allocated() {
        Defragmenter[] defragmenters = new Defragmenter[Dissector.SHARDS];
        Arrays.setAll(defragmenters, i -> new FragmentTable(counters));
        Dissector dissector = new Dissector(defragmenters, counters, Dissector.ALL_SHARDS);
        // Twice for the paths and for the buffers of fragments; then for the compiler, which may allocate for its own.
        rounds(dissector, ROUNDS);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            rounds(dissector, ROUNDS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private void rounds(Dissector dissector, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < frames.size(); j++) {
                dissector.dissect(frames.get(j), packet);
            }
        }
    }

    @Test
    void everySample() {
        for (Samples.Sample sample : Samples.all()) {
            frame(sample.linkType(), sample.frame());
        }

        assertThat(allocated()).isZero();
    }

    @Test
    void fragments() {
        byte[] first = Samples.UDP4.clone();
        first[6] = 0x20; // more fragments; 12 bytes, of which 8 are taken
        byte[] last = Samples.UDP4.clone();
        last[7] = 0x01; // from 8 on
        frame(LinkType.RAW, first);
        frame(LinkType.RAW, last);

        assertThat(allocated()).isZero();
        assertThat(counters.get(Counter.DEFRAG_IPV4_REASSEMBLED)).isEqualTo(6 * ROUNDS);
    }
}
