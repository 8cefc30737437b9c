// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsQuestion;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Fragments;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Questions on the ports of DNS and the answers to them. A question waits {@link #PATIENCE_NANOS} for its first answer; from then
 * on every other answer to it is held against those before for {@link #HOLD_ON_NANOS} (Duan and others, Hold-On, SATIN
 * 2012), as sets of records.
 *
 * <p>At most {@code cap} questions and {@code maxBytes} of what they hold. What goes first: of clients that have had no
 * good answer of that server yet the one that has waited, or been held, longest; and only where there is none of those,
 * one of the others. So a flood of questions with invented addresses pushes out its own kind, and a client that floods
 * shortens the hold-on time and never stops the comparing. While that happens the table is {@linkplain #pressed pressed},
 * and "nobody asked" is worth nothing.
 */
public final class Transactions {
    public static final long HOLD_ON_NANOS = 5_000_000_000L;
    public static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int UDP = 17;
    /** No path is so narrow that it cuts what plain DNS allows without EDNS (RFC 1035, 4.2.1). */
    private static final int SMALL = 512;

    private static final int ODD_BYTES = 4096;

    private final int cap;
    private final int oddOnes;
    private final long maxBytes;
    private final long seed;
    private final KeyHash keys;
    private final Counters counters;
    private final Resolvers resolvers;
    private final DnsPorts dnsPorts;
    private final Listener listener;
    private final Index<Transaction> index = new Index<>();
    private final Queue strangers = new Queue();
    private final Queue familiars = new Queue();
    private final Familiar familiar = new Familiar();
    private final Nearby nearby = new Nearby();
    private final NearMisses misses;
    private final DnsQuestion question = new DnsQuestion();
    private final DnsMessage message = new DnsMessage();
    private final Answers answers;
    private final ArrayDeque<Resolver> oddResolvers = new ArrayDeque<>();
    private long bytes;
    private long pressedUntil = Long.MIN_VALUE;
    private int id;
    private boolean response;
    private long questionHash;
    private long nameHash;
    private int letterCase;
    private int questionEnd;

    /** Questions of one kind, each part by age. */
    private static final class Queue {
        final Ages<Transaction> waiting = new Ages<>();
        final Ages<Transaction> held = new Ages<>();
    }

    /** What may come of a message: nothing of it, or some. */
    public interface Listener {
        /** A response to a question that was seen. */
        void answered(DnsSeen seen, Transaction transaction, @Nullable Resolver resolver, long nameHash);

        /** A response that differs from those before it. */
        void conflicting(DnsSeen seen, Transaction transaction, @Nullable Resolver resolver, long nameHash);

        /** A response to a question that was not seen, or was answered longer ago than the hold-on time. */
        void unasked(DnsSeen seen, @Nullable Resolver resolver, long nameHash);

        /** A question that waited in vain. */
        void unanswered(Transaction transaction, Resolver resolver);

        /**
         * The first response to a question is odd for its server.
         *
         * @param oddities bits of {@link Oddity}
         * @param only true where the server's next answer was as always: told a second time then
         */
        void odd(DnsSeen seen, Transaction transaction, Resolver resolver, int oddities, boolean only);

        /**
         * A response to an open question came from another server, or to another port of the client.
         *
         * @param genuine what the server asked answered; null where it never did
         */
        void astray(DnsSeen seen, Transaction transaction, @Nullable DnsSeen genuine);

        /**
         * Responses to one question had wrong ids; told at 10, 100, 1000 and so on.
         *
         * @param hit true where one with the right id then said the same
         */
        void guessed(DnsSeen seen, Transaction transaction, boolean hit);

        /** Responses with wrong ids for many names under one zone, most with records about it beside the answer. */
        void zoneGuessed(DnsSeen seen, Transaction transaction, int names, long responses);
    }

    /**
     * @param oddOnes odd answers kept for their server's next; with what their questions hold on to, 256 KB each at worst
     * @param guesses where ids are guessed
     * @param seed of the name hashes, the same as for the names the listener knows
     */
    public Transactions(
            int cap,
            long maxBytes,
            int oddOnes,
            Guesses guesses,
            long seed,
            KeyHash keys,
            Resolvers resolvers,
            DnsPorts dnsPorts,
            Counters counters,
            Listener listener) {
        this.cap = cap;
        this.maxBytes = maxBytes;
        this.oddOnes = oddOnes;
        this.seed = seed;
        this.keys = keys;
        this.resolvers = resolvers;
        this.dnsPorts = dnsPorts;
        this.counters = counters;
        this.listener = listener;
        this.answers = new Answers(seed);
        misses = new NearMisses(nearby, guesses, answers, seed, listener);
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

    /** True where a response, the message last added, spells its question otherwise than it was asked, and its server never does. */
    public boolean spelledOtherwise(Transaction t, DnsSeen seen) {
        Resolver resolver = resolvers.find(t.path, t.server);
        return resolver != null
                && resolver.habits().keepsCase()
                && question.read(seen.message(), seed)
                && !t.spelledAs(question.letterCase());
    }

    /** Takes a message. Only standard queries on the ports of DNS with one question at least are paired. */
    public void add(DnsSeen seen) {
        Where w = seen.where();
        if (!(question.read(seen.message(), seed) ? plain() : walked(seen.message()))) {
            return;
        }
        if (!dnsPorts.has(response ? w.sourcePort() : w.destinationPort())) {
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
        letterCase = question.letterCase();
        questionEnd = question.end();
        return question.opcode() == DnsCodes.OPCODE_QUERY;
    }

    private boolean walked(byte[] bytes) {
        message.wrap(bytes);
        DnsRecords r = message.records();
        if (!r.next() || r.section() != DnsSection.QUESTION) {
            return false;
        }
        keep(message.id(), message.isResponse(), r.name().hash(seed), r.type(), r.rrClass());
        letterCase = 0;
        questionEnd = bytes.length;
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
        long pair = keys.pair(w.path(), w.sourceIp(), w.destinationIp());
        long hash = keys.with(pair, ports ^ questionHash);
        Transaction t = find(w.path(), w.sourceIp(), w.destinationIp(), ports, hash);
        if (t != null) {
            t.queried(w, letterCase);
            Queue queue = queue(t);
            if (t.answerCount() > 0) {
                t.askedAgain(w.timeNanos());
                queue.held.touch(t);
            } else {
                queue.waiting.touch(t);
            }
            return;
        }
        if (index.size() >= cap) {
            evict(w.timeNanos());
        }
        t = new Transaction(
                w.path(),
                w.sourceIp(),
                w.destinationIp(),
                ports,
                questionHash,
                pair,
                familiar.has(pair),
                letterCase,
                w);
        t.dnssecOk(question.dnssecOk());
        index.add(t, hash);
        nearby.add(t, nearbyHash(w.sourceIp()));
        queue(t).waiting.add(t);
        bytes += t.bytes();
    }

    private Queue queue(Transaction t) {
        return t.familiar ? familiars : strangers;
    }

    private long nearbyHash(Ip client) {
        return keys.with(questionHash, client.low());
    }

    private void response(DnsSeen seen, Where w) {
        long ports = ports(w, w.destinationPort(), w.sourcePort());
        long pair = keys.pair(w.path(), w.destinationIp(), w.sourceIp());
        Transaction t = find(w.path(), w.destinationIp(), w.sourceIp(), ports, keys.with(pair, ports ^ questionHash));
        Resolver resolver = resolvers.find(w.path(), w.sourceIp());
        if (t == null) {
            unmatched(seen, w, ports, resolver);
        } else if (t.answerCount() == 0) {
            first(seen, w, t, resolver);
        } else if (w.protocol() == UDP) {
            // Over TCP one query may have many answers, as a zone transfer has, and sequence numbers guard them.
            another(seen, t, resolver);
        }
    }

    private void unmatched(DnsSeen seen, Where w, long ports, @Nullable Resolver resolver) {
        if (w.protocol() == UDP) {
            Nearby.Miss miss = nearby.find(
                    nearbyHash(w.destinationIp()), w.path(), w.destinationIp(), w.sourceIp(), ports, questionHash);
            Transaction near = nearby.found();
            if (near != null) {
                bytes -= near.bytes();
                boolean taken = misses.take(seen, near, miss, id, nameHash);
                bytes += near.bytes();
                if (taken) {
                    return;
                }
            }
        }
        listener.unasked(seen, resolver, nameHash);
        if (resolver != null) {
            resolver.unaskedAnswer();
        }
    }

    private void first(DnsSeen seen, Where w, Transaction t, @Nullable Resolver resolver) {
        Queue queue = queue(t);
        queue.waiting.remove(t);
        queue.held.add(t);
        t.seconds(firstTtl(seen.message(), questionEnd));
        keep(t, seen);
        if (resolver != null && w.protocol() == UDP) {
            t.odd(oddities(seen, w, t, resolver.habits()));
        }
        listener.answered(seen, t, resolver, nameHash);
        if (resolver != null) {
            if (w.protocol() == UDP) {
                odd(seen, w, t, resolver);
            }
            resolver.spoke(w.timeNanos());
        }
        misses.answered(seen, t);
    }

    private int oddities(DnsSeen seen, Where w, Transaction t, Habits habits) {
        int odd = habits.oddities(w, t.took());
        if (!t.spelledAs(letterCase) && habits.keepsCase()) {
            odd |= Oddity.LETTER_CASE;
        }
        if (habits.isAbsurdTtl(t.seconds())) {
            odd |= Oddity.RECORD_TTL;
        }
        Fragments f = seen.fragments();
        if (f != null
                && (f.firstNanos() < t.query().timeNanos()
                        || f.overlap()
                        || f.conflict()
                        || seen.message().length <= SMALL
                        || habits.neverFragments())) {
            odd |= Oddity.FRAGMENTS;
        }
        return odd;
    }

    private void odd(DnsSeen seen, Where w, Transaction t, Resolver resolver) {
        Habits habits = resolver.habits();
        int odd = t.oddities();
        Resolver.OddOne before = resolver.odd();
        if (before != null) {
            only(before, w, t, resolver);
        }
        if (odd != 0) {
            listener.odd(seen, t, resolver, odd, false);
            if ((odd & (Oddity.IP_TTL | Oddity.LETTER_CASE)) != 0) {
                remember(resolver, new Resolver.OddOne(seen, t, odd));
            }
        }
        habits.seen(w, t.hasCapitals() && t.spelledOnce(), t.spelledAs(letterCase), seen.fragments());
    }

    /** Of odd answers that wait for the next one few and small ones are kept: they outlive their question. */
    private void remember(Resolver resolver, Resolver.OddOne odd) {
        if (odd.seen().message().length > ODD_BYTES) {
            return;
        }
        resolver.odd(odd);
        oddResolvers.addLast(resolver);
        if (oddResolvers.size() > oddOnes) {
            oddResolvers.removeFirst().odd(null);
        }
    }

    /** A server that has changed its ways goes on in them; a forged answer is followed by one as they always were. */
    private void only(Resolver.OddOne before, Where w, Transaction t, Resolver resolver) {
        boolean ttl = (before.oddities() & Oddity.IP_TTL) != 0;
        boolean spelling = (before.oddities() & Oddity.LETTER_CASE) != 0 && t.hasCapitals();
        if (!ttl && !spelling) {
            return;
        }
        resolver.odd(null);
        boolean asAlways = (!ttl || resolver.habits().isUsualTtl(w.ttl())) && (!spelling || t.spelledAs(letterCase));
        if (asAlways && !before.transaction().conflict()) {
            listener.odd(before.seen(), before.transaction(), resolver, before.oddities(), true);
        }
    }

    /** Seconds the first answer of a plain message may be cached, 32 bits as sent; -1 where there is none to be seen at a glance. */
    private static long firstTtl(byte[] m, int end) {
        boolean there = end + 12 <= m.length && (m[6] | m[7]) != 0 && (m[end] & 0xc0) == 0xc0;
        return there
                ? (m[end + 6] & 0xffL) << 24 | (m[end + 7] & 0xff) << 16 | (m[end + 8] & 0xff) << 8 | m[end + 9] & 0xff
                : -1;
    }

    private void another(DnsSeen seen, Transaction t, @Nullable Resolver resolver) {
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
        advance(strangers, nowNanos);
        advance(familiars, nowNanos);
    }

    private void advance(Queue queue, long nowNanos) {
        for (Transaction t = queue.held.oldest();
                t != null && nowNanos - t.answeredNanos() > HOLD_ON_NANOS;
                t = queue.held.oldest()) {
            close(queue, t);
        }
        for (Transaction t = queue.waiting.oldest();
                t != null && nowNanos - t.queryNanos() > PATIENCE_NANOS;
                t = queue.waiting.oldest()) {
            queue.waiting.remove(t);
            forget(t);
            misses.unanswered(t);
            Resolver resolver = resolvers.find(t.path, t.server);
            if (resolver != null) {
                resolver.silent(t.query());
                listener.unanswered(t, resolver);
            }
        }
    }

    private void close(Queue queue, Transaction t) {
        queue.held.remove(t);
        forget(t);
        Where last = t.lastAnswer();
        if (!t.conflict() && last != null) {
            resolvers.touch(t.path, t.server).answered(last, t.took(), t.seconds());
            familiar.add(t.pair);
        }
    }

    /** Strangers first, of them the one that has waited or been held longest; then the same of those familiar. */
    private void evict(long nowNanos) {
        counters.increment(Counter.DNS_TRANSACTIONS_EVICTED);
        pressedUntil = nowNanos + PATIENCE_NANOS;
        if (!evict(strangers)) {
            evict(familiars);
        }
    }

    private boolean evict(Queue queue) {
        Transaction held = queue.held.oldest();
        Transaction waiting = queue.waiting.oldest();
        if (held != null && (waiting == null || held.answeredNanos() <= waiting.queryNanos())) {
            close(queue, held);
        } else if (waiting != null) {
            queue.waiting.remove(waiting);
            forget(waiting);
        }
        return held != null || waiting != null;
    }

    private void forget(Transaction t) {
        index.remove(t);
        nearby.remove(t);
        bytes -= t.bytes();
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
