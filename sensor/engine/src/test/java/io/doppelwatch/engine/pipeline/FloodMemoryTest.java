// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Floods through the whole engine: memory stays under the bound, and the gateway's binding outlives them. A million packets
 * of each by default; {@code -Ddoppelwatch.flood=10} makes it ten.
 */
@Tag("slow")
class FloodMemoryTest {
    private static final long MILLIONS = Long.getLong("doppelwatch.flood", 1);
    private static final long BOUND = 256L << 20;
    private static final String GATEWAY = "02:00:00:00:00:01";
    private static final String EVIL = "02:00:00:00:00:66";

    private final List<Finding> findings = new ArrayList<>();
    private long packets;
    private long told;
    private final NavigableMap<Long, Long> marks = new TreeMap<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"arp", "dns", "names", "hosts"})
    void staysUnderTheBoundAndForgetsNoGateway(String what) throws IOException, InterruptedException {
        long idle = used();
        List<byte[]> before = List.of(
                Arp.request("02:00:00:00:00:21", "10.77.0.21", "10.77.0.1").frame(),
                Arp.reply(GATEWAY, "10.77.0.1", "02:00:00:00:00:21", "10.77.0.21")
                        .frame());
        List<byte[]> after = List.of(
                Arp.reply(EVIL, "10.77.0.1", "02:00:00:00:00:21", "10.77.0.21").frame());
        long count = MILLIONS * 1_000_000;
        Sensor sensor = new Sensor(Trust.EMPTY, 1, this::told);
        sensor.run(new Flood(what, count, before, after, this::pass), frame -> packets++);
        long held = used() - idle;
        // For the reader; the machine may be busy with something else.
        System.out.printf(
                "%s: %d packets, %.0f ns of processor each in the second tenth, %.0f in the last, %d MB held, %d findings%n",
                what,
                packets,
                nanosEach(count / 10, count / 5),
                nanosEach(count - count / 10, count),
                held >> 20,
                told);

        assertThat(packets).isEqualTo(count + 3);
        assertThat(held).isLessThan(BOUND);
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.expected()).isEqualTo(GATEWAY);
            assertThat(f.observed()).isEqualTo(EVIL);
        });
        assertThat(sensor).as("held until here").isNotNull();
    }

    private void pass(long given) {
        marks.put(given, threads.getCurrentThreadCpuTime());
    }

    private double nanosEach(long from, long to) {
        Map.Entry<Long, Long> first = marks.ceilingEntry(from);
        Map.Entry<Long, Long> last = marks.floorEntry(to);
        return (last.getValue() - first.getValue()) / (double) (last.getKey() - first.getKey());
    }

    private void told(Event event) {
        if (event instanceof Event.Alert alert) {
            told++;
            Finding f = alert.finding();
            if (f.rule().id().equals("arp-binding-changed") && f.subject().equals("ip:10.77.0.1")) {
                findings.add(f);
            }
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
