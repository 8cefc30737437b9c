// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

/** In what an answer differs from those of its server before, as bits. Each alone has an innocent explanation. */
public final class Oddity {
    /** An IP TTL that server's answers did not have. */
    public static final int IP_TTL = 1;
    /** An IP id off that server's pattern: always zero, or counted up. */
    public static final int IP_ID = 1 << 1;
    /** In less than half the time that server needs at its best. */
    public static final int FAST = 1 << 2;
    /** The question came back in other letter case, from a server that keeps it. */
    public static final int LETTER_CASE = 1 << 3;
    /** A record may be cached for more than a week, or for a time beyond 31 bits (RFC 2181, 8). */
    public static final int RECORD_TTL = 1 << 4;
    /** It came in IP fragments in a way that answers of that server do not. */
    public static final int FRAGMENTS = 1 << 5;

    private Oddity() {}
}
