// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.EtherType;
import io.doppelwatch.decode.link.LinkType;

/** Headers that a capturing system writes before what was on the wire. */
final class PseudoHeaders {
    /** ARPHRD_ values of Linux (if_arp.h) whose frames are not simply an EtherType's. */
    private static final int ARPHRD_FRAME_RELAY = 770;

    private static final int ARPHRD_WIFI = 801;
    private static final int ARPHRD_RADIOTAP = 803;
    private static final int ARPHRD_NETLINK = 824;

    /** Protocols of Linux below the EtherTypes (if_ether.h). */
    private static final int ETH_P_ALL = 3;

    private static final int ETH_P_802_2 = 4;
    private static final int ETH_P_PPP = 7;

    private static final int NFLOG_MAX_ATTRIBUTES = 64;
    private static final int NFLOG_PAYLOAD = 9;

    private static final int PFLOG_MIN_LENGTH = 48;

    private static final int PKTAP_MIN_LENGTH = 12;

    private static final int JUNIPER_MAGIC = 0x4d4743;
    private static final int JUNIPER_EXTENSIONS = 0x80;
    private static final int JUNIPER_NO_LINK_LAYER = 0x02;

    private PseudoHeaders() {}

    /** What Linux cooked frames hold, by the sender's hardware and the protocol field. */
    static int cooked(Walk w, int hardware, int protocol) {
        switch (hardware) {
            case ARPHRD_NETLINK:
                return Layer.OTHER;
            case ARPHRD_FRAME_RELAY:
                return Layer.FRAME_RELAY;
            case ARPHRD_WIFI:
                return Layer.WIFI;
            case ARPHRD_RADIOTAP:
                return LinkLayers.first(w, LinkType.RADIOTAP);
            default:
                break;
        }
        return switch (protocol) {
            case ETH_P_ALL -> Layer.ETHERNET;
            case ETH_P_802_2 -> Layer.LLC;
            case ETH_P_PPP -> Layer.PPP;
            default -> protocol <= EtherType.MAX_LENGTH ? Layer.OTHER : EthernetLayers.type(w, protocol);
        };
    }

    /** Per-packet information: version 1, flags 1, length 2, LINKTYPE_ 4, fields; little-endian. */
    static int ppi(Walk w) {
        if (!w.has(8)) {
            return w.tooShort();
        }
        int length = w.u16le(2);
        int inner = w.i32le(4);
        if (length < 8) {
            return Layer.INVALID;
        }
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        return LinkLayers.first(w, inner);
    }

    /** Apple's packet tap: length 4, type 4, LINKTYPE_ 4, and more; little-endian. Type 1 is a packet. */
    static int pktap(Walk w) {
        if (!w.has(PKTAP_MIN_LENGTH)) {
            return w.tooShort();
        }
        int length = w.i32le(0);
        int type = w.i32le(4);
        int inner = w.i32le(8);
        if (length < PKTAP_MIN_LENGTH) {
            return Layer.INVALID;
        }
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        return type == 1 ? LinkLayers.first(w, inner) : Layer.OTHER;
    }

    /** OpenBSD's packet filter log: length 1, address family 1, and more; the length is rounded up to 4. */
    static int pflog(Walk w) {
        if (!w.has(2)) {
            return w.tooShort();
        }
        int length = w.u8(0) + 3 & ~3;
        int family = w.u8(1);
        if (length < PFLOG_MIN_LENGTH) {
            return Layer.INVALID;
        }
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        return LinkLayers.family(family);
    }

    /**
     * Linux netfilter log: address family 1, version 1, resource 2, then attributes in the host's byte order, little-endian
     * as a rule: length 2 with this header, type 2, value, padded to 4.
     */
    static int nflog(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        int family = w.u8(0);
        w.at += 4;
        for (int i = 0; i < NFLOG_MAX_ATTRIBUTES; i++) {
            if (!w.has(4)) {
                return w.tooShort();
            }
            int length = w.u16le(0);
            int type = w.u16le(2) & 0x7fff;
            if (length < 4) {
                return Layer.INVALID;
            }
            if (type == NFLOG_PAYLOAD) {
                w.trim(length);
                w.at += 4;
                return LinkLayers.family(family);
            }
            w.skip(length + 3 & ~3);
        }
        return Layer.INVALID;
    }

    /** Juniper: magic 3, flags 1; with bit 0x80 a length 2 of extensions. Without the link layer a protocol family follows. */
    static int juniper(Walk w) {
        if (!w.has(6)) {
            return w.tooShort();
        }
        if (w.i32(0) >>> 8 != JUNIPER_MAGIC) {
            return Layer.INVALID;
        }
        int flags = w.u8(3);
        int linkType = w.type;
        w.at += 4;
        if ((flags & JUNIPER_EXTENSIONS) != 0) {
            int length = w.u16(0);
            w.at += 2;
            w.skip(length);
        }
        if ((flags & JUNIPER_NO_LINK_LAYER) != 0) {
            w.skip(4);
            return Layer.RAW;
        }
        return switch (linkType) {
            case LinkType.JUNIPER_ETHER -> Layer.ETHERNET;
            case LinkType.JUNIPER_PPP -> Layer.PPP;
            case LinkType.JUNIPER_FRELAY -> Layer.FRAME_RELAY;
            default -> Layer.CHDLC;
        };
    }
}
