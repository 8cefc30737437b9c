// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.PinCoverage;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.event.WindowUse;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.UdpService;
import io.doppelwatch.engine.stats.Counters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what happened, for summary.json, incidents.json and the summary a person reads. Bounded: of findings and
 * incidents the first are kept and the rest counted.
 */
public final class Tally implements EventSink {
    /** Findings kept of each severity, for showing. */
    private static final int MOST_FINDINGS = 100;

    /** Incidents kept. */
    private static final int MOST_INCIDENTS = 10_000;

    /** Observations that are counted and no more. */
    private static final Map<Class<? extends Observation>, Count> MESSAGES = Map.of(
            MdnsSeen.class, Count.MDNS,
            LlmnrSeen.class, Count.LLMNR,
            NbnsSeen.class, Count.NBNS,
            DhcpSeen.class, Count.DHCP,
            Dhcpv6Seen.class, Count.DHCPV6,
            NdSeen.class, Count.ND);

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ARP_REQUEST = 1;
    private static final int ARP_REPLY = 2;

    private final boolean names;
    private final List<FileTally> files = new ArrayList<>();
    /** Findings in configuration files, which belong to no capture. */
    private final FileTally configuration;

    private final Map<Severity, List<Finding>> findings = new EnumMap<>(Severity.class);
    private final Map<Severity, Long> found = new EnumMap<>(Severity.class);
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Counters counters = new Counters();
    private final PinSum pins = new PinSum();
    private final List<WindowUse> windows = new ArrayList<>();
    private int run;
    private long incidentsDropped;
    private long handshakes;
    private long hiddenCertificates;

    /** @param names whether to keep the sets of names and certificates that summary.json lists */
    public Tally(boolean names) {
        this.names = names;
        configuration = new FileTally(names);
        for (Severity severity : Severity.values()) {
            findings.put(severity, new ArrayList<>());
            found.put(severity, 0L);
        }
    }

    /** Says that what follows comes from a sensor with fresh state, whose incident ids start anew. */
    public void nextRun() {
        run++;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Observed observed) {
            observation(observed.observation());
        } else if (event instanceof Event.Tls tls) {
            session(tls.session());
        } else if (event instanceof Event.Alert alert) {
            finding(alert.finding());
        } else if (event instanceof Event.IncidentChanged changed) {
            incident(changed.incident());
        } else if (event instanceof Event.Stats stats) {
            counters.merge(stats.counters());
            pins.merge(stats.pins());
            windows.addAll(stats.windows());
        }
    }

    /** What was counted for one file, by {@link io.doppelwatch.engine.capture.Source#file}. */
    public FileTally file(int index) {
        while (files.size() <= index) {
            files.add(new FileTally(names));
        }
        return files.get(index);
    }

    /** The sum over all files. */
    public FileTally total() {
        FileTally total = new FileTally(names);
        files.forEach(total::add);
        total.add(configuration);
        return total;
    }

    /** Findings of a severity, all told. */
    public long found(Severity severity) {
        return found.getOrDefault(severity, 0L);
    }

    /** True where a finding was as bad as this, or worse. */
    public boolean reached(Severity severity) {
        for (Severity s : Severity.values()) {
            if (s.atLeast(severity) && found(s) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The first findings of a severity, in order. */
    List<Finding> findings(Severity severity) {
        return findings.getOrDefault(severity, List.of());
    }

    /** Each incident as it stood last, in the order they opened. */
    public Collection<Incident> incidents() {
        return incidents.values();
    }

    /** Incidents beyond those kept. */
    long incidentsDropped() {
        return incidentsDropped;
    }

    /** TLS handshakes in which a server spoke. */
    long handshakes() {
        return handshakes;
    }

    /** Of those, the ones without a certificate in the clear: TLS 1.3, resumption, or a capture that begins too late. */
    long hiddenCertificates() {
        return hiddenCertificates;
    }

    /** How much was seen of each pinned service, in every run, added up. */
    List<PinCoverage> pins() {
        return pins.all();
    }

    /** The announced changes that were seen, run by run. */
    List<WindowUse> windows() {
        return windows;
    }

    /** The counters of every run, added up. */
    Counters counters() {
        return counters;
    }

    private void observation(Observation observation) {
        FileTally file = file(observation.where().source().file());
        if (observation instanceof DnsSeen dns) {
            dns(dns.message(), dns.where().protocol(), file);
        } else if (observation instanceof ArpSeen arp) {
            if (arp.operation() == ARP_REQUEST) {
                file.count(Count.ARP_REQUEST);
            } else if (arp.operation() == ARP_REPLY) {
                file.count(Count.ARP_REPLY);
            }
        } else if (observation instanceof ClientHelloSeen hello) {
            if (ClientHello.formOf(hello.body()) == ClientHello.Form.TLS) {
                file.count(Count.CLIENT_HELLO);
            }
            if (names) {
                file.sni(ClientHello.of(hello.body()).sni());
            }
        } else if (observation instanceof ServerHelloSeen hello) {
            if (!ServerHello.isDtls(hello.body())) {
                file.count(Count.SERVER_HELLO);
            }
        } else if (observation instanceof CertificateSeen certificate) {
            file.count(certificate.where().protocol() == UDP ? Count.DTLS_CERTIFICATE : Count.CERTIFICATE);
            if (names && !certificate.chain().isEmpty()) {
                file.leaf(certificate.chain().get(0));
            }
        } else if (observation instanceof IcmpErrorSeen error) {
            quoted(error, file);
        } else if (!(observation instanceof DhcpSeen dhcp) || dhcp.messageType() != 0) {
            Count count = MESSAGES.get(observation.getClass());
            if (count != null) {
                file.count(count);
            }
        }
    }

    /** Response or query is a matter of one bit (RFC 1035, 4.1.1); the third byte holds it. */
    private static void dns(byte[] message, int protocol, FileTally file) {
        if (!DnsMessage.looksLikeDns(message.length)) {
            return;
        }
        if ((message[DnsMessage.FLAGS_OFFSET] & 0x80) == 0) {
            file.count(Count.DNS_QUERY);
            return;
        }
        file.count(Count.DNS_RESPONSE);
        if (protocol == TCP) {
            file.count(Count.DNS_TCP_RESPONSE);
        }
    }

    /** A name service message that an ICMP error quotes. */
    private static void quoted(IcmpErrorSeen error, FileTally file) {
        byte[] message = error.payload();
        if (error.protocol() != UDP || !DnsMessage.looksLikeDns(message.length)) {
            return;
        }
        switch (UdpService.of(error.sourcePort(), error.destinationPort())) {
            case DNS -> dns(message, UDP, file);
            case MDNS -> file.count(Count.MDNS);
            case LLMNR -> file.count(Count.LLMNR);
            case NBNS -> file.count(Count.NBNS);
            case DHCP, DHCPV6, HSRP, GLBP, NONE -> {}
        }
    }

    private void session(TlsSession session) {
        if (session.serverHello() != null) {
            handshakes++;
            if (session.serverCertificate() == null) {
                hiddenCertificates++;
            }
        }
    }

    private void finding(Finding finding) {
        Severity severity = finding.severity();
        found.merge(severity, 1L, Long::sum);
        (finding.where().source().isConfiguration()
                        ? configuration
                        : file(finding.where().source().file()))
                .finding(severity);
        List<Finding> kept = findings(severity);
        if (kept.size() < MOST_FINDINGS) {
            kept.add(finding);
        }
    }

    private void incident(Incident incident) {
        String key = run + "/" + incident.id();
        if (incidents.size() < MOST_INCIDENTS || incidents.containsKey(key)) {
            incidents.put(key, incident);
        } else {
            incidentsDropped++;
        }
    }
}
