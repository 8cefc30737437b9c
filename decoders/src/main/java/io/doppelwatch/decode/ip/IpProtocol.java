// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

/** IANA protocol numbers, which are also the next-header values of IPv6. */
public final class IpProtocol {
    public static final int HOP_BY_HOP = 0;
    public static final int ICMP = 1;
    public static final int IGMP = 2;
    /** IPv4 in IP (RFC 2003). */
    public static final int IPV4 = 4;

    public static final int TCP = 6;
    public static final int UDP = 17;
    /** IPv6 in IP (RFC 4213 over IPv4, RFC 2473 over IPv6). */
    public static final int IPV6 = 41;

    public static final int ROUTING = 43;
    public static final int FRAGMENT = 44;
    public static final int GRE = 47;
    public static final int ESP = 50;
    public static final int AH = 51;
    public static final int ICMPV6 = 58;
    public static final int NO_NEXT = 59;
    public static final int DESTINATION_OPTIONS = 60;
    /** IP in IP as KA9Q did it. */
    public static final int IPIP = 94;
    /** RFC 3378. */
    public static final int ETHERIP = 97;

    public static final int PIM = 103;
    /** VRRP (RFC 9568), and CARP. */
    public static final int VRRP = 112;

    public static final int L2TP = 115;
    public static final int SCTP = 132;
    public static final int MOBILITY = 135;
    /** MPLS in IP (RFC 4023). */
    public static final int MPLS = 137;

    public static final int HIP = 139;
    public static final int SHIM6 = 140;
    /** Ethernet (RFC 8986). */
    public static final int ETHERNET = 143;

    private IpProtocol() {}
}
