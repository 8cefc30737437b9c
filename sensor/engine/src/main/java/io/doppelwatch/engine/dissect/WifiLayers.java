// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.link.Ieee80211;

/** IEEE 802.11 data frames, and the headers that adapters put before them. */
final class WifiLayers {
    private static final int RADIOTAP_LENGTH = 8;
    private static final int RADIOTAP_TSFT = 1;
    private static final int RADIOTAP_FLAGS = 2;
    private static final int RADIOTAP_MORE = 0x8000_0000;
    /** Of the flags: zero bytes align the body to 4. */
    private static final int RADIOTAP_DATA_PAD = 0x20;

    private static final int MAX_PRESENT_WORDS = 8;

    private static final int PRISM_LENGTH = 144;
    private static final int AVS_MAGIC = 0x8021_1000;

    private WifiLayers() {}

    /** https://www.radiotap.org: version 1, pad 1, length 2, present words 4 each, fields; all little-endian. */
    static int radiotap(Walk w) {
        if (!w.has(RADIOTAP_LENGTH)) {
            return w.tooShort();
        }
        int length = w.u16le(2);
        if (w.u8(0) != 0 || length < RADIOTAP_LENGTH) {
            return Layer.INVALID;
        }
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.padded = (radiotapFlags(w, length) & RADIOTAP_DATA_PAD) != 0;
        w.at += length;
        return Layer.WIFI;
    }

    /** The flags field, 0 where there is none. */
    private static int radiotapFlags(Walk w, int length) {
        int present = w.i32le(4);
        int fields = 8;
        int word = present;
        for (int i = 0; i < MAX_PRESENT_WORDS && (word & RADIOTAP_MORE) != 0; i++) {
            if (fields + 4 > length) {
                return 0;
            }
            word = w.i32le(fields);
            fields += 4;
        }
        if ((present & RADIOTAP_FLAGS) == 0) {
            return 0;
        }
        int offset = (present & RADIOTAP_TSFT) != 0 ? (fields + 7 & ~7) + 8 : fields;
        return offset < length ? w.u8(offset) : 0;
    }

    /** Prism monitor header: 144 bytes; some drivers write AVS under the same link type. */
    static int prism(Walk w) {
        if (!w.has(8)) {
            return w.tooShort();
        }
        if ((w.i32(0) & 0xffff_f000) == (AVS_MAGIC & 0xffff_f000)) {
            return avs(w);
        }
        if (!w.has(PRISM_LENGTH)) {
            return w.tooShort();
        }
        w.at += PRISM_LENGTH;
        return Layer.WIFI;
    }

    /** AVS capture header: magic 4, length 4. */
    static int avs(Walk w) {
        if (!w.has(8)) {
            return w.tooShort();
        }
        int length = w.i32(4);
        if (length < 8) {
            return Layer.INVALID;
        }
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        return Layer.WIFI;
    }

    /** IEEE 802.11-2020, 9.3.2.1: a data frame that is neither protected nor a fragment. */
    static int wifi(Walk w) {
        if (!w.has(2)) {
            return w.tooShort();
        }
        int first = w.u8(0);
        int second = w.u8(1);
        boolean swap = w.swapped && (first & Ieee80211.VERSION_AND_TYPE) != Ieee80211.DATA;
        if (swap) {
            first = second;
            second = w.u8(0);
        }
        if ((first & Ieee80211.VERSION_AND_TYPE) != Ieee80211.DATA
                || (first & Ieee80211.NO_DATA) != 0
                || (second & (Ieee80211.PROTECTED | Ieee80211.MORE_FRAGMENTS)) != 0) {
            return Layer.OTHER;
        }
        boolean qos = (first & Ieee80211.QOS) != 0;
        boolean wds = (second & (Ieee80211.TO_DS | Ieee80211.FROM_DS)) == (Ieee80211.TO_DS | Ieee80211.FROM_DS);
        int length = Ieee80211.HEADER_LENGTH + (wds ? Ieee80211.ADDRESS_LENGTH : 0);
        int qosAt = length;
        if (qos) {
            length += Ieee80211.QOS_LENGTH + ((second & Ieee80211.ORDER) != 0 ? Ieee80211.HT_CONTROL_LENGTH : 0);
        }
        if (w.padded) {
            length = length + 3 & ~3;
        }
        if (!w.has(length)) {
            return w.tooShort();
        }
        // The low four bits of the sequence control field number the fragment.
        if ((w.u8(Ieee80211.SEQUENCE_CONTROL_OFFSET + (swap ? 1 : 0)) & 0xf) != 0) {
            return Layer.OTHER;
        }
        addresses(w, second);
        boolean aggregate = qos && (w.u8(qosAt) & Ieee80211.A_MSDU) != 0;
        w.at += length;
        return aggregate ? subframe(w) : Layer.LLC;
    }

    /** Table 9-30: which address is whose depends on the two DS bits. */
    private static void addresses(Walk w, int flags) {
        boolean toDs = (flags & Ieee80211.TO_DS) != 0;
        boolean fromDs = (flags & Ieee80211.FROM_DS) != 0;
        long destination = w.mac(toDs ? Ieee80211.ADDRESS3_OFFSET : Ieee80211.ADDRESS1_OFFSET);
        long source;
        if (!fromDs) {
            source = w.mac(Ieee80211.ADDRESS2_OFFSET);
        } else {
            source = w.mac(toDs ? Ieee80211.ADDRESS4_OFFSET : Ieee80211.ADDRESS3_OFFSET);
        }
        w.macs(destination, source);
    }

    /** The first subframe of an A-MSDU (9.3.2.2.2); a packet object holds one packet, so the others are not read. */
    private static int subframe(Walk w) {
        if (!w.has(Ieee80211.SUBFRAME_LENGTH)) {
            return w.tooShort();
        }
        w.macs(w.mac(0), w.mac(6));
        int length = w.u16(12);
        w.at += Ieee80211.SUBFRAME_LENGTH;
        w.trim(length);
        return Layer.LLC;
    }
}
