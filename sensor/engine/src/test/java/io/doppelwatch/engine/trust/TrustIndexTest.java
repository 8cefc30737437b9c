// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.net.Ip;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustIndexTest {
    private static final Ip HUB = Ip.v4(0x0a4d_000a);
    private static final Ip GATEWAY = Ip.v4(0x0a4d_0001);
    private static final Ip ROUTER = new Ip(0xfe80_0000_0000_0000L, 1);
    private static final Ip VIRTUAL = Ip.v4(0x0a4d_00fe);
    private final Trust.Service hub = new Trust.Service(
            "hub.corp.test",
            List.of("hub.local"),
            List.of(new Trust.Cidr(HUB, 128), new Trust.Cidr(Ip.v4(0x0a4e_0000), 112)),
            List.of(443),
            List.of(),
            List.of(),
            List.of(0x10L, 0x11L),
            "",
            List.of(new Trust.Change(100, 200, List.of("address"), "cutover")));
    private final TrustIndex index = new TrustIndex(new Trust(
            List.of(hub),
            List.of(new Trust.Gateway(GATEWAY, 1)),
            List.of(new Trust.Redundancy(VIRTUAL, "vrrp", 7)),
            List.of(Ip.v4(0x0a4d_0035)),
            List.of(),
            List.of(ROUTER),
            List.of(),
            Map.of()));

    @Test
    void anAddressIsKnownByItsMacsAndItsRole() {
        assertThat(index.macsOf(HUB)).containsExactly(0x10L, 0x11L);
        assertThat(index.macsOf(GATEWAY)).containsExactly(1L);
        assertThat(index.macsOf(VIRTUAL)).isEmpty();
        assertThat(index.role(GATEWAY)).isEqualTo("gateway");
        assertThat(index.role(HUB)).isEqualTo("address of hub.corp.test");
        assertThat(index.role(Ip.v4(0x0a4d_0035))).isEqualTo("resolver");
        assertThat(index.role(ROUTER)).isEqualTo("router");
        assertThat(index.isTrusted(ROUTER)).isTrue();
        assertThat(index.isTrusted(Ip.v4(1))).isFalse();
        assertThat(index.addresses()).contains(HUB, GATEWAY, VIRTUAL, ROUTER).hasSize(5);
    }

    @Test
    void aServiceMayBeAtItsAddressesAndNetworksAndAnywhereWhereNothingWasSaid() {
        assertThat(TrustIndex.mayBeAt(hub, HUB)).isTrue();
        assertThat(TrustIndex.mayBeAt(hub, Ip.v4(0x0a4e_ffff))).isTrue();
        assertThat(TrustIndex.mayBeAt(hub, Ip.v4(0x0a4f_0000))).isFalse();
        Trust.Service anywhere =
                new Trust.Service("x", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "", List.of());
        assertThat(TrustIndex.mayBeAt(anywhere, GATEWAY)).isTrue();
    }

    @Test
    void aWindowAllowsWhatItNamesFromItsFirstInstantUntilBeforeItsLast() {
        assertThat(TrustIndex.allowed(hub, "address", 99)).isFalse();
        assertThat(TrustIndex.allowed(hub, "address", 100)).isTrue();
        assertThat(TrustIndex.allowed(hub, "address", 199)).isTrue();
        assertThat(TrustIndex.allowed(hub, "address", 200)).isFalse();
        assertThat(TrustIndex.allowed(hub, "certificate", 150)).isFalse();
    }

    @Test
    void namesAndAliasesLeadToOneService() {
        assertThat(index.serviceNamed("hub.corp.test")).isSameAs(index.serviceNamed("hub.local"));
        assertThat(index.serviceNamed("corp.test")).isNull();
        assertThat(index.serviceAt(HUB)).isSameAs(hub);
    }

    @Test
    void aVirtualMacBelongsToOneGroupOfOneProtocol() {
        assertThat(index.isGroupMac(VIRTUAL, 0x0000_5e00_0107L)).isTrue();
        assertThat(index.isGroupMac(VIRTUAL, 0x0000_5e00_0108L)).isFalse();
        assertThat(index.isGroupMac(GATEWAY, 0x0000_5e00_0107L)).isFalse();
        assertThat(VirtualMac.isOf(0x0000_0c07_ac05L, "hsrp", 5)).isTrue();
        assertThat(VirtualMac.isOf(0x0000_0c9f_f123L, "HSRP", 0x123)).isTrue();
        assertThat(VirtualMac.isOf(0x0007_b400_0502L, "glbp", 5)).isTrue();
        assertThat(VirtualMac.isOf(0x0007_b400_0502L, "glbp", 6)).isFalse();
        assertThat(VirtualMac.isOf(0x0000_5e00_0107L, "unknown", 7)).isFalse();
        assertThat(VirtualMac.isVirtual(0x0200_0000_0001L)).isFalse();
    }
}
