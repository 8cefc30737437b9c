// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static io.doppelwatch.engine.capture.CaptureBytes.frame;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PcapReaderTest {
    private static final byte[] FIRST = frame(1, 60);
    private static final byte[] SECOND = frame(2, 14);

    static Stream<Arguments> ordersAndPrecisions() {
        return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN)
                .flatMap(order -> Stream.of(
                        Arguments.of(order, Magic.PCAP_MICRO, 7_000L, 0),
                        Arguments.of(order, Magic.PCAP_NANO, 7L, 0),
                        Arguments.of(order, Magic.PCAP_KUZNETZOV, 7_000L, 8),
                        Arguments.of(order, Magic.PCAP_IXIA_HARDWARE, 7L, 0),
                        Arguments.of(order, Magic.PCAP_IXIA_SOFTWARE, 7_000L, 0)));
    }

    @ParameterizedTest
    @MethodSource("ordersAndPrecisions")
    void readsEveryKindInBothByteOrders(ByteOrder order, int magic, long nanos, int recordExtra) {
        CaptureBytes bytes = new CaptureBytes(order).pcap(magic, 65535, 113);
        if (magic == Magic.PCAP_IXIA_HARDWARE || magic == Magic.PCAP_IXIA_SOFTWARE) {
            bytes.u32(12345);
        }
        bytes.u32(1_700_000_000)
                .u32(7)
                .u32(60)
                .u32(1500)
                .raw(new byte[recordExtra])
                .raw(FIRST);
        bytes.u32(1_700_000_001)
                .u32(0)
                .u32(14)
                .u32(14)
                .raw(new byte[recordExtra])
                .raw(SECOND);

        Reading reading = Reading.of(bytes.toBytes());

        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.frames()).hasSize(2);
        Reading.Seen one = reading.frame(0);
        assertThat(one.number()).isEqualTo(1);
        assertThat(one.timeNanos()).isEqualTo(1_700_000_000_000_000_000L + nanos);
        assertThat(one.original()).isEqualTo(1500);
        assertThat(one.hex()).isEqualTo(ByteBufUtil.hexDump(FIRST));
        assertThat(one.source()).isEqualTo(new Source(0, 0, "x", "", 113, 65535));
        Reading.Seen two = reading.frame(1);
        assertThat(two.number()).isEqualTo(2);
        assertThat(two.timeNanos()).isEqualTo(1_700_000_001_000_000_000L);
        assertThat(two.hex()).isEqualTo(ByteBufUtil.hexDump(SECOND));
        assertThat(two.source()).isSameAs(one.source());
        assertThat(reading.file().packets()).isEqualTo(2);
        assertThat(reading.file().bytes()).isEqualTo(74);
    }

    @Test
    void upperBitsOfTheLinkTypeSpeakOfTheCheckSequence() {
        byte[] bytes = little().pcap(Magic.PCAP_MICRO, 65535, 0x4400_0001L).toBytes();
        byte[] withFrame = concat(bytes, little().record(1, 0, FIRST, 60).toBytes());
        assertThat(Reading.of(withFrame).frame(0).source().linkType()).isEqualTo(1);
    }

    @Test
    void versionsBefore23StoreTheOriginalLengthFirst() {
        byte[] bytes = little().pcap(Magic.PCAP_MICRO, 2, 2, 68, 1)
                .u32(1)
                .u32(0)
                .u32(1500)
                .u32(60)
                .raw(FIRST)
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.frame(0).original()).isEqualTo(1500);
        assertThat(reading.frame(0).hex()).isEqualTo(ByteBufUtil.hexDump(FIRST));
    }

    @Test
    void version23TakesTheSmallerLengthAsCaptured() {
        byte[] bytes = little().pcap(Magic.PCAP_MICRO, 2, 3, 68, 1)
                .u32(1)
                .u32(0)
                .u32(1500)
                .u32(60)
                .raw(FIRST)
                .record(2, 0, SECOND, 99)
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.frames()).extracting(Reading.Seen::original).containsExactly(1500, 99);
        assertThat(reading.damage()).isEqualTo("whole");
    }

    @Test
    void timeStampsAreUnsigned() {
        byte[] bytes = pcap().record(0xffff_ffffL, 999_999, FIRST, 60).toBytes();
        assertThat(Reading.of(bytes).frame(0).timeNanos()).isEqualTo(4_294_967_295_999_999_000L);
    }

    @Test
    void fileWithoutFramesIsWhole() {
        Reading reading = Reading.of(pcap().toBytes());
        assertThat(reading.frames()).isEmpty();
        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.file().failure()).isEmpty();
    }

    @Test
    void emptyFrameIsAFrame() {
        byte[] bytes =
                pcap().record(1, 0, new byte[0], 60).record(2, 0, FIRST, 60).toBytes();
        assertThat(Reading.of(bytes).frames())
                .extracting(Reading.Seen::hex)
                .containsExactly("", ByteBufUtil.hexDump(FIRST));
    }

    @Test
    void cutAtEveryByteGivesTheFramesBeforeAndSaysWhere() {
        byte[] whole = pcap().record(1, 0, FIRST, 60).record(2, 0, SECOND, 14).toBytes();
        int second = 24 + 16 + 60;
        for (int length = 0; length < whole.length; length++) {
            Reading reading = Reading.of(Arrays.copyOf(whole, length));
            if (length < 24) {
                CaptureException.Kind kind = length == 0
                        ? CaptureException.Kind.EMPTY
                        : length < 4 ? CaptureException.Kind.NOT_A_CAPTURE : CaptureException.Kind.BAD_HEADER;
                assertThat(reading.file().failure().orElseThrow().kind())
                        .as("length %d", length)
                        .isEqualTo(kind);
                assertThat(reading.frames()).isEmpty();
                continue;
            }
            int start = length < second ? 24 : second;
            int there = length - start;
            int data = length < second ? 60 : 14;
            String damage = there == 0
                    ? "whole"
                    : there < 16
                            ? start + ": cut short: " + there + " of the 16 bytes of a record header"
                            : start + ": cut short: " + (there - 16) + " of the " + data + " bytes of frame "
                                    + (length < second ? 1 : 2);
            assertThat(reading.damage()).as("length %d", length).isEqualTo(damage);
            assertThat(reading.frames()).as("length %d", length).hasSize(length < second ? 0 : 1);
        }
    }

    @Test
    void impossibleLengthIsDamage() {
        byte[] bytes = pcap().record(1, 0, FIRST, 60)
                .u32(2)
                .u32(0)
                .u32(262_145)
                .u32(262_145)
                .raw(new byte[300_000])
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.frames()).hasSize(1);
        assertThat(reading.damage()).isEqualTo("100: impossible frame of 262145 bytes, at most 262144 are believed");
    }

    @Test
    void lengthWithTheTopBitSetIsDamage() {
        byte[] bytes = pcap().u32(2).u32(0).u32(0xffff_ffffL).u32(0).toBytes();
        assertThat(Reading.of(bytes).damage())
                .isEqualTo("24: impossible frame of 4294967295 bytes, at most 262144 are believed");
    }

    @Test
    void longestUsualFrameIsRead() {
        byte[] large = frame(3, 262_144);
        byte[] bytes = pcap().record(1, 0, SECOND, 14)
                .record(2, 0, large, 262_144)
                .record(3, 0, SECOND, 14)
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.frames()).hasSize(3);
        assertThat(reading.frame(1).hex()).isEqualTo(ByteBufUtil.hexDump(large));
        assertThat(reading.frame(2).hex()).isEqualTo(ByteBufUtil.hexDump(SECOND));
    }

    @Test
    void longerFramesAreReadWhereTheSnapLengthAllowsThem() {
        byte[] large = frame(3, 1_000_000);
        byte[] bytes = little().pcap(Magic.PCAP_MICRO, 1_000_000, 1)
                .record(1, 0, large, 1_000_000)
                .record(2, 0, FIRST, 60)
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.frame(0).hex()).isEqualTo(ByteBufUtil.hexDump(large));
        assertThat(reading.frame(1).hex()).isEqualTo(ByteBufUtil.hexDump(FIRST));
    }

    @Test
    void unknownVersionFailsInOneLine() {
        Reading reading =
                Reading.of(little().pcap(Magic.PCAP_MICRO, 3, 1, 65535, 1).toBytes());
        assertThat(reading.file().failure().orElseThrow())
                .hasMessage("x: pcap version 3.1 is not known (2.0 to 2.4 are)")
                .extracting(CaptureException::kind)
                .isEqualTo(CaptureException.Kind.BAD_HEADER);
    }

    private static CaptureBytes little() {
        return new CaptureBytes(LITTLE_ENDIAN);
    }

    private static CaptureBytes pcap() {
        return little().pcap(Magic.PCAP_MICRO, 65535, 1);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
