// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.stats;

/** One thread's counts. */
public final class Counters {
    private static final Counter[] ALL = Counter.values();
    private final long[] values = new long[ALL.length];

    public void increment(Counter counter) {
        values[counter.ordinal()]++;
    }

    public void add(Counter counter, long n) {
        values[counter.ordinal()] += n;
    }

    public long get(Counter counter) {
        return values[counter.ordinal()];
    }

    /** Adds another thread's counts to these. */
    public void merge(Counters other) {
        for (int i = 0; i < values.length; i++) {
            values[i] += other.values[i];
        }
    }
}
