// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.decode.link.Ppp;

/** Where a walk starts, and the headers that only one link type has (https://www.tcpdump.org/linktypes.html). */
final class LinkLayers {
    private static final int IPNET_LENGTH = 24;
    /** Global route header 40 or destination 20 before the 4 bytes of RFC 4391: the link type has 40. */
    private static final int IPOIB_ROUTE_LENGTH = 40;

    private static final int NETANALYZER_LENGTH = 4;
    private static final int NETANALYZER_PREAMBLE_LENGTH = 8;
    private static final int SLIP_LENGTH = 16;
    private static final int TOKEN_RING_LENGTH = 14;
    private static final int FDDI_LENGTH = 13;

    private LinkLayers() {}

    /** Where a walk through a frame of this LINKTYPE_ starts. */
    static int first(Walk w, int linkType) {
        w.type = linkType;
        return switch (linkType) {
            case LinkType.ETHERNET -> Layer.ETHERNET;
            // LINKTYPE_IPV4 too: programs write whatever a tunnel device gave them under it.
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD, LinkType.IPV4 -> Layer.RAW;
            case LinkType.IPV6 -> Layer.IPV6;
            case LinkType.NULL, LinkType.LOOP -> Layer.NULL;
            case LinkType.LINUX_SLL -> Layer.SLL;
            case LinkType.LINUX_SLL2 -> Layer.SLL2;
            case LinkType.PPP, LinkType.PPP_HDLC, LinkType.PPP_PPPD -> Layer.PPP;
            case LinkType.PPP_ETHER -> Layer.PPPOE;
            case LinkType.C_HDLC -> Layer.CHDLC;
            case LinkType.FRAME_RELAY -> Layer.FRAME_RELAY;
            case LinkType.IEEE802_11 -> Layer.WIFI;
            case LinkType.RADIOTAP,
                    LinkType.PRISM,
                    LinkType.AVS,
                    LinkType.PPI,
                    LinkType.TOKEN_RING,
                    LinkType.ARCNET_BSD,
                    LinkType.ARCNET_LINUX,
                    LinkType.SLIP,
                    LinkType.FDDI,
                    LinkType.ATM_RFC1483,
                    LinkType.ATM_CLIP,
                    LinkType.SUNATM,
                    LinkType.PFLOG,
                    LinkType.APPLE_IEEE1394,
                    LinkType.USER2,
                    LinkType.PKTAP,
                    LinkType.JUNIPER_ETHER,
                    LinkType.JUNIPER_PPP,
                    LinkType.JUNIPER_FRELAY,
                    LinkType.JUNIPER_CHDLC,
                    LinkType.PPP_WITH_DIR,
                    LinkType.C_HDLC_WITH_DIR,
                    LinkType.FRELAY_WITH_DIR,
                    LinkType.IPNET,
                    LinkType.NFLOG,
                    LinkType.NETANALYZER,
                    LinkType.NETANALYZER_TRANSPARENT,
                    LinkType.IPOIB,
                    LinkType.BROADCOM_TAG,
                    LinkType.BROADCOM_TAG_PREPENDED,
                    LinkType.DSA,
                    LinkType.EDSA -> Layer.LINK;
            default -> Layer.UNKNOWN_LINK;
        };
    }

    /** Passes over the header that link type {@link Walk#type} has. */
    static int link(Walk w) {
        return switch (w.type) {
            case LinkType.RADIOTAP -> WifiLayers.radiotap(w);
            case LinkType.PRISM -> WifiLayers.prism(w);
            case LinkType.AVS -> WifiLayers.avs(w);
            case LinkType.PPI -> PseudoHeaders.ppi(w);
            case LinkType.PKTAP, LinkType.USER2 -> PseudoHeaders.pktap(w);
            case LinkType.PFLOG -> PseudoHeaders.pflog(w);
            case LinkType.NFLOG -> PseudoHeaders.nflog(w);
            case LinkType.JUNIPER_ETHER, LinkType.JUNIPER_PPP, LinkType.JUNIPER_FRELAY, LinkType.JUNIPER_CHDLC ->
                PseudoHeaders.juniper(w);
            case LinkType.BROADCOM_TAG, LinkType.BROADCOM_TAG_PREPENDED, LinkType.DSA, LinkType.EDSA ->
                SwitchTags.link(w);
            case LinkType.TOKEN_RING -> tokenRing(w);
            case LinkType.FDDI -> fddi(w);
            case LinkType.ARCNET_BSD -> arcnet(w, 2);
            case LinkType.ARCNET_LINUX -> arcnet(w, 4);
            case LinkType.ATM_RFC1483 -> atm(w);
            case LinkType.ATM_CLIP -> w.has(1) && w.u8(0) >>> 4 == 4 ? Layer.IPV4 : atm(w);
            case LinkType.SUNATM -> sunAtm(w);
            case LinkType.APPLE_IEEE1394 -> passOver(w, 16, 2);
            case LinkType.IPOIB -> passOver(w, IPOIB_ROUTE_LENGTH, 4);
            case LinkType.IPNET -> after(w, IPNET_LENGTH, Layer.RAW);
            case LinkType.SLIP -> after(w, SLIP_LENGTH, Layer.RAW);
            case LinkType.NETANALYZER -> after(w, NETANALYZER_LENGTH, Layer.ETHERNET);
            case LinkType.NETANALYZER_TRANSPARENT ->
                after(w, NETANALYZER_LENGTH + NETANALYZER_PREAMBLE_LENGTH, Layer.ETHERNET);
            case LinkType.PPP_WITH_DIR -> after(w, 1, Layer.PPP);
            case LinkType.C_HDLC_WITH_DIR -> after(w, 1, Layer.CHDLC);
            case LinkType.FRELAY_WITH_DIR -> after(w, 1, Layer.FRAME_RELAY);
            default -> Layer.UNKNOWN_LINK;
        };
    }

    /** A header of which nothing is needed. */
    static int after(Walk w, int length, int next) {
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        return next;
    }

    /** A header of {@code before} bytes, then a field of {@code size} bytes that starts with an EtherType. */
    private static int passOver(Walk w, int before, int size) {
        if (!w.has(before + size)) {
            return w.tooShort();
        }
        int type = w.u16(before);
        w.at += before + size;
        return EthernetLayers.type(w, type);
    }

    /** A packet without a link header: IPv4 or IPv6 by its first four bits. */
    static int raw(Walk w) {
        if (!w.has(1)) {
            return w.tooShort();
        }
        return switch (w.u8(0) >>> 4) {
            case 4 -> Layer.IPV4;
            case 6 -> Layer.IPV6;
            default -> Layer.INVALID;
        };
    }

    /**
     * LINKTYPE_NULL and LINKTYPE_LOOP: four bytes of address family, in the byte order of the host that captured, which
     * the file does not say. The numbers are the BSDs' and others'; IPv6 has a different one on each.
     */
    static int nullOrLoop(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        // Some systems write serial lines under this link type too.
        if (w.u16(0) == Ppp.ADDRESS_AND_CONTROL) {
            return Layer.PPP;
        }
        if (w.u16(0) == Ppp.CHDLC_UNICAST << 8 || w.u16(0) == Ppp.CHDLC_BROADCAST << 8) {
            return Layer.CHDLC;
        }
        int family = w.i32(0);
        if ((family & 0xffff) == 0) {
            family = Integer.reverseBytes(family);
        }
        w.at += 4;
        return family(family);
    }

    /** AF_INET is 2 everywhere; AF_INET6 is 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on Darwin, 10 on Linux, 23 on Windows. */
    static int family(int family) {
        return switch (family) {
            case 2 -> Layer.IPV4;
            case 10, 23, 24, 26, 28, 30 -> Layer.IPV6;
            default -> Layer.OTHER;
        };
    }

    /** Linux cooked: packet type 2, ARPHRD 2, address length 2, address 8, protocol 2. */
    static int sll(Walk w) {
        if (!w.has(16)) {
            return w.tooShort();
        }
        int hardware = w.u16(2);
        int protocol = w.u16(14);
        if (w.u16(4) == 6) {
            w.packet.sourceMac = w.mac(6);
        }
        w.at += 16;
        return PseudoHeaders.cooked(w, hardware, protocol);
    }

    /** Linux cooked, version 2: protocol 2, reserved 2, interface 4, ARPHRD 2, packet type 1, address length 1, address 8. */
    static int sll2(Walk w) {
        if (!w.has(20)) {
            return w.tooShort();
        }
        int protocol = w.u16(0);
        int hardware = w.u16(8);
        if (w.u8(11) == 6) {
            w.packet.sourceMac = w.mac(12);
        }
        w.at += 20;
        return PseudoHeaders.cooked(w, hardware, protocol);
    }

    /** IEEE 802.5: access 1, frame control 1, addresses; a set group bit of the source announces a route of stated length. */
    private static int tokenRing(Walk w) {
        if (!w.has(TOKEN_RING_LENGTH)) {
            return w.tooShort();
        }
        // Frame control 01xxxxxx: LLC.
        if (w.u8(1) >>> 6 != 1) {
            return Layer.OTHER;
        }
        long source = w.mac(8);
        w.macs(w.mac(2), source & 0x7fff_ffff_ffffL);
        w.at += TOKEN_RING_LENGTH;
        if (source >>> 47 != 0 && w.has(1)) {
            w.skip(w.u8(0) & 0x1f);
        }
        return Layer.LLC;
    }

    /** ISO 9314: frame control 1, addresses; 01010xxx is LLC. */
    private static int fddi(Walk w) {
        if (!w.has(FDDI_LENGTH)) {
            return w.tooShort();
        }
        if ((w.u8(0) & 0xf8) != 0x50) {
            return Layer.OTHER;
        }
        w.macs(w.mac(1), w.mac(7));
        w.at += FDDI_LENGTH;
        return Layer.LLC;
    }

    /**
     * RFC 1201 and RFC 1051: source, destination, type; Linux has two bytes of offset before the type. The newer types
     * have split flag 1 and sequence 2, with four bytes more where the split flag is 255.
     */
    private static int arcnet(Walk w, int typeAt) {
        if (!w.has(typeAt + 1)) {
            return w.tooShort();
        }
        int type = w.u8(typeAt);
        w.at += typeAt + 1;
        switch (type) {
            case 240:
                return Layer.IPV4;
            case 241:
                return Layer.ARP;
            case 196, 212, 213:
                break;
            default:
                return Layer.OTHER;
        }
        if (!w.has(3)) {
            return w.tooShort();
        }
        int split = w.u8(0);
        // RFC 1201, 1: 0 is a whole packet, odd the first part of one, even a later part.
        w.skip(split == 0xff ? 7 : 3);
        if (split != 0 && split != 0xff) {
            return Layer.OTHER;
        }
        return type == 212 ? Layer.IPV4 : type == 213 ? Layer.ARP : Layer.IPV6;
    }

    /** RFC 2684 with LLC. */
    private static int atm(Walk w) {
        w.atm = true;
        return Layer.LLC;
    }

    /** SunATM: flags 1 (the low four bits say what it is), path 1, channel 2. */
    private static int sunAtm(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        int kind = w.u8(0) & 0x0f;
        w.at += 4;
        return kind == 2 ? atm(w) : Layer.OTHER;
    }
}
