// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsQuestion;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;

/**
 * Responses that answer no open question and nearly one: the right id from a wrong address or to a wrong port, and wrong
 * ids. A response that says what the server's own answer says is taken for the answer to a question that was lost.
 */
final class NearMisses {
    /** Told at so many, and at every tenth power after. */
    private static final long FIRST_TOLD = 10;

    /** Compared with the genuine answer up to so many: who sends more does not send what is true. */
    private static final long COMPARED = 1000;

    private final Nearby nearby;
    private final Guesses guesses;
    private final Answers answers;
    private final long seed;
    private final Transactions.Listener listener;

    NearMisses(Nearby nearby, Guesses guesses, Answers answers, long seed, Transactions.Listener listener) {
        this.nearby = nearby;
        this.guesses = guesses;
        this.answers = answers;
        this.seed = seed;
        this.listener = listener;
    }

    /**
     * Takes a response by UDP.
     *
     * @param t the question it comes nearest to
     * @return false where it is more likely the answer to a question that was not seen
     */
    boolean take(DnsSeen seen, Transaction t, Nearby.Miss miss, int id, long nameHash) {
        DnsSeen genuine = t.answerCount() == 0 ? null : t.answer(0);
        if (genuine != null && t.wrongIds() < COMPARED && answers.same(genuine, seen)) {
            return false;
        }
        if (miss != Nearby.Miss.ID) {
            if (t.wentAstray(seen) && genuine != null) {
                listener.astray(seen, t, genuine);
            }
            return true;
        }
        // Who asks one thing over and over, as a load test does, has some of his questions lost.
        if (nearby.alike() >= Nearby.WAYS) {
            return false;
        }
        long n = t.wrongId(id, seen);
        if (n > 0) {
            if (isTold(n)) {
                listener.guessed(seen, t, false);
            }
            zone(seen, t, nameHash);
        }
        return true;
    }

    private static boolean isTold(long n) {
        long power = FIRST_TOLD;
        while (power < n) {
            power *= 10;
        }
        return power == n;
    }

    private void zone(DnsSeen seen, Transaction t, long nameHash) {
        byte[] m = seen.message();
        Where w = seen.where();
        boolean delegating = (m[DnsMessage.AUTHORITIES_OFFSET]
                        | m[DnsMessage.AUTHORITIES_OFFSET + 1]
                        | m[DnsMessage.ADDITIONALS_OFFSET]
                        | m[DnsMessage.ADDITIONALS_OFFSET + 1])
                != 0;
        Guesses.Zone zone =
                guesses.add(t.path, t.client, DnsQuestion.parentHash(m, seed), nameHash, delegating, w.timeNanos());
        if (zone != null) {
            listener.zoneGuessed(seen, t, zone.nameCount, zone.responses);
        }
    }

    /** The first answer to a question has come: what missed it before can be held against it. */
    void answered(DnsSeen genuine, Transaction t) {
        DnsSeen astray = t.astray();
        if (astray != null && !answers.same(genuine, astray)) {
            listener.astray(astray, t, genuine);
        }
        DnsSeen wrongId = t.lastWrongId();
        if (wrongId != null && t.wrongIds() >= FIRST_TOLD && answers.same(genuine, wrongId)) {
            listener.guessed(genuine, t, true);
        }
    }

    /** No answer came. */
    void unanswered(Transaction t) {
        DnsSeen astray = t.astray();
        if (astray != null) {
            listener.astray(astray, t, null);
        }
    }
}
