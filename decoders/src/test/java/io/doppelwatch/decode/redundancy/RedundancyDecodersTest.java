// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Messages written out by hand after the RFCs, packet-hsrp.c, packet-glbp.c, ip_carp.h and IEEE 802.1AX. */
class RedundancyDecodersTest {
    private static final String VRRP2 = "21 07 78 02 00 01 1234" + "0a4d00fe 0a4d00fd" + "0000000000000000";
    private static final String VRRP3 = "31 07 64 01 0064 1234" + "fe80000000000000 00000000000000fe";
    /** Skew 100, 7 words of authentication, base 1: counter and digest follow. */
    private static final String CARP =
            "21 0a 64 07 00 01 1234" + "0000000000000001" + "00112233445566778899aabbccddeeff00112233";

    private static final String HSRP1 = "00 00 10 03 0a 6e 01 00" + "636973636f000000" + "0a4d00fe";
    private static final String HSRP2 =
            "01 28 02 00 06 04 0123 020000000001 00000064 00000bb8 00002710" + "0a4d00fe" + "000000000000000000000000";
    /** Text authentication in front, which is passed over. */
    private static final String HSRP2_TEXT = "03 08 636973636f000000" + HSRP2;

    private static final String GLBP_HEADER = "01 00 0007 0000 020000000001";
    private static final String GLBP_HELLO = "01 1c 00 20 00 64 0000 00000bb8 00002710 0258 3840 0000 01 04 0a4d00fe";
    private static final String GLBP_FORWARDER = "02 14 01 20 00 a7 64 00000000000000 0007b4000701";
    private static final String LACP = "01 01" + "01 14 8000 020000000a01 0011 8000 0001 3d 000000"
            + "02 14 8000 020000000b01 0022 8000 0002 3d 000000" + "03 10 0000 000000000000000000000000 00 00";

    @Test
    void vrrpVersion2NamesItsGroupPriorityAndAddresses() {
        VrrpMessage m = vrrp(VRRP2, 4);
        assertThat(m.ok()).isTrue();
        assertThat(m.isCarp()).isFalse();
        assertThat(m.version()).isEqualTo(2);
        assertThat(m.group()).isEqualTo(7);
        assertThat(m.priority()).isEqualTo(120);
        assertThat(m.addresses()).isEqualTo(2);
        assertThat(m.address(0)).isEqualTo(8);
        assertThat(m.address(1)).isEqualTo(12);
    }

    @Test
    void vrrpVersion3CarriesIpv6() {
        VrrpMessage m = vrrp(VRRP3, 6);
        assertThat(m.ok()).isTrue();
        assertThat(m.version()).isEqualTo(3);
        assertThat(m.addresses()).isEqualTo(1);
        assertThat(m.address(0)).isEqualTo(8);
    }

    @Test
    void carpIsToldFromVrrpByItsLengthAndNamesNoAddress() {
        VrrpMessage m = vrrp(CARP, 4);
        assertThat(m.ok()).isTrue();
        assertThat(m.isCarp()).isTrue();
        assertThat(m.group()).isEqualTo(10);
        assertThat(m.priority()).isEqualTo(155);
        assertThat(m.addresses()).isZero();
    }

    @Test
    void vrrpOfSevenAddressesIsNotCarp() {
        VrrpMessage m = vrrp("21 0a 64 07 00 01 1234" + "0a4d00fe".repeat(7) + "0000000000000000", 4);
        assertThat(m.isCarp()).isFalse();
        assertThat(m.addresses()).isEqualTo(7);
    }

    @Test
    void vrrpThatCountsMoreAddressesThanThereAreIsNotRead() {
        assertThat(vrrp("31 07 64 ff 0064 1234 0a4d00fe", 4).fault()).isEqualTo(Fault.BAD_LENGTH);
        assertThat(vrrp("41 07 64 00 0064 1234", 4).fault()).isEqualTo(Fault.UNSUPPORTED);
        assertThat(vrrp("21 07 64 00 0064 1234", 6).fault()).isEqualTo(Fault.UNSUPPORTED);
        assertThat(vrrp("", 4).fault()).isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void hsrpVersion1() {
        HsrpMessage m = hsrp(HSRP1);
        assertThat(m.ok()).isTrue();
        assertThat(m.version()).isEqualTo(1);
        assertThat(m.isActive()).isTrue();
        assertThat(m.priority()).isEqualTo(110);
        assertThat(m.group()).isEqualTo(1);
        assertThat(m.ipVersion()).isEqualTo(4);
        assertThat(m.address()).isEqualTo(16);
    }

    @Test
    void hsrpVersion2WithAndWithoutWhatGoesBefore() {
        for (String text : new String[] {HSRP2, HSRP2_TEXT}) {
            HsrpMessage m = hsrp(text);
            assertThat(m.ok()).isTrue();
            assertThat(m.version()).isEqualTo(2);
            assertThat(m.isActive()).isTrue();
            assertThat(m.group()).isEqualTo(0x123);
            assertThat(m.priority()).isEqualTo(100);
            assertThat(Bytes.hex(text)[m.address()]).isEqualTo((byte) 10);
        }
    }

    @Test
    void aCoupTakesTheAddressAndAResignationGivesItUp() {
        assertThat(hsrp(HSRP1.replaceFirst("00 00 10", "00 01 04")).isActive()).isTrue();
        assertThat(hsrp(HSRP1.replaceFirst("00 00 10", "00 02 10")).isActive()).isFalse();
        assertThat(hsrp(HSRP1.replaceFirst("00 00 10", "00 00 08")).isActive()).isFalse();
    }

    @Test
    void hsrpThatIsSomethingElse() {
        assertThat(hsrp(HSRP1.replaceFirst("00 00 10", "00 03 10")).fault()).isEqualTo(Fault.UNSUPPORTED);
        assertThat(hsrp(HSRP2.replaceFirst("02 00 06", "03 00 06")).fault()).isEqualTo(Fault.BAD_VALUE);
        assertThat(hsrp("09 ff 00").fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(hsrp("09 00".repeat(100)).fault()).isEqualTo(Fault.UNSUPPORTED);
    }

    @Test
    void glbp() {
        GlbpMessage m = glbp(GLBP_HEADER + GLBP_FORWARDER + GLBP_HELLO);
        assertThat(m.ok()).isTrue();
        assertThat(m.group()).isEqualTo(7);
        assertThat(m.hasHello()).isTrue();
        assertThat(m.isActive()).isTrue();
        assertThat(m.priority()).isEqualTo(100);
        assertThat(m.ipVersion()).isEqualTo(4);
        assertThat(Bytes.hex(GLBP_HEADER + GLBP_FORWARDER + GLBP_HELLO)[m.address()])
                .isEqualTo((byte) 10);
    }

    @Test
    void glbpWithoutAHelloAndWithLengthsThatLie() {
        assertThat(glbp(GLBP_HEADER + GLBP_FORWARDER).hasHello()).isFalse();
        assertThat(glbp(GLBP_HEADER + "01 00").fault()).isEqualTo(Fault.BAD_LENGTH);
        assertThat(glbp(GLBP_HEADER + "01 ff 00").fault()).isEqualTo(Fault.BAD_LENGTH);
        assertThat(glbp(GLBP_HEADER + GLBP_HELLO.replace("01 04 0a", "01 10 0a"))
                        .fault())
                .isEqualTo(Fault.BAD_LENGTH);
        assertThat(glbp(GLBP_HEADER + GLBP_HELLO.replace("01 04 0a", "02 04 0a"))
                        .ipVersion())
                .isZero();
        assertThat(glbp("02" + GLBP_HEADER.substring(2)).fault()).isEqualTo(Fault.UNSUPPORTED);
    }

    @Test
    void lacpNamesBothSystems() {
        LacpMessage m = new LacpMessage().wrap(Unpooled.wrappedBuffer(Bytes.hex(LACP)), 0, Bytes.hex(LACP).length);
        assertThat(m.ok()).isTrue();
        assertThat(m.actorSystem()).isEqualTo(0x02_00_00_00_0a_01L);
        assertThat(m.actorKey()).isEqualTo(0x11);
        assertThat(m.partnerSystem()).isEqualTo(0x02_00_00_00_0b_01L);
    }

    @Test
    void aMarkerOrAnotherSlowProtocolIsNotLacp() {
        assertThat(lacp("02 01").fault()).isEqualTo(Fault.UNSUPPORTED);
        assertThat(lacp(LACP.replaceFirst("01 14", "01 15")).fault()).isEqualTo(Fault.BAD_VALUE);
    }

    /** Cut anywhere, a message is read as far as its lengths allow, or not at all. */
    @Test
    void everyPrefixIsReadOrRefused() {
        for (String text :
                new String[] {VRRP2, VRRP3, CARP, HSRP1, HSRP2, HSRP2_TEXT, GLBP_HEADER + GLBP_HELLO, LACP}) {
            byte[] whole = Bytes.hex(text);
            for (int n = 0; n < whole.length; n++) {
                RedundancyFuzz.read(Arrays.copyOf(whole, n));
            }
        }
        assertThat(hsrp("00 00 10 03").fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(lacp("01 01 01 14").fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(glbp("01 00 0007").fault()).isEqualTo(Fault.TRUNCATED);
    }

    private static VrrpMessage vrrp(String hex, int ipVersion) {
        byte[] bytes = Bytes.hex(hex);
        return new VrrpMessage().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length, ipVersion);
    }

    private static HsrpMessage hsrp(String hex) {
        byte[] bytes = Bytes.hex(hex);
        return new HsrpMessage().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    private static GlbpMessage glbp(String hex) {
        byte[] bytes = Bytes.hex(hex);
        return new GlbpMessage().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    private static LacpMessage lacp(String hex) {
        byte[] bytes = Bytes.hex(hex);
        return new LacpMessage().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }
}
