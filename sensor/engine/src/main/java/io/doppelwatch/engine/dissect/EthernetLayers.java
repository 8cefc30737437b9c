// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.EtherType;
import io.doppelwatch.decode.link.Ethernet;
import io.doppelwatch.engine.net.Path;

/** Ethernet and the tags in it. */
final class EthernetLayers {
    private EthernetLayers() {}

    static int ethernet(Walk w) {
        if (!w.has(Ethernet.HEADER_LENGTH)) {
            return w.tooShort();
        }
        w.macs(Ethernet.destination(w.buffer, w.at), Ethernet.source(w.buffer, w.at));
        int type = Ethernet.typeOrLength(w.buffer, w.at);
        w.at += Ethernet.HEADER_LENGTH;
        return typeOrLength(w, type);
    }

    /** What follows an Ethernet header or a tag in it: by type, or LLC of a stated length (IEEE 802.3, 3.2.6). */
    private static int typeOrLength(Walk w, int type) {
        if (type > EtherType.MAX_LENGTH) {
            w.type = type;
            return Layer.ofEtherType(type);
        }
        w.trim(type);
        return Layer.LLC;
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
}
