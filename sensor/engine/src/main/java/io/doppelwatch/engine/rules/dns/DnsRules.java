// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.AnswerSeen;
import io.doppelwatch.engine.tables.AnswerUnasked;
import io.doppelwatch.engine.tables.AnswersDiffer;
import io.doppelwatch.engine.tables.ResolverMoved;
import io.doppelwatch.engine.tables.ResolverSilent;
import java.util.List;

/** The rules of DNS. */
public final class DnsRules {
    public static final List<RuleInfo> ALL = List.of(
            DnsConflictingAnswers.INFO,
            DnsUnanswered.INFO,
            DnsUnsolicitedResponse.INFO,
            DnsAnswerPathChanged.INFO,
            NameWrongAddress.INFO);

    private final List<Rule<AnswersDiffer>> differing;
    private final List<Rule<AnswerSeen>> strayAnswers;
    private final List<Rule<AnswerUnasked>> unasked;
    private final List<Rule<ResolverSilent>> silent;
    private final List<Rule<ResolverMoved>> moved;

    public DnsRules(Counters counters) {
        differing = List.of(new DnsConflictingAnswers());
        strayAnswers = List.of(new NameWrongAddress(counters));
        unasked = List.of(new DnsUnsolicitedResponse());
        silent = List.of(new DnsUnanswered());
        moved = List.of(new DnsAnswerPathChanged());
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
}
