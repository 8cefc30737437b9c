// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.CarrierTaken;
import io.doppelwatch.engine.tables.Relayed;
import io.doppelwatch.engine.tables.StillHeld;
import io.doppelwatch.engine.tables.Sweep;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;

/** The rules of ARP. */
public final class ArpRules {
    public static final List<RuleInfo> ALL = List.of(
            ArpBindingChanged.INFO,
            ArpUnsolicitedReply.INFO,
            ArpSourceMismatch.INFO,
            ArpFlipFlop.INFO,
            ArpGatewayTakenOver.INFO,
            ArpGratuitousClaim.INFO,
            ArpBroadcastReply.INFO,
            ArpAddressConflict.INFO,
            ArpManyAddresses.INFO,
            ArpVirtualAddress.INFO,
            ArpSweep.INFO,
            ArpRelayedTraffic.INFO);

    private final List<Rule<BindingSeen>> bindings;
    private final List<Rule<StillHeld>> stillHeld;
    private final List<Rule<CarrierTaken>> taken;
    private final List<Rule<Relayed>> relayed;
    private final List<Rule<Sweep>> sweeps = List.of(new ArpSweep());

    public ArpRules(TrustIndex trust) {
        bindings = List.of(
                new ArpBindingChanged(trust),
                new ArpUnsolicitedReply(trust),
                new ArpSourceMismatch(),
                new ArpFlipFlop(trust),
                new ArpBroadcastReply(trust),
                new ArpAddressConflict(trust),
                new ArpManyAddresses(trust),
                new ArpVirtualAddress(trust));
        stillHeld = List.of(new ArpGratuitousClaim(trust));
        taken = List.of(new ArpGatewayTakenOver(trust));
        relayed = List.of(new ArpRelayedTraffic(trust));
    }

    /** For every ARP packet that claims an address. */
    public List<Rule<BindingSeen>> bindings() {
        return bindings;
    }

    public List<Rule<StillHeld>> stillHeld() {
        return stillHeld;
    }

    public List<Rule<CarrierTaken>> taken() {
        return taken;
    }

    public List<Rule<Relayed>> relayed() {
        return relayed;
    }

    public List<Rule<Sweep>> sweeps() {
        return sweeps;
    }
}
