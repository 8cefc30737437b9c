// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Each field where its RFC has it; the headers start at offset 1 so that no offset is taken for absolute. */
class IpHeadersTest {
    private static ByteBuf at1(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex("ee" + hex.replace(" ", "")));
    }

    @Test
    void ipv4() {
        ByteBuf b = at1("4f 00 05dc fedc 3fff 80 11 beef c0000201 ffffffff");

        assertThat(Ipv4Header.version(b, 1)).isEqualTo(4);
        assertThat(Ipv4Header.headerLength(b, 1)).isEqualTo(60);
        assertThat(Ipv4Header.totalLength(b, 1)).isEqualTo(1500);
        assertThat(Ipv4Header.id(b, 1)).isEqualTo(0xfedc);
        assertThat(Ipv4Header.fragment(b, 1) & Ipv4Header.MORE_FRAGMENTS).isNotZero();
        assertThat(Ipv4Header.fragment(b, 1) & Ipv4Header.FRAGMENT_OFFSET_MASK).isEqualTo(8191);
        assertThat(Ipv4Header.ttl(b, 1)).isEqualTo(128);
        assertThat(Ipv4Header.protocol(b, 1)).isEqualTo(IpProtocol.UDP);
        assertThat(Ipv4Header.source(b, 1)).isEqualTo(0xc0000201);
        assertThat(Ipv4Header.destination(b, 1)).isEqualTo(-1);
    }

    @Test
    void ipv6() {
        ByteBuf b = at1("6f f fffff ffff 2c ff 20010db8000000000000000000000001 fe80000000000000 fffffffffffffffe");

        assertThat(Ipv6Header.version(b, 1)).isEqualTo(6);
        assertThat(Ipv6Header.payloadLength(b, 1)).isEqualTo(65535);
        assertThat(Ipv6Header.nextHeader(b, 1)).isEqualTo(IpProtocol.FRAGMENT);
        assertThat(Ipv6Header.hopLimit(b, 1)).isEqualTo(255);
        assertThat(Ipv6Header.sourceHigh(b, 1)).isEqualTo(0x20010db800000000L);
        assertThat(Ipv6Header.sourceLow(b, 1)).isEqualTo(1);
        assertThat(Ipv6Header.destinationHigh(b, 1)).isEqualTo(0xfe80000000000000L);
        assertThat(Ipv6Header.destinationLow(b, 1)).isEqualTo(-2);
    }

    /** Lengths are counted from different places: RFC 8200, 4.3, and RFC 4302, 2.2. */
    @Test
    void ipv6Extensions() {
        ByteBuf b = at1("11 ff fff9 80000001");

        assertThat(Ipv6Header.extensionNext(b, 1)).isEqualTo(IpProtocol.UDP);
        assertThat(Ipv6Header.extensionLength(b, 1)).isEqualTo(2048);
        assertThat(Ipv6Header.authenticationLength(b, 1)).isEqualTo(1028);
        assertThat(Ipv6Header.fragment(b, 1) & Ipv6Header.FRAGMENT_OFFSET_MASK).isEqualTo(65528);
        assertThat(Ipv6Header.fragment(b, 1) & Ipv6Header.MORE_FRAGMENTS).isEqualTo(1);
        assertThat(Ipv6Header.fragmentId(b, 1)).isEqualTo(0x80000001);
    }

    @Test
    void tcp() {
        ByteBuf b = at1("ffff 0050 80000000 ffffffff f0 ff 0000 0000 0000");

        assertThat(TcpHeader.sourcePort(b, 1)).isEqualTo(65535);
        assertThat(TcpHeader.destinationPort(b, 1)).isEqualTo(80);
        assertThat(TcpHeader.sequence(b, 1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(TcpHeader.acknowledgement(b, 1)).isEqualTo(-1);
        assertThat(TcpHeader.headerLength(b, 1)).isEqualTo(60);
        assertThat(TcpHeader.flags(b, 1)).isEqualTo(255);
    }

    @Test
    void udp() {
        ByteBuf b = at1("ffff 0035 fffe 0000");

        assertThat(UdpHeader.sourcePort(b, 1)).isEqualTo(65535);
        assertThat(UdpHeader.destinationPort(b, 1)).isEqualTo(53);
        assertThat(UdpHeader.length(b, 1)).isEqualTo(65534);
    }

    @Test
    void gre() {
        ByteBuf b = at1("b001 880b");

        assertThat(GreHeader.flags(b, 1)).isEqualTo(GreHeader.CHECKSUM | GreHeader.KEY | GreHeader.SEQUENCE | 1);
        assertThat(GreHeader.protocol(b, 1)).isEqualTo(0x880b);
    }
}
