// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

/**
 * The seeded hash of names: words of eight octets, each label beginning one of its own with its length, so that no two
 * names give the same words; in lower case (RFC 4343). The multipliers come of the seed: who does not know it cannot work
 * out which names fall together.
 */
final class NameHash {
    private static final long DOMAIN = 0x646e73_6e616d65L;

    private NameHash() {}

    static long start(long seed) {
        return seed ^ DOMAIN;
    }

    /** Takes in one word: a bijection of the state, in two plain products. */
    static long word(long state, long word, long seed) {
        long h = (state ^ word) * (seed | 1);
        h = (h ^ h >>> 32) * (Long.rotateLeft(seed, 32) ^ DOMAIN | 1);
        return h ^ h >>> 29;
    }
}
