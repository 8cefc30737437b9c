// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.AnswerSeen;
import io.doppelwatch.engine.tables.AnswerUnasked;
import io.doppelwatch.engine.tables.AnswersDiffer;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.ResolverMoved;
import io.doppelwatch.engine.tables.ResolverSilent;
import io.doppelwatch.engine.tables.TlsSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;

/** Every rule there is. A new one is one class and one line here and in {@link #all}. */
public final class Rules {
    private static final List<RuleInfo> ALL = List.of(
            ArpBindingChanged.INFO,
            ArpUnsolicitedReply.INFO,
            ArpSourceMismatch.INFO,
            DnsConflictingAnswers.INFO,
            DnsUnanswered.INFO,
            DnsUnsolicitedResponse.INFO,
            DnsAnswerPathChanged.INFO,
            NameWrongAddress.INFO,
            TlsPinMismatch.INFO,
            TrustedNameWrongServer.INFO);

    private final List<Rule<BindingSeen>> bindings;
    private final List<Rule<AnswersDiffer>> differing;
    private final List<Rule<AnswerSeen>> strayAnswers;
    private final List<Rule<AnswerUnasked>> unasked;
    private final List<Rule<ResolverSilent>> silent;
    private final List<Rule<ResolverMoved>> moved;
    private final List<Rule<TlsSeen>> handshakes;

    public Rules(TrustIndex trust, Counters counters) {
        bindings = List.of(new ArpBindingChanged(trust), new ArpUnsolicitedReply(trust), new ArpSourceMismatch());
        differing = List.of(new DnsConflictingAnswers());
        strayAnswers = List.of(new NameWrongAddress(counters));
        unasked = List.of(new DnsUnsolicitedResponse());
        silent = List.of(new DnsUnanswered());
        moved = List.of(new DnsAnswerPathChanged());
        handshakes = List.of(new TlsPinMismatch(counters), new TrustedNameWrongServer(counters));
    }

    /** What every rule says of itself, in the order of their numbers. */
    public static List<RuleInfo> all() {
        return ALL;
    }

    public List<Rule<BindingSeen>> bindings() {
        return bindings;
    }

    public List<Rule<AnswersDiffer>> differing() {
        return differing;
    }

    public List<Rule<AnswerSeen>> strayAnswers() {
        return strayAnswers;
    }

    public List<Rule<AnswerUnasked>> unasked() {
        return unasked;
    }

    public List<Rule<ResolverSilent>> silent() {
        return silent;
    }

    public List<Rule<ResolverMoved>> moved() {
        return moved;
    }

    public List<Rule<TlsSeen>> handshakes() {
        return handshakes;
    }
}
