// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.QuicInitial;
import io.doppelwatch.engine.dissect.CraftPacket;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which stream and which datagram is read by whom. */
class StreamsAndQuicTest {
    private static final Ip CLIENT = Ip.v4(0x0a4d0015);
    private static final Ip SERVER = Ip.v4(0x0a4d0035);
    private static final byte[] QUERY = Dns.query(7, "www.corp.test", Dns.A).bytes();
    /** The record of a ClientHello, as far as it is looked at. */
    private static final byte[] HELLO = Bytes.hex("16030100300100002c0303" + "00".repeat(42));

    private final List<String> seen = new ArrayList<>();
    private final Observers observers = new Observers(
            new Facts() {
                @Override
                public Where where(Packet packet) {
                    return null;
                }

                @Override
                public void add(Observation o) {
                    seen.add(o.getClass().getSimpleName());
                }
            },
            new Counters());
    private long number;

    @Test
    void dnsOverTcpFromItsSynOn() {
        tcp(53, Packet.SYN, 99, new byte[0]);
        tcp(53, Packet.ACK, 100, new byte[] {0, (byte) QUERY.length});
        tcp(53, Packet.ACK, 102, QUERY);
        assertThat(seen).containsExactly("DnsSeen");
    }

    @Test
    void dnsOverTcpMetInItsMiddle() {
        tcp(53, Packet.ACK, 5000, Dns.query(7, "www.corp.test", Dns.A).overTcp());
        assertThat(seen).containsExactly("DnsSeen");
    }

    @Test
    void dnsOverTcpOnItsPortOnly() {
        tcp(54, Packet.SYN, 99, new byte[0]);
        tcp(54, Packet.ACK, 100, Dns.query(7, "www.corp.test", Dns.A).overTcp());
        assertThat(seen).isEmpty();
    }

    @Test
    void tlsOnAnyPortEvenThatOfDns() {
        for (int port : new int[] {443, 25, 53}) {
            tcp(port, Packet.SYN, 99, new byte[0]);
            tcp(port, Packet.ACK, 100, HELLO);
        }
        assertThat(seen).hasSize(3).containsOnly("ClientHelloSeen");
    }

    @Test
    void dnsAndQuicInDatagrams() {
        byte[] id = Bytes.hex("8394c8f03e515708");
        udp(53, QUERY);
        udp(8443, QuicInitial.v1(id).client(id, id, 0, QuicInitial.crypto(0, Bytes.slice(HELLO, 5, HELLO.length))));
        udp(8443, QUERY);
        assertThat(seen).containsExactly("DnsSeen", "ClientHelloSeen");
    }

    private void tcp(int port, int flags, int sequence, byte[] data) {
        observers.packet(CraftPacket.tcp(
                ++number, 0, Path.NONE, CLIENT, 40_000, SERVER, port, flags, sequence, 0, data, data.length));
    }

    private void udp(int port, byte[] data) {
        observers.packet(CraftPacket.udp(++number, 0, Path.NONE, CLIENT, 40_000, SERVER, port, data));
    }
}
