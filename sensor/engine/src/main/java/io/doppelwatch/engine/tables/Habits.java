// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Fragments;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * How one server's answers look: IP TTL, IP id, least time, letter case, fragments, caching time. Learned from answers that
 * stood alone (IP id, case: as they come); each says what is odd only after enough answers that were not.
 */
final class Habits {
    /** Answers before an IP TTL or a letter case is odd. */
    static final int SETTLED = 16;
    /** Answers before an IP id, a time, a caching time or fragments are odd. */
    static final int MANY = 64;

    /** A TTL may vary by one where a path does. */
    private static final int TTL_LEEWAY = 1;

    /** A server that counts its IP ids up sends so many other packets at most between two answers we see. */
    private static final int ID_STEP = 4096;

    /** What is left of a floor below this is the clock of the capture and the client's own luck. */
    private static final long FAST_MARGIN_NANOS = 1_000_000L;

    private static final int FLOORS = 4;
    private static final int HALVE_AT = 1 << 16;
    private static final long WEEK_SECONDS = 604_800;

    private long answers;
    private int mainTtl = -1;
    private int mainCount;
    private int otherCount;
    private int lowestTtl = 255;
    private int highestTtl;

    private long ids;
    private long zeroIds;
    private long stepIds;
    private int lastId;
    private boolean missedId;

    private long echoed;
    private long changed;

    private long timed;
    /** The least four times, ascending: the fourth is the floor, so that three forged answers do not move it. */
    private final long[] least = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};

    private long whole;
    private long pieced;
    private long longTtls;

    long answers() {
        return answers;
    }

    int lowestTtl() {
        return lowestTtl;
    }

    int highestTtl() {
        return highestTtl;
    }

    /** The IP TTL nearly every answer had; -1 where there is none yet. */
    int usualTtl() {
        return answers >= SETTLED && mainCount >= 7 * otherCount ? mainTtl : -1;
    }

    boolean isUsualTtl(int ttl) {
        return Math.abs(ttl - mainTtl) <= TTL_LEEWAY;
    }

    /** True where an IP TTL is none that its answers had; false while there are fewer than three to tell by. */
    boolean isStrangeTtl(int ttl) {
        if (usualTtl() >= 0) {
            return !isUsualTtl(ttl);
        }
        return answers >= 3 && (ttl < lowestTtl - TTL_LEEWAY || ttl > highestTtl + TTL_LEEWAY);
    }

    boolean isStrangeId(int id) {
        if (ids < MANY) {
            return false;
        }
        if (zeroIds == ids) {
            return id != 0;
        }
        return stepIds * MANY >= ids * (MANY - 1) && !isStep(id);
    }

    /** {@code always 0} or {@code counted up}; empty where neither. */
    String idPattern() {
        return ids < MANY ? "" : zeroIds == ids ? "always 0" : stepIds * MANY >= ids * (MANY - 1) ? "counted up" : "";
    }

    /** The least time its answers take, nanoseconds; 0 while that cannot be said. */
    long floorNanos() {
        return timed >= MANY ? least[FLOORS - 1] : 0;
    }

    boolean isTooFast(long nanos) {
        long floor = floorNanos();
        return nanos >= 0 && nanos * 2 < floor && floor - nanos >= FAST_MARGIN_NANOS;
    }

    /** Answers that kept the letter case of a question with capitals in it. */
    long echoed() {
        return echoed;
    }

    boolean keepsCase() {
        return echoed >= SETTLED && changed * MANY <= echoed;
    }

    boolean neverFragments() {
        return whole >= MANY && pieced == 0;
    }

    /** True where a record's caching time is out of the ordinary for this server. */
    boolean isAbsurdTtl(long seconds) {
        return seconds > Integer.MAX_VALUE || seconds > WEEK_SECONDS && answers >= MANY && longTtls == 0;
    }

    /** What is odd in a first answer, of what only this packet can tell. */
    int oddities(Where where, long nanos) {
        int odd = 0;
        if (usualTtl() >= 0 && (where.ttl() < lowestTtl - TTL_LEEWAY || where.ttl() > highestTtl + TTL_LEEWAY)) {
            odd |= Oddity.IP_TTL;
        }
        if (isStrangeId(where.ipId())) {
            odd |= Oddity.IP_ID;
        }
        if (isTooFast(nanos)) {
            odd |= Oddity.FAST;
        }
        return odd;
    }

    /** Notes what is told by each answer as it comes. */
    void seen(Where where, boolean capitals, boolean kept, @Nullable Fragments fragments) {
        id(where.ipId());
        if (capitals) {
            if (kept) {
                echoed++;
            } else {
                changed++;
            }
        }
        if (fragments == null) {
            whole++;
        } else {
            pieced++;
        }
    }

    private void id(int id) {
        boolean first = ids++ == 0;
        zeroIds += id == 0 ? 1 : 0;
        boolean step = first || isStep(id);
        stepIds += step && id != 0 ? 1 : 0;
        // One that is out of step may be forged: only the second in a row moves the count.
        if (step || missedId) {
            lastId = id;
        }
        missedId = !step && !missedId;
    }

    private boolean isStep(int id) {
        int ahead = id - lastId & 0xffff;
        return ahead > 0 && ahead <= ID_STEP;
    }

    /** Notes an answer that stood alone. {@code nanos} it took, -1 where that is not sure; {@code seconds} to cache, -1 without. */
    void answered(int ttl, long nanos, long seconds) {
        answers++;
        lowestTtl = Math.min(lowestTtl, ttl);
        highestTtl = Math.max(highestTtl, ttl);
        if (mainTtl >= 0 && isUsualTtl(ttl)) {
            mainCount++;
        } else if (mainTtl < 0 || ++otherCount > mainCount) {
            mainTtl = ttl;
            mainCount = 1;
            otherCount = 0;
        }
        if (mainCount + otherCount >= HALVE_AT) {
            mainCount /= 2;
            otherCount /= 2;
        }
        longTtls += seconds > WEEK_SECONDS ? 1 : 0;
        if (nanos >= 0) {
            timed++;
            for (int i = FLOORS - 1; i >= 0 && nanos < least[i]; i--) {
                if (i < FLOORS - 1) {
                    least[i + 1] = least[i];
                }
                least[i] = nanos;
            }
        }
    }
}
