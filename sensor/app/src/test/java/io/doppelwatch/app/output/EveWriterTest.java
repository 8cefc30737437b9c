// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events become the lines that Suricata would write, each valid against its schema. */
class EveWriterTest {
    @Test
    void arpIsWrittenAsSuricataDoes() throws Exception {
        ArpSeen reply = new ArpSeen(
                Wheres.link(12),
                2,
                Wheres.IMPOSTOR_MAC,
                Wheres.ip("10.77.0.10"),
                Wheres.HUB_MAC,
                Wheres.ip("10.77.0.21"));

        assertThat(lines(new Event.Observed(reply)))
                .containsExactly("{\"timestamp\":\"2026-11-24T12:00:00.000000+0000\",\"pcap_cnt\":12,"
                        + "\"pcap_filename\":\"x.pcapng\",\"event_type\":\"arp\","
                        + "\"ether\":{\"src_mac\":\"02:00:00:00:00:66\",\"dest_mac\":\"02:00:00:00:00:10\"},"
                        + "\"arp\":{\"hw_type\":\"ethernet\",\"proto_type\":\"ipv4\",\"opcode\":\"reply\","
                        + "\"src_mac\":\"02:00:00:00:00:66\",\"src_ip\":\"10.77.0.10\","
                        + "\"dest_mac\":\"02:00:00:00:00:10\",\"dest_ip\":\"10.77.0.21\"}}");
    }

    @Test
    void arpOverOtherLinksSaysWhatItIsAndNoAddresses() throws Exception {
        ArpSeen infiniband = new ArpSeen(Wheres.link(1), 1, Mac.NONE, Ip.NONE, Mac.NONE, Ip.NONE, 32, 0x86dd, 20, 16);

        assertThat(lines(new Event.Observed(infiniband)).get(0))
                .endsWith("\"arp\":{\"hw_type\":\"32\",\"proto_type\":\"0x86dd\",\"opcode\":\"request\"}}");
    }

    @Test
    void aDnsQueryIsARequestOfVersionThree() throws Exception {
        DnsSeen query = new DnsSeen(
                Wheres.udp("10.77.0.21", 40000, "10.77.0.53", 53),
                Dns.query(0x1234, "analytics-hub.corp.test", Dns.A).bytes());

        assertThat(lines(new Event.Observed(query)))
                .containsExactly("{\"timestamp\":\"2026-11-24T12:00:00.000000+0000\",\"flow_id\":"
                        + FlowId.of(query.where()) + ",\"in_iface\":\"eth0\",\"pcap_cnt\":1,"
                        + "\"pcap_filename\":\"x.pcapng\",\"event_type\":\"dns\","
                        + "\"src_ip\":\"10.77.0.21\",\"src_port\":40000,\"dest_ip\":\"10.77.0.53\",\"dest_port\":53,"
                        + "\"proto\":\"UDP\",\"ether\":{\"src_mac\":\"02:00:00:00:00:66\",\"dest_mac\":\"02:00:00:00:00:10\"},"
                        + "\"community_id\":\""
                        + new CommunityId().of(Wheres.ip("10.77.0.21"), 40000, Wheres.ip("10.77.0.53"), 53, 17) + "\","
                        + "\"dns\":{\"version\":3,\"type\":\"request\",\"id\":4660,\"flags\":\"100\",\"rd\":true,"
                        + "\"opcode\":0,\"rcode\":\"NOERROR\","
                        + "\"queries\":[{\"rrname\":\"analytics-hub.corp.test\",\"rrtype\":\"A\"}]}}");
    }

    @Test
    void aDnsResponseCarriesAllSectionsAndGroupsItsAnswers() throws Exception {
        byte[] soa = new Bytes()
                .put(Dns.name("ns.test"))
                .put(Dns.name("admin.test"))
                .u32(1)
                .u32(2)
                .u32(3)
                .u32(4)
                .u32(4_294_967_295L)
                .toArray();
        byte[] srv =
                new Bytes().u16(1).u16(2).u16(443).put(Dns.name("hub.test")).toArray();
        byte[] sshfp = new Bytes().u8(4).u8(2).u8(0xab).u8(0xcd).toArray();
        Dns response = Dns.response(7, "hub.test", Dns.A)
                .answer("hub.test", Dns.CNAME, 60, Dns.name("h1.test"))
                .answer("h1.test", Dns.A, 60, Bytes.ip("10.77.0.10"))
                .answer("h1.test", Dns.A, 60, Bytes.ip("10.77.0.11"))
                .answer("h1.test", Dns.AAAA, 60, Bytes.ip("fd00::1"))
                .answer("h1.test", Dns.SRV, 60, srv)
                .answer("h1.test", 44, 60, sshfp)
                .answer("h1.test", 65_280, 60, new byte[] {1, 2})
                .authority("test", Dns.SOA, 900, soa)
                .additional("ns.test", Dns.A, 30, Bytes.ip("10.77.0.53"))
                .edns(1232);

        JsonNode dns = event(new DnsSeen(Wheres.udp("10.77.0.53", 53, "10.77.0.21", 40000), response.bytes()))
                .get("dns");

        assertThat(dns.get("type").asText()).isEqualTo("response");
        assertThat(dns.get("flags").asText()).isEqualTo("8180");
        assertThat(dns.get("answers").get(0).toString())
                .isEqualTo("{\"rrname\":\"hub.test\",\"rrtype\":\"CNAME\",\"ttl\":60,\"rdata\":\"h1.test\"}");
        assertThat(dns.get("answers").get(4).get("srv").toString())
                .isEqualTo("{\"priority\":1,\"weight\":2,\"port\":443,\"name\":\"hub.test\"}");
        assertThat(dns.get("answers").get(6).toString())
                .isEqualTo("{\"rrname\":\"h1.test\",\"rrtype\":\"TYPE65280\",\"ttl\":60,\"rdata\":\"\\\\# 2 0102\"}");
        assertThat(dns.get("authorities").get(0).get("soa").get("minimum").asLong())
                .isEqualTo(4_294_967_295L);
        assertThat(dns.get("additionals").get(0).get("rdata").asText()).isEqualTo("10.77.0.53");
        assertThat(dns.get("additionals").get(1).get("rrtype").asText()).isEqualTo("OPT");
        assertThat(dns.get("grouped").toString())
                .isEqualTo("{\"A\":[\"10.77.0.10\",\"10.77.0.11\"],\"AAAA\":[\"fd00::1\"],\"CNAME\":[\"h1.test\"],"
                        + "\"SRV\":[{\"priority\":1,\"weight\":2,\"port\":443,\"name\":\"hub.test\"}],"
                        + "\"SSHFP\":[{\"fingerprint\":\"ab:cd\",\"algo\":4,\"type\":2}]}");
    }

    @Test
    void vlansAreNumbersAndTunnelsStandInOurOwnObject() throws Exception {
        Path path = new Path(List.of(
                new Path.Tag(Path.Kind.QINQ, 100),
                new Path.Tag(Path.Kind.VLAN, 20),
                new Path.Tag(Path.Kind.VXLAN, 5001)));
        Where where = Wheres.file(3, Wheres.NOON, path, "fd00::1", 40000, "fd00::53", 53, 17);

        JsonNode event = event(new DnsSeen(where, Dns.query(1, "a.test", Dns.A).bytes()));

        assertThat(event.get("vlan").toString()).isEqualTo("[100,20]");
        assertThat(event.get("doppelwatch").get("path").asText()).isEqualTo("qinq:100/vlan:20/vxlan:5001");
    }

    @Test
    void aMalformedMessageIsWrittenAsFarAsItGoesAndSaysSo() throws Exception {
        byte[] whole =
                Dns.response(9, "hub.test", Dns.A).address(60, "10.77.0.10").bytes();
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 2);

        JsonNode event = event(new DnsSeen(Wheres.udp("10.77.0.53", 53, "10.77.0.21", 40000), cut));

        assertThat(event.get("dns").get("queries")).hasSize(1);
        assertThat(event.get("dns").has("answers")).isFalse();
        assertThat(event.get("doppelwatch").get("malformed").asText()).isEqualTo("truncated");
    }

    @Test
    void aMessageThatNamesMegabytesByCompressionIsCutAndCounted() throws Exception {
        Dns bomb = Dns.response(9, ("a".repeat(63) + ".").repeat(3) + "a".repeat(60), Dns.TXT);
        for (int i = 0; i < 5_000; i++) {
            bomb.answer(Dns.TXT, 1, new byte[0]);
        }

        String line = lines(new Event.Observed(
                        new DnsSeen(Wheres.udp("10.77.0.53", 53, "10.77.0.21", 40000), bomb.bytes())))
                .get(0);

        assertThat(line.length()).isLessThan(1_000_000);
        assertThat(EveSchema.parse(line)
                        .get("doppelwatch")
                        .get("records_left_out")
                        .asInt())
                .isPositive();
    }

    @Test
    void noBytesOnTheWireMakeALineThatIsNotValid() throws Exception {
        EveSchema schema = EveSchema.load();
        Random random = new Random(20_261_124);
        byte[] sound = Dns.response(9, "hub.test", Dns.A)
                .address(60, "10.77.0.10")
                .answer(Dns.TXT, 1, new byte[] {3, (byte) 0xff, 0x1b, '"'})
                .answer(Dns.MX, 1, new Bytes().u16(5).put(Dns.name("mx.test")).toArray())
                .authority("test", Dns.NS, 5, Dns.name("ns.test"))
                .edns(4096)
                .bytes();
        for (int i = 0; i < 2_000; i++) {
            byte[] message = sound.clone();
            for (int k = random.nextInt(12); k >= 0; k--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            }
            for (String line : lines(
                    new Event.Observed(new DnsSeen(Wheres.udp("10.77.0.53", 53, "10.77.0.21", 40000), message)))) {
                assertThat(schema.errors(line)).describedAs(line).isEmpty();
            }
        }
    }

    @Test
    void everyCounterHasAPlaceInTheStatsOfTheSchema() throws Exception {
        EveSchema schema = EveSchema.load();
        Counters counters = new Counters();
        long n = 1;
        for (Counter counter : Counter.values()) {
            counters.add(counter, n++);
        }

        String line = lines(new Event.Stats(Wheres.NOON, 250, counters)).get(0);

        assertThat(schema.errors(line)).isEmpty();
        JsonNode event = EveSchema.parse(line);
        assertThat(event.get("stats").get("uptime").asLong()).isEqualTo(250);
        n = 1;
        for (Counter counter : Counter.values()) {
            String pointer = "/" + counter.key().replace('.', '/');
            JsonNode found = event.at(counter.key().startsWith("doppelwatch.") ? pointer : "/stats" + pointer);
            assertThat(found.asLong()).describedAs(counter.key()).isEqualTo(n++);
        }
    }

    @Test
    void onlyTheTypesAskedForAreWritten() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EveWriter writer = new EveWriter(out, Set.of(EventType.STATS), false)) {
            writer.accept(new Event.Observed(new DnsSeen(
                    Wheres.udp("10.77.0.21", 40000, "10.77.0.53", 53),
                    Dns.query(1, "a.test", Dns.A).bytes())));
            writer.accept(new Event.Alert(Findings.conflictingAnswers()));
            writer.accept(new Event.Stats(Wheres.NOON, 0, new Counters()));
        }
        assertThat(out.toString(StandardCharsets.US_ASCII))
                .contains("\"event_type\":\"stats\"")
                .containsOnlyOnce("event_type")
                .endsWith("}\n");
    }

    @Test
    void aWatcherSeesEachLineAtOnce() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EveWriter writer = new EveWriter(out, EventType.ALL, true);
        writer.accept(new Event.Stats(Wheres.NOON, 0, new Counters()));
        assertThat(out.toString(StandardCharsets.US_ASCII)).endsWith("}\n");
    }

    @Test
    void whatCannotBeWrittenIsToldToTheCaller() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        EveWriter writer = new EveWriter(full, EventType.ALL, true);
        assertThatThrownBy(() -> writer.accept(new Event.Stats(Wheres.NOON, 0, new Counters())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
    }

    private static JsonNode event(DnsSeen seen) throws IOException {
        String line = lines(new Event.Observed(seen)).get(0);
        assertThat(EveSchema.load().errors(line)).isEmpty();
        return EveSchema.parse(line);
    }

    static List<String> lines(Event... events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EveWriter writer = new EveWriter(out, EventType.ALL, false)) {
            for (Event event : events) {
                writer.accept(event);
            }
        }
        String text = out.toString(StandardCharsets.US_ASCII);
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        return new ArrayList<>(text.lines().toList());
    }
}
