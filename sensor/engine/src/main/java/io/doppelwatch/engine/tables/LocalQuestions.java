// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.LocalName.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Names that somebody asked everybody for within the last {@link #KEPT_NANOS}, by path, protocol and first label: who asked
 * last, and how many answers came. At most {@code cap} of about 300 bytes; the oldest goes first, and an answer to it then
 * looks like an announcement.
 */
public final class LocalQuestions {
    /** A client asks again for as long (RFC 6762, 5.2; RFC 4795, 7; RFC 1002, 6.1.1). */
    static final long KEPT_NANOS = 10_000_000_000L;

    private static final int MAX_ANSWERS = 255;

    private final int cap;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<Question> index = new Index<>();
    private final Ages<Question> ages = new Ages<>();

    /** One name asked for. */
    public static final class Question extends Entry<Question> {
        final Path path;
        final Protocol protocol;
        final long label;
        private Where last;
        private long answerer = Mac.NONE;
        private int answers;

        Question(Protocol protocol, long label, Where where) {
            this.path = where.path();
            this.protocol = protocol;
            this.label = label;
            this.last = where;
        }

        /** Who asked last. */
        public Ip asker() {
            return last.sourceIp();
        }

        public long askerMac() {
            return last.sourceMac();
        }

        public Where where() {
            return last;
        }

        /** The MACs that answered so far, at most 255 counted, one after the other of the same MAC once. */
        public int answers() {
            return answers;
        }
    }

    public LocalQuestions(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.keys = keys;
        this.counters = counters;
    }

    public void ask(Protocol protocol, long label, Where where) {
        expire(where.timeNanos());
        Question q = find(where.path(), protocol, label);
        if (q != null) {
            q.last = where;
            ages.touch(q);
            return;
        }
        Question oldest = ages.oldest();
        if (index.size() >= cap && oldest != null) {
            drop(oldest);
            counters.increment(Counter.LOCAL_QUESTIONS_EVICTED);
        }
        q = new Question(protocol, label, where);
        index.add(q, hash(where.path(), protocol, label));
        ages.add(q);
    }

    /** The question that an answer of {@code where} is to; null where nobody else asked. */
    public @Nullable Question answer(Protocol protocol, long label, Where where) {
        expire(where.timeNanos());
        Question q = find(where.path(), protocol, label);
        if (q == null || q.askerMac() == where.sourceMac()) {
            return null;
        }
        if (q.answerer != where.sourceMac() && q.answers < MAX_ANSWERS) {
            q.answerer = where.sourceMac();
            q.answers++;
        }
        return q;
    }

    private void expire(long nowNanos) {
        for (Question q = ages.oldest(); q != null && nowNanos - q.last.timeNanos() > KEPT_NANOS; q = ages.oldest()) {
            drop(q);
        }
    }

    private void drop(Question q) {
        ages.remove(q);
        index.remove(q);
    }

    private long hash(Path path, Protocol protocol, long label) {
        return keys.of(path, label, protocol.ordinal(), 24);
    }

    private @Nullable Question find(Path path, Protocol protocol, long label) {
        long hash = hash(path, protocol, label);
        for (Question q = index.bucket(hash); q != null; q = q.chain) {
            if (q.hash == hash && q.label == label && q.protocol == protocol && q.path.equals(path)) {
                return q;
            }
        }
        return null;
    }
}
