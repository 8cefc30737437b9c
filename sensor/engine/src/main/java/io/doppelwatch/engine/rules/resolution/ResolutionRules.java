// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.resolution;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.ForeignRecords;
import io.doppelwatch.engine.tables.Rebound;
import io.doppelwatch.engine.tables.ResolutionChange;
import java.util.List;

/** The rules of what names resolve to. */
public final class ResolutionRules {
    public static final List<RuleInfo> ALL = List.of(
            DnsOutOfBailiwick.INFO,
            DnsRebinding.INFO,
            DnsResolutionDrift.INFO,
            DnsNameDenied.INFO,
            DnsDeniedNameAnswered.INFO);

    private final List<Rule<ForeignRecords>> foreign;
    private final List<Rule<Rebound>> rebound;
    private final List<Rule<ResolutionChange>> changes;

    public ResolutionRules(Counters counters) {
        foreign = List.of(new DnsOutOfBailiwick());
        rebound = List.of(new DnsRebinding());
        changes = List.of(
                new DnsResolutionDrift(counters), new DnsNameDenied(counters), new DnsDeniedNameAnswered(counters));
    }

    public List<Rule<ForeignRecords>> foreign() {
        return foreign;
    }

    public List<Rule<Rebound>> rebound() {
        return rebound;
    }

    public List<Rule<ResolutionChange>> changes() {
        return changes;
    }
}
