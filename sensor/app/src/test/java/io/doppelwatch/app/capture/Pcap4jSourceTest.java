// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelwatch.engine.capture.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class Pcap4jSourceTest {
    private static final String LOOPBACK = "lo";

    @Test
    @Tag("privileged")
    void interfaceThatIsNotThereIsOneClearLine() throws PcapException {
        Assumptions.assumeTrue(mayCapture(), "capturing needs root or CAP_NET_RAW");
        assertThatThrownBy(() -> Pcap4jSource.open("no-such-if0", 0, 65_535, true, ""))
                .isInstanceOfSatisfying(
                        PcapException.class, e -> assertThat(e.kind()).isEqualTo(PcapException.Kind.NO_SUCH_INTERFACE))
                .hasMessage("no-such-if0: no such interface (\"doppelwatch interfaces\" lists them)");
    }

    @Test
    @Tag("privileged")
    void wrongFilterIsOneClearLine() {
        Assumptions.assumeTrue(mayCapture(), "capturing needs root or CAP_NET_RAW");
        assertThatThrownBy(() -> Pcap4jSource.open(LOOPBACK, 0, 65_535, true, "arp and and"))
                .isInstanceOfSatisfying(
                        PcapException.class, e -> assertThat(e.kind()).isEqualTo(PcapException.Kind.BAD_FILTER))
                .hasMessageStartingWith("filter \"arp and and\": ")
                .hasMessageContaining("syntax error");
    }

    @Test
    @Tag("privileged")
    void capturesWhatTheFilterLetsThrough() throws IOException {
        Assumptions.assumeTrue(mayCapture(), "capturing needs root or CAP_NET_RAW");
        InetAddress local = InetAddress.getByName("127.0.0.1");
        try (DatagramSocket receiver = new DatagramSocket(0, local);
                DatagramSocket other = new DatagramSocket(0, local);
                DatagramSocket sender = new DatagramSocket(0, local)) {
            int port = receiver.getLocalPort();
            long before = System.currentTimeMillis();
            try (Pcap4jSource source = Pcap4jSource.open(LOOPBACK, 5, 96, false, "udp and dst port " + port)) {
                List<ByteBuf> kept = new ArrayList<>();
                Frame frame = new Frame();
                for (int i = 0; i < 120; i++) {
                    if (i % 30 == 0) {
                        for (int burst = i; burst < i + 30; burst++) {
                            byte[] payload = new byte[200];
                            payload[0] = (byte) burst;
                            send(sender, payload, other.getLocalPort());
                            send(sender, payload, port);
                        }
                    }
                    assertThat(source.next(frame)).isTrue();
                    assertThat(frame.number()).isEqualTo(i + 1);
                    assertThat(frame.captured()).isEqualTo(96);
                    assertThat(frame.original()).isEqualTo(14 + 20 + 8 + 200);
                    assertThat(frame.data().getByte(frame.offset() + 42)).isEqualTo((byte) i);
                    assertThat(frame.timeNanos() / 1_000_000)
                            .isBetween(before - 1000, System.currentTimeMillis() + 1000);
                    assertThat(frame.source()).isEqualTo(source.source());
                    kept.add(frame.data().retainedSlice(frame.offset(), frame.captured()));
                }
                assertThat(source.source().linkType()).isEqualTo(1);
                assertThat(source.source().index()).isEqualTo(5);
                assertThat(source.statistics().received()).isGreaterThanOrEqualTo(120);
                for (int i = 0; i < kept.size(); i++) {
                    assertThat(kept.get(i).getByte(42))
                            .as("frame kept across the following ones: %s", ByteBufUtil.hexDump(kept.get(i)))
                            .isEqualTo((byte) i);
                    kept.get(i).release();
                }
            }
        }
    }

    @Test
    @Tag("privileged")
    void framesThatComeAtOnceAreAllGiven() throws IOException {
        Assumptions.assumeTrue(mayCapture(), "capturing needs root or CAP_NET_RAW");
        InetAddress local = InetAddress.getByName("127.0.0.1");
        try (DatagramSocket receiver = new DatagramSocket(0, local);
                DatagramSocket sender = new DatagramSocket(0, local);
                Pcap4jSource source =
                        Pcap4jSource.open(LOOPBACK, 0, 65_535, false, "udp and dst port " + receiver.getLocalPort())) {
            for (int i = 0; i < 40; i++) {
                byte[] payload = new byte[20_000];
                payload[0] = (byte) i;
                send(sender, payload, receiver.getLocalPort());
            }
            Frame frame = new Frame();
            for (int i = 0; i < 40; i++) {
                assertThat(source.next(frame)).isTrue();
                assertThat(frame.data().getByte(frame.offset() + 42)).isEqualTo((byte) i);
                assertThat(frame.captured()).isEqualTo(42 + 20_000);
            }
        }
    }

    @Test
    @Tag("privileged")
    void stopEndsAWaitFromAnotherThread() throws IOException, InterruptedException {
        Assumptions.assumeTrue(mayCapture(), "capturing needs root or CAP_NET_RAW");
        try (Pcap4jSource source =
                Pcap4jSource.open(LOOPBACK, 0, 65_535, false, "udp and dst port 9 and len = 60001")) {
            AtomicReference<Object> result = new AtomicReference<>();
            Thread puller = new Thread(() -> {
                try {
                    result.set(source.next(new Frame()));
                } catch (IOException e) {
                    result.set(e);
                }
            });
            puller.start();
            Thread.sleep(300);
            assertThat(puller.isAlive()).as("nothing comes, so it waits").isTrue();
            source.stop();
            puller.join(10_000);
            assertThat(result.get()).isEqualTo(false);
            assertThat(source.next(new Frame())).isFalse();
        }
    }

    private static void send(DatagramSocket from, byte[] payload, int port) throws IOException {
        from.send(new DatagramPacket(payload, payload.length, InetAddress.getByName("127.0.0.1"), port));
    }

    private static boolean mayCapture() {
        try (Pcap4jSource source = Pcap4jSource.open(LOOPBACK, 0, 96, false, "")) {
            return source.source().linkType() >= 0;
        } catch (PcapException e) {
            return false;
        }
    }
}
