// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesAndReachTest {
    @ParameterizedTest
    @CsvSource({
        "0a000001, LOCAL", "ac0fffff, PUBLIC", "ac100000, LOCAL", "ac1fffff, LOCAL", "ac200000, PUBLIC",
        "c0a80101, LOCAL", "c0a90101, PUBLIC", "a9fe0001, LOCAL", "64400000, LOCAL", "647fffff, LOCAL",
        "643fffff, PUBLIC", "64800000, PUBLIC", "7f000001, HOST", "00000000, HOST", "e00000fb, NOWHERE",
        "ffffffff, NOWHERE", "cb007105, PUBLIC", "08080808, PUBLIC"
    })
    void ipv4IsSortedByItsPrefixes(String hex, Reach reach) {
        int a = Integer.parseUnsignedInt(hex, 16);
        assertThat(Reach.ofV4(a)).isEqualTo(reach);
        assertThat(Reach.of(Ip.v4(a))).isEqualTo(reach);
        assertThat(Reach.ofV6(0, 0xffff_0000_0000L | a & 0xffff_ffffL)).isEqualTo(reach);
    }

    @Test
    void ipv6IsSortedByItsPrefixes() {
        assertThat(Reach.ofV6(0xfc00L << 48, 1)).isEqualTo(Reach.LOCAL);
        assertThat(Reach.ofV6(0xfdffL << 48, 1)).isEqualTo(Reach.LOCAL);
        assertThat(Reach.ofV6(0xfe80L << 48, 1)).isEqualTo(Reach.LOCAL);
        assertThat(Reach.ofV6(0xfec0L << 48, 1)).isEqualTo(Reach.PUBLIC);
        assertThat(Reach.ofV6(0, 1)).isEqualTo(Reach.HOST);
        assertThat(Reach.ofV6(0, 0)).isEqualTo(Reach.HOST);
        assertThat(Reach.ofV6(0xff02L << 48, 0xfb)).isEqualTo(Reach.NOWHERE);
        assertThat(Reach.ofV6(0x0064_ff9b_0000_0000L, 0x0a00_0001)).isEqualTo(Reach.PUBLIC);
        assertThat(Reach.ofV6(0x2001_0db8_0000_0000L, 1)).isEqualTo(Reach.PUBLIC);
    }

    @ParameterizedTest
    @CsvSource({
        "hub.corp.test, corp.test", "corp.test, corp.test", "test, test", "a.b.shop.co.uk, shop.co.uk",
        "co.uk, co.uk", "www.t.co, t.co", "x.com.au, x.com.au", "a.b.de, b.de"
    })
    void theRegistrablePartIsTwoLabelsOrThree(String name, String registrable) {
        assertThat(Domains.registrable(name)).isEqualTo(registrable);
    }

    @Test
    void internalNamesAreKnownByTheirSuffix() {
        assertThat(Domains.isInternal("nas")).isTrue();
        assertThat(Domains.isInternal("a.b.lan")).isTrue();
        assertThat(Domains.isInternal("fritz.box")).isTrue();
        assertThat(Domains.isInternal("x.fritz.box")).isTrue();
        assertThat(Domains.isInternal("shop.box")).isFalse();
        assertThat(Domains.isInternal("www.example.com")).isFalse();
    }

    @Test
    void aNameIsWithinItsZoneByWholeLabels() {
        assertThat(Domains.isWithin("hub.corp.test", "corp.test")).isTrue();
        assertThat(Domains.isWithin("corp.test", "corp.test")).isTrue();
        assertThat(Domains.isWithin("hubcorp.test", "corp.test")).isFalse();
        assertThat(Domains.parent("hub.corp.test")).isEqualTo("corp.test");
        assertThat(Domains.parent("test")).isEmpty();
    }
}
