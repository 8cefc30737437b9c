// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.redundancy.GlbpMessage;
import io.doppelwatch.decode.redundancy.HsrpMessage;

/** Which service a UDP datagram belongs to, by its ports. */
public enum UdpService {
    NONE,
    /** RFC 1035. */
    DNS,
    /** RFC 6762. */
    MDNS,
    /** RFC 4795. */
    LLMNR,
    /** RFC 1002. */
    NBNS,
    /** RFC 2131. */
    DHCP,
    /** RFC 8415. */
    DHCPV6,
    /** RFC 2281. */
    HSRP,
    /** Cisco's gateway load balancing. */
    GLBP;

    /** The service of either port; of two, that of the lower, as the other side's port is then a client's own choice. */
    public static UdpService of(int sourcePort, int destinationPort) {
        UdpService lower = of(Math.min(sourcePort, destinationPort));
        UdpService service = lower != NONE ? lower : of(Math.max(sourcePort, destinationPort));
        return service == NONE && sourcePort == destinationPort ? ofBoth(sourcePort) : service;
    }

    /** Between routers, which use the same port on both sides; anybody else may have it as a port of their own. */
    private static UdpService ofBoth(int port) {
        return switch (port) {
            case HsrpMessage.PORT, HsrpMessage.PORT_V6 -> HSRP;
            case GlbpMessage.PORT -> GLBP;
            default -> NONE;
        };
    }

    private static UdpService of(int port) {
        return switch (port) {
            case 53 -> DNS;
            case 67, 68 -> DHCP;
            case 137 -> NBNS;
            case 546, 547 -> DHCPV6;
            case 5353 -> MDNS;
            case 5355 -> LLMNR;
            default -> NONE;
        };
    }
}
