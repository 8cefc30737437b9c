// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.Llc;
import io.doppelwatch.decode.link.Ppp;
import io.doppelwatch.engine.net.Path;

/** PPP, its framings, and the serial lines it runs over or is replaced on: PPPoE, Cisco HDLC, frame relay. */
final class PppLayers {
    /** EtherTypes of Cisco HDLC that mean something else than on Ethernet. */
    private static final int CHDLC_SLARP = 0x8035;

    private PppLayers() {}

    static int pppoe(Walk w) {
        if (!w.has(Ppp.PPPOE_LENGTH)) {
            return w.tooShort();
        }
        // RFC 2516, 4: version 1, type 1; in the session stage the code is 0.
        if (w.u16(0) != 0x1100) {
            return Layer.INVALID;
        }
        int session = w.u16(2);
        int length = w.u16(4);
        w.at += Ppp.PPPOE_LENGTH;
        w.trim(length);
        w.push(Path.Kind.PPPOE, session);
        return Layer.PPP;
    }

    static int ppp(Walk w) {
        if (!w.has(2)) {
            return w.tooShort();
        }
        int first = w.u16(0);
        if (first == Ppp.ADDRESS_AND_CONTROL) {
            w.at += 2;
        } else if (first >>> 8 == Ppp.CHDLC_UNICAST || first >>> 8 == Ppp.CHDLC_BROADCAST) {
            return Layer.CHDLC;
        }
        if (!w.has(2)) {
            return w.tooShort();
        }
        // RFC 1661, 2: the last byte of a protocol is odd, the first one even; a first byte of 0 may be left out (6.5).
        int protocol = w.u8(0);
        if ((protocol & 1) != 0) {
            w.at++;
        } else {
            protocol = w.u16(0);
            w.at += 2;
        }
        return switch (protocol) {
            case Ppp.IPV4 -> Layer.IPV4;
            case Ppp.IPV6 -> Layer.IPV6;
            case Ppp.MPLS, Ppp.MPLS_MULTICAST -> Layer.MPLS;
            case Ppp.BRIDGING -> bridging(w);
            case Ppp.MULTILINK -> multilink(w);
            default -> Layer.OTHER;
        };
    }

    /** RFC 3518, 4.2: flags and pads 1, MAC type 1; 1 is Ethernet. */
    private static int bridging(Walk w) {
        if (!w.has(2)) {
            return w.tooShort();
        }
        int flags = w.u8(0);
        int type = w.u8(1);
        w.at += 2;
        // A LAN identification of four bytes follows where the high bit but one says so.
        if ((flags & 0x40) != 0) {
            w.skip(4);
        }
        return type == 1 ? Layer.ETHERNET : Layer.OTHER;
    }

    /** RFC 1990, 3, long sequence numbers: a fragment that begins and ends its packet is the whole of it. */
    private static int multilink(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        boolean whole = (w.u8(0) & 0xc0) == 0xc0;
        w.at += 4;
        return whole ? Layer.PPP : Layer.OTHER;
    }

    static int chdlc(Walk w) {
        if (!w.has(4)) {
            return w.tooShort();
        }
        int type = w.u16(2);
        w.at += 4;
        return type == CHDLC_SLARP ? Layer.OTHER : EthernetLayers.type(w, type);
    }

    /** Q.922 address of 2 to 4 bytes, then RFC 2427 (control and NLPID) or Cisco's own (an EtherType). */
    static int frameRelay(Walk w) {
        int address = 0;
        boolean last = false;
        while (!last) {
            if (!w.has(address + 1)) {
                return w.tooShort();
            }
            if (address == 4) {
                return Layer.INVALID;
            }
            last = (w.u8(address) & 1) != 0;
            address++;
        }
        if (!w.has(address + 2)) {
            return w.tooShort();
        }
        w.at += address;
        if (w.u8(0) != Llc.UNNUMBERED_INFORMATION) {
            int type = w.u16(0);
            w.at += 2;
            return EthernetLayers.type(w, type);
        }
        w.at++;
        // RFC 2427, 3: a pad of one zero byte may align what follows.
        if (w.u8(0) == 0) {
            w.at++;
        }
        return LlcLayers.networkLayer(w);
    }
}
