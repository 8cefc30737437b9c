// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hashes keys an attacker chooses, with two secret words drawn once a run, so that nobody outside can aim at one bucket.
 * No output depends on the words: tables are walked by age, never by bucket.
 */
public final class KeyHash {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long first;
    private final long second;
    private final long third;

    /** Draws the secret words. */
    public KeyHash() {
        this(new SecureRandom());
    }

    private KeyHash(SecureRandom random) {
        this(random.nextLong(), random.nextLong());
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

    /** Hash of bytes. */
    public long of(byte[] bytes) {
        long h = first ^ bytes.length;
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            h = mix(h ^ (long) WORDS.get(bytes, i));
        }
        for (; i < bytes.length; i++) {
            h = mix(h ^ bytes[i]);
        }
        return h;
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
