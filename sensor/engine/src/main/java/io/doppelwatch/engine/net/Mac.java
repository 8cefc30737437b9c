// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

/** MAC addresses as longs: the 48 bits in network order, {@link #NONE} where a link has none. */
public final class Mac {
    /** No MAC: the link layer has none, or it was not seen. */
    public static final long NONE = -1;

    public static final long BROADCAST = 0xffff_ffff_ffffL;

    private Mac() {}

    /** The group bit (IEEE 802, 8.2.2): multicast or broadcast. */
    public static boolean isGroup(long mac) {
        return mac != NONE && (mac >>> 40 & 1) != 0;
    }

    /** Lower-case colon form; empty for {@link #NONE}. */
    public static String text(long mac) {
        if (mac == NONE) {
            return "";
        }
        StringBuilder s = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            s.append(Character.forDigit((int) (mac >>> shift + 4 & 0xf), 16));
            s.append(Character.forDigit((int) (mac >>> shift & 0xf), 16));
            if (shift > 0) {
                s.append(':');
            }
        }
        return s.toString();
    }
}
