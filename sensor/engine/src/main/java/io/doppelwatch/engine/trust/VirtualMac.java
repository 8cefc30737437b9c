// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.trust;

import java.util.Locale;

/** MACs that first-hop redundancy protocols give to a group. Anybody can use one: they say which group is meant, not who. */
public final class VirtualMac {
    private static final long VRRP4 = 0x0000_5e00_0100L;
    private static final long VRRP6 = 0x0000_5e00_0200L;
    private static final long HSRP1 = 0x0000_0c07_ac00L;
    private static final long HSRP2 = 0x0000_0c9f_f000L;
    private static final long HSRP6 = 0x0005_73a0_0000L;
    private static final long GLBP = 0x0007_b400_0000L;

    private VirtualMac() {}

    /** VRRP and CARP (RFC 9568, 7.3), HSRP versions 1 and 2, GLBP. */
    public static boolean isVirtual(long mac) {
        return in(mac, VRRP4, 8)
                || in(mac, VRRP6, 8)
                || in(mac, HSRP1, 8)
                || in(mac, HSRP2, 12)
                || in(mac, HSRP6, 12)
                || in(mac, GLBP, 18);
    }

    /** True where {@code mac} is the one the protocol, by its name, gives to that group. GLBP numbers its forwarders in the last byte. */
    public static boolean isOf(long mac, String protocol, int group) {
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "vrrp", "carp" -> mac == (VRRP4 | group & 0xff) || mac == (VRRP6 | group & 0xff);
            case "hsrp" ->
                mac == (HSRP1 | group & 0xff) || mac == (HSRP2 | group & 0xfff) || mac == (HSRP6 | group & 0xfff);
            case "glbp" -> mac >>> 8 == (GLBP >>> 8 | group & 0x3ff);
            default -> false;
        };
    }

    private static boolean in(long mac, long prefix, int freeBits) {
        return mac >>> freeBits == prefix >>> freeBits;
    }
}
