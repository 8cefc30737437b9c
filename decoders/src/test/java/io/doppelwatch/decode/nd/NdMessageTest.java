// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.nd;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
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
