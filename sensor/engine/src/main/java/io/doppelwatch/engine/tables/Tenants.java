// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/**
 * Entries under a cap, in two ages: the fresh ones, of which the one touched longest ago goes first, and those that stand,
 * which may fill half the cap and give way only to each other. So a flood of new keys pushes out its own kind.
 */
final class Tenants<E extends Entry<E>> {
    private final int cap;
    private final Index<E> index = new Index<>();
    private final Ages<E> fresh = new Ages<>();
    private final Ages<E> standing = new Ages<>();

    Tenants(int cap) {
        this.cap = cap;
    }

    /** First entry of the hash's bucket; go on by {@link Entry#chain} and compare hash and key. */
    @Nullable
    E bucket(long hash) {
        return index.bucket(hash);
    }

    /** Takes an entry in. Makes no room by itself: {@link #isFull()} and {@link #evict()} come before. */
    void add(E entry, long hash) {
        index.add(entry, hash);
        fresh.add(entry);
    }

    boolean isFull() {
        return index.size() >= cap;
    }

    /**
     * Notes that an entry is in use.
     *
     * @param stands whether it stands already
     * @param ripe whether it may stand from now on
     * @return whether it stands now
     */
    boolean touch(E entry, boolean stands, boolean ripe) {
        if (stands) {
            standing.touch(entry);
            return true;
        }
        if (ripe && standing.size() < cap / 2) {
            fresh.remove(entry);
            standing.add(entry);
            return true;
        }
        fresh.touch(entry);
        return false;
    }

    /** Takes out the entry that has to go first; null where there is none. */
    @Nullable
    E evict() {
        Ages<E> from = fresh.oldest() != null ? fresh : standing;
        E out = from.oldest();
        if (out != null) {
            from.remove(out);
            index.remove(out);
        }
        return out;
    }
}
