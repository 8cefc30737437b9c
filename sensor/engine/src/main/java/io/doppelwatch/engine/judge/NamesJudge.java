// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.names.NameRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.DeniedNames;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.LocalMessage;
import io.doppelwatch.engine.tables.LocalMessage.Statement;
import io.doppelwatch.engine.tables.LocalName.Kind;
import io.doppelwatch.engine.tables.LocalName.Protocol;
import io.doppelwatch.engine.tables.LocalNameMisplaced;
import io.doppelwatch.engine.tables.LocalNames;
import io.doppelwatch.engine.tables.LocalNames.Rival;
import io.doppelwatch.engine.tables.LocalNames.TakenBack;
import io.doppelwatch.engine.tables.LocalQuestions;
import io.doppelwatch.engine.tables.LocalSpeaker;
import io.doppelwatch.engine.tables.LocalSpeaker.Answered;
import io.doppelwatch.engine.tables.LocalSpeakers;
import io.doppelwatch.engine.tables.NameContested;
import io.doppelwatch.engine.tables.NameTakenBack;
import io.doppelwatch.engine.tables.NamesAnswered;
import io.doppelwatch.engine.tables.TrustedLocalNames;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** Messages of mDNS, LLMNR and NBNS to transitions, and transitions to the rules that want them. */
final class NamesJudge {
    /** For so long names answered for are counted together. */
    private static final long WINDOW_NANOS = 600_000_000_000L;

    private final LocalMessage message;
    private final LocalNames names;
    private final LocalSpeakers speakers;
    private final LocalQuestions questions;
    private final DeniedNames denied;
    private final TrustedLocalNames trusted;
    private final NameRules rules;
    private final Consumer<Finding> findings;

    NamesJudge(
            TrustIndex trust,
            NameRules rules,
            Budget budget,
            KeyHash keys,
            Counters counters,
            Consumer<Finding> findings) {
        this.rules = rules;
        this.findings = findings;
        message = new LocalMessage(keys.seed());
        names = new LocalNames(budget.entries(Share.LOCAL_NAMES), budget.bytes(Share.LOCAL_NAMES) / 4, keys, counters);
        speakers = new LocalSpeakers(budget.entries(Share.LOCAL_SPEAKERS), keys, counters);
        questions = new LocalQuestions(budget.entries(Share.LOCAL_QUESTIONS), keys, counters);
        denied = new DeniedNames(budget.entries(Share.DENIED_NAMES), keys.seed(), keys, counters);
        trusted = new TrustedLocalNames(trust, keys.seed());
    }

    /** A DNS message: what it denies may be asked for on the local link next. */
    void denial(DnsSeen seen) {
        denied.add(seen);
    }

    /** A message of mDNS, LLMNR or NBNS. */
    void add(Observation o) {
        Where where = o.where();
        if (!LocalNames.hasSender(where)) {
            return;
        }
        message.read(o);
        if (message.isSleepProxy()) {
            speaker(where);
        }
        for (int i = 0; i < message.count(); i++) {
            Statement s = message.get(i);
            switch (s.act()) {
                case ASK -> questions.ask(message.protocol(), s.label(), where);
                case PROBE -> probe(s, where);
                case CLAIM -> claim(s, where);
                case GOODBYE -> goodbye(s, where);
                case LISTED -> speaker(where).owns(s, 2, where.timeNanos());
            }
        }
    }

    private LocalSpeaker speaker(Where where) {
        LocalSpeaker s = speakers.touch(where.path(), where.sourceMac(), where.timeNanos());
        if (message.isSleepProxy()) {
            s.sleepProxy();
        }
        return s;
    }

    private void probe(Statement s, Where where) {
        names.probe(message.protocol(), s, where);
        if (s.kind() == Kind.HOST) {
            speaker(where).owns(s, 2, where.timeNanos());
        }
        // NBNS has no announcement after it: who registers a name that nobody holds has it (RFC 1002, 5.1.1.1).
        boolean free = message.protocol() == Protocol.NBNS && names.ownerOf(Protocol.NBNS, s, where) == null;
        if (free) {
            names.claim(Protocol.NBNS, s, where);
        }
    }

    private void claim(Statement s, Where where) {
        Protocol protocol = message.protocol();
        LocalSpeaker speaker = speaker(where);
        TakenBack back = names.rescued(protocol, s, where);
        if (back != null) {
            takenBack(back);
        }
        Rival rival = names.claim(protocol, s, where);
        if (s.kind() == Kind.HOST && s.addresses() > 0) {
            answered(s, where, speaker, rival != null);
            misplaced(s, where);
        } else if (s.kind() == Kind.SERVICE) {
            misplacedMcp(s, where);
        }
        if (rival != null) {
            tell(
                    rules.contested(),
                    new NameContested(
                            rival.name(),
                            rival.owner(),
                            rival.claimant(),
                            rival.flush(),
                            where,
                            speaker,
                            speakers.find(where.path(), rival.owner().mac()),
                            speaker.answeredWith(rival.claimant().address(), where.timeNanos() - WINDOW_NANOS)));
        }
    }

    private void answered(Statement s, Where where, LocalSpeaker speaker, boolean taken) {
        Protocol protocol = message.protocol();
        long now = where.timeNanos();
        LocalQuestions.Question q = questions.answer(protocol, s.label(), where);
        if (q == null) {
            // Of its own accord: an announcement in mDNS, a refresh or an overwrite in NBNS. LLMNR has none.
            if (protocol == Protocol.MDNS && s.flush() || protocol == Protocol.NBNS && !message.isResponse()) {
                speaker.owns(s, message.isResponse() ? 1 : 2, now);
            }
            return;
        }
        boolean wpad = trusted.isWpad(s.label());
        if (speaker.goesBy(s.label()) && !wpad) {
            return;
        }
        Answered a = new Answered(
                protocol,
                s.label(),
                s.name(),
                first(s),
                q.asker(),
                q.where(),
                where,
                denied.find(where.path(), q.askerMac(), s.label(), now),
                taken,
                now);
        speaker.answered(a);
        List<Answered> all = speaker.answeredWith(a.address(), now - WINDOW_NANOS);
        if (wpad || all.size() > 1) {
            tell(rules.answered(), new NamesAnswered(speaker, a, q.answers(), all, where));
        }
    }

    private static Ip first(Statement s) {
        for (int i = 0; i < s.addresses(); i++) {
            if (s.address(i).isV4()) {
                return s.address(i);
            }
        }
        return s.address(0);
    }

    private void misplaced(Statement s, Where where) {
        Trust.Service service = trusted.find(message.protocol(), s);
        if (service == null) {
            return;
        }
        boolean strange = !service.macs().isEmpty() && !service.macs().contains(where.sourceMac());
        Ip wrong = Ip.NONE;
        boolean compared = false;
        for (int i = 0; i < s.addresses(); i++) {
            if (TrustedLocalNames.saysOf(service, s.address(i))) {
                compared = true;
                if (!TrustIndex.mayBeAt(service, s.address(i))) {
                    wrong = s.address(i);
                }
            }
        }
        if (!wrong.equals(Ip.NONE) || strange && !compared) {
            String told = wrong.equals(Ip.NONE) ? first(s).toString() : wrong.toString();
            tell(
                    rules.misplaced(),
                    new LocalNameMisplaced(message.protocol(), service, s.name(), told, wrong, strange, where));
        }
    }

    /** An instance called as a trusted MCP server is, which leads elsewhere and comes from no machine of the service. */
    private void misplacedMcp(Statement s, Where where) {
        Trust.Service service = trusted.findMcp(s);
        if (service == null || trusted.leadsTo(service, s)) {
            return;
        }
        boolean itsMac = service.macs().contains(where.sourceMac());
        boolean itsAddress =
                TrustedLocalNames.saysOf(service, where.sourceIp()) && TrustIndex.mayBeAt(service, where.sourceIp());
        if (!itsMac && !itsAddress) {
            String told = s.targetName() + ":" + s.port();
            tell(
                    rules.misplaced(),
                    new LocalNameMisplaced(message.protocol(), service, s.name(), told, where.sourceIp(), true, where));
        }
    }

    private void goodbye(Statement s, Where where) {
        TakenBack t = names.goodbye(message.protocol(), s, where);
        if (s.kind() == Kind.HOST) {
            LocalSpeaker speaker = speakers.find(where.path(), where.sourceMac());
            if (speaker != null) {
                speaker.gaveUp(s.label());
            }
        }
        if (t != null) {
            takenBack(t);
        }
    }

    private void takenBack(TakenBack t) {
        LocalSpeaker stranger =
                speakers.touch(t.where().path(), t.mac(), t.where().timeNanos());
        tell(
                rules.takenBack(),
                new NameTakenBack(t.name(), t.owner(), stranger, t.name().claimOf(t.mac()), t.where(), t.back()));
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }
}
