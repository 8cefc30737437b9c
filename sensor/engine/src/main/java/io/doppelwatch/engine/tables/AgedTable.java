// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * At most {@code cap} entries. What its owner has not said to stand goes first, the one touched longest ago of them; standing
 * entries may fill half the table and give way only where nothing else is left. So a flood pushes out its own kind.
 */
final class AgedTable<E extends AgedEntry<E>> {
    private final int cap;
    private final Counter evicted;
    private final Counters counters;
    private final Index<E> index = new Index<>();
    private final Ages<E> fresh = new Ages<>();
    private final Ages<E> standing = new Ages<>();

    AgedTable(int cap, Counter evicted, Counters counters) {
        this.cap = cap;
        this.evicted = evicted;
        this.counters = counters;
    }

    int size() {
        return index.size();
    }

    /** First entry of the hash's bucket; go on by {@link Entry#chain} and compare hash and key. */
    @Nullable
    E bucket(long hash) {
        return index.bucket(hash);
    }

    void add(E entry, long hash) {
        if (index.size() >= cap) {
            E out = fresh.oldest();
            remove(out == null ? standing.oldest() : out);
            counters.increment(evicted);
        }
        index.add(entry, hash);
        fresh.add(entry);
    }

    /** Makes an entry the youngest, and lets it stand where {@code earned} and there is room. */
    void touch(E entry, boolean earned) {
        if (entry.stands) {
            standing.touch(entry);
        } else if (earned && standing.size() < cap / 2) {
            fresh.remove(entry);
            entry.stands = true;
            standing.add(entry);
        } else {
            fresh.touch(entry);
        }
    }

    void remove(@Nullable E entry) {
        if (entry != null) {
            (entry.stands ? standing : fresh).remove(entry);
            index.remove(entry);
        }
    }
}
