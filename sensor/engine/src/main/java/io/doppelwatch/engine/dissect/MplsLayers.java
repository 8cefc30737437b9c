// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.EtherType;
import io.doppelwatch.decode.link.Ethernet;
import io.doppelwatch.decode.link.MplsLabel;
import io.doppelwatch.engine.net.Path;

/** Label stacks, and the guess at what is below: labels do not say. */
final class MplsLayers {
    private static final int MAX_LABELS = 16;
    /** RFC 4385, 3: a control word starts with four zero bits. */
    private static final int CONTROL_WORD_LENGTH = 4;

    private static final int TYPE_OFFSET = 12;

    private MplsLayers() {}

    static int mpls(Walk w) {
        boolean bottom = false;
        for (int i = 0; !bottom; i++) {
            if (!w.has(MplsLabel.LENGTH)) {
                return w.tooShort();
            }
            if (i == MAX_LABELS) {
                return Layer.INVALID;
            }
            bottom = MplsLabel.bottom(w.buffer, w.at);
            w.at += MplsLabel.LENGTH;
        }
        // Each end of a path chooses the labels it wants to be sent, so the number differs between the directions.
        w.push(Path.Kind.MPLS, 0);
        return below(w);
    }

    /** RFC 4928, 3: IP shows by its version; the rest is a pseudowire. */
    private static int below(Walk w) {
        if (!w.has(1)) {
            return w.tooShort();
        }
        int first = w.u8(0);
        // A pseudowire without control word may carry an Ethernet address that starts like an IP version.
        if (first >>> 4 == 4 && (first & 0xf) >= 5 && !ethernetAt(w, 0)) {
            return Layer.IPV4;
        }
        if (first >>> 4 == 6 && !ethernetAt(w, 0)) {
            return Layer.IPV6;
        }
        if (first >>> 4 == 0 && (ethernetAt(w, CONTROL_WORD_LENGTH) || !ethernetAt(w, 0))) {
            if (!w.has(CONTROL_WORD_LENGTH)) {
                return w.tooShort();
            }
            w.at += CONTROL_WORD_LENGTH;
            return Layer.ETHERNET;
        }
        // RFC 4385, 5: 0001 is a channel of the pseudowire's own.
        return first >>> 4 == 1 ? Layer.OTHER : Layer.ETHERNET;
    }

    /** Whether an Ethernet header here has a type that leads on, and what follows agrees. */
    static boolean ethernetAt(Walk w, int offset) {
        if (!w.has(offset + Ethernet.HEADER_LENGTH + 1)) {
            return false;
        }
        int version = w.u8(offset + Ethernet.HEADER_LENGTH) >>> 4;
        return switch (w.u16(offset + TYPE_OFFSET)) {
            case EtherType.IPV4 -> version == 4;
            case EtherType.IPV6 -> version == 6;
            case EtherType.ARP, EtherType.VLAN, EtherType.QINQ, EtherType.MPLS -> true;
            default -> false;
        };
    }
}
