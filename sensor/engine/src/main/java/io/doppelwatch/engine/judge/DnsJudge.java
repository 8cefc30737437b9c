// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.dns.DnsRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Answer;
import io.doppelwatch.engine.tables.AnswerAstray;
import io.doppelwatch.engine.tables.AnswerByImpostor;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.AnswerSeen;
import io.doppelwatch.engine.tables.AnswerUnasked;
import io.doppelwatch.engine.tables.AnswersDiffer;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.Guesses;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.IdsGuessed;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.Oddity;
import io.doppelwatch.engine.tables.Resolver;
import io.doppelwatch.engine.tables.ResolverMoved;
import io.doppelwatch.engine.tables.ResolverSilent;
import io.doppelwatch.engine.tables.ResolverUnlisted;
import io.doppelwatch.engine.tables.Resolvers;
import io.doppelwatch.engine.tables.Sources;
import io.doppelwatch.engine.tables.Transaction;
import io.doppelwatch.engine.tables.Transactions;
import io.doppelwatch.engine.tables.TrustedNames;
import io.doppelwatch.engine.tables.ZoneGuessed;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** DNS messages to transitions, and transitions to the rules that want them. */
final class DnsJudge implements Transactions.Listener {
    /** An ARP entry that was believed is used for so long. */
    private static final long CLAIM_NANOS = 600_000_000_000L;

    private final Transactions transactions;
    private final TrustedNames names;
    private final Resolvers resolvers;
    private final List<Ip> trustedResolvers;
    private final Set<Ip> resolverList;
    private final Set<Ip> gateways;
    private final Bindings bindings;
    private final Hosts hosts;
    private final Sources sources;
    private final DnsRules rules;
    private final ResolutionJudge nameHistory;
    private final Function<DnsSeen, Answer> reader;
    private final Consumer<Finding> findings;

    DnsJudge(
            TrustIndex trust,
            DnsPorts dnsPorts,
            DnsRules rules,
            ResolutionJudge nameHistory,
            Bindings bindings,
            Hosts hosts,
            Sources sources,
            Budget budget,
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
        trustedResolvers = trust.trust().resolvers();
        resolverList = Set.copyOf(trustedResolvers);
        gateways = trust.trust().gateways().stream().map(Trust.Gateway::ip).collect(Collectors.toUnmodifiableSet());
        resolvers = new Resolvers(budget.entries(Share.DNS_RESOLVERS), keys, counters);
        transactions = new Transactions(
                budget.entries(Share.DNS_TRANSACTIONS),
                budget.bytes(Share.DNS_TRANSACTIONS),
                budget.entries(Share.DNS_ODD),
                new Guesses(budget.entries(Share.DNS_GUESSES), keys, counters),
                keys.seed(),
                keys,
                resolvers,
                dnsPorts,
                counters,
                this);
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
        sources.dnsPaired(where.source());
        long mac = where.sourceMac();
        boolean moved = resolver != null && resolver.mac() != Mac.NONE && resolver.mac() != mac;
        if (mac != Mac.NONE && (resolver == null || moved || t.passedOn())) {
            provenance(seen, t, moved ? resolver : null);
        }
        if (!resolverList.isEmpty()) {
            unlisted(seen, t);
        }
        if (!names.isEmpty()) {
            strayAnswer(seen, t, nameHash);
        }
        nameHistory.answered(seen, t, resolvers, nameHash, reader);
    }

    /** Whose machine an answer came from, where it is not the one that server's answers always came from. */
    private void provenance(DnsSeen seen, Transaction t, @Nullable Resolver moved) {
        Where where = seen.where();
        Host carrier = hosts.find(where.path(), where.sourceMac());
        if (carrier == null) {
            return;
        }
        if (moved != null) {
            tell(rules.moved(), new ResolverMoved(where, t, moved, carrier));
        }
        Host.Unasked claim = carrier.unaskedTo(t.client(), where.timeNanos() - CLAIM_NANOS);
        if (claim == null || !t.passedOn() && !claim.claimed().equals(t.server())) {
            return;
        }
        Binding binding = bindings.find(where.path(), claim.claimed());
        Binding.Holder bound = binding == null ? null : binding.otherThan(carrier.mac());
        boolean passed = t.passedOn() && t.askedOf(carrier.mac());
        long passedTo = passed ? t.otherHop(carrier.mac()) : Mac.NONE;
        tell(rules.impostors(), new AnswerByImpostor(t, transactions.read(seen), claim, carrier, passedTo, bound));
    }

    /** A client that asks a resolver sets RD, and one that recurses for it sets RA (RFC 1035, 4.1.1): servers among themselves do not. */
    private void unlisted(DnsSeen seen, Transaction t) {
        byte[] m = seen.message();
        boolean recursive = m.length > 3 && (m[2] & 1) != 0 && (m[3] & 0x80) != 0;
        boolean ofServers = resolverList.contains(t.client()) || gateways.contains(t.client());
        if (recursive && !ofServers && !resolverList.contains(t.server())) {
            tell(rules.unlisted(), new ResolverUnlisted(t, transactions.read(seen), trustedResolvers));
        }
    }

    @Override
    public void conflicting(DnsSeen seen, Transaction t, @Nullable Resolver resolver, long nameHash) {
        Answer first = transactions.read(t, 0);
        Answer second = transactions.read(seen);
        Trust.Service service = names.find(nameHash, first.name());
        tell(
                rules.differing(),
                new AnswersDiffer(
                        t,
                        first,
                        second,
                        resolver,
                        carrier(first),
                        carrier(second),
                        service,
                        t.oddities(),
                        transactions.spelledOtherwise(t, seen) ? Oddity.LETTER_CASE : 0));
        if (!names.isEmpty()) {
            strayAnswer(seen, t, nameHash);
        }
    }

    @Override
    public void unasked(DnsSeen seen, @Nullable Resolver resolver, long nameHash) {
        Where where = seen.where();
        sources.dnsUnasked(where.source());
        boolean sure = sources.age(where.source(), where.timeNanos()) > Transactions.PATIENCE_NANOS
                && !transactions.pressed(where.timeNanos());
        if (resolver == null) {
            return;
        }
        if (sure) {
            Answer answer = transactions.read(seen);
            tell(
                    rules.unasked(),
                    new AnswerUnasked(answer, resolver, carrier(answer), sources.dnsLoss(where.source())));
        }
        if (!names.isEmpty()) {
            strayAnswer(seen, null, nameHash);
        }
    }

    @Override
    public void unanswered(Transaction t, Resolver resolver) {
        tell(rules.silent(), new ResolverSilent(t, resolver));
    }

    @Override
    public void odd(DnsSeen seen, Transaction t, Resolver resolver, int oddities, boolean only) {
        Where where = seen.where();
        boolean otherWay = otherWay(where, t) && resolver.mac() != where.sourceMac();
        int told = oddities;
        // A question asked again, of which one packet was lost, makes its answer too fast, or spelled as the lost one
        // was.
        if (!otherWay && sources.dnsLoss(where.source()).isHeavy()) {
            told &= ~(Oddity.FAST | Oddity.LETTER_CASE);
        }
        if (told == 0) {
            return;
        }
        Answer answer = transactions.read(seen);
        tell(
                rules.odd(),
                new AnswerOdd(answer, t, resolver, told, only, t.took(), otherWay, carrier(answer), seen.fragments()));
    }

    @Override
    public void astray(DnsSeen seen, Transaction t, @Nullable DnsSeen genuine) {
        Where where = seen.where();
        Answer answer = transactions.read(seen);
        boolean otherServer = !where.sourceIp().equals(t.server());
        tell(
                rules.astray(),
                new AnswerAstray(
                        t,
                        answer,
                        genuine == null ? null : transactions.read(genuine),
                        otherServer,
                        otherServer ? resolvers.find(where.path(), where.sourceIp()) : null,
                        resolvers.find(where.path(), t.server()),
                        otherWay(where, t),
                        carrier(answer)));
    }

    @Override
    public void guessed(DnsSeen seen, Transaction t, boolean hit) {
        Where where = seen.where();
        Answer answer = transactions.read(seen);
        tell(
                rules.guessed(),
                new IdsGuessed(
                        t,
                        answer,
                        hit,
                        sources.dnsLoss(where.source()),
                        resolvers.find(where.path(), t.server()),
                        otherWay(where, t),
                        carrier(answer)));
    }

    @Override
    public void zoneGuessed(DnsSeen seen, Transaction t, int namesGuessed, long responses) {
        Where where = seen.where();
        Answer answer = transactions.read(seen);
        String zone = answer.name().substring(answer.name().indexOf('.') + 1);
        tell(
                rules.zones(),
                new ZoneGuessed(
                        t,
                        answer,
                        zone,
                        namesGuessed,
                        responses,
                        sources.dnsLoss(where.source()),
                        otherWay(where, t),
                        carrier(answer)));
    }

    private static boolean otherWay(Where where, Transaction t) {
        return where.sourceMac() != Mac.NONE && t.query().destinationMac() != Mac.NONE && !t.askedOf(where.sourceMac());
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
