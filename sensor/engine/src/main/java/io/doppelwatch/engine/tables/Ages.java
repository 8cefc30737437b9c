// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/** Entries from the one touched longest ago to the one touched last. An entry stands in one list at a time. */
final class Ages<E extends Entry<E>> {
    private @Nullable E oldest;
    private @Nullable E newest;
    private int size;

    int size() {
        return size;
    }

    @Nullable
    E oldest() {
        return oldest;
    }

    void add(E entry) {
        entry.older = newest;
        entry.newer = null;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
        size++;
    }

    void remove(E entry) {
        if (entry.older == null) {
            oldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
        entry.older = null;
        entry.newer = null;
        size--;
    }

    void touch(E entry) {
        if (newest != entry) {
            remove(entry);
            add(entry);
        }
    }
}
