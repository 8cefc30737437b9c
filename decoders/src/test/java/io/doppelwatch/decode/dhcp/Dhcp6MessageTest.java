// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class Dhcp6MessageTest {
    /** A reply: server id, one address in an IA_NA, two resolvers. */
    private static final String REPLY = "07 abcdef" + "0002 000a 00030001 020000000001"
            + "0003 0028 00000001 00000e10 00001518"
            + "0005 0018 20010db8000000000000000000000021 00001c20 00002a30"
            + "0017 0020 20010db8000000000000000000000053 20010db8000000000000000000000054";

    @Test
    void readsAReplyOfRfc8415() {
        Dhcp6Message m = message(REPLY);
        assertThat(m.ok()).isTrue();
        assertThat(m.type()).isEqualTo(Dhcp6Message.REPLY);
        assertThat(m.id()).isEqualTo(0xabcdef);
        assertThat(m.isRelay()).isFalse();
        Dhcp6Options o = m.options();
        assertThat(o.next()).isTrue();
        assertThat(o.code()).isEqualTo(Dhcp6Options.SERVER_ID);
        assertThat(o.length()).isEqualTo(10);
        assertThat(o.next()).isTrue();
        assertThat(o.code()).isEqualTo(Dhcp6Options.IA_NA);
        Dhcp6Options in = new Dhcp6Options().inside(o);
        assertThat(in.next()).isTrue();
        assertThat(in.code()).isEqualTo(Dhcp6Options.IA_ADDRESS);
        assertThat(in.addresses()).isEqualTo(1);
        assertThat(in.addressHigh(0)).isEqualTo(0x20010db800000000L);
        assertThat(in.addressLow(0)).isEqualTo(0x21);
        assertThat(in.next()).isFalse();
        assertThat(in.fault()).isEqualTo(Fault.NONE);
        assertThat(o.next()).isTrue();
        assertThat(o.addresses()).isEqualTo(2);
        assertThat(o.addressLow(1)).isEqualTo(0x54);
        assertThat(o.addressLow(2)).isZero();
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void stepsIntoARelayedMessage() {
        int size = REPLY.replace(" ", "").length() / 2;
        Dhcp6Message relay = message("0d 01 20010db8000000000000000000000001 fe800000000000000000000000000021"
                + "0012 0002 6574" + "0009 %04x".formatted(size) + REPLY);
        assertThat(relay.isRelay()).isTrue();
        assertThat(relay.hops()).isEqualTo(1);
        assertThat(relay.id()).isZero();
        assertThat(relay.linkLow()).isEqualTo(1);
        assertThat(relay.linkHigh()).isEqualTo(0x20010db800000000L);
        assertThat(relay.peerHigh()).isEqualTo(0xfe80000000000000L);
        assertThat(relay.peerLow()).isEqualTo(0x21);
        Dhcp6Message inner = new Dhcp6Message().wrapRelayed(relay);
        assertThat(inner.ok()).isTrue();
        assertThat(inner.id()).isEqualTo(0xabcdef);
        assertThat(new Dhcp6Message().wrapRelayed(inner).ok()).isFalse();
    }

    @Test
    void optionsCutShortLeaveTheFirst() {
        Dhcp6Options o = message("01 000001 0008 0002 0000 0001 0004 00").options();
        assertThat(o.next()).isTrue();
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.BAD_LENGTH);
        assertThat(message("01 000001 00").options().next()).isFalse();
    }

    @Test
    void aDelegatedPrefixHasALengthAndALifetime() {
        Dhcp6Options o = message("07 000001 0019 0029 00000001 00000e10 00001518"
                        + "001a 0019 00000e10 00001c20 38 20010db8000100000000000000000000")
                .options();
        assertThat(o.next()).isTrue();
        assertThat(o.code()).isEqualTo(Dhcp6Options.IA_PD);
        Dhcp6Options in = new Dhcp6Options().inside(o);
        assertThat(in.next()).isTrue();
        assertThat(in.prefixLength()).isEqualTo(56);
        assertThat(in.validLifetime()).isEqualTo(7200);
        assertThat(in.addressHigh(0)).isEqualTo(0x20010db800010000L);
        assertThat(in.addressLow(0)).isZero();
        assertThat(in.next()).isFalse();
        assertThat(o.prefixLength()).isEqualTo(-1);
        assertThat(o.validLifetime()).isEqualTo(-1);
    }

    @Test
    void anAddressHasALifetimeAndAPreferenceIsItsFirstByte() {
        Dhcp6Options o = message(REPLY + "0007 0001 ff" + "0007 0000").options();
        assertThat(o.next()).isTrue();
        assertThat(o.next()).isTrue();
        Dhcp6Options in = new Dhcp6Options().inside(o);
        assertThat(in.next()).isTrue();
        assertThat(in.validLifetime()).isEqualTo(0x2a30);
        assertThat(o.next()).isTrue();
        assertThat(o.next()).isTrue();
        assertThat(o.firstByte()).isEqualTo(255);
        assertThat(o.next()).isTrue();
        assertThat(o.firstByte()).isEqualTo(-1);
    }

    @Test
    void theInnermostMessageIsReachedThroughEveryRelayAllowedAndNoFurther() {
        String inner = REPLY;
        for (int depth = 1; depth <= Dhcp6Message.MAX_RELAYS + 1; depth++) {
            int size = inner.replace(" ", "").length() / 2;
            inner = "0d 00" + "00".repeat(32) + "0009 %04x".formatted(size) + inner;
            Dhcp6Message m = new Dhcp6Message().wrapInnermost(message(inner));
            assertThat(m.ok()).isTrue();
            assertThat(m.isRelay()).as("%d relays", depth).isEqualTo(depth > Dhcp6Message.MAX_RELAYS);
            assertThat(m.id()).isEqualTo(depth > Dhcp6Message.MAX_RELAYS ? 0 : 0xabcdef);
        }
        assertThat(new Dhcp6Message()
                        .wrapInnermost(message("0d 00" + "00".repeat(32)))
                        .ok())
                .isFalse();
        assertThat(new Dhcp6Message().wrapInnermost(message(REPLY)).id()).isEqualTo(0xabcdef);
    }

    @Test
    void anOptionIsFoundByItsCode() {
        Dhcp6Message m = message(REPLY);
        assertThat(m.bytes(Dhcp6Options.SERVER_ID)).isEqualTo(bytes("00030001 020000000001"));
        assertThat(m.bytes(Dhcp6Options.CLIENT_ID)).isEmpty();
        assertThat(m.find(Dhcp6Options.RAPID_COMMIT)).isFalse();
    }

    @Test
    void optionsWithoutOptionsInsideHaveNone() {
        Dhcp6Options o = message("01 000001 0003 0004 00000001").options();
        assertThat(o.next()).isTrue();
        assertThat(new Dhcp6Options().inside(o).next()).isFalse();
    }

    @Test
    void everyPrefixIsReadWithoutSayingMoreThanIsThere() {
        byte[] whole = bytes(REPLY);
        for (int n = 0; n < whole.length; n++) {
            Dhcp6Message m = new Dhcp6Message().wrap(Unpooled.wrappedBuffer(whole, 0, n), 0, n);
            assertThat(m.ok()).as("%d bytes", n).isEqualTo(n >= 4);
            assertThat(m.type()).isEqualTo(n >= 4 ? 7 : 0);
            Dhcp6Options o = m.options();
            int seen = 0;
            while (o.next()) {
                seen++;
            }
            assertThat(seen).isEqualTo(n >= 62 ? 2 : n >= 18 ? 1 : 0);
        }
        byte[] relay = bytes("0c 00" + "00".repeat(31));
        assertThat(new Dhcp6Message().wrap(Unpooled.wrappedBuffer(relay), 0, 33).fault())
                .isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void aWindowThatIsNotInTheBufferIsTruncated() {
        ByteBuf b = Unpooled.wrappedBuffer(new byte[8]);
        assertThat(new Dhcp6Message().wrap(b, 4, 8).ok()).isFalse();
        assertThat(new Dhcp6Message().wrap(b, -1, 8).ok()).isFalse();
    }

    private static Dhcp6Message message(String hex) {
        byte[] b = bytes(hex);
        return new Dhcp6Message().wrap(Unpooled.wrappedBuffer(b), 0, b.length);
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
    }
}
