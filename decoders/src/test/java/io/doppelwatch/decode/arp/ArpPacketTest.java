// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.arp;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArpPacketTest {
    /** 02:00:00:00:00:21 at 10.77.0.21 asks who has 10.77.0.1. */
    private static final String REQUEST = "0001 0800 06 04 0001" + "020000000021 0a4d0015" + "000000000000 0a4d0001";

    private static final String REPLY = "0001 0800 06 04 0002" + "020000000001 0a4d0001" + "020000000021 0a4d0015";

    private final ArpPacket arp = new ArpPacket();

    @Test
    void readsARequestOfRfc826() {
        wrap(REQUEST);
        assertThat(arp.ok()).isTrue();
        assertThat(arp.operation()).isEqualTo(ArpPacket.REQUEST);
        assertThat(arp.hardwareType()).isEqualTo(1);
        assertThat(arp.protocolType()).isEqualTo(0x0800);
        assertThat(arp.isIpv4OverMac()).isTrue();
        assertThat(arp.senderMac()).isEqualTo(0x020000000021L);
        assertThat(arp.senderIp()).isEqualTo(0x0a4d0015);
        assertThat(arp.targetMac()).isZero();
        assertThat(arp.targetIp()).isEqualTo(0x0a4d0001);
        assertThat(arp.isProbe() || arp.isAnnouncement() || arp.isGratuitous()).isFalse();
        assertThat(arp.size()).isEqualTo(28);
        assertThat(arp.faultOffset()).isEqualTo(-1);
    }

    @Test
    void readsAReplyWithPaddingBehindIt() {
        wrap(REPLY + "00".repeat(18));
        assertThat(arp.ok()).isTrue();
        assertThat(arp.operation()).isEqualTo(ArpPacket.REPLY);
        assertThat(arp.targetMac()).isEqualTo(0x020000000021L);
        assertThat(arp.size()).isEqualTo(28);
    }

    @Test
    void aProbeAsksFromNowhere() {
        wrap("0001 0800 06 04 0001" + "020000000021 00000000" + "000000000000 0a4d0015");
        assertThat(arp.isProbe()).isTrue();
        assertThat(arp.isGratuitous()).isFalse();
    }

    @Test
    void anAnnouncementIsAGratuitousRequest() {
        wrap("0001 0800 06 04 0001" + "020000000021 0a4d0015" + "000000000000 0a4d0015");
        assertThat(arp.isAnnouncement()).isTrue();
        assertThat(arp.isGratuitous()).isTrue();
        assertThat(arp.isProbe()).isFalse();
    }

    @Test
    void aGratuitousReplyIsNoAnnouncement() {
        wrap("0001 0800 06 04 0002" + "020000000021 0a4d0015" + "ffffffffffff 0a4d0015");
        assertThat(arp.isGratuitous()).isTrue();
        assertThat(arp.isAnnouncement()).isFalse();
    }

    @Test
    void askingForNothingFromNowhereIsNeither() {
        wrap("0001 0800 06 04 0001" + "020000000021 00000000" + "000000000000 00000000");
        assertThat(arp.isProbe() || arp.isGratuitous()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 24, 25, 0, 65535})
    void anyOperationIsRead(int operation) {
        wrap("0001 0800 06 04 %04x".formatted(operation) + "020000000021 0a4d0015" + "000000000000 0a4d0001");
        assertThat(arp.ok()).isTrue();
        assertThat(arp.operation()).isEqualTo(operation);
        assertThat(arp.isIpv4OverMac()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0001,0800,7,4", // odd lengths are legal
        "0001,0800,0,0",
        "0001,86dd,6,16",
        "0001,9200,6,4", // some other protocol with addresses of four bytes
        "0020,0800,20,4", // InfiniBand (RFC 4391)
        "0003,00cc,7,4", // AX.25
        "0001,0800,255,255"
    })
    void otherTypesAndLengthsAreReadWithoutAddresses(String hardware, String protocol, int h, int p) {
        int length = 2 * h + 2 * p;
        wrap("%s %s %02x %02x 0001".formatted(hardware, protocol, h, p) + "5a".repeat(length));
        assertThat(arp.ok()).isTrue();
        assertThat(arp.hardwareLength()).isEqualTo(h);
        assertThat(arp.protocolLength()).isEqualTo(p);
        assertThat(arp.size()).isEqualTo(8 + length);
        assertThat(arp.isIpv4OverMac()).isFalse();
        assertThat(arp.senderMac() | arp.targetMac() | arp.senderIp() | arp.targetIp())
                .isZero();
        assertThat(arp.targetProtocol()).isEqualTo(8 + 2 * h + p);
    }

    @Test
    void ieee802NetworksHaveMacAddressesToo() {
        wrap(REQUEST.replaceFirst("0001", "0006"));
        assertThat(arp.isIpv4OverMac()).isTrue();
    }

    @Test
    void lengthsThatPromiseTooMuchLeaveTheFixedPartReadable() {
        // 2 * 134 does not fit an unsigned byte: widened, not wrapped.
        wrap(REQUEST.replaceFirst("06 04", "86 04") + "00".repeat(18));
        assertThat(arp.fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(arp.faultOffset()).isEqualTo(ArpPacket.ADDRESSES_OFFSET);
        assertThat(arp.hasHeader()).isTrue();
        assertThat(arp.operation()).isEqualTo(ArpPacket.REQUEST);
        assertThat(arp.isIpv4OverMac()).isFalse();
        assertThat(arp.senderIp()).isZero();
    }

    @Test
    void atmArpHasItsOwnForm() {
        // RFC 2225, 8.1: 20-byte NSAP addresses, no subaddresses.
        String atm =
                "0013 0800 14 00 0008" + "04 14 00 04" + "11".repeat(20) + "0a000001" + "22".repeat(20) + "0a000002";
        wrap(atm);
        assertThat(arp.ok()).isTrue();
        assertThat(arp.isAtm()).isTrue();
        assertThat(arp.operation()).isEqualTo(ArpPacket.INARP_REQUEST);
        assertThat(arp.size()).isEqualTo(60);
        assertThat(arp.isIpv4OverMac()).isFalse();
        wrap(atm.substring(0, atm.length() - 2));
        assertThat(arp.ok()).isFalse();
    }

    @Test
    void everyPrefixIsTruncatedAndNothingElse() {
        byte[] whole = bytes(REQUEST);
        for (int n = 0; n < whole.length; n++) {
            arp.wrap(Unpooled.wrappedBuffer(whole, 0, n), 0, n);
            assertThat(arp.fault()).as("%d bytes", n).isEqualTo(Fault.TRUNCATED);
            assertThat(arp.hasHeader()).isEqualTo(n >= 8);
            assertThat(arp.operation()).isEqualTo(n >= 8 ? 1 : 0);
            assertThat(arp.senderMac()).isZero();
            assertThat(arp.isProbe()).isFalse();
        }
    }

    @Test
    void aWindowThatIsNotInTheBufferIsTruncated() {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes(REQUEST));
        assertThat(arp.wrap(buffer, 1, 28).fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(arp.wrap(buffer, -1, 28).hasHeader()).isFalse();
        assertThat(arp.wrap(buffer, 0, Integer.MAX_VALUE).hasHeader()).isFalse();
        assertThat(arp.wrap(buffer, 0, -8).operation()).isZero();
    }

    @Test
    void oneObjectReadsManyPackets() {
        wrap("0001");
        assertThat(arp.ok()).isFalse();
        wrap(REPLY);
        assertThat(arp.ok()).isTrue();
        assertThat(arp.toString()).isEqualTo("arp op 2 hw 1/6 proto 0x800/4");
    }

    private void wrap(String hex) {
        byte[] b = bytes(hex);
        arp.wrap(Unpooled.wrappedBuffer(b), 0, b.length);
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
    }
}
