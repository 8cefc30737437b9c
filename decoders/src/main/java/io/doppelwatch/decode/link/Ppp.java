// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.link;

/** PPP (RFC 1661) and its framings: numbers that say what follows. */
public final class Ppp {
    /** All-stations address and unnumbered-information control in HDLC-like framing (RFC 1662, 3.1). */
    public static final int ADDRESS_AND_CONTROL = 0xff03;

    public static final int IPV4 = 0x0021;
    public static final int BRIDGING = 0x0031;
    public static final int MULTILINK = 0x003d;
    public static final int IPV6 = 0x0057;
    public static final int MPLS = 0x0281;
    public static final int MPLS_MULTICAST = 0x0283;

    /** PPPoE (RFC 2516, 4): version and type 1, code 1, session 2, length 2. */
    public static final int PPPOE_LENGTH = 6;

    /** Cisco HDLC: address of a unicast and of a broadcast frame. */
    public static final int CHDLC_UNICAST = 0x0f;

    public static final int CHDLC_BROADCAST = 0x8f;

    private Ppp() {}
}
