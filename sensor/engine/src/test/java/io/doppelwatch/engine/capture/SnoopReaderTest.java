// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static io.doppelwatch.engine.capture.CaptureBytes.frame;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnoopReaderTest {
    private static final byte[] FIRST = frame(1, 60);
    private static final byte[] SECOND = frame(2, 15);

    @Test
    void readsRecordsAndPassesOverTheirPadding() {
        byte[] bytes = snoop(4).snoopRecord(1_000_000_000, 5, FIRST, 1500)
                .snoopRecord(1_000_000_001, 0, SECOND, 15)
                .toBytes();
        Reading reading = Reading.of(bytes);
        assertThat(reading.damage()).isEqualTo("whole");
        assertThat(reading.frames())
                .extracting(Reading.Seen::hex)
                .containsExactly(ByteBufUtil.hexDump(FIRST), ByteBufUtil.hexDump(SECOND));
        assertThat(reading.frames())
                .extracting(Reading.Seen::timeNanos)
                .containsExactly(1_000_000_000_000_005_000L, 1_000_000_001_000_000_000L);
        assertThat(reading.frame(0).original()).isEqualTo(1500);
        assertThat(reading.frame(1).number()).isEqualTo(2);
        assertThat(reading.frame(0).source()).isEqualTo(new Source(0, 0, "x", "", 1, 0));
    }

    @Test
    void linkTypesAreTranslated() {
        assertThat(linkType(2)).isEqualTo(6);
        assertThat(linkType(8)).isEqualTo(10);
        assertThat(failure(snoop(3)))
                .isEqualTo("x: snoop link type 3 is not known (Ethernet, Token Ring and FDDI are)");
        assertThat(failure(snoop(-1)))
                .isEqualTo("x: snoop link type 4294967295 is not known (Ethernet, Token Ring and FDDI are)");
    }

    @Test
    void otherVersionFails() {
        byte[] bytes = snoop(4).toBytes();
        bytes[11] = 3;
        assertThat(Reading.of(bytes).file().failure().orElseThrow())
                .hasMessage("x: snoop version 3 is not known (2 is)")
                .extracting(CaptureException::kind)
                .isEqualTo(CaptureException.Kind.BAD_HEADER);
    }

    @Test
    void cutAtEveryByteGivesTheFramesBeforeAndSaysWhere() {
        byte[] whole = snoop(4).snoopRecord(1, 5, FIRST, 60)
                .snoopRecord(2, 0, SECOND, 15)
                .toBytes();
        int firstData = 16 + 24 + 60;
        int second = firstData + 4;
        int secondData = second + 24 + 15;
        for (int length = 4; length < whole.length; length++) {
            Reading reading = Reading.of(Arrays.copyOf(whole, length));
            if (length < 16) {
                assertThat(reading.file().failure().orElseThrow().kind()).isEqualTo(CaptureException.Kind.BAD_HEADER);
                continue;
            }
            assertThat(reading.frames())
                    .as("length %d", length)
                    .hasSize(length < firstData ? 0 : length < secondData ? 1 : 2);
            boolean whole1 = length == 16 || length == second;
            assertThat(reading.damage()).as("length %d", length).satisfies(damage -> {
                if (whole1) {
                    assertThat(damage).isEqualTo("whole");
                } else {
                    assertThat(damage).contains(": cut short");
                }
            });
        }
    }

    @Test
    void impossibleRecordIsDamage() {
        byte[] data = new byte[64];
        assertThat(Reading.of(snoop(4).u32(60)
                                .u32(262_145)
                                .u32(262_200)
                                .raw(data)
                                .toBytes())
                        .damage())
                .isEqualTo("16: impossible frame of 262145 bytes in a record of 262200 bytes");
        assertThat(Reading.of(snoop(4).u32(60).u32(20).u32(43).raw(data).toBytes())
                        .damage())
                .isEqualTo("16: impossible frame of 20 bytes in a record of 43 bytes");
    }

    private static int linkType(int datalink) {
        return Reading.of(snoop(datalink).snoopRecord(1, 0, FIRST, 60).toBytes())
                .frame(0)
                .source()
                .linkType();
    }

    private static String failure(CaptureBytes bytes) {
        return Reading.of(bytes.toBytes()).file().failure().orElseThrow().getMessage();
    }

    private static CaptureBytes snoop(int datalink) {
        return new CaptureBytes(BIG_ENDIAN).snoop(datalink);
    }
}
