// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.incidents.Incidents;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.CarrierMoved;
import io.doppelwatch.engine.observe.CertificateSeen;
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
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.Certificates;
import io.doppelwatch.engine.tables.Groups;
import io.doppelwatch.engine.tables.Handshakes;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.Identities;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.Sources;
import io.doppelwatch.engine.tables.TlsSeen;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

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
    private final ResolutionJudge resolutions;
    private final NdJudge nd;
    private final DhcpJudge dhcp;
    private final Handshakes handshakes;
    private final Certificates certificates;
    private final Identities identities = new Identities();
    private final Rules rules;
    private final Suppression suppression;
    private final Incidents incidents;
    private final Consumer<Finding> findings = this::found;

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
        certificates =
                new Certificates(budget.entries(Share.CERTIFICATES), budget.bytes(Share.CERTIFICATES), keys, counters);
        handshakes = new Handshakes(
                budget.entries(Share.TLS_HANDSHAKES),
                budget.bytes(Share.TLS_HANDSHAKES),
                keys,
                counters,
                this::finished);
        rules = new Rules(known, counters);
        arp = new ArpJudge(rules.arp(), bindings, hosts, budget, findings);
        resolutions = new ResolutionJudge(known, rules, budget, keys, counters, findings);
        dns = new DnsJudge(
                known, dnsPorts, rules.dns(), resolutions, bindings, hosts, sources, budget, keys, counters, findings);
        names = new NamesJudge(known, rules.names(), budget, keys, counters, findings);
        nd = new NdJudge(rules.nd(), bindings, groups, budget, keys, counters, findings);
        dhcp = new DhcpJudge(known, rules.dhcp(), bindings, hosts, budget, keys, counters, findings);
        suppression = new Suppression(budget.entries(Share.SUPPRESSION), counters);
        incidents = new Incidents(counters, i -> out.accept(new Event.IncidentChanged(i)));
    }

    /** Judges one fact. Facts come in the order of time; kinds that no table wants pass by. */
    public void observe(Observation o) {
        sources.seen(o.where().source(), o.where().timeNanos());
        handshakes.advance(o.where().timeNanos());
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
        } else if (o instanceof ClientHelloSeen || o instanceof ServerHelloSeen || o instanceof CertificateSeen) {
            handshakes.add(o);
        }
    }

    /**
     * The end of the run: what is still awaited is given up, and every incident is told as it stands.
     *
     * @param timeNanos of the last packet
     */
    public void end(long timeNanos) {
        handshakes.end();
        incidents.end();
    }

    /** Every incident of the run so far, in the order they opened. */
    public List<Incident> incidents() {
        return incidents.all();
    }

    private void finished(TlsSession session) {
        out.accept(new Event.Tls(session));
        if (known.names().isEmpty()) {
            return;
        }
        String name = serverName(session);
        Where where = session.where();
        if (!name.isEmpty() && session.serverHello() != null) {
            resolutions.connected(name, where);
        }
        Trust.Service at = name.isEmpty() ? known.serviceAt(where.destinationIp()) : known.serviceNamed(name);
        boolean asked = !name.isEmpty() || at != null && at.ports().contains(where.destinationPort());
        if (at != null && asked) {
            TlsSeen seen = read(session, name, at);
            tell(rules.tls().handshakes(), seen);
            if (seen.answered()) {
                boolean hidden = seen.chain().isEmpty();
                String spki = hidden ? "" : seen.chain().get(0).spkiSha256();
                String fingerprint = hidden ? "" : seen.chain().get(0).sha256();
                identities.add(at.name(), seen.server(), spki, fingerprint, where);
            }
        }
    }

    private static String serverName(TlsSession session) {
        if (session.clientHello() == null) {
            return "";
        }
        String sni = ClientHello.of(session.clientHello().body()).sni().toLowerCase(Locale.ROOT);
        return sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni;
    }

    private TlsSeen read(TlsSession session, String name, Trust.Service service) {
        List<CertificateInfo> chain = new ArrayList<>();
        if (session.serverCertificate() != null) {
            for (byte[] der : session.serverCertificate().chain()) {
                chain.add(certificates.info(der));
            }
        }
        Where where = session.where();
        // Turned to the client's view, the destination is the server.
        long mac = where.destinationMac();
        Binding binding = bindings.find(where.path(), where.destinationIp());
        boolean onLink = binding != null && mac != Mac.NONE && binding.mac() == mac;
        Host carrier = hosts.find(where.path(), mac);
        return new TlsSeen(session, name, chain, service, identities.find(service.name()), carrier, onLink);
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
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
        counters.increment(Counter.FINDINGS);
        Finding joined = incidents.join(told);
        out.accept(new Event.Alert(joined));
        incidents.publish();
    }
}
