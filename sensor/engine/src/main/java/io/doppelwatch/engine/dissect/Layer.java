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

    /** Tags of which only the length matters; {@link Walk#type} says which. */
    static final int VENDOR_TAG = 6;

    static final int MACSEC = 7;
    static final int NSH = 8;
    static final int LLC = 9;
    static final int MPLS = 10;
    static final int PPPOE = 11;
    static final int PPP = 12;
    static final int CHDLC = 13;
    static final int FRAME_RELAY = 14;
    static final int SLL = 15;
    static final int SLL2 = 16;
    static final int NULL = 17;

    /** IPv4 or IPv6 by its first four bits. */
    static final int RAW = 18;

    /** A header that only some link type has; {@link Walk#type} says which, as LINKTYPE_. */
    static final int LINK = 19;

    static final int WIFI = 20;
    static final int ARP = 21;
    static final int IPV4 = 22;
    static final int IPV6 = 23;
    static final int IP_IN_IP = 24;
    static final int IPV6_IN_IP = 25;
    static final int AH = 26;
    static final int TCP = 27;
    static final int UDP = 28;
    static final int ICMP = 29;
    static final int ICMPV6 = 30;
    static final int GRE = 31;
    static final int ERSPAN_II = 32;
    static final int ERSPAN_III = 33;
    static final int VXLAN = 34;
    static final int VXLAN_GPE = 35;
    static final int GENEVE = 36;
    static final int GTP_U = 37;
    static final int TEREDO = 38;
    static final int L2TP = 39;
    static final int L2TP_V3 = 40;
    static final int CAPWAP = 41;
    static final int ETHERIP = 42;
    static final int LISP = 43;
    static final int PIM = 44;
    static final int GTP_V0 = 45;
    static final int AYIYA = 46;
    static final int TZSP = 47;

    /** Recognised, counted, and not followed. */
    static final int ESP = 48;

    static final int SCTP = 49;
    static final int IGMP = 50;
    static final int UNKNOWN_ETHERTYPE = 51;

    /** Not layers but combinations of them that are counted. */
    static final int TAGGED = 52;

    /** A length says more than there was. */
    static final int TOO_LONG = 53;

    static final int TAGGED_TWICE = 54;
    static final int IPV4_IN_IPV4 = 55;
    static final int IPV6_IN_IPV4 = 56;
    static final int IPV4_IN_IPV6 = 57;
    static final int IPV6_IN_IPV6 = 58;

    static final int VRRP = 59;
    static final int LACP = 60;

    /** How many; at most 64, so that a long has a bit for each. */
    static final int COUNT = 61;

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
            case EtherType.E_TAG -> E_TAG;
            case EtherType.VN_TAG -> VN_TAG;
            case EtherType.R_TAG, EtherType.CISCO_METADATA, EtherType.FABRIC_PATH, EtherType.ARISTA -> VENDOR_TAG;
            case EtherType.MACSEC -> MACSEC;
            case EtherType.NSH -> NSH;
            case EtherType.JUMBO_LLC -> LLC;
            case EtherType.SLOW -> LACP;
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
            case IpProtocol.IPV4, IpProtocol.IPIP -> IP_IN_IP;
            case IpProtocol.IPV6 -> IPV6_IN_IP;
            case IpProtocol.GRE -> GRE;
            case IpProtocol.AH -> AH;
            case IpProtocol.MPLS -> MPLS;
            case IpProtocol.ETHERIP -> ETHERIP;
            case IpProtocol.PIM -> PIM;
            case IpProtocol.ETHERNET -> ETHERNET;
            case IpProtocol.L2TP -> L2TP_V3;
            case IpProtocol.ESP -> ESP;
            case IpProtocol.SCTP -> SCTP;
            case IpProtocol.IGMP -> IGMP;
            case IpProtocol.VRRP -> VRRP;
            default -> OTHER;
        };
    }
}
