// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

/** Interface identifiers made of a MAC (RFC 4291, appendix A): the address itself says whose it is. */
public final class Eui64 {
    private static final long MIDDLE = 0xff_fe00_0000L;
    private static final long MIDDLE_MASK = 0xff_ff00_0000L;

    private Eui64() {}

    /**
     * The MAC an address is made of; {@link Mac#NONE} where it is made otherwise. Of random identifiers one in 65,536
     * looks as if it were made of a MAC, so that this is a sign and no proof.
     */
    public static long mac(Ip ip) {
        long low = ip.low();
        if (ip.isV4() || (low & MIDDLE_MASK) != MIDDLE) {
            return Mac.NONE;
        }
        // The universal/local bit is inverted.
        return (low >>> 40 ^ 0x02_0000L) << 24 | low & 0xff_ffffL;
    }

    /** True where the address is made of another MAC than this. */
    public static boolean isOfAnother(Ip ip, long mac) {
        long owner = mac(ip);
        return owner != Mac.NONE && mac != Mac.NONE && owner != mac;
    }
}
