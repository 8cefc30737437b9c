// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.budget;

/**
 * One total in bytes, shared out over everything the sensor remembers of what it sees. A share is a ceiling, not an
 * allotment: nothing is taken before there is something to keep. The Java machine itself, the code, and the packets that
 * are under way are not in it.
 *
 * @param total bytes, from {@link #LEAST} to {@link #MOST}
 */
public record Budget(long total) {
    /** 256 MB. */
    public static final long USUAL = 256L << 20;
    /** 32 MB: below that a table of everything that has to be told apart is none any more. */
    public static final long LEAST = 32L << 20;
    /** 64 GB: no heap of a sensor is larger, and no count of entries overflows. */
    public static final long MOST = 64L << 30;

    /** What is shared out where nobody says otherwise. */
    public static final Budget STANDARD = new Budget(USUAL);

    public Budget {
        if (total < LEAST || total > MOST) {
            throw new IllegalArgumentException("a budget has " + LEAST + " to " + MOST + " bytes");
        }
    }

    /** Bytes that a share may hold. */
    public long bytes(Share share) {
        return total / Share.WHOLE * share.part();
    }

    /** How many entries of a share's worst kind fit into it; at least one. */
    public int entries(Share share) {
        return entries(share, share.each());
    }

    /**
     * How many entries of a size fit into a share; at least one.
     *
     * @param each bytes
     */
    public int entries(Share share, int each) {
        return (int) Math.max(1, Math.min(1 << 26, bytes(share) / each));
    }

    /** As {@link #entries(Share)}, rounded down to a power of two: for tables of fixed slots. */
    public int slots(Share share) {
        return Integer.highestOneBit(entries(share));
    }
}
