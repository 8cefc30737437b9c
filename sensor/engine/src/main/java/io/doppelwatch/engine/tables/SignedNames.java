// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Names that a server answered with signatures to those who asked for them. By the question and not by the zone: below a
 * signed zone there may be one that is not. At most {@code cap}, of about 280 bytes; the one answered
 * longest ago goes first, so a flood of signed names costs the memory of those nobody asks for any more.
 */
public final class SignedNames {
    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<SignedName> index = new Index<>();
    private final Ages<SignedName> ages = new Ages<>();

    public SignedNames(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    /** @param question hash of name and type */
    public @Nullable SignedName find(Transaction t, long question) {
        long hash = keys.of(t.path, t.server.high(), t.server.low(), question);
        for (SignedName n = index.bucket(hash); n != null; n = n.chain) {
            if (n.hash == hash && n.question == question && n.server.equals(t.server) && n.path.equals(t.path)) {
                return n;
            }
        }
        return null;
    }

    /** Notes a signed answer. */
    public void add(Transaction t, long question, Where where) {
        SignedName known = find(t, question);
        if (known != null) {
            known.again(where);
            ages.touch(known);
            return;
        }
        SignedName oldest = ages.oldest();
        if (index.size() >= cap && oldest != null) {
            ages.remove(oldest);
            index.remove(oldest);
            counters.increment(Counter.SIGNED_NAMES_EVICTED);
        }
        SignedName first = new SignedName(t.path, t.server, question, where);
        index.add(first, keys.of(t.path, t.server.high(), t.server.low(), question));
        ages.add(first);
    }
}
