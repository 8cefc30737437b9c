// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsQuestion;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * Questions on port 53 and the answers to them. A question waits {@link #PATIENCE_NANOS} for its first answer; from then
 * on every other answer to it is held against those before for {@link #HOLD_ON_NANOS} (Duan and others, Hold-On, SATIN
 * 2012), as sets of records.
 *
 * <p>At most {@code cap} questions and {@code maxBytes} of what they hold. What goes first: the oldest answered one,
 * then the oldest that waits; so a flood of questions shortens the hold-on time and never stops the comparing. While
 * that happens the table is {@linkplain #pressed pressed}, and "nobody asked" is worth nothing.
 */
public final class Transactions {
    public static final long HOLD_ON_NANOS = 5_000_000_000L;
    public static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int UDP = 17;
    private static final int PORT = 53;

    private final int cap;
    private final long maxBytes;
    private final long seed;
    private final KeyHash keys;
    private final Counters counters;
    private final Resolvers resolvers;
    private final Listener listener;
    private final Index<Transaction> index = new Index<>();
    private final Ages<Transaction> waiting = new Ages<>();
    private final Ages<Transaction> held = new Ages<>();
    private final DnsQuestion question = new DnsQuestion();
    private final DnsMessage message = new DnsMessage();
    private final Answers answers;
    private long bytes;
    private long pressedUntil = Long.MIN_VALUE;
    private int id;
    private boolean response;
    private long questionHash;
    private long nameHash;

    /** What may come of a message. Called at most once for it. */
    public interface Listener {
        /** A response to a question that was seen. */
        void answered(DnsSeen seen, Transaction transaction, @Nullable Resolver resolver, long nameHash);

        /** A response that differs from those before it. */
        void conflicting(DnsSeen seen, Transaction transaction, @Nullable Resolver resolver, long nameHash);

        /** A response to a question that was not seen, or was answered longer ago than the hold-on time. */
        void unasked(DnsSeen seen, Resolver resolver, long nameHash);

        /** A question that waited in vain. */
        void unanswered(Transaction transaction, Resolver resolver);
    }

    /** @param seed of the name hashes, the same as for the names the listener knows */
    public Transactions(
            int cap,
            long maxBytes,
            long seed,
            KeyHash keys,
            Resolvers resolvers,
            Counters counters,
            Listener listener) {
        this.cap = cap;
        this.maxBytes = maxBytes;
        this.seed = seed;
        this.keys = keys;
        this.resolvers = resolvers;
        this.counters = counters;
        this.listener = listener;
        this.answers = new Answers(seed);
    }

    public int size() {
        return index.size();
    }

    /** True where questions were pushed out before their time within the last {@link #PATIENCE_NANOS}. */
    public boolean pressed(long nowNanos) {
        return nowNanos < pressedUntil;
    }

    /** A response in words. */
    public Answer read(DnsSeen seen) {
        return answers.read(seen);
    }

    /** The first A or AAAA record of any section whose owner is a trusted name at an address that is not its own; null without. */
    public @Nullable Given strayAddress(DnsSeen seen, TrustedNames names) {
        return answers.strayAddress(seen, names);
    }

    /** A trusted name and the address a message gives it. */
    public record Given(String name, Trust.Service service, Ip address) {}

    /** An answer of a transaction in words, 0 the first. */
    public Answer read(Transaction t, int i) {
        return answers.read(t.answer(i));
    }

    /** Takes a message. Only standard queries on port 53 with one question at least are paired. */
    public void add(DnsSeen seen) {
        Where w = seen.where();
        if (!(question.read(seen.message(), seed) ? plain() : walked(seen.message()))) {
            return;
        }
        if ((response ? w.sourcePort() : w.destinationPort()) != PORT) {
            return;
        }
        if (response) {
            response(seen, w);
        } else {
            query(w);
        }
    }

    private boolean plain() {
        keep(question.id(), question.isResponse(), question.nameHash(), question.type(), question.rrClass());
        return question.opcode() == DnsCodes.OPCODE_QUERY;
    }

    private boolean walked(byte[] bytes) {
        message.wrap(bytes);
        DnsRecords r = message.records();
        if (!r.next() || r.section() != DnsSection.QUESTION) {
            return false;
        }
        keep(message.id(), message.isResponse(), r.name().hash(seed), r.type(), r.rrClass());
        return message.opcode() == DnsCodes.OPCODE_QUERY;
    }

    private void keep(int id, boolean response, long nameHash, int type, int rrClass) {
        this.id = id;
        this.response = response;
        this.nameHash = nameHash;
        questionHash = nameHash ^ ((long) type << 16 | rrClass) * 0x9e37_79b9_7f4a_7c15L;
    }

    private void query(Where w) {
        long ports = ports(w, w.sourcePort(), w.destinationPort());
        long hash = hash(w.path(), w.sourceIp(), w.destinationIp(), ports);
        Transaction t = find(w.path(), w.sourceIp(), w.destinationIp(), ports, hash);
        if (t != null) {
            t.queried(w);
            if (t.answerCount() > 0) {
                t.askedAgain(w.timeNanos());
                held.touch(t);
            } else {
                waiting.touch(t);
            }
            return;
        }
        if (index.size() >= cap) {
            evict(w.timeNanos());
        }
        t = new Transaction(w.path(), w.sourceIp(), w.destinationIp(), ports, questionHash, w);
        t.dnssecOk(question.dnssecOk());
        index.add(t, hash);
        waiting.add(t);
        bytes += t.bytes();
    }

    private void response(DnsSeen seen, Where w) {
        long ports = ports(w, w.destinationPort(), w.sourcePort());
        long hash = hash(w.path(), w.destinationIp(), w.sourceIp(), ports);
        Transaction t = find(w.path(), w.destinationIp(), w.sourceIp(), ports, hash);
        if (t == null) {
            Resolver resolver = resolvers.find(w.path(), w.sourceIp());
            if (resolver != null) {
                listener.unasked(seen, resolver, nameHash);
                resolver.unaskedAnswer();
            }
            return;
        }
        Resolver resolver = resolvers.find(w.path(), w.sourceIp());
        if (t.answerCount() == 0) {
            waiting.remove(t);
            held.add(t);
            keep(t, seen);
            listener.answered(seen, t, resolver, nameHash);
            if (resolver != null) {
                resolver.spoke(w.timeNanos());
            }
            return;
        }
        // Over TCP one query may have many answers, as a zone transfer has, and sequence numbers guard them.
        if (w.protocol() != UDP) {
            return;
        }
        for (int i = 0; i < t.answerCount(); i++) {
            if (answers.same(t.answer(i), seen)) {
                return;
            }
        }
        t.conflicted();
        keep(t, seen);
        listener.conflicting(seen, t, resolver, nameHash);
    }

    private void keep(Transaction t, DnsSeen seen) {
        bytes -= t.bytes();
        t.answered(seen);
        bytes += t.bytes();
        while (bytes > maxBytes && index.size() > 1) {
            evict(seen.where().timeNanos());
        }
    }

    /** Lets go of what has been held long enough. */
    public void advance(long nowNanos) {
        for (Transaction t = held.oldest();
                t != null && nowNanos - t.answeredNanos() > HOLD_ON_NANOS;
                t = held.oldest()) {
            close(t);
        }
        for (Transaction t = waiting.oldest();
                t != null && nowNanos - t.queryNanos() > PATIENCE_NANOS;
                t = waiting.oldest()) {
            waiting.remove(t);
            forget(t);
            Resolver resolver = resolvers.find(t.path, t.server);
            if (resolver != null) {
                resolver.silent(t.query());
                listener.unanswered(t, resolver);
            }
        }
    }

    private void close(Transaction t) {
        held.remove(t);
        forget(t);
        Where last = t.lastAnswer();
        if (!t.conflict() && last != null) {
            resolvers.touch(t.path, t.server).answered(last);
        }
    }

    private void evict(long nowNanos) {
        counters.increment(Counter.DNS_TRANSACTIONS_EVICTED);
        pressedUntil = nowNanos + PATIENCE_NANOS;
        Transaction t = held.oldest();
        if (t != null) {
            close(t);
        } else if (waiting.oldest() != null) {
            t = waiting.oldest();
            waiting.remove(t);
            forget(t);
        }
    }

    private void forget(Transaction t) {
        index.remove(t);
        bytes -= t.bytes();
    }

    private long hash(Path path, Ip client, Ip server, long ports) {
        return keys.of(path, client, server, ports ^ questionHash);
    }

    private long ports(Where w, int client, int server) {
        return (long) id << 40 | (long) w.protocol() << 32 | (long) client << 16 | server;
    }

    private @Nullable Transaction find(Path path, Ip client, Ip server, long ports, long hash) {
        for (Transaction t = index.bucket(hash); t != null; t = t.chain) {
            if (t.hash == hash
                    && t.ports == ports
                    && t.question == questionHash
                    && t.clientLow == client.low()
                    && t.serverLow == server.low()
                    && t.clientHigh == client.high()
                    && t.serverHigh == server.high()
                    && t.path.equals(path)) {
                return t;
            }
        }
        return null;
    }
}
