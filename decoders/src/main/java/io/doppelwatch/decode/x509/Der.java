// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import io.doppelwatch.decode.Fault;

/**
 * The outer shape of DER (X.690, 10), looked at before a parser that calls itself for each level gets it: definite
 * lengths that lie in one another, and no deeper than certificates are.
 */
final class Der {
    /** A certificate nests about a dozen deep. */
    static final int MAX_DEPTH = 32;

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;

    private Der() {}

    /** {@link Fault#NONE} where one value fills the bytes and nests soundly. */
    static Fault check(byte[] der) {
        int[] ends = new int[MAX_DEPTH];
        int depth = 0;
        ends[0] = der.length;
        int at = 0;
        boolean first = true;
        while (at < der.length) {
            while (at == ends[depth]) {
                depth--;
            }
            if (!first && depth == 0) {
                return Fault.BAD_LENGTH;
            }
            first = false;
            int tag = der[at++] & 0xff;
            if ((tag & LONG_TAG) == LONG_TAG) {
                do {
                    if (at >= ends[depth]) {
                        return Fault.TRUNCATED;
                    }
                } while ((der[at++] & 0x80) != 0);
            }
            if (at >= ends[depth]) {
                return Fault.TRUNCATED;
            }
            long length = der[at++] & 0xff;
            if (length == 0x80) {
                return Fault.UNSUPPORTED;
            }
            if (length > 0x80) {
                int bytes = (int) length & 0x7f;
                if (bytes > 4) {
                    return Fault.BAD_LENGTH;
                }
                length = 0;
                while (bytes-- > 0) {
                    if (at >= ends[depth]) {
                        return Fault.TRUNCATED;
                    }
                    length = length << 8 | der[at++] & 0xff;
                }
            }
            if (length > ends[depth] - at) {
                return Fault.BAD_LENGTH;
            }
            if ((tag & CONSTRUCTED) == 0) {
                at += (int) length;
            } else if (length > 0) {
                if (++depth == MAX_DEPTH) {
                    return Fault.TOO_DEEP;
                }
                ends[depth] = at + (int) length;
            }
        }
        return first ? Fault.TRUNCATED : Fault.NONE;
    }
}
