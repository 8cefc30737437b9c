// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Eui64Test {
    /** RFC 4291, appendix A: 34-56-78-9A-BC-DE becomes 3656:78ff:fe9a:bcde. */
    private static final Ip MADE = new Ip(0xfe80_0000_0000_0000L, 0x3656_78ff_fe9a_bcdeL);

    private static final long MAC = 0x3456_789a_bcdeL;

    @Test
    void theMacIsReadOutOfTheAddress() {
        assertThat(Eui64.mac(MADE)).isEqualTo(MAC);
        assertThat(Eui64.mac(new Ip(0x2001_0db8_0000_0001L, MADE.low()))).isEqualTo(MAC);
        assertThat(Eui64.mac(new Ip(0xfe80_0000_0000_0000L, 0x0000_00ff_fe00_0001L)))
                .isEqualTo(0x0200_0000_0001L);
    }

    @Test
    void anAddressMadeOtherwiseNamesNobody() {
        assertThat(Eui64.mac(new Ip(0xfe80_0000_0000_0000L, 1))).isEqualTo(Mac.NONE);
        assertThat(Eui64.mac(new Ip(0xfe80_0000_0000_0000L, 0x3656_78fe_fe9a_bcdeL)))
                .isEqualTo(Mac.NONE);
        assertThat(Eui64.mac(Ip.v4(0x0a4d_0001))).isEqualTo(Mac.NONE);
    }

    @Test
    void itIsAnothersOnlyWhereBothAreKnown() {
        assertThat(Eui64.isOfAnother(MADE, MAC)).isFalse();
        assertThat(Eui64.isOfAnother(MADE, MAC + 1)).isTrue();
        assertThat(Eui64.isOfAnother(MADE, Mac.NONE)).isFalse();
        assertThat(Eui64.isOfAnother(new Ip(0xfe80_0000_0000_0000L, 1), MAC)).isFalse();
    }
}
