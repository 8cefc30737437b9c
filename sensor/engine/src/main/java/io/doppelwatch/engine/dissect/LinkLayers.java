// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.LinkType;

/** Link layers other than Ethernet, and where a walk starts. */
final class LinkLayers {
    private LinkLayers() {}

    /** Where a walk through a frame of this LINKTYPE_ starts. */
    static int first(int linkType) {
        return switch (linkType) {
            case LinkType.ETHERNET -> Layer.ETHERNET;
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD, LinkType.IPV4, LinkType.IPV6 -> Layer.RAW;
            default -> Layer.UNKNOWN_LINK;
        };
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
}
