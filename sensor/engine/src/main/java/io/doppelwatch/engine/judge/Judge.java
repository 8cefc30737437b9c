// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.PinCoverage;
import io.doppelwatch.engine.event.WindowUse;
import io.doppelwatch.engine.incidents.Incidents;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.CarrierMoved;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.CertificateVerifySeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import io.doppelwatch.engine.observe.LacpSeen;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.registry.RegistrySeen;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.Groups;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.Sources;
import io.doppelwatch.engine.tables.Windows;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From facts to findings and incidents. Not thread-safe: one thread, in the order of packet time. */
public final class Judge {
    private final Trust trust;
    private final TrustIndex known;
    private final EventSink out;
    private final Counters counters;
    private final Sources sources = new Sources();
    private final Bindings bindings;
    private final Hosts hosts;
    private final Groups groups;
    private final ArpJudge arp;
    private final DnsJudge dns;
    private final NamesJudge names;
    private final NdJudge nd;
    private final DhcpJudge dhcp;
    private final TlsJudge tls;
    private final Windows windows;
    private final Rules rules;
    private final Suppression suppression;
    private final Incidents incidents;
    private final Consumer<Finding> findings = this::found;
    /** Made with the first registry: most runs have none. */
    private @Nullable RegistryJudge registries;

    public Judge(Trust trust, EventSink out, Counters counters) {
        this(trust, DnsPorts.STANDARD, Budget.STANDARD, out, counters);
    }

    /**
     * @param dnsPorts on which DNS servers answer
     * @param budget what everything that is remembered may hold together
     */
    public Judge(Trust trust, DnsPorts dnsPorts, Budget budget, EventSink out, Counters counters) {
        this.trust = trust;
        this.out = out;
        this.counters = counters;
        known = new TrustIndex(trust);
        KeyHash keys = new KeyHash();
        hosts = new Hosts(budget.entries(Share.HOSTS), keys, counters);
        groups = new Groups(budget.entries(Share.GROUPS), keys, counters);
        bindings =
                new Bindings(budget.entries(Share.BINDINGS), known.addresses(), hosts, groups, sources, keys, counters);
        windows = new Windows(counters);
        rules = new Rules(known, windows, counters);
        arp = new ArpJudge(rules.arp(), bindings, hosts, budget, findings);
        ResolutionJudge resolutions = new ResolutionJudge(known, rules, budget, keys, counters, findings);
        dns = new DnsJudge(
                known, dnsPorts, rules.dns(), resolutions, bindings, hosts, sources, budget, keys, counters, findings);
        names = new NamesJudge(known, rules.names(), budget, keys, counters, findings);
        nd = new NdJudge(rules.nd(), bindings, groups, budget, keys, counters, findings);
        dhcp = new DhcpJudge(known, rules.dhcp(), bindings, hosts, budget, keys, counters, findings);
        tls = new TlsJudge(known, rules.tls(), bindings, hosts, resolutions, budget, keys, counters, out, findings);
        suppression = new Suppression(budget.entries(Share.SUPPRESSION), counters);
        incidents = new Incidents(counters, i -> out.accept(new Event.IncidentChanged(i)));
    }

    /** Judges one fact. Facts come in the order of time; kinds that no table wants pass by. */
    public void observe(Observation o) {
        sources.seen(o.where().source(), o.where().timeNanos());
        tls.advance(o.where().timeNanos());
        dns.advance(o.where().timeNanos());
        if (o instanceof ArpSeen seen) {
            arp.add(seen);
            return;
        }
        if (o instanceof RedundancySeen hello) {
            // Sent by the group's MAC from a router's own address: no traffic that would say who holds that.
            tell(rules.redundancy().hellos(), groups.add(hello));
            return;
        }
        if (o instanceof LacpSeen port) {
            hosts.add(port);
            return;
        }
        arp.traffic(o);
        nd.traffic(o.where());
        if (o instanceof DnsSeen message) {
            dns.add(message);
            names.denial(message);
            if (registries != null) {
                registries.asked(message);
            }
        } else if (o instanceof MdnsSeen || o instanceof LlmnrSeen || o instanceof NbnsSeen) {
            names.add(o);
        } else if (o instanceof DhcpSeen message) {
            dhcp.add(message);
        } else if (o instanceof Dhcpv6Seen message) {
            dhcp.add(message);
        } else if (o instanceof CarrierMoved moved) {
            arp.moved(moved);
        } else if (o instanceof NdSeen message) {
            nd.add(message);
        } else if (o instanceof IcmpErrorSeen error) {
            nd.add(error);
        } else if (o instanceof ClientHelloSeen
                || o instanceof ServerHelloSeen
                || o instanceof CertificateSeen
                || o instanceof CertificateVerifySeen) {
            tls.add(o);
            if (registries != null && o instanceof ClientHelloSeen hello) {
                registries.greeted(hello);
            }
        }
    }

    /** Judges what registries and configuration files say, as they stand now; each time they are read, all of it. */
    public void registries(RegistrySeen seen) {
        if (registries == null) {
            registries = new RegistryJudge(known, windows, this::registered, findings);
        }
        registries.add(seen);
    }

    /**
     * The end of the run: what is still awaited is given up, and every incident is told as it stands.
     *
     * @param timeNanos of the last packet
     */
    public void end(long timeNanos) {
        tls.end();
        incidents.end();
    }

    /** How much was seen of each service with pins, in the order of the trust file. */
    public List<PinCoverage> pins() {
        return tls.pins();
    }

    /** The announced changes that were seen, and so were no findings. */
    public List<WindowUse> windows() {
        return windows.used();
    }

    /** Every incident of the run so far, in the order they opened. */
    public List<Incident> incidents() {
        return incidents.all();
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }

    /** A finding in a file is told of each place in it: two lines are not one finding twice. */
    private void registered(Finding f) {
        Trust.RuleSetting setting = trust.rules().get(f.rule().id());
        if (setting != null && setting.off()) {
            return;
        }
        tell(setting == null || setting.severity() == null ? f : f.withSeverity(setting.severity()));
    }

    private void tell(Finding f) {
        counters.increment(Counter.FINDINGS);
        Finding joined = incidents.join(f);
        out.accept(new Event.Alert(joined));
        incidents.publish();
    }

    private void found(Finding f) {
        Trust.RuleSetting setting = trust.rules().get(f.rule().id());
        if (setting != null && setting.off()) {
            return;
        }
        Finding set = setting == null || setting.severity() == null ? f : f.withSeverity(setting.severity());
        long repeats = suppression.admit(set);
        if (repeats < 0) {
            incidents.repeated(set);
            return;
        }
        Finding told = repeats == 0
                ? set
                : set.withSignature(set.signature() + " (and " + repeats + " more since it was last told)");
        tell(told);
    }
}
