// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Path;
import java.security.SecureRandom;

/**
 * Hashes keys an attacker chooses, with two secret words drawn once a run, so that nobody outside can aim at one bucket.
 * No output depends on the words: tables are walked by age, never by bucket.
 */
public final class KeyHash {
    private final long first;
    private final long second;

    /** Draws the secret words. */
    public KeyHash() {
        SecureRandom random = new SecureRandom();
        first = random.nextLong();
        second = random.nextLong() | 1;
    }

    KeyHash(long first, long second) {
        this.first = first;
        this.second = second | 1;
    }

    /** Hash of three words and the path they were seen on. */
    public long of(Path path, long a, long b, long c) {
        long h = fold(a ^ first, b ^ second);
        h = fold(h ^ c, second ^ Long.rotateLeft(first, 32));
        return path.tags().isEmpty() ? h : fold(h ^ path.hashCode(), second);
    }

    /** Both halves of the 128-bit product, folded: every input bit reaches every output bit. */
    private static long fold(long x, long y) {
        return x * y ^ Math.multiplyHigh(x, y) ^ Long.rotateLeft(x, 29) * 0x9e37_79b9_7f4a_7c15L ^ y >>> 17;
    }
}
