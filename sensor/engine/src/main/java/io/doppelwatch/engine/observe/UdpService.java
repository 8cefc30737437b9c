// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

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
    DHCPV6;

    /** The service of either port; of two, that of the lower, as the other side's port is then a client's own choice. */
    public static UdpService of(int sourcePort, int destinationPort) {
        UdpService lower = of(Math.min(sourcePort, destinationPort));
        return lower != NONE ? lower : of(Math.max(sourcePort, destinationPort));
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
