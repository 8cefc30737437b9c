// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.names;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.LocalNameMisplaced;
import io.doppelwatch.engine.tables.NameContested;
import io.doppelwatch.engine.tables.NameTakenBack;
import io.doppelwatch.engine.tables.NamesAnswered;
import java.util.List;

/** The rules of mDNS, LLMNR and NBNS. */
public final class NameRules {
    public static final List<RuleInfo> ALL = List.of(
            LocalNameConflict.INFO,
            MdnsFlushByStranger.INFO,
            MdnsGoodbyeByStranger.INFO,
            LocalNameMany.INFO,
            LocalNameNonexistent.INFO,
            MdnsServiceCollision.INFO,
            LocalNameWrongAddress.INFO);

    private final List<Rule<NameContested>> contested;
    private final List<Rule<NameTakenBack>> takenBack;
    private final List<Rule<NamesAnswered>> answered;
    private final List<Rule<LocalNameMisplaced>> misplaced;

    public NameRules(Counters counters) {
        contested = List.of(new LocalNameConflict(), new MdnsFlushByStranger(), new MdnsServiceCollision());
        takenBack = List.of(new MdnsGoodbyeByStranger());
        answered = List.of(new LocalNameMany(), new LocalNameNonexistent());
        misplaced = List.of(new LocalNameWrongAddress(counters));
    }

    public List<Rule<NameContested>> contested() {
        return contested;
    }

    public List<Rule<NameTakenBack>> takenBack() {
        return takenBack;
    }

    public List<Rule<NamesAnswered>> answered() {
        return answered;
    }

    public List<Rule<LocalNameMisplaced>> misplaced() {
        return misplaced;
    }
}
