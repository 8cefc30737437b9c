// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.dissect.CraftPacket;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.reassemble.StreamReader;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsOverTcpTest {
    private static final byte[] FIRST =
            Dns.query(1, "analytics-hub.corp.test", Dns.A).bytes();
    private static final byte[] SECOND = Dns.query(2, "www.corp.test", Dns.AAAA).bytes();

    private final List<byte[]> messages = new ArrayList<>();
    private final List<Long> packets = new ArrayList<>();
    private final Counters counters = new Counters();
    private final DnsOverTcp reader = new DnsOverTcp(
            new Facts() {
                @Override
                public Where where(Packet packet) {
                    packets.add(packet.frame().number());
                    return null;
                }

                @Override
                public void add(Observation observation) {
                    messages.add(((DnsSeen) observation).message());
                }
            },
            counters);
    private long number;

    @Test
    void oneMessageInOneSegment() {
        say(framed(FIRST));
        assertThat(messages).containsExactly(FIRST);
    }

    @Test
    void twoMessagesInOneSegment() {
        say(join(framed(FIRST), framed(SECOND)));
        assertThat(messages).containsExactly(FIRST, SECOND);
    }

    @Test
    void messagesSplitAtEveryByte() {
        byte[] stream = join(framed(FIRST), framed(SECOND));
        for (int cut = 1; cut < stream.length; cut++) {
            messages.clear();
            say(Arrays.copyOfRange(stream, 0, cut));
            say(Arrays.copyOfRange(stream, cut, stream.length));
            assertThat(messages).as("cut at %d", cut).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void aMessageByteByByteIsSeenInThePacketThatCompletesIt() {
        byte[] stream = framed(FIRST);
        for (byte b : stream) {
            say(b);
        }
        assertThat(messages).containsExactly(FIRST);
        assertThat(packets).containsExactly((long) stream.length);
    }

    @Test
    void theLongestMessageThereCanBe() {
        byte[] longest = new byte[65_535];
        Arrays.fill(longest, (byte) 7);
        byte[] stream = framed(longest);
        for (int at = 0; at < stream.length; at += 1460) {
            say(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + 1460)));
        }
        say(framed(SECOND));
        assertThat(messages).containsExactly(longest, SECOND);
    }

    @Test
    void lengthsTooSmallForAHeaderAreLost() {
        say(join(new byte[] {0, 0}, new byte[] {0, 3, 1, 2, 3}, framed(SECOND)));
        assertThat(messages).containsExactly(SECOND);
        assertThat(counters.get(Counter.DNS_TCP_LOST)).isEqualTo(2);
    }

    @Test
    void aGapInsideAMessageCostsThatMessageOnly() {
        byte[] stream = framed(FIRST);
        say(Arrays.copyOfRange(stream, 0, 10));
        gap(5);
        say(join(Arrays.copyOfRange(stream, 15, stream.length), framed(SECOND)));
        assertThat(messages).containsExactly(SECOND);
        assertThat(counters.get(Counter.DNS_TCP_LOST)).isEqualTo(1);
    }

    @Test
    void twoGapsInsideOneMessageCostOneMessage() {
        byte[] stream = framed(FIRST);
        say(Arrays.copyOfRange(stream, 0, 10));
        gap(5);
        gap(stream.length - 15);
        say(framed(SECOND));
        assertThat(messages).containsExactly(SECOND);
        assertThat(counters.get(Counter.DNS_TCP_LOST)).isEqualTo(1);
    }

    @Test
    void afterAGapBeyondAMessageTheNextSegmentThatBeginsOneIsTaken() {
        byte[] stream = framed(FIRST);
        say(Arrays.copyOfRange(stream, 0, 10));
        gap(1000);
        say(Arrays.copyOfRange(stream, 12, stream.length));
        say(framed(SECOND));
        assertThat(messages).containsExactly(SECOND);
    }

    @Test
    void anEndInsideAMessageIsCounted() {
        say(Arrays.copyOfRange(framed(FIRST), 0, 10));
        reader.end();
        assertThat(messages).isEmpty();
        assertThat(counters.get(Counter.DNS_TCP_LOST)).isEqualTo(1);
    }

    @Test
    void aMessageIsKnownByItsBeginning() {
        assertThat(begins(framed(FIRST))).isTrue();
        assertThat(begins(framed(Dns.response(1, "a.test", Dns.A)
                        .address(60, "10.77.0.1")
                        .bytes())))
                .isTrue();
        assertThat(begins("GET / HTTP/1.1\r\nHost: a.test\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(begins(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 0, 0, 0, 0}))
                .isFalse();
        byte[] stream = framed(FIRST);
        for (int n = 0; n < 14; n++) {
            assertThat(begins(Arrays.copyOf(stream, n))).isFalse();
        }
    }

    private static boolean begins(byte[] bytes) {
        return DnsOverTcp.begins(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    private void say(byte... bytes) {
        ByteBuf buffer = Unpooled.wrappedBuffer(join(new byte[3], bytes));
        assertThat(reader.bytes(buffer, 3, bytes.length, packet())).isEqualTo(StreamReader.Next.MORE);
    }

    private void gap(long missing) {
        assertThat(reader.gap(missing, packet())).isEqualTo(StreamReader.Next.MORE);
    }

    private Packet packet() {
        return CraftPacket.tcp(++number, 0, Path.NONE, Ip.v4(1), 53, Ip.v4(2), 4000, Packet.ACK, 0, 0, new byte[0], 0);
    }

    private static byte[] framed(byte[] message) {
        return join(new byte[] {(byte) (message.length >> 8), (byte) message.length}, message);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuf joined = Unpooled.buffer();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        byte[] bytes = new byte[joined.readableBytes()];
        joined.readBytes(bytes);
        return bytes;
    }
}
