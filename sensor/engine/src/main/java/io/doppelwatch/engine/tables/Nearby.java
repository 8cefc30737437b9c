// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import org.jspecify.annotations.Nullable;

/**
 * Open questions by client, name and type alone: what a response that answers none of them was meant to hit. Of one
 * client's equal questions the last {@link #WAYS}; the slots are fixed, 256 KB, and a newer question of another client may
 * take an older one's. A flood of questions can hide near misses by that, but no conflict: those are found by the whole key.
 */
final class Nearby {
    static final int WAYS = 4;
    private static final int SETS = 1 << 14;

    private final @Nullable Transaction[] slots = new @Nullable Transaction[SETS * WAYS];

    /** @param hash of the client and the question, by a secret key */
    void add(Transaction t, long hash) {
        int at = slot(hash);
        t.nearby = at;
        if (slots[at] != null) { // seldom: the client asks once, and the question is closed before it asks again
            for (int i = at + WAYS - 1; i > at; i--) {
                slots[i] = slots[i - 1];
            }
        }
        slots[at] = t;
    }

    void remove(Transaction t) {
        for (int i = t.nearby; i < t.nearby + WAYS; i++) {
            if (slots[i] == t) {
                slots[i] = null;
                return;
            }
        }
    }

    /** How a response misses the question nearest to it. */
    enum Miss {
        NONE,
        /** Id, name and both ports are right, another server sends it. */
        ADDRESS,
        /** Id, name and server are right, the client asked from another port. */
        PORT,
        /** Name and server are right, the id is not. */
        ID
    }

    /** What {@link #find} found; holds until the next call. */
    private @Nullable Transaction found;

    private int alike;

    @Nullable
    Transaction found() {
        return found;
    }

    /** How many of the client's open questions for that name went to that server. */
    int alike() {
        return alike;
    }

    /**
     * Looks for the open UDP question that a response comes nearest to.
     *
     * @param ports id, protocol and ports of the response, as {@link Transaction#ports}
     */
    Miss find(long hash, Path path, Ip client, Ip server, long ports, long question) {
        Miss best = Miss.NONE;
        found = null;
        alike = 0;
        int at = slot(hash);
        for (int i = at; i < at + WAYS; i++) {
            Transaction t = slots[i];
            if (t == null || t.question != question || !t.client.equals(client) || !t.path.equals(path)) {
                continue;
            }
            boolean sameServer = t.server.equals(server);
            boolean sameId = t.ports >>> 32 == ports >>> 32;
            alike += sameServer ? 1 : 0;
            Miss miss = Miss.NONE;
            if (sameId && sameServer) {
                miss = Miss.PORT;
            } else if (sameId && t.ports == ports) {
                miss = Miss.ADDRESS;
            } else if (sameServer && (t.ports >>> 32 & 0xff) == (ports >>> 32 & 0xff)) {
                miss = Miss.ID;
            }
            if (miss != Miss.NONE && (best == Miss.NONE || miss.compareTo(best) < 0)) {
                best = miss;
                found = t;
            }
        }
        return best;
    }

    private static int slot(long hash) {
        return ((int) (hash ^ hash >>> 32) & SETS - 1) * WAYS;
    }
}
