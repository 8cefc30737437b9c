// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

/**
 * Which client has had good answers from which server, as far as 16,384 fingerprints hold it: their questions are the last
 * to be pushed out. 128 KB; of two pairs that meet in a slot the later one stays, and the other has only to be answered once
 * more.
 */
final class Familiar {
    private final long[] prints = new long[1 << 14];

    /** @param pair hash of path, client and server, by a secret key */
    boolean has(long pair) {
        return prints[slot(pair)] == pair;
    }

    void add(long pair) {
        prints[slot(pair)] = pair;
    }

    private int slot(long pair) {
        return (int) (pair ^ pair >>> 32) & prints.length - 1;
    }
}
