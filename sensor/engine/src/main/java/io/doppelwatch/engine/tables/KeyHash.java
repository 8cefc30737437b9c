// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.random.Secrets;

/**
 * Hashes keys an attacker chooses, with two secret words drawn once a run, so that nobody outside can aim at one bucket.
 * No output depends on the words: tables are walked by age, never by bucket.
 */
public final class KeyHash {
    private final long first;
    private final long second;
    private final long third;

    /** Draws the secret words. */
    public KeyHash() {
        this(Secrets.draw(2));
    }

    private KeyHash(long[] words) {
        this(words[0], words[1]);
    }

    KeyHash(long first, long second) {
        this.first = first;
        this.second = second | 1;
        this.third = Long.rotateLeft(first, 17) * this.second | 1;
    }

    /** A seed of its own for hashes made elsewhere. */
    public long seed() {
        return Long.rotateLeft(first, 17) * second;
    }

    /** Hash of three words and the path they were seen on. */
    public long of(Path path, long a, long b, long c) {
        long h = mix(mix(mix(a ^ first) ^ b) ^ c);
        return path == Path.NONE ? h : mix(h ^ path.hashCode());
    }

    /** Hash of two addresses and one more word. */
    public long of(Path path, Ip a, Ip b, long more) {
        long h = mix(mix(mix(a.high() ^ first) ^ a.low()) ^ b.high());
        return of(path, h, b.low(), more);
    }

    /** Hash of two addresses, for {@link #with}. */
    long pair(Path path, Ip a, Ip b) {
        long h = mix(mix(mix(mix(a.high() ^ first) ^ a.low()) ^ b.high()) ^ b.low());
        return path == Path.NONE ? h : mix(h ^ path.hashCode());
    }

    /** A hash made before, and one more word. */
    long with(long hash, long more) {
        return mix(hash ^ more);
    }

    /** Hash of bytes. */
    public long of(byte[] bytes) {
        long h = first ^ bytes.length;
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = word << 8 | bytes[i] & 0xff;
            if ((i & 7) == 7) {
                h = mix(h ^ word);
                word = 0;
            }
        }
        return mix(h ^ word);
    }

    /**
     * A bijection whose multipliers are secret, so that nobody outside can work out which words fall together. Two plain
     * products: the high half of one costs more than both where the compiler does not know it.
     */
    private long mix(long x) {
        long h = x * second;
        h = (h ^ h >>> 32) * third;
        return h ^ h >>> 29;
    }
}
