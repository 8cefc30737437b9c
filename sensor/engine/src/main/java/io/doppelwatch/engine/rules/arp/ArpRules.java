// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;

/** The rules of ARP. */
public final class ArpRules {
    public static final List<RuleInfo> ALL =
            List.of(ArpBindingChanged.INFO, ArpUnsolicitedReply.INFO, ArpSourceMismatch.INFO);

    private final List<Rule<BindingSeen>> bindings;

    public ArpRules(TrustIndex trust) {
        bindings = List.of(new ArpBindingChanged(trust), new ArpUnsolicitedReply(trust), new ArpSourceMismatch());
    }

    public List<Rule<BindingSeen>> bindings() {
        return bindings;
    }
}
