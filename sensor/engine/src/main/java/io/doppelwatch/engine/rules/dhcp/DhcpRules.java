// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.DhcpAnswered;
import io.doppelwatch.engine.tables.DhcpCrowd;
import io.doppelwatch.engine.tables.LeaseMoved;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;

/** The rules of DHCP and DHCPv6. */
public final class DhcpRules {
    public static final List<RuleInfo> ALL = List.of(
            DhcpUnknownServer.INFO,
            DhcpServersDiffer.INFO,
            DhcpOptionsChanged.INFO,
            DhcpStarvation.INFO,
            DhcpNakByStranger.INFO,
            DhcpLeaseGivenAway.INFO);

    private final List<Rule<DhcpAnswered>> answers;
    private final List<Rule<DhcpCrowd>> crowds = List.of(new DhcpStarvation());
    private final List<Rule<LeaseMoved>> leases = List.of(new DhcpLeaseGivenAway());

    public DhcpRules(TrustIndex trust) {
        ServerTrust servers = new ServerTrust(trust.trust());
        answers = List.of(
                new DhcpUnknownServer(servers),
                new DhcpServersDiffer(servers),
                new DhcpOptionsChanged(servers),
                new DhcpNakByStranger(servers));
    }

    public List<Rule<DhcpAnswered>> answers() {
        return answers;
    }

    public List<Rule<DhcpCrowd>> crowds() {
        return crowds;
    }

    public List<Rule<LeaseMoved>> leases() {
        return leases;
    }
}
