// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

import io.netty.buffer.ByteBuf;

/**
 * An IPv4 or IPv6 address as two longs. IPv4 is held as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2), so one table serves both.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record Ip(long high, long low) implements Comparable<Ip> {
    private static final long V4_PREFIX = 0x0000_ffff_0000_0000L;
    /** The address of nothing, where a packet has no network layer. */
    public static final Ip NONE = new Ip(0, 0);

    /** @param address the 32 bits of an IPv4 address */
    public static Ip v4(int address) {
        return new Ip(0, V4_PREFIX | Integer.toUnsignedLong(address));
    }

    public static Ip v4(ByteBuf buffer, int offset) {
        return v4(buffer.getInt(offset));
    }

    public static Ip v6(ByteBuf buffer, int offset) {
        return new Ip(buffer.getLong(offset), buffer.getLong(offset + 8));
    }

    /** @param low32 the low long of an address; whether {@code high, low} is an IPv4 address */
    public static boolean isV4(long high, long low32) {
        return high == 0 && low32 >>> 32 == 0xffff;
    }

    public boolean isV4() {
        return isV4(high, low);
    }

    /** 4 or 16 bytes in network order. */
    public byte[] bytes() {
        if (isV4()) {
            int a = (int) low;
            return new byte[] {(byte) (a >>> 24), (byte) (a >>> 16), (byte) (a >>> 8), (byte) a};
        }
        byte[] b = new byte[16];
        for (int i = 0; i < 8; i++) {
            b[i] = (byte) (high >>> 56 - 8 * i);
            b[8 + i] = (byte) (low >>> 56 - 8 * i);
        }
        return b;
    }

    /** Written out: a record's own goes through a method handle, and tables ask this for every fact. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Ip ip && high == ip.high && low == ip.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }

    @Override
    public int compareTo(Ip other) {
        int c = Long.compareUnsigned(high, other.high);
        return c != 0 ? c : Long.compareUnsigned(low, other.low);
    }

    /** Dotted quad, or RFC 5952 text. */
    @Override
    public String toString() {
        return isV4() ? v4Text((int) low) : v6Text();
    }

    private static String v4Text(int a) {
        return (a >>> 24) + "." + (a >>> 16 & 0xff) + "." + (a >>> 8 & 0xff) + "." + (a & 0xff);
    }

    private int group(int i) {
        return (int) ((i < 4 ? high >>> 48 - 16 * i : low >>> 48 - 16 * (i - 4)) & 0xffff);
    }

    private String v6Text() {
        // RFC 5952, 4.2: the longest run of two or more zero groups becomes "::", the first of equals.
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int n = 0;
            while (i + n < 8 && group(i + n) == 0) {
                n++;
            }
            if (n > bestLength) {
                best = i;
                bestLength = n;
            }
            i += n;
        }
        StringBuilder s = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                s.append("::");
                i += bestLength - 1;
                continue;
            }
            if (i > 0 && s.charAt(s.length() - 1) != ':') {
                s.append(':');
            }
            s.append(Integer.toHexString(group(i)));
        }
        return s.toString();
    }
}
