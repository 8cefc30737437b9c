// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Any bytes as a datagram, opened where they open, and read as the frames of a packet as well. */
class InitialPacketFuzz {
    @FuzzTest
    void datagram(byte[] bytes) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        LongHeader header = new LongHeader();
        PacketOpener opener = new PacketOpener();
        int at = 0;
        while (LongHeader.begins(buffer, at, bytes.length - at)
                && header.wrap(buffer, at, bytes.length - at) == Fault.NONE) {
            assertThat(header.end()).isGreaterThan(at).isLessThanOrEqualTo(bytes.length);
            int n = opener.open(
                    InitialKeys.derive(header.version(), header.destinationId()).client(), header, -1);
            if (n >= 0) {
                frames(opener.plainText(), n);
            }
            at = header.end();
        }
        frames(buffer, bytes.length);
    }

    private static void frames(ByteBuf buffer, int length) {
        CryptoFrames frames = new CryptoFrames().wrap(QuicVersion.V1, buffer, 0, length);
        while (frames.next()) {
            assertThat(frames.position()).isPositive();
            assertThat(frames.position() + frames.length()).isLessThanOrEqualTo(length);
        }
    }
}
