// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import io.doppelwatch.engine.observe.LacpSeen;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.observe.Where;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Writes events as EVE, one JSON object a line, in the order they come. The same events give the same bytes.
 *
 * <p>What cannot be written (a full disk, a closed pipe) comes out as {@link UncheckedIOException}.
 */
public final class EveWriter implements EventSink, Closeable {
    private final JsonGenerator json;
    private final Set<EventType> types;
    private final boolean live;
    private final EveHeader header = new EveHeader();
    private final EveDns dns = new EveDns();
    private final EveDhcp dhcp = new EveDhcp();
    private final EveDhcpv6 dhcpv6 = new EveDhcpv6();
    private final EveNd nd = new EveNd();
    private final EveLocalNames localNames = new EveLocalNames();
    private final EveNbns nbns = new EveNbns();
    private String file = "";

    /**
     * @param out buffered by the caller; closed by {@link #close}
     * @param types what to write
     * @param live whether somebody waits for each line
     */
    public EveWriter(OutputStream out, Set<EventType> types, boolean live) {
        try {
            this.json = Json.lines(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.types = types;
        this.live = live;
    }

    /** Says that what follows is about one capture file, so that events of no packet name it too. */
    public void file(String path) {
        file = path;
    }

    @Override
    public void accept(Event event) {
        try {
            write(event);
            if (live) {
                json.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void write(Event event) throws IOException {
        if (event instanceof Event.Observed observed) {
            observation(observed.observation());
        } else if (event instanceof Event.Tls handshake) {
            tls(handshake);
        } else if (event instanceof Event.Alert alert && types.contains(EventType.ALERT)) {
            alert(alert.finding());
        } else if (event instanceof Event.IncidentChanged changed && types.contains(EventType.DOPPELWATCH)) {
            incident(changed.incident());
        } else if (event instanceof Event.Stats stats && types.contains(EventType.STATS)) {
            header.open(json, EventType.STATS, stats.timeNanos(), file);
            EveStats.write(json, stats, header.clock());
            end();
        }
    }

    private void observation(Observation observation) throws IOException {
        if (observation instanceof DnsSeen seen && types.contains(EventType.DNS)) {
            dns(seen);
        } else if (observation instanceof MdnsSeen seen && types.contains(EventType.MDNS)) {
            if (localNames.read(seen.message())) {
                header.open(json, EventType.MDNS, seen.where());
                localNames.writeMdns(json, seen.where().path());
                end();
            }
        } else if (observation instanceof LlmnrSeen seen && types.contains(EventType.LLMNR)) {
            if (localNames.read(seen.message())) {
                header.open(json, EventType.LLMNR, seen.where());
                localNames.writeLlmnr(json, seen.where().path());
                end();
            }
        } else if (observation instanceof NbnsSeen seen && types.contains(EventType.DOPPELWATCH)) {
            header.open(json, EventType.DOPPELWATCH, seen.where());
            nbns.write(json, seen);
            end();
        } else if (observation instanceof ArpSeen seen && types.contains(EventType.ARP)) {
            header.open(json, EventType.ARP, seen.where());
            EveArp.write(json, seen);
            end(seen.where().path());
        } else if (observation instanceof DhcpSeen seen && types.contains(EventType.DHCP)) {
            header.open(json, EventType.DHCP, seen.where());
            dhcp.write(json, seen);
            end(seen.where().path());
        } else if (observation instanceof Dhcpv6Seen seen && types.contains(EventType.DOPPELWATCH)) {
            own(seen.where());
            dhcpv6.write(json, seen);
            endOwn(seen.where().path());
        } else if (observation instanceof NdSeen seen && types.contains(EventType.DOPPELWATCH)) {
            icmp(seen.where(), seen.type(), seen.message().length > 1 ? seen.message()[1] & 0xff : 0);
            nd.write(json, seen);
            endOwn(seen.where().path());
        } else if (observation instanceof IcmpErrorSeen seen && types.contains(EventType.DOPPELWATCH)) {
            icmp(seen.where(), seen.type(), seen.code());
            EveIcmpError.write(json, seen);
            endOwn(seen.where().path());
        } else if (observation instanceof RedundancySeen seen && types.contains(EventType.DOPPELWATCH)) {
            own(seen.where());
            EveRedundancy.write(json, seen);
            endOwn(seen.where().path());
        } else if (observation instanceof LacpSeen seen && types.contains(EventType.DOPPELWATCH)) {
            own(seen.where());
            EveRedundancy.write(json, seen);
            endOwn(seen.where().path());
        }
    }

    /** Opens an event that EVE has no type for. */
    private void own(Where where) throws IOException {
        header.open(json, EventType.DOPPELWATCH, where);
        json.writeObjectFieldStart("doppelwatch");
    }

    /** Opens an event that EVE has no type for, with the type and code of the ICMP message as Suricata names them. */
    private void icmp(Where where, int type, int code) throws IOException {
        header.open(json, EventType.DOPPELWATCH, where);
        json.writeNumberField("icmp_type", type);
        json.writeNumberField("icmp_code", code);
        json.writeObjectFieldStart("doppelwatch");
    }

    /** Ends our own object, with the tunnels the packet came through, and the event. */
    private void endOwn(Path path) throws IOException {
        EveHeader.path(json, path);
        json.writeEndObject();
        end();
    }

    private void dns(DnsSeen seen) throws IOException {
        if (dns.read(seen)) {
            header.open(json, EventType.DNS, seen.where());
            dns.write(json);
            if (dns.isIrregular()) {
                json.writeObjectFieldStart("doppelwatch");
                dns.writeIrregularities(json);
                EveHeader.path(json, seen.where().path());
                json.writeEndObject();
                end();
            } else {
                end(seen.where().path());
            }
        }
    }

    private void tls(Event.Tls handshake) throws IOException {
        TlsSession session = handshake.session();
        EventType type = session.quicVersion() == 0 ? EventType.TLS : EventType.QUIC;
        if (types.contains(type)) {
            header.open(json, type, session.where());
            if (type == EventType.QUIC) {
                EveQuic.write(json, session);
            } else {
                EveTls.write(json, session);
            }
            CertificateView view = session.certificateView();
            if (view == CertificateView.CLEAR && handshake.pins() == null) {
                end(session.where().path());
            } else {
                json.writeObjectFieldStart("doppelwatch");
                if (view != CertificateView.CLEAR) {
                    json.writeStringField("certificate", view.text());
                }
                if (handshake.pins() != null) {
                    EvePins.verdict(json, handshake.pins());
                }
                endOwn(session.where().path());
            }
        }
    }

    private void alert(Finding finding) throws IOException {
        header.open(json, EventType.ALERT, finding.where());
        EveFinding.alert(json, finding);
        json.writeObjectFieldStart("doppelwatch");
        EveFinding.fields(json, finding, header);
        EveHeader.path(json, finding.where().path());
        json.writeEndObject();
        end();
    }

    private void incident(Incident incident) throws IOException {
        header.open(json, EventType.DOPPELWATCH, lastOf(incident));
        json.writeObjectFieldStart("doppelwatch");
        json.writeStringField("type", "incident");
        EveFinding.summary(json, incident);
        json.writeEndObject();
        end();
    }

    /** The packet that opened the incident or made it grow. */
    private static Where lastOf(Incident incident) {
        return incident.timeline().isEmpty()
                ? incident.findings().get(incident.findings().size() - 1).where()
                : incident.timeline().get(incident.timeline().size() - 1).where();
    }

    /** Ends an event that may have come through tunnels. */
    private void end(Path path) throws IOException {
        if (EveHeader.hasTunnel(path)) {
            json.writeObjectFieldStart("doppelwatch");
            EveHeader.path(json, path);
            json.writeEndObject();
        }
        end();
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }
}
