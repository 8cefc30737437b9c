// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Fragments;
import org.jspecify.annotations.Nullable;

/**
 * An answer unlike those its server gave before.
 *
 * @param oddities bits of {@link Oddity}
 * @param only true where the server's next answer was as always, so that this one stands alone
 * @param tookNanos from the question to the answer; -1 where that is not sure
 * @param otherWay true where it came from another MAC than the question was sent to
 * @param carrier the MAC it came from, as ARP knows it; null where it does not
 * @param fragments how it came in IP fragments; null where it came whole
 */
public record AnswerOdd(
        Answer answer,
        Transaction transaction,
        Resolver resolver,
        int oddities,
        boolean only,
        long tookNanos,
        boolean otherWay,
        @Nullable Host carrier,
        @Nullable Fragments fragments) {

    public boolean is(int oddity) {
        return (oddities & oddity) != 0;
    }

    /**
     * True where something else than {@code oddity} points to a forger too. An IP TTL and a time that change together may be
     * a new route; where the next answer comes by the old one they are not.
     */
    public boolean supported(int oddity) {
        int others = oddities & ~oddity;
        boolean path = (others & (Oddity.IP_TTL | Oddity.FAST)) != 0;
        return otherWay
                || (others & Oddity.LETTER_CASE) != 0
                || oddity == Oddity.LETTER_CASE && (only || path)
                || only && path;
    }
}
