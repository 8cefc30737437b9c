// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.Llc;

/** Logical link control, SNAP, and the network layer identifiers that LLC and frame relay share. */
final class LlcLayers {
    private LlcLayers() {}

    static int llc(Walk w) {
        if (!w.has(Llc.HEADER_LENGTH)) {
            return w.tooShort();
        }
        if (Llc.control(w.buffer, w.at) != Llc.UNNUMBERED_INFORMATION) {
            return Layer.OTHER;
        }
        int sap = Llc.destinationSap(w.buffer, w.at);
        w.at += Llc.HEADER_LENGTH;
        return switch (sap) {
            case Llc.SAP_SNAP -> snap(w);
            case Llc.SAP_IP -> Layer.IPV4;
            case Llc.SAP_ARP -> Layer.ARP;
            case Llc.SAP_ISO -> networkLayer(w);
            default -> Layer.OTHER;
        };
    }

    private static int snap(Walk w) {
        if (!w.has(Llc.SNAP_LENGTH)) {
            return w.tooShort();
        }
        int oui = Llc.oui(w.buffer, w.at);
        int protocol = Llc.protocol(w.buffer, w.at);
        w.at += Llc.SNAP_LENGTH;
        if (oui == Llc.OUI_ETHERNET || oui == Llc.OUI_BRIDGE_TUNNEL) {
            return EthernetLayers.type(w, protocol);
        }
        if (oui == Llc.OUI_BRIDGED && (protocol == Llc.BRIDGED_ETHERNET || protocol == Llc.BRIDGED_ETHERNET_FCS)) {
            // RFC 2684, 5.2: over ATM the Ethernet header is aligned by two bytes.
            if (w.atm) {
                w.skip(2);
            }
            return Layer.ETHERNET;
        }
        return Layer.OTHER;
    }

    /** What a network layer protocol identifier (ISO/IEC TR 9577) leads to. */
    static int networkLayer(Walk w) {
        if (!w.has(1)) {
            return w.tooShort();
        }
        int nlpid = w.u8(0);
        w.at++;
        return switch (nlpid) {
            case Llc.NLPID_IPV4 -> Layer.IPV4;
            case Llc.NLPID_IPV6 -> Layer.IPV6;
            case Llc.NLPID_SNAP -> snap(w);
            case Llc.NLPID_PPP -> Layer.PPP;
            default -> Layer.OTHER;
        };
    }
}
