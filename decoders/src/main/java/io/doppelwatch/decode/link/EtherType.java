// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.link;

/** EtherTypes (IEEE registration authority; IANA ieee-802-numbers) that lead to something worth reading. */
public final class EtherType {
    /** Largest value that is an IEEE 802.3 length; from 1536 on it is a type (IEEE 802.3, 3.2.6). */
    public static final int MAX_LENGTH = 1500;

    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    /** RFC 903; the same packet as ARP with operations 3 and 4. */
    public static final int RARP = 0x8035;

    public static final int IPV6 = 0x86dd;
    public static final int VLAN = 0x8100;
    /** IEEE 802.1ad service tag. */
    public static final int QINQ = 0x88a8;
    /** Service tags from before 802.1ad. */
    public static final int QINQ_9100 = 0x9100;

    public static final int QINQ_9200 = 0x9200;
    public static final int QINQ_9300 = 0x9300;
    /** IEEE 802.1ah backbone service instance tag. */
    public static final int BACKBONE = 0x88e7;
    /** IEEE 802.1BR E-TAG. */
    public static final int E_TAG = 0x893f;
    /** Cisco VN-Tag. */
    public static final int VN_TAG = 0x8926;
    /** IEEE 802.1CB redundancy tag. */
    public static final int R_TAG = 0xf1c1;
    /** Cisco metadata. */
    public static final int CISCO_METADATA = 0x8909;
    /** Cisco FabricPath. */
    public static final int FABRIC_PATH = 0x8903;
    /** Arista time stamp and other vendor headers. */
    public static final int ARISTA = 0xd28b;
    /** IEEE 802.1AE. */
    public static final int MACSEC = 0x88e5;

    public static final int MPLS = 0x8847;
    public static final int MPLS_UPSTREAM = 0x8848;
    public static final int PPPOE_SESSION = 0x8864;
    /** PPP in GRE (RFC 2637) and elsewhere. */
    public static final int PPP = 0x880b;
    /** Transparent Ethernet bridging (RFC 1701). */
    public static final int ETHERNET = 0x6558;
    /** Also in GRE: ERSPAN types I and II. */
    public static final int ERSPAN_II = 0x88be;
    /** In GRE: ERSPAN type III. */
    public static final int ERSPAN_III = 0x22eb;
    /** In GRE: WCCP redirection. */
    public static final int WCCP = 0x883e;
    /** Slow protocols (IEEE 802.3, annex 57A), among them LACP. */
    public static final int SLOW = 0x8809;
    /** LLC in frames longer than a length can say. */
    public static final int JUMBO_LLC = 0x8870;
    /** Network service header (RFC 8300). */
    public static final int NSH = 0x894f;

    private EtherType() {}
}
