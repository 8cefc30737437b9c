// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One DNS question and every different answer to it. RFC 5452, 9.1 says what makes an answer match. */
public final class Transaction extends Entry<Transaction> {
    static final int ANSWERS = 4;
    private static final DnsSeen[] NO_ANSWERS = {};
    private static final int WAYS = 4;
    /** No client asks again within a tenth of a second: what comes sooner is a mirror port's copy, or a relayed packet. */
    private static final long COPY_NANOS = 100_000_000L;

    final Path path;
    final Ip client;
    final Ip server;
    final long ports;
    final long question;

    private final Where query;
    private long queryNanos;
    private int lastIpId;
    private int queries;
    /** Nearly every question goes one way and has one answer: room for more is made when more come. */
    private long[] nextHops = new long[1];

    private int ways;
    private DnsSeen[] answers = NO_ANSWERS;
    private int answerCount;
    private long answeredNanos;
    private boolean conflict;

    Transaction(Path path, Ip client, Ip server, long ports, long question, Where query) {
        this.path = path;
        this.client = client;
        this.server = server;
        this.ports = ports;
        this.question = question;
        this.query = query;
        queried(query);
    }

    public Ip client() {
        return client;
    }

    public Ip server() {
        return server;
    }

    /** The first packet that asked. */
    public Where query() {
        return query;
    }

    /** How often it was asked by the client: copies of one packet (same IP id, or relayed by another machine) count once. */
    public int queries() {
        return queries;
    }

    /** True where a packet that asked was sent to this MAC: the server or the next hop towards it. */
    public boolean askedOf(long mac) {
        for (int i = 0; i < ways; i++) {
            if (nextHops[i] == mac) {
                return true;
            }
        }
        return false;
    }

    public int answerCount() {
        return answerCount;
    }

    /** A packet that answered, 0 the first. */
    public Where answered(int i) {
        return answers[i].where();
    }

    DnsSeen answer(int i) {
        return answers[i];
    }

    long queryNanos() {
        return queryNanos;
    }

    long answeredNanos() {
        return answeredNanos;
    }

    boolean conflict() {
        return conflict;
    }

    void conflicted() {
        conflict = true;
    }

    void queried(Where where) {
        if (queries == 0
                || where.timeNanos() - queryNanos >= COPY_NANOS && (where.ipId() == 0 || where.ipId() != lastIpId)) {
            queries++;
        }
        queryNanos = where.timeNanos();
        lastIpId = where.ipId();
        if (where.destinationMac() != Mac.NONE && !askedOf(where.destinationMac()) && ways < WAYS) {
            if (ways == nextHops.length) {
                nextHops = Arrays.copyOf(nextHops, WAYS);
            }
            nextHops[ways++] = where.destinationMac();
        }
    }

    void answered(DnsSeen seen) {
        if (answerCount == 0) {
            answeredNanos = seen.where().timeNanos();
        }
        if (answerCount < ANSWERS) {
            if (answerCount == answers.length) {
                answers = Arrays.copyOf(answers, answerCount == 0 ? 1 : ANSWERS);
            }
            answers[answerCount++] = seen;
        }
    }

    void askedAgain(long nowNanos) {
        answeredNanos = nowNanos;
    }

    /** Bytes it holds on to, about. */
    long bytes() {
        long n = 500;
        for (int i = 0; i < answerCount; i++) {
            n += answers[i].message().length + 250;
        }
        return n;
    }

    @Nullable
    Where lastAnswer() {
        return answerCount == 0 ? null : answers[answerCount - 1].where();
    }
}
