// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.EtherType;
import io.doppelwatch.decode.link.Ethernet;
import io.doppelwatch.engine.net.Path;

/** Ethernet and the tags in it. */
final class EthernetLayers {
    /** Destinations of Cisco's inter-switch link, the low byte left out: 01:00:0c:00:00:xx and 03:00:0c:00:00:xx. */
    private static final long ISL = 0x01000c0000L;

    private static final long ISL_OTHER = 0x03000c0000L;
    private static final int ISL_LENGTH = 26;
    private static final int ISL_VLAN_OFFSET = 20;

    private EthernetLayers() {}

    static int ethernet(Walk w) {
        if (!w.has(Ethernet.HEADER_LENGTH)) {
            return w.tooShort();
        }
        long destination = Ethernet.destination(w.buffer, w.at);
        if (isIsl(destination)) {
            return isl(w);
        }
        w.macs(destination, Ethernet.source(w.buffer, w.at));
        int type = Ethernet.typeOrLength(w.buffer, w.at);
        w.at += Ethernet.HEADER_LENGTH;
        return typeOrLength(w, type);
    }

    static boolean isIsl(long destination) {
        return destination >>> 8 == ISL || destination >>> 8 == ISL_OTHER;
    }

    /** Cisco's inter-switch link: a header of 26 bytes around a whole frame; the VLAN is the upper 15 bits at 20. */
    private static int isl(Walk w) {
        if (!w.has(ISL_LENGTH)) {
            return w.tooShort();
        }
        w.push(Path.Kind.VLAN, w.u16(ISL_VLAN_OFFSET) >>> 1);
        w.at += ISL_LENGTH;
        return Layer.ETHERNET;
    }

    /** What follows an Ethernet header or a tag in it: by type, or LLC of a stated length (IEEE 802.3, 3.2.6). */
    static int typeOrLength(Walk w, int type) {
        if (type > EtherType.MAX_LENGTH) {
            return type(w, type);
        }
        w.trim(type);
        return Layer.LLC;
    }

    /** What an EtherType leads to. */
    static int type(Walk w, int type) {
        w.type = type;
        return Layer.ofEtherType(type);
    }

    static int vlan(Walk w) {
        return tag(w, Path.Kind.VLAN);
    }

    static int qinq(Walk w) {
        return tag(w, Path.Kind.QINQ);
    }

    private static int tag(Walk w, Path.Kind kind) {
        if (!w.has(Ethernet.TAG_LENGTH)) {
            return w.tooShort();
        }
        w.see(w.saw(Layer.TAGGED) ? Layer.TAGGED_TWICE : Layer.TAGGED);
        int id = w.u16(0) & Ethernet.VLAN_ID_MASK;
        // IEEE 802.1Q, 9.6, table 9-2: id 0 tags a priority and no VLAN.
        if (id != 0) {
            w.push(kind, id);
        }
        int type = w.u16(2);
        w.at += Ethernet.TAG_LENGTH;
        return typeOrLength(w, type);
    }

    /** IEEE 802.1Q, 9.7: flags 1, service identifier 3, then the customer's whole Ethernet header. */
    static int backbone(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        w.push(Path.Kind.BACKBONE, w.i32(0) & 0xff_ffff);
        w.at += 4;
        return Layer.ETHERNET;
    }

    /** A tag of {@code length} bytes before the next type. */
    private static int passOver(Walk w, int length) {
        if (!w.has(length + 2)) {
            return w.tooShort();
        }
        int type = w.u16(length);
        w.at += length + 2;
        return typeOrLength(w, type);
    }

    /** IEEE 802.1BR, 7.5. */
    static int eTag(Walk w) {
        return passOver(w, 6);
    }

    static int vnTag(Walk w) {
        return passOver(w, 4);
    }

    /** Tags of which only the length matters; which one is in {@link Walk#type}. */
    static int vendorTag(Walk w) {
        switch (w.type) {
            case EtherType.R_TAG:
                return passOver(w, 4);
            case EtherType.CISCO_METADATA:
                return passOver(w, 6);
            case EtherType.FABRIC_PATH:
                w.skip(2);
                return Layer.ETHERNET;
            case EtherType.ARISTA:
                return arista(w);
            default:
                return Layer.OTHER;
        }
    }

    /** Arista: subtype 2, version 2; subtype 1 is a time stamp, of 8 bytes in versions 0x10 and 0x110, else of 6. */
    private static int arista(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        if (w.u16(0) != 1) {
            return Layer.OTHER;
        }
        return passOver(w, (w.u16(2) & 0xff) == 0x10 ? 12 : 10);
    }

    /** IEEE 802.1AE, 9.3: tag control 1, short length 1, packet number 4, with bit 0x20 a channel identifier of 8. */
    static int macsec(Walk w) {
        if (!w.has(1)) {
            return w.tooShort();
        }
        int control = w.u8(0);
        // Bits E and C: encrypted, or changed.
        if ((control & 0x0c) != 0) {
            return Layer.OTHER;
        }
        return passOver(w, (control & 0x20) != 0 ? 14 : 6);
    }

    /** RFC 8300, 2.2: length in units of 4 in the low 6 bits of the second byte, next protocol in the fourth. */
    static int nsh(Walk w) {
        if (!w.has(8)) {
            return w.tooShort();
        }
        int length = (w.u8(1) & 0x3f) * 4;
        int next = w.u8(3);
        if (length < 8 || w.u8(0) >>> 6 != 0) {
            return Layer.INVALID;
        }
        w.skip(length);
        return switch (next) {
            case 1 -> Layer.IPV4;
            case 2 -> Layer.IPV6;
            case 3 -> Layer.ETHERNET;
            case 4 -> Layer.NSH;
            case 5 -> Layer.MPLS;
            default -> Layer.OTHER;
        };
    }
}
