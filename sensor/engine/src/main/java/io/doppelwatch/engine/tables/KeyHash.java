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

    /** A seed of its own for hashes made elsewhere. */
    public long seed() {
        return Long.rotateLeft(first, 17) * second;
    }

    /** Hash of three words and the path they were seen on. */
    public long of(Path path, long a, long b, long c) {
        long h = fold(a ^ first, b ^ second);
        h = fold(h ^ c, second ^ Long.rotateLeft(first, 32));
        return path.tags().isEmpty() ? h : fold(h ^ path.hashCode(), second);
    }

    /** Hash of two addresses and one more word. */
    public long of(Path path, Ip a, Ip b, long more) {
        long h = fold(a.high() ^ first, a.low() ^ second);
        h = fold(h ^ b.high(), b.low() ^ second);
        return of(path, h, more, 2);
    }

    /** Hash of bytes. */
    public long of(byte[] bytes) {
        long h = first ^ bytes.length;
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            h = fold(h ^ (long) WORDS.get(bytes, i), second);
        }
        for (; i < bytes.length; i++) {
            h = fold(h ^ bytes[i], second);
        }
        return h;
    }

    /** Both halves of the 128-bit product, folded: every input bit reaches every output bit. */
    private static long fold(long x, long y) {
        return x * y ^ Math.multiplyHigh(x, y) ^ Long.rotateLeft(x, 29) * 0x9e37_79b9_7f4a_7c15L ^ y >>> 17;
    }
}
