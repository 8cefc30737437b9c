// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.ip.IpProtocol;
import io.doppelwatch.decode.link.EtherType;

/**
 * What comes next in a walk. A number, not an object: the walk is one switch, and the set of layers seen is one long.
 *
 * <p>From 0 on: a layer to read at the walk's position. Below: the walk's end.
 */
final class Layer {
    static final int ETHERNET = 0;
    static final int VLAN = 1;
    static final int QINQ = 2;
    static final int BACKBONE = 3;
    static final int E_TAG = 4;
    static final int VN_TAG = 5;
    /** Tags of fixed length that only have to be passed over; {@link Walk#type} says which. */
    static final int VENDOR_TAG = 6;

    static final int LLC = 7;
    static final int MPLS = 8;
    static final int PPPOE = 9;
    static final int PPP = 10;
    static final int CHDLC = 11;
    static final int FRAME_RELAY = 12;
    static final int SLL = 13;
    static final int SLL2 = 14;
    static final int NULL = 15;
    /** IPv4 or IPv6 by its first four bits. */
    static final int RAW = 16;
    /** The link's own header, by {@link Walk#type} as LINKTYPE_. */
    static final int LINK = 17;

    static final int WIFI = 18;
    static final int ARP = 19;
    static final int IPV4 = 20;
    static final int IPV6 = 21;
    static final int AH = 22;
    static final int TCP = 23;
    static final int UDP = 24;
    static final int ICMP = 25;
    static final int ICMPV6 = 26;
    static final int GRE = 27;
    static final int ERSPAN_II = 28;
    static final int ERSPAN_III = 29;
    static final int VXLAN = 30;
    static final int GENEVE = 31;
    static final int GTP_U = 32;
    static final int TEREDO = 33;
    static final int L2TP = 34;
    static final int CAPWAP = 35;
    static final int NSH = 36;
    static final int ETHERIP = 37;
    static final int MACSEC = 38;
    static final int LISP = 39;
    static final int TZSP = 40;
    static final int ESP = 41;
    static final int SCTP = 42;
    static final int IGMP = 43;
    static final int UNKNOWN_ETHERTYPE = 44;
    /** Not layers but combinations that are counted. */
    static final int TAGGED = 45;

    static final int TAGGED_TWICE = 46;
    static final int IPV4_IN_IPV4 = 47;
    static final int IPV6_IN_IPV4 = 48;
    static final int IPV4_IN_IPV6 = 49;
    static final int IPV6_IN_IPV6 = 50;
    /** All of them; at most 64, so that a long has a bit for each. */
    static final int COUNT = 51;

    /** The packet is found: its kind is set. */
    static final int FOUND = -1;
    /** Well-formed as far as read, and nothing for us. */
    static final int OTHER = -2;
    /** Cut by the capture, inside a header. */
    static final int TRUNCATED = -3;
    /** Contradicts its specification. */
    static final int INVALID = -4;
    /** Belongs to a shard of another worker. */
    static final int NOT_MINE = -5;
    /** Kept by the defragmenter. */
    static final int FRAGMENT = -6;
    /** A link type nobody here reads. */
    static final int UNKNOWN_LINK = -7;

    private Layer() {}

    /** What an EtherType leads to. */
    static int ofEtherType(int type) {
        return switch (type) {
            case EtherType.IPV4 -> IPV4;
            case EtherType.IPV6 -> IPV6;
            case EtherType.ARP, EtherType.RARP -> ARP;
            case EtherType.VLAN -> VLAN;
            case EtherType.QINQ, EtherType.QINQ_9100, EtherType.QINQ_9200, EtherType.QINQ_9300 -> QINQ;
            case EtherType.BACKBONE -> BACKBONE;
            case EtherType.MPLS, EtherType.MPLS_UPSTREAM -> MPLS;
            case EtherType.PPPOE_SESSION -> PPPOE;
            case EtherType.PPP -> PPP;
            case EtherType.ETHERNET -> ETHERNET;
            default -> UNKNOWN_ETHERTYPE;
        };
    }

    /** What an IP protocol number leads to, the extension headers of IPv6 left aside. */
    static int ofProtocol(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP -> TCP;
            case IpProtocol.UDP -> UDP;
            case IpProtocol.ICMP -> ICMP;
            case IpProtocol.ICMPV6 -> ICMPV6;
            default -> OTHER;
        };
    }
}
