// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import static io.doppelwatch.engine.dissect.Bench.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a sensor sees most: Ethernet, IP, ports; and how frames are shared out among workers. */
class DissectorTest {
    private static final String MACS = "020000000053 020000000021";
    private static final String IPV4_UDP = """
            4500 0020 1234 4000 4011 0000 0a4d0015 0a4d0035  # 10.77.0.21 > 10.77.0.53, id 0x1234, ttl 64
            9c40 0035 000c 0000 deadbeef""";
    private static final String IPV4_TCP = """
            4500 002e 1234 4000 3f06 0000 0a4d0015 0a4d0035
            9c40 01bb 11223344 55667788 60 18 ffff 0000 0000 02040564  # one option, PSH ACK
            1603""";
    private static final String IPV6_UDP = """
            6000 0000 000c 11 ff fe800000000000000000000000000021 fe800000000000000000000000000053
            14e9 14e9 000c 0000 deadbeef""";

    private final Bench bench = new Bench();

    @Test
    void udpOverIpv4() {
        Packet p = bench.dissect(LinkType.ETHERNET, MACS + "0800" + IPV4_UDP);

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(Mac.text(p.sourceMac())).isEqualTo("02:00:00:00:00:21");
        assertThat(Mac.text(p.destinationMac())).isEqualTo("02:00:00:00:00:53");
        assertThat(p.ipVersion()).isEqualTo(4);
        assertThat(new Ip(p.sourceHigh(), p.sourceLow())).hasToString("10.77.0.21");
        assertThat(new Ip(p.destinationHigh(), p.destinationLow())).hasToString("10.77.0.53");
        assertThat(p.ttl()).isEqualTo(64);
        assertThat(p.ipId()).isEqualTo(0x1234);
        assertThat(p.protocol()).isEqualTo(17);
        assertThat(p.sourcePort()).isEqualTo(40000);
        assertThat(p.destinationPort()).isEqualTo(53);
        assertThat(p.path()).isSameAs(Path.NONE);
        assertThat(p.reassembled()).isFalse();
        assertThat(bench.payload()).isEqualTo(hex("deadbeef"));
        assertThat(p.payloadLength()).isEqualTo(4);
        assertThat(bench.count(Counter.DECODER_ETHERNET)).isEqualTo(1);
        assertThat(bench.count(Counter.DECODER_IPV4)).isEqualTo(1);
        assertThat(bench.count(Counter.DECODER_UDP)).isEqualTo(1);
    }

    @Test
    void tcpOverIpv4() {
        Packet p = bench.dissect(LinkType.ETHERNET, MACS + "0800" + IPV4_TCP + "00000000  # trailer");

        assertThat(p.kind()).isEqualTo(Packet.Kind.TCP);
        assertThat(p.destinationPort()).isEqualTo(443);
        assertThat(p.sequence()).isEqualTo(0x11223344);
        assertThat(p.acknowledgement()).isEqualTo(0x55667788);
        assertThat(p.tcpFlags()).isEqualTo(0x18);
        assertThat(bench.payload()).isEqualTo(hex("1603"));
        assertThat(bench.count(Counter.DECODER_TCP)).isEqualTo(1);
    }

    @Test
    void udpOverIpv6() {
        Packet p = bench.dissect(LinkType.ETHERNET, MACS + "86dd" + IPV6_UDP);

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.ipVersion()).isEqualTo(6);
        assertThat(new Ip(p.sourceHigh(), p.sourceLow())).hasToString("fe80::21");
        assertThat(new Ip(p.destinationHigh(), p.destinationLow())).hasToString("fe80::53");
        assertThat(p.ttl()).isEqualTo(255);
        assertThat(p.ipId()).isZero();
        assertThat(p.sourcePort()).isEqualTo(5353);
        assertThat(bench.payload()).isEqualTo(hex("deadbeef"));
    }

    @Test
    void arp() {
        String arp = "0001 0800 06 04 0001 020000000021 0a4d0015 000000000000 0a4d0035";

        Packet p = bench.dissect(LinkType.ETHERNET, MACS + "0806" + arp);

        assertThat(p.kind()).isEqualTo(Packet.Kind.ARP);
        assertThat(p.shard()).isZero();
        assertThat(p.ipVersion()).isZero();
        assertThat(bench.payload()).isEqualTo(hex(arp));
    }

    @Test
    void vlanTagsAreThePath() {
        Packet p = bench.dissect(LinkType.ETHERNET, MACS + "88a8 0064 8100 e00a 0800" + IPV4_UDP);

        assertThat(p.path()).hasToString("qinq:100/vlan:10");
        assertThat(p.destinationPort()).isEqualTo(53);
        assertThat(bench.count(Counter.DECODER_VLAN)).isEqualTo(1);
        assertThat(bench.count(Counter.DECODER_VLAN_QINQ)).isEqualTo(1);
    }

    @Test
    void aPriorityTagIsNoVlan() {
        Packet p = bench.dissect(LinkType.ETHERNET, MACS + "8100 e000 0800" + IPV4_UDP);

        assertThat(p.path()).isSameAs(Path.NONE);
        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
    }

    @Test
    void aPathSeenBeforeIsTheSameObject() {
        Path first = bench.dissect(LinkType.ETHERNET, MACS + "8100 000a 0800" + IPV4_UDP)
                .path();
        Path again = bench.dissect(LinkType.ETHERNET, MACS + "8100 000a 86dd" + IPV6_UDP)
                .path();

        assertThat(again).isSameAs(first);
    }

    @Test
    void aCutFrameSaysHowMuchItHad() {
        byte[] frame = hex(MACS + "0800" + IPV4_UDP);

        Packet p = bench.dissect(LinkType.ETHERNET, frame, frame.length - 3, frame.length);

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.payloadCaptured()).isEqualTo(1);
        assertThat(p.payloadLength()).isEqualTo(4);
    }

    @Test
    void bothDirectionsAndTheWalkAgreeOnTheShard() {
        int there = bench.dissect(LinkType.ETHERNET, MACS + "0800" + IPV4_UDP).shard();
        int tagged = bench.dissect(LinkType.ETHERNET, MACS + "8100 0001 0800" + IPV4_UDP)
                .shard();
        int back = bench.dissect(
                        LinkType.ETHERNET,
                        MACS + "0800 4500 001c 0000 4000 4011 0000 0a4d0035 0a4d0015 0035 9c40 0008 0000")
                .shard();

        assertThat(tagged).isEqualTo(there);
        assertThat(back).isEqualTo(there);
    }

    @Test
    void eachFrameBelongsToOneWorker() {
        Set<Integer> shards = new HashSet<>();
        for (int host = 0; host < 256; host++) {
            byte[] frame = hex(MACS + "0800" + IPV4_UDP);
            frame[29] = (byte) host;
            int owners = 0;
            for (int worker = 0; worker < 2; worker++) {
                Bench one = new Bench(worker == 0 ? 0x5555 : 0xaaaa);
                one.place(LinkType.ETHERNET, frame, frame.length, frame.length);
                if (one.mine()) {
                    owners++;
                    shards.add(one.packet.shard());
                    assertThat(one.count(Counter.DECODER_UDP)).isEqualTo(1);
                } else {
                    assertThat(one.count(Counter.DECODER_ETHERNET)).isZero();
                }
            }
            assertThat(owners).isEqualTo(1);
        }
        assertThat(shards).hasSize(Dissector.SHARDS);
    }
}
