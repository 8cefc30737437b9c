// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * The last packets that carried a fact of their own, to tell when one comes again from the MAC it was sent to. A power of two of them, of 172 bytes; of two that fall together the later stays. Which fall together is fixed, not secret: who makes packets that
 * do hides a relay from this table, and floods nothing else.
 */
public final class Relays {
    /** A relay sends a packet on within this. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final @Nullable Where[] last;
    /** The mix of each, so that a packet is fetched from memory only to be found the same. */
    private final long[] mixes;

    /** @param slots a power of two */
    public Relays(int slots) {
        last = new Where[slots];
        mixes = new long[slots];
    }

    /** The packet as it was sent to who now sends it on; null where this is no such copy. */
    public @Nullable Where add(Where w) {
        long mix = mix(w);
        int at = (int) (mix >>> 32) & mixes.length - 1;
        Where before = mixes[at] == mix ? last[at] : null;
        if (before != null && isSame(before, w)) {
            int hops = before.ttl() - w.ttl();
            long age = w.timeNanos() - before.timeNanos();
            if (before.destinationMac() == w.sourceMac()
                    && before.sourceMac() != w.sourceMac()
                    && (hops == 0 || hops == 1)
                    && age >= 0
                    && age < PATIENCE_NANOS) {
                return before;
            }
        }
        last[at] = w;
        mixes[at] = mix;
        return null;
    }

    private static boolean isSame(Where a, Where b) {
        return a.ipId() == b.ipId()
                && a.sourcePort() == b.sourcePort()
                && a.destinationPort() == b.destinationPort()
                && a.protocol() == b.protocol()
                && a.sourceIp().equals(b.sourceIp())
                && a.destinationIp().equals(b.destinationIp())
                && a.source() == b.source()
                && a.path().equals(b.path());
    }

    private static long mix(Where w) {
        long h = w.sourceIp().low() * 0x9e37_79b9_7f4a_7c15L ^ w.destinationIp().low();
        h = (h ^ h >>> 29) * 0xbf58_476d_1ce4_e5b9L;
        h += (long) w.ipId() << 32 | w.sourcePort() << 16 | w.destinationPort();
        return h * 0x94d0_49bb_1331_11ebL;
    }
}
