// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/** One DNS question and every different answer to it. RFC 5452, 9.1 says what makes an answer match. */
public final class Transaction extends Entry<Transaction> {
    static final int ANSWERS = 4;
    private static final int WAYS = 4;
    private static final int OWN_BYTES = 500;
    private static final int ANSWER_BYTES = 250;
    /** No client asks again within a tenth of a second: what comes sooner is a mirror port's copy, or a relayed packet. */
    private static final long COPY_NANOS = 100_000_000L;

    final Path path;
    final Ip client;
    final Ip server;
    final long ports;
    final long question;
    /** The two addresses once more, where a look-up compares them: two lines of memory less to fetch. */
    final long clientHigh;

    final long clientLow;
    final long serverHigh;
    final long serverLow;

    private final Where query;
    private long queryNanos;
    private int lastIpId;
    private int queries;
    /** Nearly every question goes one way and has one answer: room for more is made when more come. */
    private long nextHop = Mac.NONE;

    private long @Nullable [] moreHops;
    private int ways;
    private @Nullable DnsSeen answer;
    private DnsSeen @Nullable [] moreAnswers;
    private int answerCount;
    private int bytes = OWN_BYTES;
    private long answeredNanos;
    private boolean conflict;
    private boolean dnssecOk;

    Transaction(Path path, Ip client, Ip server, long ports, long question, Where query) {
        this.path = path;
        this.client = client;
        this.server = server;
        clientHigh = client.high();
        clientLow = client.low();
        serverHigh = server.high();
        serverLow = server.low();
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
        if (ways > 0 && nextHop == mac) {
            return true;
        }
        for (int i = 1; i < ways; i++) {
            if (moreHops[i - 1] == mac) {
                return true;
            }
        }
        return false;
    }

    /** True where it was asked with the DO bit: signatures are wanted (RFC 3225). */
    public boolean dnssecOk() {
        return dnssecOk;
    }

    void dnssecOk(boolean wanted) {
        dnssecOk = wanted;
    }

    public int answerCount() {
        return answerCount;
    }

    /** A packet that answered, 0 the first. */
    public Where answered(int i) {
        return answer(i).where();
    }

    DnsSeen answer(int i) {
        return i == 0 ? answer : moreAnswers[i - 1];
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
            if (ways == 0) {
                nextHop = where.destinationMac();
            } else {
                if (moreHops == null) {
                    moreHops = new long[WAYS - 1];
                }
                moreHops[ways - 1] = where.destinationMac();
            }
            ways++;
        }
    }

    void answered(DnsSeen seen) {
        if (answerCount == 0) {
            answeredNanos = seen.where().timeNanos();
        }
        if (answerCount < ANSWERS) {
            if (answerCount == 0) {
                answer = seen;
            } else {
                if (moreAnswers == null) {
                    moreAnswers = new DnsSeen[ANSWERS - 1];
                }
                moreAnswers[answerCount - 1] = seen;
            }
            answerCount++;
            bytes += ANSWER_BYTES + seen.message().length;
        }
    }

    void askedAgain(long nowNanos) {
        answeredNanos = nowNanos;
    }

    /** Bytes it holds on to, about. */
    long bytes() {
        return bytes;
    }

    @Nullable
    Where lastAnswer() {
        return answerCount == 0 ? null : answer(answerCount - 1).where();
    }
}
