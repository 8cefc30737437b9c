// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.AnswerAstray;
import io.doppelwatch.engine.tables.AnswerByImpostor;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.AnswerSeen;
import io.doppelwatch.engine.tables.AnswerUnasked;
import io.doppelwatch.engine.tables.AnswersDiffer;
import io.doppelwatch.engine.tables.IdsGuessed;
import io.doppelwatch.engine.tables.ResolverMoved;
import io.doppelwatch.engine.tables.ResolverSilent;
import io.doppelwatch.engine.tables.ResolverUnlisted;
import io.doppelwatch.engine.tables.ZoneGuessed;
import java.util.List;

/** The rules of DNS. */
public final class DnsRules {
    public static final List<RuleInfo> ALL = List.of(
            DnsConflictingAnswers.INFO,
            DnsUnanswered.INFO,
            DnsUnsolicitedResponse.INFO,
            DnsAnswerPathChanged.INFO,
            NameWrongAddress.INFO,
            DnsAnswerAstray.INFO,
            DnsIdGuessing.INFO,
            DnsZonePoisoning.INFO,
            DnsAnswerIpOutlier.INFO,
            DnsAnswerTooFast.INFO,
            DnsCaseChanged.INFO,
            DnsFragmentedAnswer.INFO,
            DnsTtlAbsurd.INFO,
            DnsUnlistedResolver.INFO,
            DnsAnswerByImpostor.INFO);

    private final List<Rule<AnswersDiffer>> differing;
    private final List<Rule<AnswerSeen>> strayAnswers;
    private final List<Rule<AnswerUnasked>> unasked;
    private final List<Rule<ResolverSilent>> silent;
    private final List<Rule<ResolverMoved>> moved;
    private final List<Rule<AnswerAstray>> astray;
    private final List<Rule<IdsGuessed>> guessed;
    private final List<Rule<ZoneGuessed>> zones;
    private final List<Rule<AnswerOdd>> odd;
    private final List<Rule<ResolverUnlisted>> unlisted;
    private final List<Rule<AnswerByImpostor>> impostors;

    public DnsRules(Counters counters) {
        differing = List.of(new DnsConflictingAnswers());
        strayAnswers = List.of(new NameWrongAddress(counters));
        unasked = List.of(new DnsUnsolicitedResponse());
        silent = List.of(new DnsUnanswered());
        moved = List.of(new DnsAnswerPathChanged());
        astray = List.of(new DnsAnswerAstray());
        guessed = List.of(new DnsIdGuessing());
        zones = List.of(new DnsZonePoisoning());
        odd = List.of(
                new DnsAnswerIpOutlier(),
                new DnsAnswerTooFast(),
                new DnsCaseChanged(),
                new DnsFragmentedAnswer(),
                new DnsTtlAbsurd());
        unlisted = List.of(new DnsUnlistedResolver());
        impostors = List.of(new DnsAnswerByImpostor());
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

    public List<Rule<AnswerAstray>> astray() {
        return astray;
    }

    public List<Rule<IdsGuessed>> guessed() {
        return guessed;
    }

    public List<Rule<ZoneGuessed>> zones() {
        return zones;
    }

    public List<Rule<AnswerOdd>> odd() {
        return odd;
    }

    public List<Rule<ResolverUnlisted>> unlisted() {
        return unlisted;
    }

    public List<Rule<AnswerByImpostor>> impostors() {
        return impostors;
    }
}
