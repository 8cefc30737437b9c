// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.DadDenied;
import io.doppelwatch.engine.tables.NeighbourSeen;
import io.doppelwatch.engine.tables.RedirectSeen;
import io.doppelwatch.engine.tables.RouterSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;

/** The rules of Neighbour Discovery, router advertisements and redirects. */
public final class NdRules {
    public static final List<RuleInfo> ALL = List.of(
            NdOverride.INFO,
            NdDadDenial.INFO,
            RaRogueRouter.INFO,
            RaLifetimeZeroed.INFO,
            RaNewDns.INFO,
            RaFlood.INFO,
            IcmpRedirectAbuse.INFO,
            NdHopLimit.INFO);

    private final List<Rule<NeighbourSeen>> neighbours;
    private final List<Rule<DadDenied>> denials;
    private final List<Rule<RouterSeen>> routers;
    private final List<Rule<RedirectSeen>> redirects;
    private final List<Rule<NdSeen>> strays;

    public NdRules(TrustIndex trust) {
        neighbours = List.of(new NdOverride(trust));
        denials = List.of(new NdDadDenial());
        routers = List.of(new RaRogueRouter(trust), new RaLifetimeZeroed(trust), new RaNewDns(trust), new RaFlood());
        redirects = List.of(new IcmpRedirectAbuse(trust));
        strays = List.of(new NdHopLimit());
    }

    /** For an address that is bound to a MAC. */
    public List<Rule<NeighbourSeen>> neighbours() {
        return neighbours;
    }

    /** For an address that somebody wants and is denied. */
    public List<Rule<DadDenied>> denials() {
        return denials;
    }

    /** For a router advertisement. */
    public List<Rule<RouterSeen>> routers() {
        return routers;
    }

    /** For a redirect, IPv4 or IPv6. */
    public List<Rule<RedirectSeen>> redirects() {
        return redirects;
    }

    /** For a message that no host on the link can have sent. */
    public List<Rule<NdSeen>> strays() {
        return strays;
    }
}
