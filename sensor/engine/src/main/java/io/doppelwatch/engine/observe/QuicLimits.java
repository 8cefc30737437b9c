// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * Bounds of one {@link QuicObserver}. Beyond them the connection longest silent is forgotten.
 *
 * @param connections known at once
 * @param bytes of handshake kept for all of them together
 * @param idleNanos event time after which a silent one is forgotten
 */
public record QuicLimits(int connections, int bytes, long idleNanos) {
    /** Bounds for one of the state shards. */
    public static final QuicLimits DEFAULT = new QuicLimits(2048, 2 << 20, 30_000_000_000L);
}
