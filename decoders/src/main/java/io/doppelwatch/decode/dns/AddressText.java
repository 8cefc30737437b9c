// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

/** Addresses as text: dotted quad, and RFC 5952. */
final class AddressText {
    private AddressText() {}

    static void v4(StringBuilder out, int a) {
        out.append(a >>> 24).append('.').append(a >>> 16 & 0xff);
        out.append('.').append(a >>> 8 & 0xff).append('.').append(a & 0xff);
    }

    static void v6(StringBuilder out, long high, long low) {
        // RFC 5952, 5: an IPv4-mapped address keeps its dotted quad.
        if (high == 0 && low >>> 32 == 0xffff) {
            out.append("::ffff:");
            v4(out, (int) low);
            return;
        }
        // RFC 5952, 4.2: the longest run of two or more zero groups becomes "::", the first of equals.
        int best = 8;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int n = 0;
            while (i + n < 8 && group(high, low, i + n) == 0) {
                n++;
            }
            if (n > bestLength) {
                best = i;
                bestLength = n;
            }
            i += n;
        }
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                out.append("::");
                i += bestLength - 1;
            } else {
                out.append(i == 0 || i == best + bestLength ? "" : ":")
                        .append(Integer.toHexString(group(high, low, i)));
            }
        }
    }

    private static int group(long high, long low, int i) {
        return (int) ((i < 4 ? high >>> 48 - 16 * i : low >>> 48 - 16 * (i - 4)) & 0xffff);
    }
}
