// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TlsContentTest {
    private static final byte[] FIRST = {22, 21, (byte) 0x80, 'P', '\r', 0};

    private static int begin(byte[] bytes, boolean start) {
        ByteBuf buffer =
                Unpooled.buffer(bytes.length + 8).writeZero(3).writeBytes(bytes).writeZero(5);
        return TlsContent.begin(buffer, 3, bytes.length, start);
    }

    private static int begin(String hex) {
        return begin(HexFormat.of().parseHex(hex.replace(" ", "")), false);
    }

    @Test
    void takesHandshakesAndAlertsOfEveryVersion() {
        for (int minor = 0; minor <= 4; minor++) {
            assertThat(begin("16 030" + minor + " 0100 01 0000fc 0303")).isZero();
        }
        assertThat(begin("16 0303 0051 02 00004d")).isZero();
        assertThat(begin("16 0303 4000 0b 004fff"))
                .as("a chain over several records")
                .isZero();
        assertThat(begin("16 0301 0001 01"))
                .as("a record with one byte of a message")
                .isZero();
        assertThat(begin("15 0303 0002 02 28")).isZero();
        assertThat(begin("16 0301 0200")).as("the header alone").isZero();
    }

    @Test
    void takesTheHelloOfSsl2() {
        assertThat(begin(TlsStreamTest.ssl2Hello(), false)).isZero();
        byte[] bad = TlsStreamTest.ssl2Hello();
        bad[6]++;
        assertThat(begin(bad, false)).as("lengths that do not add up").isEqualTo(-1);
    }

    @Test
    void refusesWhatOnlyLooksALittleLikeIt() {
        assertThat(begin("16 0200 0100 01 0000fc")).as("version 2").isEqualTo(-1);
        assertThat(begin("16 0305 0100 01 0000fc")).as("version 3.5").isEqualTo(-1);
        assertThat(begin("16 0303 4900 01 0000fc")).as("longer than a record").isEqualTo(-1);
        assertThat(begin("16 0303 0000")).as("empty").isEqualTo(-1);
        assertThat(begin("16 0303 0100 fe 0000fc")).as("unknown handshake type").isEqualTo(-1);
        assertThat(begin("16 0303 0100 01 ffffff")).as("16 MiB of hello").isEqualTo(-1);
        assertThat(begin("16 0303 0100 01 000000")).as("an empty hello").isEqualTo(-1);
        assertThat(begin("15 0303 001a 00")).as("an encrypted alert").isEqualTo(-1);
        assertThat(begin("15 0303 0002 03 28")).as("no such level").isEqualTo(-1);
        assertThat(begin("17 0303 0100 00"))
                .as("application data begins no handshake")
                .isEqualTo(-1);
        assertThat(begin("14 0303 0001 01")).isEqualTo(-1);
        assertThat(begin("")).isEqualTo(-1);
        assertThat(begin("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII), true))
                .isEqualTo(-1);
        assertThat(begin("PROXY but not really".getBytes(StandardCharsets.US_ASCII), true))
                .isEqualTo(-1);
    }

    @Test
    void tinyPiecesCountOnlyAtTheStart() {
        byte[] hello = HexFormat.of().parseHex("1603010200");
        for (int n = 1; n < 5; n++) {
            assertThat(begin(Arrays.copyOf(hello, n), true)).isZero();
            assertThat(begin(Arrays.copyOf(hello, n), false)).isEqualTo(-1);
        }
        assertThat(begin(new byte[] {0x16, 2}, true)).isEqualTo(-1);
        assertThat(begin(new byte[] {0x16, 3, 9}, true)).isEqualTo(-1);
        assertThat(begin(new byte[] {0x16, 3, 1, 0x50}, true)).isEqualTo(-1);
    }

    @Test
    void looksBehindAProxyHeader() {
        String hello = "16 0301 0100 01 0000fc";
        String v2 = "0d0a0d0a000d0a515549540a 2111 000c 0a000001 0a000002 0005 01bb";
        assertThat(begin(v2 + hello)).isEqualTo(28);
        assertThat(begin(v2)).as("nothing behind it yet").isEqualTo(-1);
        assertThat(begin(v2 + "474554202f")).isEqualTo(-1);
        assertThat(begin("0d0a0d0a000d0a515549540a 2111 ffff" + hello)).isEqualTo(-1);
        String v1 = HexFormat.of().formatHex("PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(begin(v1 + hello)).isEqualTo(15);
    }

    @Test
    void neverThrowsAndAllocatesNothing() {
        Random random = new Random(7);
        ByteBuf buffer =
                Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(256)); // free of leak tracking, which allocates
        byte[] bytes = new byte[256];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE; // the runtime allocates now and then by itself, so the best of some batches counts
        int found = 0;
        for (int batch = 0; batch < 10; batch++) {
            long allocated = 0;
            for (int round = 0; round < 5_000; round++) {
                random.nextBytes(bytes);
                bytes[0] = FIRST[round % FIRST.length];
                bytes[1] = 3;
                buffer.setBytes(0, bytes);
                int length = round % 257;
                long before = threads.getCurrentThreadAllocatedBytes();
                found += TlsContent.begin(buffer, 0, length, (round & 1) == 0);
                allocated += threads.getCurrentThreadAllocatedBytes() - before;
            }
            least = Math.min(least, allocated);
        }
        assertThat(found).isNotZero();
        assertThat(least).isZero();
    }

    @Test
    void theFirstLookDeniesNothingThatTheWholeOneFinds() {
        Random random = new Random(7);
        byte[] bytes = new byte[64];
        int found = 0;
        int denied = 0;
        for (int round = 0; round < 50_000; round++) {
            random.nextBytes(bytes);
            if ((round & 1) == 0) {
                System.arraycopy(new byte[] {22, 3, 1, 0, 60, 1, 0, 0, 56}, 0, bytes, 0, 9);
                bytes[random.nextInt(9)] = FIRST[round / 2 % FIRST.length];
            }
            boolean begins = begin(bytes, (round & 2) == 0) >= 0;
            boolean mayBegin = TlsContent.mayBegin(bytes[0] & 0xff, bytes[2] & 0xff);
            assertThat(mayBegin || !begins).isTrue();
            found += begins ? 1 : 0;
            denied += mayBegin ? 0 : 1;
        }
        assertThat(found).isNotZero();
        assertThat(denied).isGreaterThan(20_000);
        byte[] old = TlsStreamTest.ssl2Hello();
        assertThat(TlsContent.mayBegin(old[0] & 0xff, old[2] & 0xff)).isTrue();
    }
}
