// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of chained entries, growing by four once there is an entry for every second one: a look-up for what is not here
 * seldom has to fetch somebody else's entry to see that. At most 32 bytes an entry. Holds no order anybody sees and evicts nothing: its owner keeps the cap
 * with an {@link Ages} list.
 */
final class Index<E extends Entry<E>> {
    private @Nullable Entry<E>[] buckets = table(64);
    private int size;

    @SuppressWarnings("unchecked")
    private static <E extends Entry<E>> @Nullable Entry<E>[] table(int length) {
        return (@Nullable Entry<E>[]) new Entry<?>[length];
    }

    int size() {
        return size;
    }

    /** First entry of the hash's bucket; go on by {@link Entry#chain} and compare hash and key. */
    @SuppressWarnings("unchecked")
    @Nullable
    E bucket(long hash) {
        return (E) buckets[slot(hash, buckets.length)];
    }

    void add(E entry, long hash) {
        if (size >= buckets.length / 2 && buckets.length < 1 << 26) {
            grow();
        }
        entry.hash = hash;
        int slot = slot(hash, buckets.length);
        entry.chain = bucket(hash);
        buckets[slot] = entry;
        size++;
    }

    void remove(E entry) {
        int slot = slot(entry.hash, buckets.length);
        E previous = null;
        for (E e = bucket(entry.hash); e != null; e = e.chain) {
            if (e == entry) {
                if (previous == null) {
                    buckets[slot] = e.chain;
                } else {
                    previous.chain = e.chain;
                }
                e.chain = null;
                size--;
                return;
            }
            previous = e;
        }
    }

    void clear() {
        Arrays.fill(buckets, null);
        size = 0;
    }

    @SuppressWarnings("unchecked")
    private void grow() {
        @Nullable Entry<E>[] old = buckets;
        buckets = table(old.length * 4);
        for (Entry<E> head : old) {
            E e = (E) head;
            while (e != null) {
                E next = e.chain;
                int slot = slot(e.hash, buckets.length);
                e.chain = (E) buckets[slot];
                buckets[slot] = e;
                e = next;
            }
        }
    }

    private static int slot(long hash, int length) {
        return (int) (hash ^ hash >>> 32) & length - 1;
    }
}
