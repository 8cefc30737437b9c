// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.net.Path;

/** Tags that a switch chip puts into frames for its processor: between the addresses and the type, or before both. */
final class SwitchTags {
    private static final int ADDRESSES_LENGTH = 12;
    private static final int BROADCOM_LENGTH = 4;
    private static final int DSA_LENGTH = 4;
    private static final int EDSA_LENGTH = 8;

    private SwitchTags() {}

    static int link(Walk w) {
        return switch (w.type) {
            case LinkType.BROADCOM_TAG_PREPENDED -> LinkLayers.after(w, BROADCOM_LENGTH, Layer.ETHERNET);
            case LinkType.BROADCOM_TAG -> between(w, BROADCOM_LENGTH);
            case LinkType.DSA -> dsa(w, ADDRESSES_LENGTH, DSA_LENGTH);
            default -> dsa(w, ADDRESSES_LENGTH + EDSA_LENGTH - DSA_LENGTH, EDSA_LENGTH);
        };
    }

    private static int between(Walk w, int length) {
        if (!w.has(ADDRESSES_LENGTH + length + 2)) {
            return w.tooShort();
        }
        w.macs(w.mac(0), w.mac(6));
        int type = w.u16(ADDRESSES_LENGTH + length);
        w.at += ADDRESSES_LENGTH + length + 2;
        return EthernetLayers.typeOrLength(w, type);
    }

    /**
     * Marvell: mode 2 bits, tagged 1, and at the end the priority and VLAN of a tag that this one stands for; with tagged
     * set there was a VLAN tag in the frame, of which type and control are gone.
     */
    private static int dsa(Walk w, int tagAt, int length) {
        if (!w.has(tagAt + DSA_LENGTH)) {
            return w.tooShort();
        }
        if ((w.u8(tagAt) & 0x20) != 0) {
            int vlan = w.u16(tagAt + 2) & 0x0fff;
            if (vlan != 0) {
                w.push(Path.Kind.VLAN, vlan);
            }
        }
        return between(w, length);
    }
}
