// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CryptoFramesTest {
    private static final String ACK = "02 04 05 01 00 02 03"; // one range after the first
    private static final String ACK_ECN = "03 04 05 00 02 01 02 03";
    private static final String TRANSPORT_CLOSE = "1c 0a 06 03 627965";
    private static final String APPLICATION_CLOSE = "1d 0a 03 627965";
    private static final String AB_AT_0 = "06 00 02 6162";
    private static final String CD_AT_5000 = "06 5388 02 6364";

    private final CryptoFrames frames = new CryptoFrames();

    @Test
    void whateverAnInitialMayHoldIsPassedOver() {
        assertThat(read("00 00 01" + ACK + AB_AT_0 + ACK_ECN + TRANSPORT_CLOSE + CD_AT_5000 + APPLICATION_CLOSE + "00"))
                .isEqualTo("0:ab 5000:cd ");
        assertThat(frames.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void anEmptyPacketHoldsNothing() {
        assertThat(read("")).isEmpty();
        assertThat(read("00".repeat(1000))).isEmpty();
        assertThat(frames.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void framesBeforeAForbiddenOneCount() {
        assertThat(read(AB_AT_0 + "08 00 00" + CD_AT_5000)).isEqualTo("0:ab ");
        assertThat(frames.fault()).isEqualTo(Fault.BAD_VALUE);
    }

    @Test
    void moreRangesThanThereAreBytesEndAtOnce() {
        assertThat(read("02 00 00 ffffffffffffffff 00 00" + AB_AT_0)).isEmpty();
        assertThat(frames.fault()).isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void dataLongerThanThePacketIsRefused() {
        assertThat(read("06 00 05 6162")).isEmpty();
        assertThat(frames.fault()).isEqualTo(Fault.BAD_LENGTH);
        assertThat(read("06 00 ffffffffffffffff 6162")).isEmpty();
        assertThat(frames.fault()).isEqualTo(Fault.BAD_LENGTH);
    }

    @Test
    void theGreatestOffset() {
        assertThat(read("06 ffffffffffffffff 01 61")).isEqualTo("4611686018427387903:a ");
    }

    @Test
    void everyPrefixEndsWithoutAThrow() {
        byte[] bytes = bytes(ACK + AB_AT_0 + ACK_ECN + TRANSPORT_CLOSE + CD_AT_5000);
        for (int n = 0; n < bytes.length; n++) {
            String seen = read(Arrays.copyOf(bytes, n));
            assertThat("0:ab 5000:cd ").startsWith(seen);
        }
    }

    @Test
    void googlesFramesHaveNumbersOfTheirOwn() {
        String crypto = "08 00 02 6162";
        String oneBlock = "40 05 0000 03 00"; // one-byte numbers, no time stamp
        String twoBlocksTwoStamps = "65 0005 0000 01 0003 01 0002 02 00 00000000 01 0001";
        assertThat(read(QuicVersion.T051, bytes("07" + oneBlock + crypto + twoBlocksTwoStamps + crypto + "0000")))
                .isEqualTo("0:ab 0:ab ");
        assertThat(frames.fault()).isEqualTo(Fault.NONE);
        assertThat(read(QuicVersion.T050, bytes(crypto + "06 00 00"))).isEqualTo("0:ab ");
        assertThat(frames.fault()).isEqualTo(Fault.BAD_VALUE);
    }

    @Test
    void everyPrefixOfGooglesFramesEndsWithoutAThrow() {
        byte[] bytes = bytes(
                "6f 000000000005 0000 02 000000000001 01 000000000001 01 000000000001 01 00 00000000 08 00 02 6162");
        assertThat(read(QuicVersion.T050, bytes)).isEqualTo("0:ab ");
        for (int n = 0; n < bytes.length; n++) {
            assertThat(read(QuicVersion.T050, Arrays.copyOf(bytes, n))).isEmpty();
        }
    }

    private String read(String hex) {
        return read(bytes(hex));
    }

    private String read(byte[] bytes) {
        return read(QuicVersion.V1, bytes);
    }

    private String read(QuicVersion version, byte[] bytes) {
        ByteBuf buffer = Unpooled.wrappedBuffer(Bytes.concat(new byte[3], bytes));
        StringBuilder seen = new StringBuilder();
        frames.wrap(version, buffer, 3, bytes.length);
        while (frames.next()) {
            byte[] data = ByteBufUtil.getBytes(buffer, frames.position(), frames.length());
            seen.append(frames.offset())
                    .append(':')
                    .append(new String(data, java.nio.charset.StandardCharsets.US_ASCII))
                    .append(' ');
        }
        return seen.toString();
    }

    private static byte[] bytes(String hex) {
        return Bytes.hex(hex.replace(" ", ""));
    }
}
