// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever records are written, in whatever format and through whatever window, the same are read. */
class AnyRecordsTest {
    private static final int[] WINDOWS = {64, 100, 1024, 4096, Window.SIZE};

    /** A frame as it should be read. */
    private record Expected(long timeNanos, int original, String hex, int linkType) {}

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "pcapng", "snoop"})
    void areReadAsTheyWereWritten(String format) {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<Expected> expected = new ArrayList<>();
            CaptureBytes bytes = new CaptureBytes(random.nextBoolean() ? BIG_ENDIAN : LITTLE_ENDIAN);
            switch (format) {
                case "pcap" -> pcap(bytes, random, expected);
                case "pcapng" -> pcapng(bytes, random, expected);
                default -> snoop(new CaptureBytes(BIG_ENDIAN), bytes, random, expected);
            }
            Reading reading = Reading.of(bytes.toBytes(), WINDOWS[random.nextInt(WINDOWS.length)]);
            assertThat(reading.damage()).as("seed %d", seed).isEqualTo("whole");
            assertThat(reading.frames().stream()
                            .map(f -> new Expected(
                                    f.timeNanos(),
                                    f.original(),
                                    f.hex(),
                                    f.source().linkType())))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static void pcap(CaptureBytes bytes, Random random, List<Expected> expected) {
        int[] magics = {Magic.PCAP_MICRO, Magic.PCAP_NANO, Magic.PCAP_KUZNETZOV};
        int magic = magics[random.nextInt(magics.length)];
        int linkType = random.nextInt(300);
        bytes.pcap(magic, 65535, linkType);
        for (int i = random.nextInt(40); i > 0; i--) {
            long seconds = random.nextInt() & 0xffff_ffffL;
            int fraction = random.nextInt(1_000_000);
            byte[] data = data(random);
            int original = data.length + random.nextInt(3);
            bytes.u32(seconds).u32(fraction).u32(data.length).u32(original);
            bytes.raw(new byte[magic == Magic.PCAP_KUZNETZOV ? 8 : 0]).raw(data);
            long nanos = seconds * 1_000_000_000L + fraction * (magic == Magic.PCAP_NANO ? 1L : 1000L);
            expected.add(new Expected(nanos, original, ByteBufUtil.hexDump(data), linkType));
        }
    }

    private static void snoop(CaptureBytes snoop, CaptureBytes bytes, Random random, List<Expected> expected) {
        snoop.snoop(4);
        for (int i = random.nextInt(40); i > 0; i--) {
            long seconds = random.nextInt() & 0xffff_ffffL;
            int micros = random.nextInt(1_000_000);
            byte[] data = data(random);
            snoop.snoopRecord(seconds, micros, data, data.length);
            expected.add(
                    new Expected((seconds * 1_000_000L + micros) * 1000L, data.length, ByteBufUtil.hexDump(data), 1));
        }
        bytes.raw(snoop.toBytes());
    }

    private static void pcapng(CaptureBytes bytes, Random random, List<Expected> expected) {
        long last = 0;
        for (int section = random.nextInt(3) + 1; section > 0; section--) {
            ByteOrder order = random.nextBoolean() ? BIG_ENDIAN : LITTLE_ENDIAN;
            bytes.order(order).section();
            int interfaces = random.nextInt(4) + 1;
            int[] linkTypes = new int[interfaces];
            int[] powers = new int[interfaces];
            long[] offsets = new long[interfaces];
            for (int i = 0; i < interfaces; i++) {
                linkTypes[i] = random.nextInt(300);
                powers[i] = random.nextInt(10);
                offsets[i] = random.nextInt(1000);
                CaptureBytes options = new CaptureBytes(order);
                options.raw(options.option(9, new byte[] {(byte) powers[i]}));
                options.raw(options.option(
                        14, new CaptureBytes(order).i64(offsets[i]).toBytes()));
                bytes.iface(linkTypes[i], 0, options.toBytes());
            }
            for (int i = random.nextInt(30); i > 0; i--) {
                int on = random.nextInt(interfaces);
                byte[] data = data(random);
                long seconds = random.nextInt() & 0x7fff_ffffL;
                long ticks = seconds * pow10(powers[on]);
                long nanos = (seconds + offsets[on]) * 1_000_000_000L;
                switch (random.nextInt(6)) {
                    case 0 -> {
                        bytes.simple(data, data.length);
                        expected.add(new Expected(last, data.length, ByteBufUtil.hexDump(data), linkTypes[0]));
                        continue;
                    }
                    case 1 -> bytes.obsolete(on, 0xffff, ticks, data, data.length);
                    case 2 -> {
                        bytes.block(random.nextInt(1000) + 1000, new byte[4 * random.nextInt(2000)]);
                        continue;
                    }
                    default -> bytes.enhanced(on, ticks, data, data.length);
                }
                last = nanos;
                expected.add(new Expected(nanos, data.length, ByteBufUtil.hexDump(data), linkTypes[on]));
            }
        }
    }

    private static byte[] data(Random random) {
        byte[] data = new byte[random.nextInt(10) == 0 ? random.nextInt(9000) : random.nextInt(200)];
        random.nextBytes(data);
        return data;
    }

    private static long pow10(int n) {
        long power = 1;
        for (int i = 0; i < n; i++) {
            power *= 10;
        }
        return power;
    }
}
