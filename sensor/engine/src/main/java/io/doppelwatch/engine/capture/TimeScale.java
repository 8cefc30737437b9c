// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

/**
 * How an interface of a pcapng counts time: if_tsresol and if_tsoffset (draft-ietf-opsawg-pcapng, 4.2).
 *
 * <p>Times lie between 1970 and 2116, {@code 0} to {@link #LATEST}: so no difference of two of them overflows.
 */
final class TimeScale {
    /** Latest time stamp a frame carries, nanoseconds: 2^62 - 1. Everything classic pcap can say is earlier. */
    static final long LATEST = (1L << 62) - 1;

    /** Answer for a time before 1970. */
    static final long TOO_EARLY = -1;

    /** Answer for a time after {@link #LATEST}. */
    static final long TOO_LATE = Long.MAX_VALUE;

    /** Microseconds, where an interface does not say. */
    static final TimeScale DEFAULT = new TimeScale(6, 0);

    private static final long NANOS = 1_000_000_000L;
    private static final long LAST_SECOND = LATEST / NANOS;
    /** 10^19 is the largest power of ten in 64 unsigned bits. */
    private static final int LARGEST_POWER = 19;

    private final boolean binary;
    private final int exponent;
    private final long offsetSeconds;
    /** Nanoseconds a tick, where the time is a plain product of it; else 0. */
    private final long nanosPerTick;

    /** @param resolution if_tsresol: negative power of 10, or of 2 where bit 7 is set */
    TimeScale(int resolution, long offsetSeconds) {
        this.offsetSeconds = offsetSeconds;
        binary = (resolution & 0x80) != 0;
        exponent = resolution & 0x7f;
        nanosPerTick = !binary && exponent <= 9 && offsetSeconds == 0 ? powerOfTen(9 - exponent) : 0;
    }

    /**
     * A time stamp in nanoseconds since 1970.
     *
     * @param ticks unsigned
     * @return 0 to {@link #LATEST}, or {@link #TOO_EARLY} or {@link #TOO_LATE}
     */
    long nanos(long ticks) {
        if (nanosPerTick != 0 && ticks >= 0 && ticks <= LATEST / nanosPerTick) {
            return ticks * nanosPerTick;
        }
        long seconds = binary ? binarySeconds(ticks) : decimalSeconds(ticks);
        long fraction = binary ? binaryFraction(ticks) : decimalFraction(ticks);
        if (seconds < 0 && offsetSeconds >= 0) {
            return TOO_LATE; // unsigned: 2^63 seconds and more
        }
        long sum = seconds + offsetSeconds;
        if (sum < 0) {
            return seconds >= 0 && offsetSeconds < 0 ? TOO_EARLY : TOO_LATE;
        }
        if (sum > LAST_SECOND) {
            return TOO_LATE;
        }
        long nanos = sum * NANOS + fraction;
        return nanos > LATEST ? TOO_LATE : nanos;
    }

    private long decimalSeconds(long ticks) {
        return exponent > LARGEST_POWER ? 0 : Long.divideUnsigned(ticks, powerOfTen(exponent));
    }

    private long decimalFraction(long ticks) {
        long rest = exponent > LARGEST_POWER ? ticks : Long.remainderUnsigned(ticks, powerOfTen(exponent));
        if (exponent <= 9) {
            return rest * powerOfTen(9 - exponent);
        }
        return exponent - 9 > LARGEST_POWER ? 0 : Long.divideUnsigned(rest, powerOfTen(exponent - 9));
    }

    private long binarySeconds(long ticks) {
        return exponent >= 64 ? 0 : ticks >>> exponent;
    }

    /** The rest of {@code ticks} times 10^9, divided by 2^exponent, in 128 bits. */
    private long binaryFraction(long ticks) {
        if (exponent == 0) {
            return 0;
        }
        long rest = exponent >= 64 ? ticks : ticks & (-1L >>> (64 - exponent));
        long high = Math.multiplyHigh(rest, NANOS) + (rest < 0 ? NANOS : 0);
        if (exponent < 64) {
            return high << (64 - exponent) | (rest * NANOS) >>> exponent;
        }
        return high >>> (exponent - 64);
    }

    /** 10^n as an unsigned number, n from 0 to 19. */
    private static long powerOfTen(int n) {
        long power = 1;
        for (int i = 0; i < n; i++) {
            power *= 10;
        }
        return power;
    }
}
