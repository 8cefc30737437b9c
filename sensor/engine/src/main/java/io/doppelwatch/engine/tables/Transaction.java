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
    private static final int OWN_BYTES = 560;
    private static final int ANSWER_BYTES = 250;
    private static final int UDP = 17;
    private static final int ID_BITS = 10;
    private static final int ID_WORDS = (1 << ID_BITS) / Long.SIZE;
    /** Odd, so that ids in a row are spread and none is lost. */
    private static final int ID_SPREAD = 0x9e37;

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
    /** Of path, client and server: for {@link Familiar}. */
    final long pair;

    /** True where this client had good answers of this server before. */
    final boolean familiar;

    /** Where {@link Nearby} keeps it. */
    int nearby;

    private final Where query;
    private final int letterCase;
    private boolean caseVaries;
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
    private long answeredNanosAtFirst;
    private boolean conflict;
    private boolean dnssecOk;
    private int oddities;
    private long seconds = -1;
    private @Nullable Misses misses;

    Transaction(
            Path path,
            Ip client,
            Ip server,
            long ports,
            long question,
            long pair,
            boolean familiar,
            int letterCase,
            Where query) {
        this.path = path;
        this.client = client;
        this.server = server;
        clientHigh = client.high();
        clientLow = client.low();
        serverHigh = server.high();
        serverLow = server.low();
        this.ports = ports;
        this.question = question;
        this.pair = pair;
        this.familiar = familiar;
        this.letterCase = letterCase;
        this.query = query;
        queried(query, letterCase);
    }

    /** Responses that only nearly answer it. Made when the first comes. */
    private static final class Misses {
        long wrongIds;
        /** A bit for each wrong id, by its middle bits; once half are set copies are no longer told apart. */
        final long[] ids = new long[ID_WORDS];

        int idBits;

        @Nullable
        DnsSeen lastWrongId;

        @Nullable
        DnsSeen astray;
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

    /** True where a packet that asked went to another MAC too: a machine passed the question on. */
    public boolean passedOn() {
        return ways > 1;
    }

    /** A MAC other than the one given that the question went to; {@link Mac#NONE} without one. */
    public long otherHop(long mac) {
        if (nextHop != mac) {
            return nextHop;
        }
        return ways > 1 && moreHops != null ? moreHops[0] : Mac.NONE;
    }

    /** What was odd in its first answer; bits of {@link Oddity}. */
    public int oddities() {
        return oddities;
    }

    /** Responses with another id than its own; of each id one, as far as that can be told. */
    public long wrongIds() {
        return misses == null ? 0 : misses.wrongIds;
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

    /** For how long the first record of the first answer may be cached, 32 bits as sent; -1 where that was not read. */
    public long seconds() {
        return seconds;
    }

    void seconds(long value) {
        seconds = value;
    }

    void odd(int bits) {
        oddities = bits;
    }

    /** Whether a message spells the name as the question did; true too where the question was spelled two ways. */
    boolean spelledAs(int otherCase) {
        return caseVaries || otherCase == letterCase;
    }

    boolean spelledOnce() {
        return !caseVaries;
    }

    /** True where the question's name has capital letters. */
    boolean hasCapitals() {
        return letterCase != 0;
    }

    /** Notes a response with a wrong id; how many there are now, 0 where it seems the copy of another. */
    long wrongId(int id, DnsSeen seen) {
        Misses m = misses();
        m.lastWrongId = seen;
        int bit = (id * ID_SPREAD & 0xffff) >>> 16 - ID_BITS;
        boolean known = (m.ids[bit >> 6] >>> (bit & 63) & 1) != 0;
        if (known && m.idBits < ID_WORDS * 32) {
            return 0;
        }
        m.idBits += known ? 0 : 1;
        m.ids[bit >> 6] |= 1L << (bit & 63);
        return ++m.wrongIds;
    }

    @Nullable
    DnsSeen lastWrongId() {
        return misses == null ? null : misses.lastWrongId;
    }

    /** Keeps a response from a wrong address or to a wrong port until the right one comes; true for the first. */
    boolean wentAstray(DnsSeen seen) {
        Misses m = misses();
        boolean first = m.astray == null;
        if (first) {
            m.astray = seen;
        }
        return first;
    }

    @Nullable
    DnsSeen astray() {
        return misses == null ? null : misses.astray;
    }

    private Misses misses() {
        Misses m = misses;
        if (m == null) {
            m = new Misses();
            misses = m;
        }
        return m;
    }

    /** Nanoseconds from the question to its first answer; -1 where it was asked more than once, or not by UDP. */
    public long took() {
        return queries == 1 && answerCount > 0 && query.protocol() == UDP
                ? answeredNanosAtFirst - query.timeNanos()
                : -1;
    }

    void queried(Where where, int otherCase) {
        caseVaries |= otherCase != letterCase;
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
            answeredNanosAtFirst = answeredNanos;
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
        return misses == null ? bytes : bytes + 250 + size(misses.astray) + size(misses.lastWrongId);
    }

    private static long size(@Nullable DnsSeen seen) {
        return seen == null ? 0 : seen.message().length + ANSWER_BYTES;
    }

    @Nullable
    Where lastAnswer() {
        return answerCount == 0 ? null : answer(answerCount - 1).where();
    }
}
