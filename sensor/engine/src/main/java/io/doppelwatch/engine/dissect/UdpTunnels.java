// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.ip.IpProtocol;
import io.doppelwatch.decode.ip.UdpTunnel;
import io.doppelwatch.decode.link.EtherType;
import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.net.Path;

/**
 * Tunnels over UDP. A port is a hint only: a datagram is taken for a tunnel's where its header says so too, and is plain
 * UDP otherwise.
 */
final class UdpTunnels {
    /** Ports from 1 up to here are services that a client may ask from a port that happens to be a tunnel's. */
    private static final int FIRST_UNPRIVILEGED = 1024;

    private static final int TEREDO_AUTHENTICATION = 1;
    private static final int TEREDO_ORIGIN = 0;
    private static final int MAX_EXTENSIONS = 8;

    private static final int L2TP_CONTROL = 0x8000;
    private static final int L2TP_HAS_LENGTH = 0x4000;
    private static final int L2TP_HAS_SEQUENCE = 0x0800;
    private static final int L2TP_HAS_OFFSET = 0x0200;

    private static final int CAPWAP_NATIVE = 0x100;
    private static final int CAPWAP_FRAGMENT = 0x80;
    private static final int CAPWAP_KEEP_ALIVE = 0x08;
    private static final int CAPWAP_IEEE80211 = 1;

    private static final int AYIYA_LENGTH = 8;
    private static final int AYIYA_FORWARD = 1;

    private static final int TZSP_PADDING = 0;
    private static final int TZSP_END = 1;
    private static final int TZSP_MAX_TAGS = 32;

    private UdpTunnels() {}

    /** Whether one of the ports is a tunnel's. */
    static boolean port(int source, int destination) {
        return port(source) || port(destination);
    }

    private static boolean port(int port) {
        return switch (port) {
            case UdpTunnel.L2TP,
                    UdpTunnel.GTP_U,
                    UdpTunnel.TEREDO,
                    UdpTunnel.LISP,
                    UdpTunnel.GTP_V0,
                    UdpTunnel.AYIYA,
                    UdpTunnel.GRE,
                    UdpTunnel.VXLAN,
                    UdpTunnel.VXLAN_GPE,
                    UdpTunnel.VXLAN_LINUX,
                    UdpTunnel.CAPWAP,
                    UdpTunnel.GENEVE,
                    UdpTunnel.MPLS,
                    UdpTunnel.TZSP -> true;
            default -> false;
        };
    }

    /** What the UDP payload at the walk's position is: a tunnel's layer, or {@link Layer#OTHER} for plain UDP. */
    static int of(Walk w, int source, int destination) {
        int lower = Math.min(source, destination);
        if (lower > 0 && lower < FIRST_UNPRIVILEGED) {
            return Layer.OTHER;
        }
        int tunnel = of(w, destination);
        return tunnel == Layer.OTHER ? of(w, source) : tunnel;
    }

    private static int of(Walk w, int port) {
        return switch (port) {
            case UdpTunnel.VXLAN, UdpTunnel.VXLAN_LINUX ->
                w.has(UdpTunnel.VXLAN_LENGTH) && (w.u8(0) & UdpTunnel.VXLAN_VNI_VALID) != 0 ? Layer.VXLAN : Layer.OTHER;
            case UdpTunnel.VXLAN_GPE ->
                w.has(UdpTunnel.VXLAN_LENGTH) && (w.u8(0) & UdpTunnel.VXLAN_VNI_VALID) != 0
                        ? Layer.VXLAN_GPE
                        : Layer.OTHER;
            case UdpTunnel.GENEVE -> w.has(UdpTunnel.GENEVE_LENGTH) && w.u8(0) >>> 6 == 0 ? Layer.GENEVE : Layer.OTHER;
            case UdpTunnel.GTP_U ->
                w.has(UdpTunnel.GTP_LENGTH)
                                && (w.u8(0) & UdpTunnel.GTP_VERSION_MASK) == UdpTunnel.GTP_VERSION
                                && w.u8(1) == UdpTunnel.GTP_T_PDU
                        ? Layer.GTP_U
                        : Layer.OTHER;
            case UdpTunnel.TEREDO -> isTeredo(w) ? Layer.TEREDO : Layer.OTHER;
            case UdpTunnel.L2TP -> w.has(6) && (w.u16(0) & (L2TP_CONTROL | 0x0f)) == 2 ? Layer.L2TP : Layer.OTHER;
            case UdpTunnel.CAPWAP -> isCapwap(w) ? Layer.CAPWAP : Layer.OTHER;
            case UdpTunnel.LISP -> w.has(9) && (w.u8(8) >>> 4 == 4 || w.u8(8) >>> 4 == 6) ? Layer.LISP : Layer.OTHER;
            case UdpTunnel.TZSP -> w.has(5) && w.u8(0) == 1 && w.u8(1) <= 1 ? Layer.TZSP : Layer.OTHER;
            case UdpTunnel.GTP_V0 ->
                w.has(UdpTunnel.GTP_V0_LENGTH) && w.u8(0) >>> 5 == 0 && w.u8(1) == UdpTunnel.GTP_T_PDU
                        ? Layer.GTP_V0
                        : Layer.OTHER;
            case UdpTunnel.AYIYA ->
                w.has(AYIYA_LENGTH) && (w.u8(2) & 0x0f) == AYIYA_FORWARD ? Layer.AYIYA : Layer.OTHER;
            case UdpTunnel.MPLS -> w.has(4) ? Layer.MPLS : Layer.OTHER;
            case UdpTunnel.GRE -> w.has(4) ? Layer.GRE : Layer.OTHER;
            default -> Layer.OTHER;
        };
    }

    static int vxlan(Walk w) {
        w.push(Path.Kind.VXLAN, w.i32(4) >>> 8);
        w.at += UdpTunnel.VXLAN_LENGTH;
        return Layer.ETHERNET;
    }

    /** draft-ietf-nvo3-vxlan-gpe: the fourth byte is the next protocol where the flags say so. */
    static int vxlanGpe(Walk w) {
        int next = (w.u8(0) & UdpTunnel.VXLAN_NEXT_PROTOCOL) != 0 ? w.u8(3) : 3;
        w.push(Path.Kind.VXLAN, w.i32(4) >>> 8);
        w.at += UdpTunnel.VXLAN_LENGTH;
        return switch (next) {
            case 1 -> Layer.IPV4;
            case 2 -> Layer.IPV6;
            case 3 -> Layer.ETHERNET;
            case 4 -> Layer.NSH;
            case 5 -> Layer.MPLS;
            default -> Layer.OTHER;
        };
    }

    static int geneve(Walk w) {
        int length = UdpTunnel.GENEVE_LENGTH + (w.u8(0) & 0x3f) * 4;
        int protocol = w.u16(2);
        w.push(Path.Kind.GENEVE, w.i32(4) >>> 8);
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        return protocol <= EtherType.MAX_LENGTH ? Layer.OTHER : EthernetLayers.type(w, protocol);
    }

    /** 3GPP TS 29.281, 5.1 and 5.2: optional fields, then extension headers whose last byte is the next one's type. */
    static int gtpU(Walk w) {
        int flags = w.u8(0);
        int length = w.u16(2);
        w.at += UdpTunnel.GTP_LENGTH;
        w.trim(length);
        w.push(Path.Kind.GTP_U, 0);
        if ((flags & UdpTunnel.GTP_OPTIONAL) != 0) {
            if (!w.has(4)) {
                return w.tooShort();
            }
            int next = (flags & UdpTunnel.GTP_EXTENSION) != 0 ? w.u8(3) : 0;
            w.at += 4;
            for (int i = 0; next != 0; i++) {
                if (!w.has(1)) {
                    return w.tooShort();
                }
                int extension = w.u8(0) * 4;
                if (extension == 0 || i == MAX_EXTENSIONS) {
                    return Layer.INVALID;
                }
                if (!w.has(extension)) {
                    return w.tooShort();
                }
                next = w.u8(extension - 1);
                w.at += extension;
            }
        }
        if (!w.has(1)) {
            return w.tooShort();
        }
        return switch (w.u8(0) >>> 4) {
            case 4 -> Layer.IPV4;
            case 6 -> Layer.IPV6;
            // Bearers that carry Ethernet (5G), PPP or nothing of ours do not say so.
            default -> MplsLayers.ethernetAt(w, 0) ? Layer.ETHERNET : Layer.OTHER;
        };
    }

    /** GSM 09.60, 6: a header of 20 bytes. */
    static int gtpV0(Walk w) {
        int length = w.u16(2);
        w.at += UdpTunnel.GTP_V0_LENGTH;
        w.trim(length);
        w.push(Path.Kind.GTP_U, 0);
        return Layer.RAW;
    }

    /**
     * draft-massar-v6ops-ayiya-02, 3: the logarithm of the identity's length 4 bits, its type 4, the signature's length in
     * units of 4 4, hash 4, authentication 4, operation 4, next header 8, time 32; then identity and signature.
     */
    static int ayiya(Walk w) {
        int length = AYIYA_LENGTH + (1 << (w.u8(0) >>> 4)) + (w.u8(1) >>> 4) * 4;
        int next = w.u8(3);
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        w.push(Path.Kind.OTHER, 0);
        return next == IpProtocol.IPV6 ? Layer.IPV6 : next == IpProtocol.IPV4 ? Layer.IPV4 : Layer.OTHER;
    }

    /** RFC 4380, 5.1.1: an IPv6 packet, or an indication (two bytes, the first 0, the second 1 or 0) before it. */
    private static boolean isTeredo(Walk w) {
        return w.has(1) && w.u8(0) >>> 4 == 6 || w.has(2) && w.u16(0) <= TEREDO_AUTHENTICATION;
    }

    static int teredo(Walk w) {
        w.push(Path.Kind.TEREDO, 0);
        if (w.has(13) && w.u16(0) == TEREDO_AUTHENTICATION) {
            // Indicator 2, lengths of client identifier and authentication value, both, nonce 8, confirmation 1.
            w.skip(4 + w.u8(2) + w.u8(3) + 9);
        }
        if (w.has(8) && w.u16(0) == TEREDO_ORIGIN) {
            w.at += 8;
        }
        return Layer.IPV6;
    }

    /** RFC 2661, 3.1; a data message. */
    static int l2tp(Walk w) {
        int flags = w.u16(0);
        int header = 6;
        if ((flags & L2TP_HAS_LENGTH) != 0) {
            w.trim(w.u16(2));
            header += 2;
        }
        if ((flags & L2TP_HAS_SEQUENCE) != 0) {
            header += 4;
        }
        if ((flags & L2TP_HAS_OFFSET) != 0) {
            if (!w.has(header + 2)) {
                return w.tooShort();
            }
            header += 2 + w.u16(header);
        }
        if (!w.has(header)) {
            return w.tooShort();
        }
        w.at += header;
        w.push(Path.Kind.L2TP, 0);
        return Layer.PPP;
    }

    /** RFC 5415, 4.3: version 0, type 0 (1 is DTLS); neither a keep-alive nor a fragment. */
    private static boolean isCapwap(Walk w) {
        return w.has(8) && w.u8(0) == 0 && (w.i32(0) & (CAPWAP_KEEP_ALIVE | CAPWAP_FRAGMENT)) == 0;
    }

    static int capwap(Walk w) {
        int word = w.i32(0);
        int length = (word >>> 19 & 0x1f) * 4;
        if (length < 8) {
            return Layer.INVALID;
        }
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        w.push(Path.Kind.CAPWAP, 0);
        if ((word & CAPWAP_NATIVE) == 0) {
            return Layer.ETHERNET;
        }
        // Cisco sends the frame control field in the other byte order.
        w.swapped = true;
        return (word >>> 9 & 0x1f) == CAPWAP_IEEE80211 ? Layer.WIFI : Layer.OTHER;
    }

    /** RFC 9300, 5.1: flags, nonce, instance, locator bits: 8 bytes. */
    static int lisp(Walk w) {
        w.at += 8;
        w.push(Path.Kind.OTHER, 0);
        return Layer.RAW;
    }

    /** TaZmen sniffer protocol: version 1, type 1, encapsulated protocol 2, tags up to an end tag. */
    static int tzsp(Walk w) {
        int protocol = w.u16(2);
        w.at += 4;
        w.push(Path.Kind.OTHER, 0);
        for (int i = 0; i < TZSP_MAX_TAGS && w.has(1); i++) {
            int tag = w.u8(0);
            if (tag == TZSP_END) {
                w.at++;
                return switch (protocol) {
                    case 1 -> Layer.ETHERNET;
                    case 18 -> Layer.WIFI;
                    case 119 -> LinkLayers.first(w, LinkType.PRISM);
                    case 127 -> LinkLayers.first(w, LinkType.AVS);
                    default -> Layer.OTHER;
                };
            }
            if (tag == TZSP_PADDING) {
                w.at++;
            } else if (w.has(2)) {
                w.skip(2 + w.u8(1));
            } else {
                return w.tooShort();
            }
        }
        return Layer.INVALID;
    }
}
