// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.redundancy;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.GroupSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;

/** The rules of first-hop redundancy. */
public final class RedundancyRules {
    public static final List<RuleInfo> ALL = List.of(RedundancyTakeover.INFO);

    private final List<Rule<GroupSeen>> hellos;

    public RedundancyRules(TrustIndex trust) {
        hellos = List.of(new RedundancyTakeover(trust));
    }

    public List<Rule<GroupSeen>> hellos() {
        return hellos;
    }
}
