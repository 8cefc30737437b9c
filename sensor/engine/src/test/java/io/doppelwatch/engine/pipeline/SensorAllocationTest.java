// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.doppelwatch.craft.CaptureBytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.engine.capture.Captures;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packet that carries no fact allocates nothing on its whole way: read, dissected, looked up, passed over. */
class SensorAllocationTest {
    private static final int FRAMES = 60_000;
    private static final int WARM = 30_000;
    private static final int WINDOW = 5_000;

    @TempDir
    Path folder;

    @Test
    void aPacketWithoutAFactAllocatesNothing() throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("data.pcapng"), capture());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] marks = new long[FRAMES / WINDOW + 1];
        int[] seen = new int[1];
        int[] told = new int[1];
        try (Captures captures = Captures.find(List.of(file.toString()))) {
            new Sensor(Trust.EMPTY, 1, e -> told[0]++).run(captures.merged(), f -> {
                if (++seen[0] % WINDOW == 0) {
                    marks[seen[0] / WINDOW] = threads.getCurrentThreadAllocatedBytes();
                }
            });
        }
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
    private static byte[] capture() {
        CaptureBytes file = CaptureBytes.pcapng("eth0", CaptureBytes.ETHERNET);
        byte[] payload = new byte[300];
        for (int i = 0; i < FRAMES; i++) {
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
            byte[] frame = switch (i % 3) {
                case 0 -> ip.tcp(40000 + i % 1000, 443, i, i, 0x18).data(payload);
                case 1 -> ip.tcp(40000 + i % 1000, 8080, i, i, 0x10).data();
                default -> ip.udp(40000 + i % 1000, 9999).data(payload);
            };
            file.packet(1_764_000_000_000_000_000L + i * 10_000L, frame);
        }
        return file.toArray();
    }
}
