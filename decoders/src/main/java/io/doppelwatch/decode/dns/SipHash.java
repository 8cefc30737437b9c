// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

/** SipHash-2-4 (Aumasson and Bernstein, 2012), octet by octet. Reusable; not thread-safe. */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long word;
    private int count;

    SipHash start(long k0, long k1) {
        v0 = k0 ^ 0x736f6d6570736575L;
        v1 = k1 ^ 0x646f72616e646f6dL;
        v2 = k0 ^ 0x6c7967656e657261L;
        v3 = k1 ^ 0x7465646279746573L;
        word = 0;
        count = 0;
        return this;
    }

    void octet(int b) {
        word |= (long) (b & 0xff) << 8 * (count & 7);
        count++;
        if ((count & 7) == 0) {
            compress(word);
            word = 0;
        }
    }

    long finish() {
        compress(word | (long) count << 56);
        v2 ^= 0xff;
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void compress(long m) {
        v3 ^= m;
        round();
        round();
        v0 ^= m;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
