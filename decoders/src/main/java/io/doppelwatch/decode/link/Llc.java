// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.link;

import io.netty.buffer.ByteBuf;

/**
 * Logical link control (ISO/IEC 8802-2): destination SAP 1, source SAP 1, control 1 or 2; and the subnetwork access
 * protocol behind it (IEEE 802, 10.3): OUI 3, protocol 2.
 */
public final class Llc {
    public static final int HEADER_LENGTH = 3;
    public static final int SNAP_LENGTH = 5;

    public static final int SAP_SNAP = 0xaa;
    /** IPv4 directly (RFC 948). */
    public static final int SAP_IP = 0x06;

    public static final int SAP_ARP = 0x98;
    /** ISO network layer; a NLPID follows (ISO/IEC TR 9577). */
    public static final int SAP_ISO = 0xfe;

    public static final int UNNUMBERED_INFORMATION = 0x03;

    /** The SNAP protocol is an EtherType (RFC 1042). */
    public static final int OUI_ETHERNET = 0x000000;
    /** EtherTypes too, where a bridge tunnels them (IEEE 802.1H). */
    public static final int OUI_BRIDGE_TUNNEL = 0x0000f8;
    /** Bridged frames (RFC 2427, 4.2; RFC 2684, 5.2). */
    public static final int OUI_BRIDGED = 0x0080c2;

    public static final int BRIDGED_ETHERNET_FCS = 0x0001;
    public static final int BRIDGED_ETHERNET = 0x0007;

    public static final int NLPID_SNAP = 0x80;
    public static final int NLPID_IPV6 = 0x8e;
    public static final int NLPID_IPV4 = 0xcc;
    public static final int NLPID_PPP = 0xcf;

    private Llc() {}

    public static int destinationSap(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset);
    }

    public static int control(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset + 2);
    }

    /** @param snap offset of the SNAP header, behind that of LLC */
    public static int oui(ByteBuf buffer, int snap) {
        return buffer.getUnsignedMedium(snap);
    }

    public static int protocol(ByteBuf buffer, int snap) {
        return buffer.getUnsignedShort(snap + 3);
    }
}
