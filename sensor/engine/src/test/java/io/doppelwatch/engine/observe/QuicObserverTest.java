// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.QuicInitial;
import io.doppelwatch.engine.dissect.CraftPacket;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuicObserverTest {
    private static final Ip CLIENT = Ip.v4(0x0a4d0015);
    private static final Ip SERVER = Ip.v4(0x0a4d000a);
    private static final byte[] ID = Bytes.hex("8394c8f03e515708");
    private static final byte[] CLIENT_ID = Bytes.hex("c1c1c1");
    private static final byte[] SERVER_ID = Bytes.hex("5e5e5e5e");
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final long SECOND = 1_000_000_000L;

    /** What was stated: type, body, and the number of the packet that completed it. */
    private final List<String> seen = new ArrayList<>();

    /** The QUIC version each was stated with. */
    private final List<Integer> versions = new ArrayList<>();

    private final Counters counters = new Counters();
    private final Facts facts = new Facts() {
        private long packet;

        @Override
        public Where where(Packet p) {
            packet = p.frame().number();
            return null;
        }

        @Override
        public void add(Observation o) {
            versions.add(o instanceof ClientHelloSeen c ? c.quicVersion() : ((ServerHelloSeen) o).quicVersion());
            seen.add(
                    o instanceof ClientHelloSeen c
                            ? "client " + text(c.body()) + " @" + packet
                            : "server " + text(((ServerHelloSeen) o).body()) + " @" + packet);
        }
    };
    private final QuicObserver observer = new QuicObserver(counters, new QuicLimits(4, 100_000, 30 * SECOND));
    private final QuicInitial quic = QuicInitial.v1(ID);
    private long number;
    private long time;

    @Test
    void bothHellos() {
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi"))));
        fromServer(quic.server(CLIENT_ID, SERVER_ID, 0, hello(SERVER_HELLO, "there")));
        assertThat(seen).containsExactly("client hi @1", "server there @2");
        assertThat(counters.get(Counter.QUIC_CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void aClientHelloOverSeveralPacketsAndFramesInAnyOrder() {
        byte[] message = QuicInitial.message(CLIENT_HELLO, "a rather long hello".getBytes(US_ASCII));
        byte[] first = Bytes.concat(part(message, 10, 14), new byte[30], part(message, 2, 6));
        byte[] second = Bytes.concat(part(message, 14, message.length), part(message, 6, 10), part(message, 0, 2));
        fromClient(quic.client(ID, CLIENT_ID, 1, padded(first)));
        assertThat(seen).isEmpty();
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(second)));
        assertThat(seen).containsExactly("client a rather long hello @2");
    }

    @Test
    void packetsInOneDatagram() {
        byte[] message = QuicInitial.message(CLIENT_HELLO, "hello".getBytes(US_ASCII));
        fromClient(Bytes.concat(
                quic.client(ID, CLIENT_ID, 0, padded(part(message, 0, 4))),
                quic.client(ID, CLIENT_ID, 1, padded(part(message, 4, message.length)))));
        assertThat(seen).containsExactly("client hello @1");
    }

    @Test
    void theClientGoesOnWithTheIdTheServerChose() {
        byte[] message = QuicInitial.message(CLIENT_HELLO, "hello".getBytes(US_ASCII));
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(part(message, 0, 4))));
        fromClient(quic.client(SERVER_ID, CLIENT_ID, 1, padded(part(message, 4, message.length))));
        assertThat(seen).containsExactly("client hello @2");
    }

    @Test
    void repeatedPacketsSayNothingNew() {
        byte[] packet = quic.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi")));
        fromClient(packet);
        fromClient(packet);
        assertThat(seen).hasSize(1);
    }

    @Test
    void afterARetryTheSameHelloIsNotStatedTwiceAndTheServersIsFound() {
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi"))));
        fromServer(quic.retry(CLIENT_ID, SERVER_ID));
        QuicInitial again = QuicInitial.v1(SERVER_ID);
        fromClient(again.client(SERVER_ID, CLIENT_ID, new byte[16], 1, padded(hello(CLIENT_HELLO, "hi"))));
        fromServer(again.server(CLIENT_ID, Bytes.hex("77"), 0, hello(SERVER_HELLO, "there")));
        assertThat(seen).containsExactly("client hi @1", "server there @4");
    }

    @Test
    void aHelloRetryRequestAndTheSecondHello() {
        byte[] both = Bytes.concat(
                QuicInitial.message(CLIENT_HELLO, "one".getBytes(US_ASCII)),
                QuicInitial.message(CLIENT_HELLO, "two".getBytes(US_ASCII)));
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(part(both, 0, 7))));
        fromServer(quic.server(CLIENT_ID, SERVER_ID, 0, hello(SERVER_HELLO, "retry")));
        fromClient(quic.client(SERVER_ID, CLIENT_ID, 1, padded(part(both, 7, 14))));
        assertThat(seen).containsExactly("client one @1", "server retry @2", "client two @3");
    }

    @Test
    void theServerMayAnswerInAnotherVersion() {
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi"))));
        fromServer(QuicInitial.v2(ID).server(CLIENT_ID, SERVER_ID, 0, hello(SERVER_HELLO, "two")));
        assertThat(seen).containsExactly("client hi @1", "server two @2");
        assertThat(versions).containsExactly(1, 0x6b3343cf);
    }

    @Test
    void aNewConnectionOnTheSamePortsWithoutAnIdOfTheClient() {
        byte[] none = {};
        fromClient(quic.client(ID, none, 0, padded(hello(CLIENT_HELLO, "one"))));
        byte[] other = Bytes.hex("0011223344556677");
        fromClient(QuicInitial.v1(other).client(other, none, 0, padded(hello(CLIENT_HELLO, "two"))));
        fromServer(QuicInitial.v1(other).server(none, SERVER_ID, 0, hello(SERVER_HELLO, "answer")));
        assertThat(seen).containsExactly("client one @1", "client two @2", "server answer @3");
        assertThat(observer.size()).isEqualTo(1);
    }

    @Test
    void aVersionThatForcesNegotiationIsReadByTheKeysOfOneThatExists() {
        String draft29 = "afbfec289993d24c9e9786f19c6111e04390a899";
        QuicInitial forced = new QuicInitial(0x1a2a3a4a, 0, draft29, "quic", ID);
        fromClient(forced.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi"))));
        // After the negotiation the client says the same again in a version the server named.
        fromClient(quic.client(ID, CLIENT_ID, 1, padded(hello(CLIENT_HELLO, "hi"))));
        fromServer(quic.server(CLIENT_ID, SERVER_ID, 0, hello(SERVER_HELLO, "there")));
        assertThat(seen).containsExactly("client hi @1", "server there @3");
    }

    @Test
    void aClientsInitialCutByTheSnapLengthStillOpensTheServers() {
        byte[] packet = quic.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi")));
        observer.datagram(cut(CLIENT, SERVER, packet, 100), facts);
        fromServer(quic.server(CLIENT_ID, SERVER_ID, 0, hello(SERVER_HELLO, "there")));
        assertThat(seen).containsExactly("server there @2");
    }

    @Test
    void aServersInitialCutByTheSnapLengthDoesNotHideTheClients() {
        byte[] packet = quic.server(CLIENT_ID, SERVER_ID, 0, padded(hello(SERVER_HELLO, "there")));
        observer.datagram(cut(SERVER, CLIENT, packet, 100), facts);
        fromClient(quic.client(SERVER_ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "not this"))));
        QuicInitial next = QuicInitial.v1(SERVER_ID);
        fromClient(next.client(SERVER_ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi"))));
        assertThat(seen).containsExactly("client hi @3");
    }

    @Test
    void theServerAloneCannotBeRead() {
        fromServer(quic.server(CLIENT_ID, SERVER_ID, 0, hello(SERVER_HELLO, "there")));
        assertThat(seen).isEmpty();
        assertThat(counters.get(Counter.QUIC_UNDECRYPTABLE)).isEqualTo(1);
        assertThat(observer.size()).isZero();
    }

    @Test
    void whatIsNotAuthenticMakesNoEntry() {
        byte[] packet = quic.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi")));
        packet[packet.length - 1] ^= 1;
        fromClient(packet);
        assertThat(seen).isEmpty();
        assertThat(observer.size()).isZero();
    }

    @Test
    void everyPrefixOfADatagramIsHarmless() {
        byte[] packet = quic.client(ID, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi")));
        for (int n = 0; n < packet.length; n++) {
            fromClient(Arrays.copyOf(packet, n));
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aMessageNoHandshakeHasEndsTheDirection() {
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(QuicInitial.crypto(0, Bytes.hex("01ffffff00")))));
        fromClient(quic.client(ID, CLIENT_ID, 1, padded(QuicInitial.crypto(5, new byte[500]))));
        assertThat(seen).isEmpty();
        assertThat(counters.get(Counter.QUIC_CRYPTO_LOST)).isEqualTo(1);
    }

    @Test
    void connectionsAndTheirBytesStayInBounds() {
        for (int i = 0; i < 100; i++) {
            byte[] id = Bytes.hex(String.format("%016x", i));
            byte[] far = QuicInitial.crypto(16_000, new byte[100]);
            fromClient(QuicInitial.v1(id).client(id, id, 0, padded(far)));
            assertThat(observer.size()).isLessThanOrEqualTo(4);
            assertThat(observer.kept()).isBetween(0, 100_000);
        }
        assertThat(counters.get(Counter.QUIC_EVICTED)).isEqualTo(96);
    }

    @Test
    void silentConnectionsAreForgotten() {
        fromClient(quic.client(ID, CLIENT_ID, 0, padded(QuicInitial.crypto(100, new byte[100]))));
        time += 31 * SECOND;
        byte[] other = Bytes.hex("0011223344556677");
        fromClient(QuicInitial.v1(other).client(other, CLIENT_ID, 0, padded(hello(CLIENT_HELLO, "hi"))));
        assertThat(observer.size()).isEqualTo(1);
        assertThat(observer.kept()).isZero();
        assertThat(seen).hasSize(1);
    }

    @Test
    void datagramsOfOtherProtocolsAllocateNothing() {
        Packet dns = udp(CLIENT, SERVER, Bytes.concat(Bytes.hex("80010000000200000000"), new byte[40]));
        Packet rtp = udp(CLIENT, SERVER, new byte[1200]);
        Packet shortHeader = udp(CLIENT, SERVER, Bytes.concat(new byte[] {0x40}, new byte[1200]));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE; // the runtime allocates now and then by itself, so the best of some batches counts
        for (int batch = 0; batch < 10; batch++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                observer.datagram(dns, facts);
                observer.datagram(rtp, facts);
                observer.datagram(shortHeader, facts);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private void fromClient(byte[] datagram) {
        observer.datagram(udp(CLIENT, SERVER, datagram), facts);
    }

    private Packet cut(Ip from, Ip to, byte[] datagram, int captured) {
        boolean client = from.equals(CLIENT);
        return CraftPacket.udp(
                ++number,
                time,
                Path.NONE,
                from,
                client ? 50_000 : 4433,
                to,
                client ? 4433 : 50_000,
                Arrays.copyOf(datagram, captured),
                datagram.length);
    }

    private void fromServer(byte[] datagram) {
        observer.datagram(udp(SERVER, CLIENT, datagram), facts);
    }

    private Packet udp(Ip from, Ip to, byte[] payload) {
        boolean client = from.equals(CLIENT);
        return CraftPacket.udp(
                ++number, time, Path.NONE, from, client ? 50_000 : 4433, to, client ? 4433 : 50_000, payload);
    }

    private static byte[] hello(int type, String body) {
        return QuicInitial.crypto(0, QuicInitial.message(type, body.getBytes(US_ASCII)));
    }

    private static byte[] part(byte[] message, int from, int to) {
        return QuicInitial.crypto(from, Bytes.slice(message, from, to));
    }

    private static byte[] padded(byte[] payload) {
        return Arrays.copyOf(payload, Math.max(payload.length, 600));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII);
    }
}
