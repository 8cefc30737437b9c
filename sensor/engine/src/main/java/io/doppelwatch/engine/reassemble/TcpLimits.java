// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

/**
 * Bounds of one {@link TcpTable}. Times are event time.
 *
 * @param flows connections known at once, at least 1
 * @param heldPerStream bytes kept of one direction behind a hole, headers of the copies included
 * @param heldTotal the same for the whole table
 * @param window how far from the next expected byte a segment may lie, in bytes, below 2^30
 * @param idleNanos a stream that is read ends after this long without a segment
 * @param openingNanos a connection of which only SYNs were seen is forgotten after this
 * @param finishedNanos how long a connection nobody reads any more is remembered, for its late retransmissions
 * @param holeNanos how long a hole may stay open before reading goes on after it
 */
public record TcpLimits(
        int flows,
        int heldPerStream,
        int heldTotal,
        int window,
        long idleNanos,
        long openingNanos,
        long finishedNanos,
        long holeNanos) {
    private static final long SECOND = 1_000_000_000L;

    /** Bounds for one of the state shards: some 8 MB at the very most, readers aside. */
    public static final TcpLimits DEFAULT =
            new TcpLimits(8192, 256 << 10, 4 << 20, 1 << 20, 300 * SECOND, 30 * SECOND, 60 * SECOND, 5 * SECOND);
}
