// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.ip.GreHeader;
import io.doppelwatch.decode.link.EtherType;
import io.doppelwatch.decode.link.Ethernet;
import io.doppelwatch.engine.net.Path;

/** Tunnels directly over IP. */
final class TunnelLayers {
    /** Offset and type of the inner frame's first tag, where it has one. */
    private static final int TYPE_OFFSET = 12;

    private static final int ERSPAN_II_LENGTH = 8;
    private static final int ERSPAN_III_LENGTH = 12;
    private static final int ERSPAN_SUBHEADER_LENGTH = 8;
    private static final int ERSPAN_SESSION_MASK = 0x03ff;

    private static final int MAX_ROUTES = 16;

    private static final int CISCO_METADATA_LENGTH = 8;
    /** Aruba access points: 0x8200 to 0x83ff, the number of the tunnel in it, are 802.11 frames. */
    private static final int ARUBA = 0x8200;

    private static final int ARUBA_NUMBER = 0x01ff;

    /** Version 2, type 1 (RFC 7761, 4.9.3). */
    private static final int PIM_REGISTER = 0x21;

    private static final int PIM_REGISTER_LENGTH = 8;

    private TunnelLayers() {}

    /** RFC 2003 and, where the outer layer is IPv6, RFC 2473. */
    static int ipInIp(Walk w) {
        w.push(Path.Kind.IPIP, 0);
        return Layer.IPV4;
    }

    /** RFC 4213, and 6to4 with it. */
    static int ipv6InIp(Walk w) {
        w.push(w.packet.ipVersion == 4 ? Path.Kind.SIXINFOUR : Path.Kind.IPIP, 0);
        return Layer.IPV6;
    }

    static int gre(Walk w) {
        if (!w.has(GreHeader.LENGTH)) {
            return w.tooShort();
        }
        int flags = GreHeader.flags(w.buffer, w.at);
        int protocol = GreHeader.protocol(w.buffer, w.at);
        int version = flags & GreHeader.VERSION_MASK;
        if (version > 1) {
            return Layer.INVALID;
        }
        w.at += GreHeader.LENGTH;
        if ((flags & (GreHeader.CHECKSUM | GreHeader.ROUTING)) != 0) {
            w.skip(4);
        }
        long key = 0;
        if ((flags & GreHeader.KEY) != 0) {
            if (!w.has(4)) {
                return w.tooShort();
            }
            key = w.i32(0) & 0xffff_ffffL;
            w.at += 4;
        }
        if ((flags & GreHeader.SEQUENCE) != 0) {
            w.skip(4);
        }
        if (version == 1) {
            if ((flags & GreHeader.ACKNOWLEDGEMENT) != 0) {
                w.skip(4);
            }
            // RFC 2637, 4.1: the key holds the receiver's call id.
            w.push(Path.Kind.GRE, 0);
            return protocol == EtherType.PPP ? Layer.PPP : Layer.OTHER;
        }
        if ((flags & GreHeader.ROUTING) != 0 && !routes(w)) {
            return w.tooShort();
        }
        return greBody(w, flags, protocol, key);
    }

    private static int greBody(Walk w, int flags, int protocol, long key) {
        switch (protocol) {
            case EtherType.ERSPAN_II:
                // Type I has neither a header of its own nor a sequence number.
                if ((flags & GreHeader.SEQUENCE) == 0) {
                    w.push(Path.Kind.ERSPAN, 0);
                    return Layer.ETHERNET;
                }
                return Layer.ERSPAN_II;
            case EtherType.ERSPAN_III:
                return Layer.ERSPAN_III;
            case EtherType.WCCP:
                w.push(Path.Kind.GRE, key);
                // WCCP version 2 has a redirect header of four bytes, version 1 has none.
                if (w.has(1) && w.u8(0) >>> 4 != 4) {
                    w.skip(4);
                }
                return Layer.IPV4;
            case EtherType.ETHERNET:
                if (key >>> 8 >= GreHeader.FIRST_VIRTUAL_SUBNET) {
                    w.push(Path.Kind.NVGRE, key >>> 8);
                    return Layer.ETHERNET;
                }
                break;
            case EtherType.CISCO_METADATA:
                // Here, unlike on Ethernet, the next type comes first.
                if (!w.has(CISCO_METADATA_LENGTH)) {
                    return w.tooShort();
                }
                w.push(Path.Kind.GRE, key);
                int type = w.u16(0);
                w.at += CISCO_METADATA_LENGTH;
                return EthernetLayers.type(w, type);
            default:
                if ((protocol & ~ARUBA_NUMBER) == ARUBA) {
                    w.push(Path.Kind.GRE, 0);
                    return Layer.WIFI;
                }
                break;
        }
        w.push(Path.Kind.GRE, key);
        return protocol <= EtherType.MAX_LENGTH ? Layer.OTHER : EthernetLayers.type(w, protocol);
    }

    /** Source route entries (RFC 1701): family 2, offset 1, length 1, route; the last has length 0. */
    private static boolean routes(Walk w) {
        for (int i = 0; i < MAX_ROUTES && w.has(4); i++) {
            int length = w.u8(3);
            w.at += 4;
            if (length == 0) {
                return true;
            }
            w.skip(length);
        }
        return false;
    }

    /** draft-foschiano-erspan-03, 4.2: version 4 bits, VLAN 12, class and flags 6, session 10, reserved and index 4 bytes. */
    static int erspanII(Walk w) {
        if (!w.has(ERSPAN_II_LENGTH)) {
            return w.tooShort();
        }
        int vlan = w.u16(0) & Ethernet.VLAN_ID_MASK;
        w.push(Path.Kind.ERSPAN, w.u16(2) & ERSPAN_SESSION_MASK);
        w.at += ERSPAN_II_LENGTH;
        return mirrored(w, vlan);
    }

    /** draft-foschiano-erspan-03, 4.3: as type II, then time stamp 4, group 2, and 2 that say what the frame is. */
    static int erspanIII(Walk w) {
        if (!w.has(ERSPAN_III_LENGTH)) {
            return w.tooShort();
        }
        int vlan = w.u16(0) & Ethernet.VLAN_ID_MASK;
        int last = w.u16(10);
        w.push(Path.Kind.ERSPAN, w.u16(2) & ERSPAN_SESSION_MASK);
        w.at += ERSPAN_III_LENGTH;
        if ((last & 1) != 0) {
            w.skip(ERSPAN_SUBHEADER_LENGTH);
        }
        return switch (last >>> 10 & 0x1f) {
            case 0 -> mirrored(w, vlan);
            case 2 -> Layer.RAW;
            default -> Layer.OTHER;
        };
    }

    /** A mirrored frame whose tag was taken off before: its VLAN is in the mirror's header. */
    private static int mirrored(Walk w, int vlan) {
        if (vlan != 0 && w.has(Ethernet.HEADER_LENGTH)) {
            int inner = Layer.ofEtherType(w.u16(TYPE_OFFSET));
            if (inner != Layer.VLAN && inner != Layer.QINQ) {
                w.push(Path.Kind.VLAN, vlan);
            }
        }
        return Layer.ETHERNET;
    }

    /** A register message of multicast routing (RFC 7761, 4.9.3) carries a packet of the source; the others are its own. */
    static int pim(Walk w) {
        if (!w.has(PIM_REGISTER_LENGTH)) {
            return w.tooShort();
        }
        // The null-register bit: the header inside stands for no packet.
        if (w.u8(0) != PIM_REGISTER || (w.u8(4) & 0x40) != 0) {
            return Layer.OTHER;
        }
        w.at += PIM_REGISTER_LENGTH;
        w.push(Path.Kind.OTHER, 0);
        return Layer.RAW;
    }

    /** RFC 3378, 2: version 3 in the high four bits, 12 reserved. */
    static int etherIp(Walk w) {
        if (!w.has(2)) {
            return w.tooShort();
        }
        if (w.u8(0) >>> 4 != 3) {
            return Layer.INVALID;
        }
        w.at += 2;
        w.push(Path.Kind.OTHER, 0);
        return Layer.ETHERNET;
    }

    /**
     * L2TP version 3 over IP (RFC 3931, 4.1.1): session 4, a cookie of 0, 4 or 8 bytes that only the ends know of, then
     * by default an Ethernet frame. Session 0 is control.
     */
    static int l2tpV3(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        if (w.i32(0) == 0) {
            return Layer.OTHER;
        }
        for (int header = 4; header <= 16; header += 4) {
            if (MplsLayers.ethernetAt(w, header)) {
                w.at += header;
                w.push(Path.Kind.L2TP, 0);
                return Layer.ETHERNET;
            }
        }
        return Layer.OTHER;
    }
}
