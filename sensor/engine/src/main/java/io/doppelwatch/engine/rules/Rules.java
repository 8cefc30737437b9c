// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.arp.ArpRules;
import io.doppelwatch.engine.rules.dhcp.DhcpRules;
import io.doppelwatch.engine.rules.dns.DnsRules;
import io.doppelwatch.engine.rules.dnssec.DnssecRules;
import io.doppelwatch.engine.rules.lookalike.LookalikeRules;
import io.doppelwatch.engine.rules.names.NameRules;
import io.doppelwatch.engine.rules.nd.NdRules;
import io.doppelwatch.engine.rules.redundancy.RedundancyRules;
import io.doppelwatch.engine.rules.registry.RegistryRules;
import io.doppelwatch.engine.rules.resolution.ResolutionRules;
import io.doppelwatch.engine.rules.tls.TlsRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Windows;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every rule there is, by family. A new rule is one class and two lines in its family's list. */
public final class Rules {
    private static final List<RuleInfo> ALL = Stream.of(
                    ArpRules.ALL,
                    NdRules.ALL,
                    DhcpRules.ALL,
                    DnsRules.ALL,
                    NameRules.ALL,
                    TlsRules.ALL,
                    RedundancyRules.ALL,
                    ResolutionRules.ALL,
                    LookalikeRules.ALL,
                    DnssecRules.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(RuleInfo::number))
            .toList();

    private final ArpRules arp;
    private final NdRules nd;
    private final DhcpRules dhcp;
    private final DnsRules dns;
    private final NameRules names;
    private final ResolutionRules resolution;
    private final DnssecRules dnssec;
    private final LookalikeRules lookalike;
    private final TlsRules tls;
    private final RedundancyRules redundancy;

    /** @param windows notes the announced changes that are seen */
    public Rules(TrustIndex trust, Windows windows, Counters counters) {
        arp = new ArpRules(trust);
        nd = new NdRules(trust);
        dhcp = new DhcpRules(trust);
        dns = new DnsRules(counters);
        names = new NameRules(counters);
        resolution = new ResolutionRules(counters);
        dnssec = new DnssecRules();
        lookalike = new LookalikeRules();
        tls = new TlsRules(windows);
        redundancy = new RedundancyRules(trust);
    }

    /** What every rule over packets says of itself, in the order of their numbers. */
    public static List<RuleInfo> all() {
        return ALL;
    }

    /** What every rule says of itself, those over configuration files and registries behind those over packets. */
    public static List<RuleInfo> everything() {
        return Stream.concat(ALL.stream(), RegistryRules.ALL.stream()).toList();
    }

    public ArpRules arp() {
        return arp;
    }

    public NdRules nd() {
        return nd;
    }

    public DhcpRules dhcp() {
        return dhcp;
    }

    public DnsRules dns() {
        return dns;
    }

    public RedundancyRules redundancy() {
        return redundancy;
    }

    public NameRules names() {
        return names;
    }

    public DnssecRules dnssec() {
        return dnssec;
    }

    public LookalikeRules lookalike() {
        return lookalike;
    }

    public ResolutionRules resolution() {
        return resolution;
    }

    public TlsRules tls() {
        return tls;
    }
}
