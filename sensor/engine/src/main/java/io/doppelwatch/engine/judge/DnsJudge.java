// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.dns.DnsRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Answer;
import io.doppelwatch.engine.tables.AnswerSeen;
import io.doppelwatch.engine.tables.AnswerUnasked;
import io.doppelwatch.engine.tables.AnswersDiffer;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.Resolver;
import io.doppelwatch.engine.tables.ResolverMoved;
import io.doppelwatch.engine.tables.ResolverSilent;
import io.doppelwatch.engine.tables.Resolvers;
import io.doppelwatch.engine.tables.Sources;
import io.doppelwatch.engine.tables.Transaction;
import io.doppelwatch.engine.tables.Transactions;
import io.doppelwatch.engine.tables.TrustedNames;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** DNS messages to transitions, and transitions to the rules that want them. */
final class DnsJudge implements Transactions.Listener {
    /** Questions of about 600 bytes. */
    private static final int TRANSACTIONS = 65_536;

    private static final long TRANSACTION_BYTES = 64L << 20;
    private static final int RESOLVERS = 8192;

    private final Transactions transactions;
    private final TrustedNames names;
    private final Bindings bindings;
    private final Hosts hosts;
    private final Sources sources;
    private final DnsRules rules;
    private final ResolutionJudge nameHistory;
    private final Resolvers resolvers;
    private final Function<DnsSeen, Answer> reader;
    private final Consumer<Finding> findings;

    DnsJudge(
            TrustIndex trust,
            DnsRules rules,
            ResolutionJudge nameHistory,
            Bindings bindings,
            Hosts hosts,
            Sources sources,
            KeyHash keys,
            Counters counters,
            Consumer<Finding> findings) {
        this.bindings = bindings;
        this.hosts = hosts;
        this.sources = sources;
        this.rules = rules;
        this.nameHistory = nameHistory;
        this.findings = findings;
        names = new TrustedNames(trust, keys.seed());
        resolvers = new Resolvers(RESOLVERS, keys, counters);
        transactions = new Transactions(TRANSACTIONS, TRANSACTION_BYTES, keys.seed(), keys, resolvers, counters, this);
        reader = transactions::read;
    }

    void advance(long nowNanos) {
        transactions.advance(nowNanos);
    }

    void add(DnsSeen seen) {
        transactions.add(seen);
    }

    @Override
    public void answered(DnsSeen seen, Transaction t, @Nullable Resolver resolver, long nameHash) {
        Where where = seen.where();
        if (resolver != null
                && resolver.mac() != Mac.NONE
                && where.sourceMac() != Mac.NONE
                && resolver.mac() != where.sourceMac()) {
            Host carrier = hosts.find(where.path(), where.sourceMac());
            if (carrier != null) {
                tell(rules.moved(), new ResolverMoved(where, t, resolver, carrier));
            }
        }
        if (!names.isEmpty()) {
            strayAnswer(seen, t, nameHash);
        }
        nameHistory.answered(seen, t, resolvers, nameHash, reader);
    }

    @Override
    public void conflicting(DnsSeen seen, Transaction t, @Nullable Resolver resolver, long nameHash) {
        Answer first = transactions.read(t, 0);
        Answer second = transactions.read(seen);
        Trust.Service service = names.find(nameHash, first.name());
        tell(
                rules.differing(),
                new AnswersDiffer(t, first, second, resolver, carrier(first), carrier(second), service));
        if (!names.isEmpty()) {
            strayAnswer(seen, t, nameHash);
        }
    }

    @Override
    public void unasked(DnsSeen seen, Resolver resolver, long nameHash) {
        Where where = seen.where();
        boolean sure = sources.age(where.source(), where.timeNanos()) > Transactions.PATIENCE_NANOS
                && !transactions.pressed(where.timeNanos());
        if (sure) {
            Answer answer = transactions.read(seen);
            tell(rules.unasked(), new AnswerUnasked(answer, resolver, carrier(answer)));
        }
        if (!names.isEmpty()) {
            strayAnswer(seen, null, nameHash);
        }
    }

    @Override
    public void unanswered(Transaction t, Resolver resolver) {
        tell(rules.silent(), new ResolverSilent(t, resolver));
    }

    /** Asked for a trusted name, every address counts, whatever CNAME led to it; else those given to a trusted name in passing. */
    private void strayAnswer(DnsSeen seen, @Nullable Transaction t, long nameHash) {
        Answer answer = null;
        Trust.Service service = null;
        Ip wrong = null;
        if (names.mayHave(nameHash)) {
            answer = transactions.read(seen);
            service = names.find(nameHash, answer.name());
            wrong = service == null ? null : firstWrong(service, answer);
        } else {
            Transactions.Given given = transactions.strayAddress(seen, names);
            if (given != null) {
                answer = transactions.read(seen).about(given.name());
                service = given.service();
                wrong = given.address();
            }
        }
        if (answer != null && service != null && wrong != null) {
            tell(
                    rules.strayAnswers(),
                    new AnswerSeen(answer, t, service, wrong, holder(seen.where(), wrong), carrier(answer)));
        }
    }

    private static @Nullable Ip firstWrong(Trust.Service service, Answer answer) {
        for (Ip ip : answer.addresses()) {
            if (!TrustIndex.mayBeAt(service, ip)) {
                return ip;
            }
        }
        return null;
    }

    private @Nullable Host holder(Where where, Ip ip) {
        Binding b = bindings.find(where.path(), ip);
        return b == null ? null : hosts.find(where.path(), b.mac());
    }

    private @Nullable Host carrier(Answer answer) {
        return hosts.find(answer.where().path(), answer.where().sourceMac());
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }
}
