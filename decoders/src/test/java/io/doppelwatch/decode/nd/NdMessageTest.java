// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.nd;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NdMessageTest {
    private static final String TARGET = "fe800000000000000000000000000021";

    @Test
    void readsANeighbourSolicitation() {
        NdMessage m = message("87 00 0000 00000000" + TARGET + "0101 020000000021");
        assertThat(m.ok()).isTrue();
        assertThat(m.type()).isEqualTo(NdMessage.NEIGHBOUR_SOLICITATION);
        assertThat(m.targetHigh()).isEqualTo(0xfe80000000000000L);
        assertThat(m.targetLow()).isEqualTo(0x21);
        assertThat(m.isOverride() || m.isRouter() || m.isSolicited()).isFalse();
        NdOptions o = m.options();
        assertThat(o.next()).isTrue();
        assertThat(o.type()).isEqualTo(NdOptions.SOURCE_LINK_LAYER);
        assertThat(o.mac()).isEqualTo(0x020000000021L);
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void readsANeighbourAdvertisementThatOverrides() {
        NdMessage m = message("88 00 0000 e0000000" + TARGET + "0201 020000000066");
        assertThat(m.isRouter() && m.isSolicited() && m.isOverride()).isTrue();
        NdOptions o = m.options();
        assertThat(o.next()).isTrue();
        assertThat(o.type()).isEqualTo(NdOptions.TARGET_LINK_LAYER);
        assertThat(o.mac()).isEqualTo(0x020000000066L);
    }

    @Test
    void readsARouterAdvertisementWithItsOptions() {
        NdMessage m = message("86 00 0000 40 c8 0708 00000000 00000000"
                + "0304 40 c0 00015180 00003840 00000000 20010db8000000010000000000000000"
                + "0501 0000 000005dc"
                + "1903 0000 00000e10 20010db8000000010000000000000053"
                + "1802 30 18 00000e10 20010db800020000"
                + "1803 40 00 00000e10 20010db8000300000000000000000000");
        assertThat(m.ok()).isTrue();
        assertThat(m.hopLimit()).isEqualTo(64);
        assertThat(m.isManaged() && m.isOtherConfiguration()).isTrue();
        assertThat(m.preference()).isEqualTo(1);
        assertThat(m.routerLifetime()).isEqualTo(1800);
        assertThat(m.hasTarget()).isFalse();
        NdOptions o = m.options();
        assertThat(o.next()).isTrue();
        assertThat(o.prefixLength()).isEqualTo(64);
        assertThat(o.isOnLink() && o.isAutonomous()).isTrue();
        assertThat(o.lifetime()).isEqualTo(86400);
        assertThat(o.preferredLifetime()).isEqualTo(14400);
        assertThat(o.addresses()).isEqualTo(1);
        assertThat(o.addressHigh(0)).isEqualTo(0x20010db800000001L);
        assertThat(o.addressLow(0)).isZero();
        assertThat(o.mac()).isEqualTo(-1);
        assertThat(o.next()).isTrue();
        assertThat(o.mtu()).isEqualTo(1500);
        assertThat(o.next()).isTrue();
        assertThat(o.type()).isEqualTo(NdOptions.RDNSS);
        assertThat(o.addresses()).isEqualTo(1);
        assertThat(o.addressLow(0)).isEqualTo(0x53);
        assertThat(o.lifetime()).isEqualTo(3600);
        assertThat(o.next()).isTrue();
        assertThat(o.type()).isEqualTo(NdOptions.ROUTE);
        assertThat(o.prefixLength()).isEqualTo(48);
        assertThat(o.addresses()).isZero();
        assertThat(o.next()).isTrue();
        assertThat(o.addressHigh(0)).isEqualTo(0x20010db800030000L);
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.NONE);
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "08, 1", "18, -1", "10, 0"})
    void preferenceIsOfRfc4191(String flags, int preference) {
        assertThat(message("86 00 0000 40 " + flags + " 0708" + "00".repeat(8)).preference())
                .isEqualTo(preference);
    }

    @Test
    void readsARedirect() {
        NdMessage m = message("89 00 0000 00000000" + TARGET + "20010db8000000000000000000000099");
        assertThat(m.ok()).isTrue();
        assertThat(m.targetLow()).isEqualTo(0x21);
        assertThat(m.destinationHigh()).isEqualTo(0x20010db800000000L);
        assertThat(m.destinationLow()).isEqualTo(0x99);
        assertThat(m.options().next()).isFalse();
    }

    @Test
    void aDadProbeIsASolicitationWithoutALinkLayerAddressAndMayCarryANonce() {
        NdMessage m = message("87 00 0000 00000000" + TARGET + "0e01 a1b2c3d4e5f6");
        NdOptions o = m.options();
        assertThat(o.next()).isTrue();
        assertThat(o.type()).isEqualTo(NdOptions.NONCE);
        assertThat(o.mac()).isEqualTo(-1);
        assertThat(o.valueLength()).isEqualTo(6);
    }

    @Test
    void readsTheRestOfARouterAdvertisement() {
        NdMessage m = message("86 00 0000 40 24 0000 00007530 000003e8"
                + "1802 30 08 00000e10 20010db800020000"
                + "1802 30 18 00000e10 20010db800020000");
        assertThat(m.isHomeAgent() && m.isProxied()).isTrue();
        assertThat(m.isManaged() || m.isOtherConfiguration()).isFalse();
        assertThat(m.routerLifetime()).isZero();
        assertThat(m.reachableMillis()).isEqualTo(30_000);
        assertThat(m.retransmitMillis()).isEqualTo(1_000);
        NdOptions o = m.options();
        assertThat(o.next()).isTrue();
        assertThat(o.routePreference()).isEqualTo(1);
        assertThat(o.routeHigh()).isEqualTo(0x20010db800020000L);
        assertThat(o.routeLow()).isZero();
        assertThat(o.next()).isTrue();
        assertThat(o.routePreference()).isEqualTo(-1);
    }

    @Test
    void readsASearchListUntilItsPadding() {
        NdOptions o = message("86 00 0000 40 00 0708" + "00".repeat(8)
                        + "1f04 0000 00000708 04636f7270 0474657374 00 036c6162 00 0000000000 00000000")
                .options();
        assertThat(o.next()).isTrue();
        assertThat(o.lifetime()).isEqualTo(1800);
        assertThat(o.names()).containsExactly("corp.test", "lab");
    }

    @Test
    void aSearchListThatIsCutOrPointsBackEndsThere() {
        String router = "86 00 0000 40 00 0708" + "00".repeat(8);
        NdOptions cut = message(router + "1f03 0000 00000708 036c6162 00 3f61 6161616161616161 61")
                .options();
        assertThat(cut.next()).isTrue();
        assertThat(cut.names()).containsExactly("lab");
        NdOptions pointer = message(router + "1f03 0000 00000708 036c6162 00 c000 000000000000000000")
                .options();
        assertThat(pointer.next()).isTrue();
        assertThat(pointer.names()).containsExactly("lab");
        NdOptions many = message(router + "1fff 0000 00000708" + "0161 00".repeat(677) + "00")
                .options();
        assertThat(many.next()).isTrue();
        assertThat(many.names()).hasSize(NdOptions.MAX_NAMES);
        NdOptions none = message(router + "1f01 0000 00000708").options();
        assertThat(none.next()).isTrue();
        assertThat(none.names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0258, 600, 96", "0259, 600, 64", "025d, 600, 32", "025e, 600, 0"})
    void readsThePrefixOfANat64(String lifetimeAndCode, long lifetime, int length) {
        NdOptions o = message("86 00 0000 40 00 0708" + "00".repeat(8) + "2602" + lifetimeAndCode
                        + "0064ff9b0000000011223344")
                .options();
        assertThat(o.next()).isTrue();
        assertThat(o.lifetime()).isEqualTo(lifetime);
        assertThat(o.pref64Length()).isEqualTo(length);
        assertThat(o.pref64High()).isEqualTo(0x0064ff9b00000000L);
        assertThat(o.pref64Low()).isEqualTo(0x1122334400000000L);
    }

    @Test
    void aRedirectNamesTheMacAndQuotesThePacketThatCausedIt() {
        String quoted = "60000000 0008 3a 40" + TARGET + "20010db8000000000000000000000099" + "8000000000010001";
        NdMessage m = message("89 00 0000 00000000" + TARGET + "20010db8000000000000000000000099" + "0201 020000000066"
                + "0407 000000000000" + quoted);
        NdOptions o = m.options();
        assertThat(o.next()).isTrue();
        assertThat(o.mac()).isEqualTo(0x020000000066L);
        assertThat(o.quotes()).isFalse();
        assertThat(o.quotedSourceHigh()).isZero();
        assertThat(o.next()).isTrue();
        assertThat(o.type()).isEqualTo(NdOptions.REDIRECTED);
        assertThat(o.quotes()).isTrue();
        assertThat(o.quotedSourceHigh()).isEqualTo(0xfe80000000000000L);
        assertThat(o.quotedSourceLow()).isEqualTo(0x21);
        assertThat(o.quotedDestinationHigh()).isEqualTo(0x20010db800000000L);
        assertThat(o.quotedDestinationLow()).isEqualTo(0x99);
        assertThat(o.next()).isFalse();
    }

    @Test
    void aQuotationThatIsCutOrOfAnotherVersionQuotesNothing() {
        String redirect = "89 00 0000 00000000" + TARGET + TARGET;
        for (String quoted : List.of(
                "0405 000000000000" + "60".repeat(32), "0407 000000000000" + "45".repeat(48), "0401 000000000000")) {
            NdOptions o = message(redirect + quoted).options();
            assertThat(o.next()).isTrue();
            assertThat(o.quotes()).isFalse();
            assertThat(o.quotedDestinationLow()).isZero();
        }
    }

    @Test
    void aLengthOfZeroEndsTheWalk() {
        NdOptions o = message("85 00 0000 00000000 0101 020000000021 0100 020000000021")
                .options();
        assertThat(o.next()).isTrue();
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.BAD_LENGTH);
        assertThat(o.next()).isFalse();
    }

    @Test
    void anOptionLongerThanTheMessageIsTruncated() {
        NdOptions o = message("85 00 0000 00000000 0102 020000000021").options();
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(message("85 00 0000 00000000 01").options().next()).isFalse();
    }

    @Test
    void everyPrefixIsTruncatedUntilTheFixedPartIsThere() {
        for (String hex : new String[] {"85", "86", "87", "88", "89"}) {
            byte[] whole = bytes(hex + "00".repeat(47));
            int header = hex.equals("85") ? 8 : hex.equals("86") ? 16 : hex.equals("89") ? 40 : 24;
            for (int n = 0; n < whole.length; n++) {
                NdMessage m = new NdMessage().wrap(Unpooled.wrappedBuffer(whole, 0, n), 0, n);
                assertThat(m.ok()).as("%s, %d bytes", hex, n).isEqualTo(n >= header);
                assertThat(m.targetHigh() | m.destinationLow() | m.routerLifetime())
                        .isZero();
                assertThat(m.options().next()).isFalse();
            }
        }
    }

    @Test
    void anotherTypeIsUnsupported() {
        assertThat(message("80 00" + "00".repeat(40)).fault()).isEqualTo(Fault.UNSUPPORTED);
        assertThat(message("80 00" + "00".repeat(40)).hasTarget()).isFalse();
        ByteBuf b = Unpooled.wrappedBuffer(new byte[8]);
        assertThat(new NdMessage().wrap(b, 4, 8).fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(new NdMessage().wrap(b, -1, 8).type()).isZero();
    }

    private static NdMessage message(String hex) {
        byte[] b = bytes(hex);
        return new NdMessage().wrap(Unpooled.wrappedBuffer(b), 0, b.length);
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
    }
}
