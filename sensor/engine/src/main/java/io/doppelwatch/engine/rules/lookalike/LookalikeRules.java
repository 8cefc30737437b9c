// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.lookalike;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.LookalikeSeen;
import java.util.List;

/** The rules of names that look like trusted ones. */
public final class LookalikeRules {
    public static final List<RuleInfo> ALL = List.of(LookalikeName.INFO);

    private final List<Rule<LookalikeSeen>> names = List.of(new LookalikeName());

    public List<Rule<LookalikeSeen>> names() {
        return names;
    }
}
