// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpErrorTest {
    /** UDP from 10.77.0.53:53 to 10.77.0.21:40000 with four bytes of payload, in IPv4. */
    private static final String IPV4 = "45 00 0020 1234 0000 40 11 0000 0a4d0035 0a4d0015";

    private static final String UDP = "0035 9c40 000c 0000" + "12348180";
    private static final String IPV6_ADDRESSES =
            "20010db8000000000000000000000053" + "20010db8000000000000000000000021";

    @Test
    void readsAnUnreachablePortWithItsQuote() {
        IcmpError e = v4("03 03 0000 00000000" + IPV4 + UDP);
        assertThat(e.ok()).isTrue();
        assertThat(e.type()).isEqualTo(IcmpError.UNREACHABLE);
        assertThat(e.code()).isEqualTo(3);
        assertThat(e.quotedVersion()).isEqualTo(4);
        assertThat(e.quotedProtocol()).isEqualTo(17);
        assertThat(e.quotedSource()).isEqualTo(20);
        assertThat(e.quotedDestination()).isEqualTo(24);
        assertThat(e.quotedSourcePort()).isEqualTo(53);
        assertThat(e.quotedDestinationPort()).isEqualTo(40000);
        assertThat(e.quotedPayload()).isEqualTo(36);
        assertThat(e.quotedPayloadLength()).isEqualTo(4);
    }

    @Test
    void readsTheGatewayOfARedirect() {
        IcmpError e = v4("05 01 0000 0a4d0066" + IPV4 + UDP);
        assertThat(e.ok()).isTrue();
        assertThat(e.type()).isEqualTo(IcmpError.REDIRECT);
        assertThat(e.rest()).isEqualTo(0x0a4d0066);
    }

    @Test
    void theQuotedLengthsBoundThePayload() {
        // Behind the quoted datagram lies what is not its own (RFC 4884 extensions, padding).
        IcmpError e = v4("03 03 0000 00000000" + IPV4 + UDP + "ffffffffffff");
        assertThat(e.quotedPayloadLength()).isEqualTo(4);
    }

    @Test
    void aUdpLengthThatPromisesMoreIsBoundByWhatIsThere() {
        IcmpError e = v4("03 03 0000 00000000" + IPV4.replace("0020", "05dc") + UDP.replace("000c", "ffff"));
        assertThat(e.quotedPayloadLength()).isEqualTo(4);
    }

    @Test
    void eightBytesOfUdpAreOnlyItsHeader() {
        IcmpError e = v4("03 03 0000 00000000" + IPV4 + "0035 9c40 000c 0000");
        assertThat(e.hasPorts()).isTrue();
        assertThat(e.quotedPayloadLength()).isZero();
    }

    @Test
    void laterFragmentsHaveNoPorts() {
        IcmpError e = v4("0b 01 0000 00000000" + IPV4.replace("1234 0000", "1234 0001") + UDP);
        assertThat(e.ok()).isTrue();
        assertThat(e.hasPorts()).isFalse();
        assertThat(e.quotedSourcePort()).isZero();
        assertThat(e.quotedPayloadLength()).isZero();
    }

    @Test
    void tcpHasPortsAndNoPayload() {
        IcmpError e = v4("03 01 0000 00000000" + IPV4.replace("40 11", "40 06") + "01bb 9c40 00000001 0000");
        assertThat(e.quotedSourcePort()).isEqualTo(443);
        assertThat(e.quotedPayloadLength()).isZero();
    }

    @Test
    void followsIpv6ExtensionHeaders() {
        IcmpError e = v6("01 04 0000 00000000" + "60000000 001c 3c 40" + IPV6_ADDRESSES + "2b 00 000000000000"
                + "11 00 000000000000" + UDP);
        assertThat(e.ok()).isTrue();
        assertThat(e.quotedVersion()).isEqualTo(6);
        assertThat(e.quotedProtocol()).isEqualTo(17);
        assertThat(e.quotedSource()).isEqualTo(16);
        assertThat(e.quotedDestination()).isEqualTo(32);
        assertThat(e.quotedSourcePort()).isEqualTo(53);
        assertThat(e.quotedPayloadLength()).isEqualTo(4);
    }

    @Test
    void anIpv6FragmentThatIsNotTheFirstHasNoPorts() {
        IcmpError e = v6("01 04 0000 00000000" + "60000000 0014 2c 40" + IPV6_ADDRESSES + "11 00 0009 00000001" + UDP);
        assertThat(e.ok()).isTrue();
        assertThat(e.hasPorts()).isFalse();
    }

    @Test
    void tooManyExtensionHeadersAreTooDeep() {
        String extensions = "3c 00 000000000000".repeat(9);
        assertThat(v6("01 04 0000 00000000" + "60000000 0080 3c 40" + IPV6_ADDRESSES + extensions + UDP)
                        .fault())
                .isEqualTo(Fault.TOO_DEEP);
    }

    @Test
    void anExtensionLongerThanTheQuoteIsTruncated() {
        assertThat(v6("01 04 0000 00000000" + "60000000 0080 3c 40" + IPV6_ADDRESSES + "11 ff 000000000000")
                        .fault())
                .isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void aQuoteOfAnotherVersionIsABadValue() {
        assertThat(v4("03 03 0000 00000000" + IPV4.replace("45 00", "65 00") + UDP)
                        .fault())
                .isEqualTo(Fault.BAD_VALUE);
        assertThat(v4("03 03 0000 00000000" + IPV4.replace("45 00", "44 00") + UDP)
                        .fault())
                .isEqualTo(Fault.BAD_VALUE);
        assertThat(v6("01 04 0000 00000000" + IPV4 + UDP + "00".repeat(40)).fault())
                .isEqualTo(Fault.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 13, 135})
    void whatQuotesNothingIsUnsupported(int type) {
        assertThat(v4("%02x 00 0000 00000000".formatted(type) + IPV4 + UDP).fault())
                .isEqualTo(Fault.UNSUPPORTED);
    }

    @Test
    void everyPrefixIsReadWithoutSayingMoreThanIsThere() {
        byte[] whole = bytes("03 03 0000 00000000" + IPV4 + UDP);
        for (int n = 0; n < whole.length; n++) {
            IcmpError e = new IcmpError().wrap(Unpooled.wrappedBuffer(whole, 0, n), 0, n, false);
            assertThat(e.ok()).as("%d bytes", n).isEqualTo(n >= 28);
            assertThat(e.hasPorts()).isEqualTo(n >= 32);
            assertThat(e.quotedPayloadLength()).isEqualTo(Math.max(0, n - 36));
        }
        ByteBuf b = Unpooled.wrappedBuffer(whole);
        assertThat(new IcmpError().wrap(b, 1, whole.length, false).ok()).isFalse();
        assertThat(new IcmpError().wrap(b, -1, 8, false).type()).isZero();
    }

    private static IcmpError v4(String hex) {
        byte[] b = bytes(hex);
        return new IcmpError().wrap(Unpooled.wrappedBuffer(b), 0, b.length, false);
    }

    private static IcmpError v6(String hex) {
        byte[] b = bytes(hex);
        return new IcmpError().wrap(Unpooled.wrappedBuffer(b), 0, b.length, true);
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
    }
}
