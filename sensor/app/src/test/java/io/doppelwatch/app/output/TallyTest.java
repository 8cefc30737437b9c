// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Where UDP = Wheres.udp("10.0.0.1", 1000, "10.0.0.2", 53);
    private static final Where TCP = Wheres.file(1, 0, Path.NONE, "10.0.0.1", 1000, "10.0.0.2", 53, 6);
    private static final byte[] BYTES = new byte[12];

    private final Tally tally = new Tally(true);

    @Test
    void everyMessageOfTheContractIsCountedByItsName() throws Exception {
        see(arp(1), arp(1), arp(2), arp(3));
        see(new DnsSeen(UDP, Dns.query(1, "a.test", Dns.A).bytes()));
        see(new DnsSeen(UDP, Dns.response(1, "a.test", Dns.A).bytes()));
        see(new DnsSeen(TCP, Dns.response(1, "a.test", Dns.A).bytes()));
        see(new MdnsSeen(UDP, BYTES), new LlmnrSeen(UDP, BYTES), new NbnsSeen(UDP, BYTES));
        see(new DhcpSeen(UDP, 1, BYTES), new Dhcpv6Seen(UDP, BYTES), new NdSeen(UDP, 135, BYTES));
        see(new ClientHelloSeen(TCP, hello(0x03, 0x03)), new ClientHelloSeen(UDP, hello(0x03, 0x03)));
        see(new ClientHelloSeen(UDP, hello(0xfe, 0xfd)), new ClientHelloSeen(TCP, hello(0x01, 0x03)));
        see(new ServerHelloSeen(TCP, BYTES), new ServerHelloSeen(UDP, hello(0xfe, 0xfd)));
        see(new CertificateSeen(UDP, CertificateSeen.Side.SERVER, List.of()));
        see(new CertificateSeen(TCP, CertificateSeen.Side.SERVER, List.of(BYTES)));
        see(new CertificateSeen(TCP, CertificateSeen.Side.CLIENT, List.of()));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Documents.summary(out, List.of(new ReadFile("x.pcapng", 9, 900, null)), tally);

        assertThat(out.toString(StandardCharsets.US_ASCII).replaceAll("\\s", ""))
                .startsWith("{\"files\":[{\"file\":\"x.pcapng\",\"packets\":9,\"bytes\":900,\"error\":null,"
                        + "\"counts\":{\"arp_request\":2,\"arp_reply\":1,\"dns_query\":1,\"dns_response\":2,"
                        + "\"dns_tcp_response\":1,\"mdns\":1,\"llmnr\":1,\"nbns\":1,\"dhcp\":1,\"dhcpv6\":1,\"nd\":1,"
                        // by TCP and by QUIC; DTLS and SSL 2.0 are told apart by their first byte
                        + "\"client_hello\":2,"
                        + "\"server_hello\":1,\"certificate\":2,\"dtls_certificate\":1},\"sni\":[],"
                        // SHA-256 of twelve zero bytes
                        + "\"leaf_sha256\":[\"15ec7bf0b50732b49f8228e07d24365338f9e3ab994b00af08e5a3bffe55fd8b\"],"
                        + "\"findings\":{\"high\":0,\"medium\":0,\"low\":0,\"info\":0}}],\"total\":{");
    }

    @Test
    void aSeverityIsReachedByItselfAndByAnythingWorse() {
        tally.accept(new Event.Alert(Findings.hostile()));
        assertThat(tally.reached(Severity.MEDIUM)).isFalse();
        assertThat(tally.reached(Severity.LOW)).isTrue();
        assertThat(tally.reached(Severity.INFO)).isTrue();

        tally.accept(new Event.Alert(Findings.conflictingAnswers()));
        assertThat(tally.reached(Severity.HIGH)).isTrue();
    }

    @Test
    void anIncidentIsKeptAsItStoodLastAndThoseOfAnotherRunApart() {
        tally.accept(new Event.IncidentChanged(Findings.incident(Findings.hostile())));
        tally.accept(new Event.IncidentChanged(Findings.incident(Findings.hostile(), Findings.conflictingAnswers())));
        assertThat(tally.incidents())
                .singleElement()
                .satisfies(i -> assertThat(i.findings()).hasSize(2));

        tally.nextRun();
        tally.accept(new Event.IncidentChanged(Findings.incident(Findings.hostile())));
        assertThat(tally.incidents()).hasSize(2);
    }

    private static byte[] hello(int... start) {
        byte[] body = new byte[12];
        for (int i = 0; i < start.length; i++) {
            body[i] = (byte) start[i];
        }
        return body;
    }

    private void see(Observation... observations) {
        for (Observation observation : observations) {
            tally.accept(new Event.Observed(observation));
        }
    }

    private static ArpSeen arp(int operation) {
        return new ArpSeen(Wheres.link(1), operation, Wheres.HUB_MAC, Wheres.ip("10.0.0.1"), 0, Wheres.ip("10.0.0.2"));
    }
}
