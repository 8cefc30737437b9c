// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.CaptureBytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.capture.Captures;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.trust.Trust;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same frames give the same events, whoever reads them. */
class SensorTest {
    private static final int FRAMES = 3 * Batch.FRAMES + 17;
    private static final byte[] CAPTURE = capture();
    private static final List<String> ALONE = events(1);

    @Test
    void factsAreToldInTheOrderOfThePackets() {
        assertThat(ALONE).hasSizeGreaterThan(FRAMES / 2);
        List<Long> packets = ALONE.stream()
                .filter(e -> e.startsWith("packet "))
                .map(e -> Long.parseLong(e.split(" ")[1]))
                .toList();
        assertThat(packets).isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 16})
    void workersChangeNothing(int workers) {
        assertThat(events(workers)).isEqualTo(ALONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSourceThatFailsEndsTheRunAndGetsItsBuffersBack(int workers) {
        ByteBuf bytes = Unpooled.buffer(64).writeZero(64);
        FrameSource failing = new FrameSource() {
            private int frames;

            @Override
            public boolean next(Frame into) throws IOException {
                if (++frames > Batch.FRAMES + 5) {
                    throw new IOException("the disk is gone");
                }
                into.set(bytes, 0, 64, 64, frames, frames, new Source(0, 0, "x", "", 1, 0));
                return true;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> new Sensor(Trust.EMPTY, workers, e -> {}).run(failing, f -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        assertThat(bytes.refCnt()).isEqualTo(1);
    }

    /** Every event as text, byte for byte where it carries bytes. */
    private static List<String> events(int workers) {
        List<String> told = new ArrayList<>();
        try (Captures captures = Captures.find(List.of("-"), new ByteArrayInputStream(CAPTURE))) {
            new Sensor(Trust.EMPTY, workers, e -> told.add(text(e))).run(captures.merged(), f -> {});
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return told;
    }

    private static String text(Event e) {
        if (e instanceof Event.Observed o) {
            return "packet " + o.observation().where().packet() + " "
                    + (o.observation() instanceof DnsSeen d
                            ? d.where() + HexFormat.of().formatHex(d.message())
                            : o.observation());
        }
        if (e instanceof Event.Stats s) {
            StringBuilder b = new StringBuilder("stats " + s.timeNanos() + " " + s.uptimeSeconds());
            for (Counter c : Counter.values()) {
                b.append(' ').append(c.key()).append('=').append(s.counters().get(c));
            }
            return b.toString();
        }
        return e.toString();
    }

    /** Hosts that ask, answer, claim and send large datagrams in fragments, in an order only the seed knows. */
    private static byte[] capture() {
        SplittableRandom random = new SplittableRandom(20261124);
        CaptureBytes file = CaptureBytes.pcapng("eth0", CaptureBytes.ETHERNET);
        for (int i = 0; i < FRAMES; i++) {
            int host = random.nextInt(200);
            String mac = "02:00:00:00:00:%02x".formatted(host);
            String ip = "10.0.0." + host;
            long time = 1_764_000_000_000_000_000L + i * 100_000L;
            byte[] frame = switch (random.nextInt(4)) {
                case 0 -> Craft.ethernet(mac, Craft.BROADCAST).arp(Arp.request(mac, ip, "10.0.0.1"));
                case 1 ->
                    Craft.ethernet(mac, "02:00:00:00:00:fe")
                            .ipv4(ip, "10.0.1." + random.nextInt(50))
                            .udp(40000 + host, 53)
                            .data(Dns.query(i & 0xffff, "host" + host + ".corp.test", Dns.A)
                                    .bytes());
                case 2 ->
                    Craft.ethernet(mac, "02:00:00:00:00:fe")
                            .ipv4(ip, "192.0.2.1")
                            .tcp(50000, 443, i, 0, 0x10)
                            .data(new byte[random.nextInt(400)]);
                default ->
                    Craft.ethernet(mac, "02:00:00:00:00:%02x".formatted(random.nextInt(200)))
                            .arp(Arp.reply(mac, "10.0.0." + random.nextInt(200), mac, ip));
            };
            file.packet(time, frame);
        }
        return file.toArray();
    }
}
