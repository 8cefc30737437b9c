// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static io.doppelwatch.engine.capture.CaptureBytes.frame;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PcapngReaderTest {
    private static final byte[] FIRST = frame(1, 61);
    private static final byte[] SECOND = frame(2, 14);
    private static final byte[] NONE = {};
    private static final long NOON = 1_700_000_000L;

    static List<ByteOrder> orders() {
        return List.of(BIG_ENDIAN, LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsEveryPacketBlock(ByteOrder order) {
        CaptureBytes bytes = new CaptureBytes(order).section().iface(1, 65535, NONE);
        bytes.enhanced(0, NOON * 1_000_000 + 5, FIRST, 1500);
        bytes.obsolete(0, 9, NOON * 1_000_000 + 6, SECOND, 14);
        bytes.simple(SECOND, 14);

        Reading reading = Reading.of(bytes.toBytes());

        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.frames()).extracting(Reading.Seen::number).containsExactly(1L, 2L, 3L);
        assertThat(reading.frames())
                .extracting(Reading.Seen::timeNanos)
                .as("a simple packet has no time: it gets that of the frame before")
                .containsExactly(
                        NOON * 1_000_000_000 + 5_000, NOON * 1_000_000_000 + 6_000, NOON * 1_000_000_000 + 6_000);
        assertThat(reading.frames()).extracting(Reading.Seen::original).containsExactly(1500, 14, 14);
        assertThat(reading.frames())
                .extracting(Reading.Seen::hex)
                .containsExactly(hex(FIRST), hex(SECOND), hex(SECOND));
        assertThat(reading.frame(0).source()).isEqualTo(new Source(0, 0, "x", "", 1, 65535));
    }

    @Test
    void interfacesHaveTheirOwnLinkTypeNameAndClock() {
        CaptureBytes bytes = little().section();
        bytes.iface(1, 0, concat(bytes.option(2, "eth0"), bytes.option(0, NONE)));
        bytes.iface(113, 96, concat(bytes.option(9, new byte[] {9}), bytes.option(2, "any")));
        bytes.iface(101, 0, bytes.option(9, new byte[] {(byte) 0x8a}));
        bytes.iface(
                1,
                0,
                concat(
                        bytes.option(9, new byte[] {3}),
                        bytes.option(14, little().i64(1000).toBytes())));
        bytes.enhanced(1, 1_500_000_007L, FIRST, 61);
        bytes.enhanced(0, 1_500_007, FIRST, 61);
        bytes.enhanced(2, 3 * 1024 + 512, FIRST, 61);
        bytes.enhanced(3, 2_250, FIRST, 61);

        Reading reading = Reading.of(bytes.toBytes());

        assertThat(reading.frames())
                .extracting(Reading.Seen::timeNanos)
                .containsExactly(1_500_000_007L, 1_500_007_000L, 3_500_000_000L, 1_002_250_000_000L);
        assertThat(reading.frames())
                .extracting(Reading.Seen::source)
                .containsExactly(
                        new Source(1, 0, "x", "any", 113, 96),
                        new Source(0, 0, "x", "eth0", 1, 0),
                        new Source(2, 0, "x", "", 101, 0),
                        new Source(3, 0, "x", "", 1, 0));
    }

    @Test
    void sectionsMayChangeByteOrderAndInterfaces() {
        CaptureBytes bytes = little().section().iface(1, 0, NONE).enhanced(0, 1, FIRST, 61);
        bytes.order(BIG_ENDIAN).section().iface(113, 0, NONE).enhanced(0, 2, SECOND, 14);
        bytes.order(LITTLE_ENDIAN).section().iface(1, 0, NONE).enhanced(0, 3, FIRST, 61);

        Reading reading = Reading.of(bytes.toBytes());

        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.frames()).extracting(Reading.Seen::timeNanos).containsExactly(1_000L, 2_000L, 3_000L);
        assertThat(reading.frames()).extracting(s -> s.source().linkType()).containsExactly(1, 113, 1);
        assertThat(reading.frame(2).source())
                .as("the same interface described again is the same source")
                .isSameAs(reading.frame(0).source());
    }

    @Test
    void interfacesEndWithTheirSection() {
        CaptureBytes bytes = little().section().iface(1, 0, NONE).section();
        int at = bytes.size();
        bytes.enhanced(0, 1, FIRST, 61);
        assertThat(Reading.of(bytes.toBytes()).damage())
                .isEqualTo(at + ": packet of interface 0, which no block describes");
    }

    @Test
    void otherBlocksArePassedOver() {
        CaptureBytes bytes = little().section();
        bytes.block(4, frame(4, 40)); // name resolution
        bytes.iface(1, 0, NONE);
        bytes.block(5, frame(5, 16)); // interface statistics
        bytes.block(0xbad, frame(6, 8)); // custom
        bytes.block(0x7fff_0001, frame(7, 1_000_000)); // not known, larger than the window
        bytes.enhanced(0, 1, FIRST, 61);
        bytes.block(4, NONE);

        Reading reading = Reading.of(bytes.toBytes(), 4096);

        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.frames()).extracting(Reading.Seen::hex).containsExactly(hex(FIRST));
    }

    @Test
    void journalEntriesAndCustomBlocksCountAsFramesDo() {
        byte[] bytes = little().section()
                .iface(1, 0, NONE)
                .block(9, frame(1, 8))
                .block(0xbad, frame(1, 8))
                .block(0x4000_0bad, frame(1, 8))
                .enhanced(0, 1, FIRST, 61)
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.frames()).extracting(Reading.Seen::number).containsExactly(4L);
        assertThat(reading.file().packets()).isEqualTo(1);
    }

    @Test
    void secretsAreKept() {
        byte[] keys = "CLIENT_RANDOM 00 11\n".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = little().section()
                .secrets(DecryptionSecrets.TLS_KEY_LOG, keys)
                .iface(1, 0, NONE)
                .enhanced(0, 1, FIRST, 61)
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.frames()).hasSize(1);
        assertThat(reading.run().secrets()).singleElement().satisfies(secrets -> {
            assertThat(secrets.file()).isEqualTo("x");
            assertThat(secrets.type()).isEqualTo(DecryptionSecrets.TLS_KEY_LOG);
            assertThat(secrets.data()).isEqualTo(keys);
        });
    }

    @Test
    void moreSecretsThanTheLimitAreDroppedAndCounted() {
        CaptureBytes bytes = little().section();
        byte[] much = new byte[6 * 1024 * 1024];
        bytes.secrets(1, much).secrets(2, much).secrets(3, much).secrets(4, NONE);
        Reading reading = Reading.of(bytes.toBytes());
        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.run().secrets()).extracting(DecryptionSecrets::type).containsExactly(1, 2, 4);
        assertThat(reading.run().secretsDropped()).isEqualTo(1);
    }

    @Test
    void simplePacketsEndAtTheSnapLength() {
        byte[] bytes =
                little().section().iface(1, 14, NONE).simple(SECOND, 1500).toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.frame(0).hex()).isEqualTo(hex(SECOND));
        assertThat(reading.frame(0).original()).isEqualTo(1500);
        assertThat(reading.frame(0).timeNanos()).isZero();
    }

    @Test
    void optionsBehindThePacketAreLeft() {
        CaptureBytes inner = little();
        inner.u32(0).u32(0).u32(1).u32(14).u32(14).raw(SECOND).pad().raw(inner.option(1, "a comment"));
        byte[] bytes = little().section().iface(1, 0, NONE).block(6, inner).toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.frame(0).hex()).isEqualTo(hex(SECOND));
    }

    @Test
    void optionThatDoesNotFitEndsTheListOnly() {
        CaptureBytes bytes = little().section();
        bytes.iface(
                1,
                0,
                concat(
                        bytes.option(2, "eth0"),
                        little().u16(9).u16(0xffff).u32(9).toBytes()));
        bytes.enhanced(0, 1, FIRST, 61);
        Reading reading = Reading.of(bytes.toBytes());
        assertThat(reading.frame(0).timeNanos()).isEqualTo(1000);
        assertThat(reading.frame(0).source().interfaceName()).isEqualTo("eth0");
    }

    @Test
    void timesOutsideTheRangeAreClampedAndCounted() {
        CaptureBytes bytes = little().section();
        bytes.iface(1, 0, bytes.option(9, new byte[] {0}));
        bytes.iface(1, 0, bytes.option(14, little().i64(-10).toBytes()));
        bytes.enhanced(0, -1, FIRST, 61).enhanced(1, 5, FIRST, 61).enhanced(0, 7, FIRST, 61);
        Reading reading = Reading.of(bytes.toBytes());
        assertThat(reading.frames())
                .extracting(Reading.Seen::timeNanos)
                .containsExactly(TimeScale.LATEST, 0L, 7_000_000_000L);
        assertThat(reading.file().timesClamped()).isEqualTo(2);
    }

    @Test
    void whatCannotBeIsDamageAtItsBlock() {
        byte[] head =
                little().section().iface(1, 0, NONE).enhanced(0, 1, FIRST, 61).toBytes();
        int at = head.length;
        byte[] again = frame(9, 20);
        check(head, little().u32(0x77).u32(11).raw(new byte[64]), at + ": impossible block of 11 bytes");
        check(head, little().u32(6).u32(12).u32(12).raw(new byte[64]), at + ": impossible block of 12 bytes");
        check(head, little().u32(6).u32(0xffff_fff0L).raw(new byte[64]), at + ": impossible block of 4294967280 bytes");
        check(
                head,
                little().u32(0x77).u32(0xffff_fff0L).raw(new byte[64]),
                at + ": cut short: 72 of the 4294967280 bytes of a block");
        check(head, little().enhanced(1, 1, again, 20), at + ": packet of interface 1, which no block describes");
        check(head, little().enhanced(0, 1, 24, again, 20), at + ": impossible frame of 24 bytes in a block of 52");
        check(
                head,
                little().enhanced(0, 1, 0xffff_ffffL, again, 20),
                at + ": impossible frame of 4294967295 bytes in a block of 52");
        check(
                head,
                little().enhanced(0, 1, frame(1, 262_145), 20),
                at + ": impossible frame of 262145 bytes in a block of 262180");
        check(
                head,
                little().u32(6).u32(52).raw(new byte[40]).u32(56),
                at + ": block of 52 bytes by its first length, of 56 by its second");
        check(
                head,
                little().u32(5).u32(20).raw(new byte[8]).u32(24),
                at + ": block of 20 bytes by its first length, of 24 by its second");
        check(
                head,
                little().block(10, little().u32(1).u32(9).raw(new byte[8])),
                at + ": impossible secrets of 9 bytes in a block of 28");
        check(
                head,
                little().u32(0x0a0d0d0a).u32(28).u32(0x12345678).raw(new byte[20]),
                at + ": byte-order magic is 0x78563412");
        check(
                head,
                little().u32(0x0a0d0d0a).u32(28).u32(0x1a2b3c4d).u16(2).raw(new byte[20]),
                at + ": version 2 is not known (1 is)");
        check(head, little().u8(1).u8(0), at + ": cut short: 2 of the 8 bytes of a block header");
    }

    private static void check(byte[] head, CaptureBytes tail, String damage) {
        Reading reading = Reading.of(concat(head, tail.toBytes()));
        assertThat(reading.damage()).isEqualTo(damage);
        assertThat(reading.frames()).hasSize(1);
    }

    @Test
    void simplePacketNeedsAnInterface() {
        CaptureBytes bytes = little().section().simple(FIRST, 61);
        assertThat(Reading.of(bytes.toBytes()).damage()).isEqualTo("28: simple packet without an interface");
    }

    @Test
    void tooManyInterfacesAreDamage() {
        CaptureBytes bytes = little().section();
        byte[] one = little().iface(1, 0, NONE).toBytes();
        for (int i = 0; i <= PcapngReader.MAX_INTERFACES; i++) {
            bytes.raw(one);
        }
        assertThat(Reading.of(bytes.toBytes()).damage())
                .isEqualTo((28 + one.length * PcapngReader.MAX_INTERFACES) + ": more than 65536 interfaces");
    }

    @Test
    void badFirstSectionFailsInOneLine() {
        assertThat(Reading.of(little().u32(0x0a0d0d0a)
                                .u32(28)
                                .u32(0)
                                .raw(new byte[16])
                                .toBytes())
                        .file()
                        .failure()
                        .orElseThrow())
                .hasMessage("x: pcapng section header: byte-order magic is 0x0")
                .extracting(CaptureException::kind)
                .isEqualTo(CaptureException.Kind.BAD_HEADER);
    }

    @Test
    void cutAtEveryByteGivesTheFramesBeforeAndSaysWhere() {
        CaptureBytes whole = little().section();
        int section = whole.size();
        whole.iface(1, 0, NONE);
        int described = whole.size();
        whole.enhanced(0, 1, FIRST, 61);
        int first = whole.size();
        whole.block(5, frame(1, 8));
        int statistics = whole.size();
        whole.simple(SECOND, 14);
        byte[] bytes = whole.toBytes();
        int[] starts = {0, section, described, first, statistics};
        for (int length = section; length < bytes.length; length++) {
            Reading reading = Reading.of(Arrays.copyOf(bytes, length));
            int start = 0;
            for (int s : starts) {
                start = s <= length ? s : start;
            }
            assertThat(reading.frames()).as("length %d", length).hasSize(length < first ? 0 : 1);
            if (start == length) {
                assertThat(reading.damage()).as("length %d", length).isEqualTo("whole");
            } else {
                assertThat(reading.damage())
                        .as("length %d", length)
                        .startsWith(start + ": cut short: " + (length - start) + " of the ");
            }
        }
        for (int length = 4; length < section; length++) {
            assertThat(Reading.of(Arrays.copyOf(bytes, length))
                            .file()
                            .failure()
                            .orElseThrow()
                            .kind())
                    .as("length %d", length)
                    .isEqualTo(CaptureException.Kind.BAD_HEADER);
        }
    }

    private static CaptureBytes little() {
        return new CaptureBytes(LITTLE_ENDIAN);
    }

    private static String hex(byte[] bytes) {
        return ByteBufUtil.hexDump(bytes);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
