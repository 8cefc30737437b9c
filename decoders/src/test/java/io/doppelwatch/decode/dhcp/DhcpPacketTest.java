// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DhcpPacketTest {
    private static final String COOKIE = "63825363";

    @Test
    void readsAnAckOfRfc2131() {
        DhcpPacket p = packet("35 01 05" + "36 04 0a4d0001" + "33 04 00000e10" + "01 04 ffffff00" + "03 04 0a4d0001"
                + "06 08 0a4d0035 0a4d0036" + "3d 07 01020000000021" + "ff");
        assertThat(p.ok()).isTrue();
        assertThat(p.hasCookie()).isTrue();
        assertThat(p.op()).isEqualTo(DhcpPacket.BOOT_REPLY);
        assertThat(p.id()).isEqualTo(0xcafe0001);
        assertThat(p.isBroadcast()).isTrue();
        assertThat(p.clientAddress()).isEqualTo(0x0a4d0014);
        assertThat(p.yourAddress()).isEqualTo(0x0a4d0015);
        assertThat(p.nextServer()).isEqualTo(0x0a4d0001);
        assertThat(p.relay()).isEqualTo(0x0a4dfffe);
        assertThat(p.hasMac()).isTrue();
        assertThat(p.clientMac()).isEqualTo(0x020000000021L);
        assertThat(p.messageType()).isEqualTo(5);
        assertThat(p.address(DhcpOptions.SERVER_ID)).isEqualTo(0x0a4d0001);
        assertThat(p.number(DhcpOptions.LEASE_TIME)).isEqualTo(3600);
        assertThat(p.addresses(DhcpOptions.DNS_SERVERS)).containsExactly(0x0a4d0035, 0x0a4d0036);
        assertThat(p.addresses(DhcpOptions.ROUTERS)).containsExactly(0x0a4d0001);
        assertThat(p.bytes(DhcpOptions.CLIENT_ID)).isEqualTo(bytes("01020000000021"));
        assertThat(p.number(DhcpOptions.RENEWAL_TIME)).isEqualTo(-1);
        assertThat(p.address(DhcpOptions.REQUESTED_ADDRESS)).isZero();
        assertThat(p.bytes(DhcpOptions.HOST_NAME)).isEmpty();
    }

    @Test
    void paddingIsPassedOverAndTheEndIsTheEnd() {
        DhcpPacket p = packet("00 00 35 01 01 00 ff 0c 01 61");
        assertThat(p.messageType()).isEqualTo(1);
        assertThat(p.bytes(DhcpOptions.HOST_NAME)).isEmpty();
        DhcpOptions o = p.options();
        assertThat(o.next()).isTrue();
        assertThat(o.next()).isFalse();
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void optionsMayEndWithoutTheEndOption() {
        assertThat(packet("35 01 01").messageType()).isEqualTo(1);
    }

    @Test
    void overloadGoesOnInFileAndThenInServerName() {
        // RFC 2131, 4.1: first the options field, then file, then sname.
        byte[] b = bytes(fixed() + COOKIE + "34 01 03 0c 01 61 ff");
        System.arraycopy(bytes("0c 01 62 ff"), 0, b, DhcpPacket.FILE_OFFSET, 4);
        System.arraycopy(bytes("35 01 02 0c 01 63 ff"), 0, b, DhcpPacket.SERVER_NAME_OFFSET, 7);
        DhcpPacket p = new DhcpPacket().wrap(Unpooled.wrappedBuffer(b), 0, b.length);
        assertThat(p.messageType()).isEqualTo(2);
        assertThat(new String(p.bytes(DhcpOptions.HOST_NAME), StandardCharsets.US_ASCII))
                .isEqualTo("abc");
    }

    @Test
    void anOverloadInsideTheOverloadIsNoLoop() {
        byte[] b = bytes(fixed() + COOKIE + "34 01 01 ff");
        System.arraycopy(bytes("34 01 01 34 01 03 ff"), 0, b, DhcpPacket.FILE_OFFSET, 7);
        DhcpOptions o =
                new DhcpPacket().wrap(Unpooled.wrappedBuffer(b), 0, b.length).options();
        int n = 0;
        while (o.next()) {
            n++;
        }
        assertThat(n).isEqualTo(3);
        assertThat(o.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void anOptionInPiecesIsPutTogether() {
        // RFC 3396: classless routes cut in two.
        DhcpPacket p = packet("79 05 18 0a4d01 0a 35 01 05 79 03 4d0001 ff");
        assertThat(p.bytes(DhcpOptions.CLASSLESS_ROUTES)).isEqualTo(bytes("180a4d010a4d0001"));
    }

    @Test
    void classlessRoutesAreReadAsRfc3442WritesThem() {
        // 0.0.0.0/1, 128.0.0.0/1 (what takes everything away from a VPN), 10.77.128.0/17 on the link itself.
        DhcpPacket p = packet("79 14 01 00 0a4d0066 01 80 0a4d0066 11 0a4d80 00000000 ff");
        assertThat(p.routes())
                .containsExactly(
                        new ClasslessRoute(0, 1, 0x0a4d0066),
                        new ClasslessRoute(0x80000000, 1, 0x0a4d0066),
                        new ClasslessRoute(0x0a4d8000, 17, 0));
        assertThat(packet("f9 05 00 0a4d0001 ff").routes()).containsExactly(new ClasslessRoute(0, 0, 0x0a4d0001));
        // Bits beyond the prefix are nobody's; of 121 and 249 the first counts.
        assertThat(packet("f9 05 00 0a4d0001 79 08 14 0a4dff 0a4d0002 ff").routes())
                .containsExactly(new ClasslessRoute(0x0a4df000, 20, 0x0a4d0002));
    }

    @Test
    void classlessRoutesEndAtTheFirstContradiction() {
        assertThat(packet("79 0a 00 0a4d0001 21 0a4d0001 ff").routes()).hasSize(1);
        assertThat(packet("79 07 18 0a4d00 0a4d00 ff").routes()).isEmpty();
        assertThat(packet("79 00 ff").routes()).isEmpty();
        byte[] whole = bytes("200a4d0001 0a4d0002 000a4d0003");
        for (int n = 0; n <= whole.length; n++) {
            assertThat(ClasslessRoute.read(Arrays.copyOf(whole, n)))
                    .as("%d bytes", n)
                    .hasSize(n >= 14 ? 2 : n >= 9 ? 1 : 0);
        }
    }

    @Test
    void aRelayAgentSaysWhereTheClientIs() {
        // RFC 3046: circuit and remote id; RFC 5107: the server the client shall believe in.
        DhcpPacket p = packet("35 01 05 52 10 01 04 65746830 02 02 abcd 0b 04 0a4d0002 ff");
        assertThat(p.relayAgent(DhcpPacket.CIRCUIT_ID)).isEqualTo("eth0".getBytes(StandardCharsets.US_ASCII));
        assertThat(p.relayAgent(DhcpPacket.REMOTE_ID)).isEqualTo(bytes("abcd"));
        assertThat(p.relayAgent(DhcpPacket.SERVER_ID_OVERRIDE)).isEqualTo(bytes("0a4d0002"));
        assertThat(p.relayAgent(9)).isEmpty();
        assertThat(packet("52 03 01 04 65 ff").relayAgent(DhcpPacket.CIRCUIT_ID))
                .isEmpty();
        assertThat(packet("52 01 01 ff").relayAgent(DhcpPacket.CIRCUIT_ID)).isEmpty();
    }

    @Test
    void domainsToSearchAreCompressedFromTheOptionsFirstByte() {
        // RFC 3397, 2: eng.apple.com and marketing.apple.com, in two pieces.
        DhcpPacket p = packet("77 09 03656e67 056170706c 77 12 65 03636f6d 00 096d61726b6574696e67 c004 ff");
        assertThat(DomainNames.read(p.bytes(DhcpOptions.DOMAIN_SEARCH)))
                .containsExactly("eng.apple.com", "marketing.apple.com");
        assertThat(DomainNames.read(bytes("0161 00 c000"))).containsExactly("a", "a");
        assertThat(DomainNames.read(bytes("c000"))).isEmpty();
        assertThat(DomainNames.read(bytes("0161"))).isEmpty();
        assertThat(DomainNames.read(bytes("0161 00" + "c000".repeat(100)))).hasSize(DomainNames.MAX_NAMES);
    }

    @Test
    void aBrokenOptionLeavesWhatCameBefore() {
        DhcpPacket p = packet("35 01 03 0c 40 61");
        assertThat(p.messageType()).isEqualTo(3);
        DhcpOptions o = p.options();
        assertThat(o.next()).isTrue();
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(packet("0c").messageType()).isZero();
    }

    @Test
    void bootpHasNoOptions() {
        byte[] b = bytes(fixed() + "00000000 350101ff");
        DhcpPacket p = new DhcpPacket().wrap(Unpooled.wrappedBuffer(b), 0, b.length);
        assertThat(p.ok()).isTrue();
        assertThat(p.hasCookie()).isFalse();
        assertThat(p.messageType()).isZero();
        assertThat(p.options().next()).isFalse();
    }

    @Test
    void otherHardwareHasNoMac() {
        byte[] b = bytes(fixed() + COOKIE);
        b[DhcpPacket.HARDWARE_TYPE_OFFSET] = 32;
        assertThat(new DhcpPacket().wrap(Unpooled.wrappedBuffer(b), 0, b.length).clientMac())
                .isZero();
    }

    @Test
    void everyPrefixIsReadWithoutSayingMoreThanIsThere() {
        byte[] whole = bytes(fixed() + COOKIE + "35 01 05 36 04 0a4d0001 ff");
        for (int n = 0; n < whole.length; n++) {
            DhcpPacket p = new DhcpPacket().wrap(Unpooled.wrappedBuffer(whole, 0, n), 0, n);
            assertThat(p.ok()).as("%d bytes", n).isEqualTo(n >= 236);
            assertThat(p.messageType()).isEqualTo(n >= 243 ? 5 : 0);
            assertThat(p.address(DhcpOptions.SERVER_ID)).isEqualTo(n >= 249 ? 0x0a4d0001 : 0);
            assertThat(p.id()).isEqualTo(n >= 236 ? 0xcafe0001 : 0);
        }
    }

    @Test
    void aWindowThatIsNotInTheBufferIsTruncated() {
        ByteBuf b = Unpooled.wrappedBuffer(new byte[240]);
        assertThat(new DhcpPacket().wrap(b, 1, 240).fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(new DhcpPacket().wrap(b, -1, 240).ok()).isFalse();
        assertThat(new DhcpPacket().wrap(b, 0, Integer.MAX_VALUE).ok()).isFalse();
    }

    private static String fixed() {
        return "02 01 06 00 cafe0001 0003 8000 0a4d0014 0a4d0015 0a4d0001 0a4dfffe 020000000021"
                + "00".repeat(10 + 64 + 128);
    }

    private static DhcpPacket packet(String options) {
        byte[] b = bytes(fixed() + COOKIE + options);
        return new DhcpPacket().wrap(Unpooled.wrappedBuffer(b), 0, b.length);
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
    }
}
