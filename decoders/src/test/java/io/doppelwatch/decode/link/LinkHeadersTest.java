// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Each field where its standard has it; the headers start at offset 1 so that no offset is taken for absolute. */
class LinkHeadersTest {
    private static ByteBuf at1(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex("ee" + hex.replace(" ", "")));
    }

    @Test
    void ethernet() {
        ByteBuf b = at1("ffffffffffff 020000000021 86dd 0000");

        assertThat(Ethernet.destination(b, 1)).isEqualTo(0xffff_ffff_ffffL);
        assertThat(Ethernet.source(b, 1)).isEqualTo(0x0200_0000_0021L);
        assertThat(Ethernet.typeOrLength(b, 1)).isEqualTo(EtherType.IPV6);
    }

    @Test
    void llcAndSnap() {
        ByteBuf b = at1("aaab03 0080c2 ffff");

        assertThat(Llc.destinationSap(b, 1)).isEqualTo(Llc.SAP_SNAP);
        assertThat(Llc.control(b, 1)).isEqualTo(Llc.UNNUMBERED_INFORMATION);
        assertThat(Llc.oui(b, 4)).isEqualTo(Llc.OUI_BRIDGED);
        assertThat(Llc.protocol(b, 4)).isEqualTo(0xffff);
    }

    @Test
    void mplsLabel() {
        assertThat(MplsLabel.label(at1("fffff 1 ff"), 1)).isEqualTo(0xfffff);
        assertThat(MplsLabel.bottom(at1("fffff 1 ff"), 1)).isTrue();
        assertThat(MplsLabel.bottom(at1("fffff e ff"), 1)).isFalse();
    }
}
