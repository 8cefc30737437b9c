// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.trust.Trust;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * A packet that carries no fact allocates nothing on its way: dissected, looked up, passed over. Reading it has its own
 * test; here the frames lie in memory, since on newer JDKs a channel allocates for each read.
 */
class SensorAllocationTest {
    private static final int FRAMES = 60_000;
    private static final int WARM = 30_000;
    private static final int WINDOW = 5_000;

    @Test
    void aPacketWithoutAFactAllocatesNothing() throws IOException, InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] marks = new long[FRAMES / WINDOW + 1];
        int[] seen = new int[1];
        int[] told = new int[1];
        new Sensor(Trust.EMPTY, 1, e -> told[0]++).run(new InMemory(), f -> {
            if (++seen[0] % WINDOW == 0) {
                marks[seen[0] / WINDOW] = threads.getCurrentThreadAllocatedBytes();
            }
        });
        assertThat(seen[0]).isEqualTo(FRAMES);
        assertThat(told[0]).as("only the counts are told").isEqualTo(1);
        // Whatever a packet allocates shows in every window; what the JVM does once, such as dropping compiled code,
        // shows in one.
        long least = Long.MAX_VALUE;
        for (int i = WARM / WINDOW; i < FRAMES / WINDOW; i++) {
            least = Math.min(least, marks[i + 1] - marks[i]);
        }
        assertThat(least).as("bytes for %d packets", WINDOW).isZero();
    }

    /** Data, acknowledgements and datagrams of many flows, with and without tags and tunnels. */
    private static final class InMemory implements FrameSource {
        private final Source source = new Source(0, 0, "memory", "", LinkType.ETHERNET, 0);
        private final int[] ends = new int[FRAMES];
        private final ByteBuf bytes;
        private int given;

        InMemory() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < FRAMES; i++) {
                all.writeBytes(bytesOf(i));
                ends[i] = all.size();
            }
            // Direct, as a capture's window is; wrapped, so that Netty's leak detector, which allocates, does not watch
            // it.
            bytes = Unpooled.wrappedBuffer(
                    ByteBuffer.allocateDirect(all.size()).put(all.toByteArray()).flip());
        }

        @Override
        public boolean next(Frame into) {
            if (given == FRAMES) {
                return false;
            }
            int start = given == 0 ? 0 : ends[given - 1];
            int length = ends[given] - start;
            long time = 1_764_000_000_000_000_000L + given * 10_000L;
            into.set(bytes, start, length, length, time, ++given, source);
            return true;
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        private static byte[] bytesOf(int i) {
            Craft link = Craft.ethernet("02:00:00:00:00:01", "02:00:00:00:00:02");
            if (i % 5 == 1) {
                link = link.vlan(100 + i % 7);
            } else if (i % 5 == 2) {
                link = link.ipv4("192.0.2.1", "192.0.2.2")
                        .vxlan(i % 9)
                        .innerEthernet("02:00:00:00:00:03", "02:00:00:00:00:04");
            }
            Craft ip = i % 2 == 0
                    ? link.ipv4("10.0.0." + i % 250, "198.51.100." + i % 199)
                    : link.ipv6("2001:db8::" + Integer.toHexString(i % 999), "2001:db8:1::1");
            return switch (i % 3) {
                case 0 -> ip.tcp(40000 + i % 1000, 443, i, i, 0x18).data(new byte[300]);
                case 1 -> ip.tcp(40000 + i % 1000, 8080, i, i, 0x10).data();
                default -> ip.udp(40000 + i % 1000, 9999).data(new byte[300]);
            };
        }
    }
}
