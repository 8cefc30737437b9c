// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Checked against bytes written down by hand and against what the specifications say of lengths and checksums. */
class CraftTest {
    private static final String CLIENT_MAC = "02:00:00:00:00:21";
    private static final String SERVER_MAC = "02:00:00:00:00:10";
    private static final byte[] HI = {'h', 'i'};

    @Test
    void udpInIpv4InEthernet() {
        byte[] frame = Craft.ethernet(CLIENT_MAC, SERVER_MAC)
                .ipv4("10.77.0.21", "10.77.0.53")
                .udp(40000, 53)
                .data(HI);
        assertThat(frame).isEqualTo(Bytes.hex("""
                        02:00:00:00:00:10 02:00:00:00:00:21 0800
                        45 00 001e 0000 4000 40 11 25ec 0a4d0015 0a4d0035
                        9c40 0035 000a e617 6869
                        """));
    }

    @Test
    void checksumsVerifyToZero() {
        byte[] v4 = Craft.raw()
                .ipv4("192.0.2.1", "198.51.100.7")
                .tcp(1, 2, 3, 4, Tcp.ACK)
                .data(HI);
        assertThat(Checksum.of(Bytes.slice(v4, 0, 20))).isZero();
        assertThat(Checksum.withPseudoHeader(
                        Bytes.ip("192.0.2.1"), Bytes.ip("198.51.100.7"), 6, Bytes.slice(v4, 20, v4.length)))
                .isZero();
        byte[] v6 =
                Craft.raw().ipv6("2001:db8::1", "2001:db8::2").icmpv6(128, 0).data(HI);
        assertThat(Checksum.withPseudoHeader(
                        Bytes.ip("2001:db8::1"), Bytes.ip("2001:db8::2"), 58, Bytes.slice(v6, 40, v6.length)))
                .isZero();
    }

    @Test
    void headersNameWhatFollows() {
        byte[] frame = Craft.ethernet(CLIENT_MAC, SERVER_MAC)
                .vlan(0x88a8, 100)
                .vlan(7)
                .ipv6("2001:db8::1", "2001:db8::2")
                .ipv6Extension(0, 8)
                .udp(1, 2)
                .data();
        assertThat(Bytes.hex(Bytes.slice(frame, 12, 24))).isEqualTo("88a80064" + "81000007" + "86dd6000");
        assertThat(frame[22 + 6]).as("next header of IPv6").isZero();
        assertThat(frame[22 + 40]).as("next header of hop-by-hop").isEqualTo((byte) 17);
    }

    @Test
    void tunnelsCarryWholeFrames() {
        Craft inner = Craft.ethernet("02:00:00:00:01:01", "02:00:00:00:01:02").ipv4("10.0.0.1", "10.0.0.2");
        byte[] plain = inner.udp(1, 2).data(HI);
        byte[] vxlan = Craft.ethernet(CLIENT_MAC, SERVER_MAC)
                .ipv4("192.0.2.1", "192.0.2.2")
                .vxlan(5001)
                .innerEthernet("02:00:00:00:01:01", "02:00:00:00:01:02")
                .ipv4("10.0.0.1", "10.0.0.2")
                .udp(1, 2)
                .data(HI);
        assertThat(Bytes.slice(vxlan, 14 + 20 + 8 + 8, vxlan.length)).isEqualTo(plain);
        byte[] erspan = Craft.ethernet(CLIENT_MAC, SERVER_MAC)
                .ipv4("192.0.2.1", "192.0.2.2")
                .erspan2(7, 3, 1)
                .innerEthernet("02:00:00:00:01:01", "02:00:00:00:01:02")
                .ipv4("10.0.0.1", "10.0.0.2")
                .udp(1, 2)
                .data(HI);
        assertThat(Bytes.slice(erspan, 14 + 20 + 8 + 8, erspan.length)).isEqualTo(plain);
    }

    @Test
    void fragmentsCoverThePacketOnce() {
        byte[] packet = Craft.raw().ipv4("10.0.0.1", "10.0.0.2").udp(1, 2).data(new byte[100]);
        List<byte[]> pieces = Fragments.ofIpv4(packet, 48);
        assertThat(pieces)
                .hasSize(3)
                .allSatisfy(piece ->
                        assertThat(Checksum.of(Bytes.slice(piece, 0, 20))).isZero());
        Bytes joined = new Bytes();
        pieces.forEach(piece -> joined.put(Bytes.slice(piece, 20, piece.length)));
        assertThat(joined.toArray()).isEqualTo(Bytes.slice(packet, 20, packet.length));
        assertThat(pieces.get(2)[6] & 0x20).as("more fragments in the last").isZero();
    }

    @Test
    void tcpSequenceNumbersFollowTheBytes() {
        TcpTalk talk = new TcpTalk(
                new TcpTalk.End(CLIENT_MAC, "10.77.0.21", 40000), new TcpTalk.End(SERVER_MAC, "10.77.0.10", 443));
        List<byte[]> frames = talk.mss(100)
                .startingAt(0xffff_fff0L, 7)
                .open()
                .client(new byte[250])
                .close()
                .takeFrames();
        assertThat(frames).hasSize(3 + 4 + 3);
        assertThat(Bytes.hex(Bytes.slice(frames.get(3), 38, 42))).isEqualTo("fffffff1");
        assertThat(Bytes.hex(Bytes.slice(frames.get(4), 38, 42))).as("wrapped").isEqualTo("00000055");
        assertThat(Bytes.hex(Bytes.slice(frames.get(6), 42, 46)))
                .as("acknowledged")
                .isEqualTo("000000eb");
    }

    @Test
    void tlsTalkShowsItsCertificateOnlyBeforeTls13() {
        Certificates server =
                Certificates.authority("Test Root").intermediate("Test CA").server("hub.example");
        assertThat(server.chain()).hasSize(2);
        byte[] leaf = encoded(server);
        TlsTalk tls12 = new TlsRecorder("TLSv1.2", "hub.example", server).record("GET /", "200");
        TlsTalk tls13 = new TlsRecorder("TLSv1.3", "hub.example", server).record("GET /", "200");
        assertThat(Bytes.hex(tls12.bytes(false))).contains(Bytes.hex(leaf));
        assertThat(Bytes.hex(tls13.bytes(false))).doesNotContain(Bytes.hex(leaf));
        assertThat(Bytes.hex(tls12.bytes(true)))
                .contains(Bytes.hex("hub.example".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(TlsTalk.parse(tls12.text()).text()).isEqualTo(tls12.text());
        assertThat(tls12.withServerRecordsOf(100).bytes(false)).hasSizeGreaterThan(tls12.bytes(false).length);
    }

    @Test
    void dnsMessageByHand() {
        assertThat(Dns.response(0x1234, "a.b", Dns.A).address(60, "10.0.0.1").bytes())
                .isEqualTo(Bytes.hex("""
                        1234 8180 0001 0001 0000 0000
                        01 61 01 62 00 0001 0001
                        c00c 0001 0001 0000003c 0004 0a000001
                        """));
    }

    private static byte[] encoded(Certificates server) {
        try {
            return server.certificate().getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
