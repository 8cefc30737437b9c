// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;

/** Every rule there is. A new one is one class and one line here and in {@link #all}. */
public final class Rules {
    private static final List<RuleInfo> ALL =
            List.of(ArpBindingChanged.INFO, ArpUnsolicitedReply.INFO, ArpSourceMismatch.INFO);

    private final List<Rule<BindingSeen>> bindings;

    public Rules(TrustIndex trust) {
        bindings = List.of(new ArpBindingChanged(trust), new ArpUnsolicitedReply(trust), new ArpSourceMismatch());
    }

    /** What every rule says of itself, in the order of their numbers. */
    public static List<RuleInfo> all() {
        return ALL;
    }

    public List<Rule<BindingSeen>> bindings() {
        return bindings;
    }
}
