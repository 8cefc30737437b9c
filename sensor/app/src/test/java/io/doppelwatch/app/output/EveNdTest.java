// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Neighbour Discovery and ICMP errors in our own object, each line valid against Suricata's schema without it. */
class EveNdTest {
    private static final String TARGET = "fe800000000000000000000000000021";
    private static final String ROUTER = "86 00 0000 40 c8 0708 00007530 000003e8";

    @Test
    void anAdvertisementSaysWhoIsWhereAndHowItWasSaid() throws Exception {
        JsonNode event = event(nd("fe80::21", "ff02::1", "88 00 0000 20000000" + TARGET + "0201 020000000066"));

        assertThat(event.get("event_type").asText()).isEqualTo("doppelwatch");
        assertThat(event.get("proto").asText()).isEqualTo("IPv6-ICMP");
        assertThat(event.get("icmp_type").asInt()).isEqualTo(136);
        assertThat(event.get("icmp_code").asInt()).isZero();
        assertThat(event.get("doppelwatch").toString())
                .isEqualTo("{\"type\":\"nd\",\"message\":\"neighbor_advertisement\",\"hop_limit\":64,"
                        + "\"target\":\"fe80::21\",\"router\":false,\"solicited\":false,\"override\":true,"
                        + "\"target_mac\":\"02:00:00:00:00:66\"}");
    }

    @Test
    void aSolicitationFromNobodyIsADadProbe() throws Exception {
        JsonNode probe = event(nd("::", "ff02::1:ff00:21", "87 00 0000 00000000" + TARGET));
        JsonNode asked = event(nd("fe80::1", "ff02::1:ff00:21", "87 00 0000 00000000" + TARGET + "0101 020000000001"));

        assertThat(probe.get("src_ip").asText()).isEqualTo("::");
        assertThat(probe.get("doppelwatch").get("dad").asBoolean()).isTrue();
        assertThat(asked.get("doppelwatch").has("dad")).isFalse();
        assertThat(asked.get("doppelwatch").get("source_mac").asText()).isEqualTo("02:00:00:00:00:01");
    }

    @Test
    void aRouterAdvertisementIsWrittenWithEverythingAHostWouldTakeFromIt() throws Exception {
        JsonNode own = event(nd(
                        "fe80::1",
                        "ff02::1",
                        ROUTER + "0304 40 c0 00015180 00003840 00000000 20010db8000000010000000000000000"
                                + "0501 0000 000005dc"
                                + "1903 0000 00000e10 20010db8000000010000000000000053"
                                + "1802 30 18 00000e10 20010db800020000"
                                + "1f02 0000 00000708 036c616200000000"
                                + "2602 0258 0064ff9b0000000000000000"
                                + "0101 020000000001"))
                .get("doppelwatch");

        assertThat(own.toString())
                .isEqualTo("{\"type\":\"nd\",\"message\":\"router_advertisement\",\"hop_limit\":64,"
                        + "\"router_lifetime\":1800,\"cur_hop_limit\":64,\"preference\":\"high\",\"managed\":true,"
                        + "\"other_config\":true,\"reachable_ms\":30000,\"retransmit_ms\":1000,\"mtu\":1500,"
                        + "\"prefixes\":[{\"prefix\":\"2001:db8:0:1::/64\",\"on_link\":true,\"autonomous\":true,"
                        + "\"valid_lifetime\":86400,\"preferred_lifetime\":14400}],"
                        + "\"routes\":[{\"prefix\":\"2001:db8:2::/48\",\"preference\":\"low\",\"lifetime\":3600}],"
                        + "\"rdnss\":[{\"address\":\"2001:db8:0:1::53\",\"lifetime\":3600}],"
                        + "\"dnssl\":[\"lab\"],\"pref64\":\"64:ff9b::/96\",\"source_mac\":\"02:00:00:00:00:01\"}");
    }

    @Test
    void aMessageFullOfOptionsIsCutAndOneThatIsCutSaysSo() throws Exception {
        JsonNode many = event(nd("fe80::1", "ff02::1", ROUTER + ("1903 0000 00000e10" + TARGET).repeat(500)));
        JsonNode cut = event(nd("fe80::1", "ff02::1", "86 00 0000 40"));
        JsonNode endless = event(nd("fe80::1", "ff02::1", ROUTER + "0100 000000000000"));

        assertThat(many.get("doppelwatch").get("rdnss")).hasSize(32);
        assertThat(cut.get("doppelwatch").toString())
                .isEqualTo("{\"type\":\"nd\",\"message\":\"router_advertisement\",\"hop_limit\":64,"
                        + "\"malformed\":\"truncated\"}");
        assertThat(endless.get("doppelwatch").get("malformed").asText()).isEqualTo("bad_length");
    }

    @Test
    void aRedirectNamesTheGatewayTheDestinationAndThePacketThatCausedIt() throws Exception {
        String destination = "20010db8000000000000000000000099";
        String quoted = "60000000 0008 3a 40" + TARGET + destination + "8000000000010001";
        JsonNode own = event(nd(
                        "fe80::1",
                        "fe80::21",
                        "89 00 0000 00000000" + TARGET + destination + "0201 020000000066" + "0407 000000000000"
                                + quoted))
                .get("doppelwatch");

        assertThat(own.toString())
                .isEqualTo("{\"type\":\"nd\",\"message\":\"redirect\",\"hop_limit\":64,\"target\":\"fe80::21\","
                        + "\"destination\":\"2001:db8::99\",\"target_mac\":\"02:00:00:00:00:66\","
                        + "\"quoted\":{\"src_ip\":\"fe80::21\",\"dest_ip\":\"2001:db8::99\"}}");
    }

    @Test
    void anIcmpErrorIsWrittenWithWhatItQuotes() throws Exception {
        Where router = Wheres.file(1, Wheres.NOON, Path.NONE, "10.77.0.1", 0, "10.77.0.21", 0, 1);
        JsonNode redirect = event(new IcmpErrorSeen(
                router,
                5,
                1,
                Wheres.ip("10.77.0.66"),
                6,
                Wheres.ip("10.77.0.21"),
                Wheres.ip("192.0.2.1"),
                40000,
                443,
                new byte[0]));
        assertThat(redirect.get("icmp_type").asInt()).isEqualTo(5);
        assertThat(redirect.get("icmp_code").asInt()).isEqualTo(1);
        assertThat(redirect.get("doppelwatch").toString())
                .isEqualTo("{\"type\":\"icmp_error\",\"message\":\"redirect\",\"gateway\":\"10.77.0.66\","
                        + "\"quoted\":{\"src_ip\":\"10.77.0.21\",\"src_port\":40000,\"dest_ip\":\"192.0.2.1\","
                        + "\"dest_port\":443,\"proto\":\"TCP\"}}");

        Where router6 = Wheres.file(1, Wheres.NOON, Path.NONE, "fe80::1", 0, "2001:db8::21", 0, 58);
        JsonNode unreachable = event(new IcmpErrorSeen(
                router6, 1, 4, Ip.NONE, 58, Wheres.ip("2001:db8::21"), Wheres.ip("2001:db8::53"), 0, 0, new byte[0]));
        assertThat(unreachable.get("doppelwatch").toString())
                .isEqualTo(
                        "{\"type\":\"icmp_error\",\"message\":\"destination_unreachable\","
                                + "\"quoted\":{\"src_ip\":\"2001:db8::21\",\"dest_ip\":\"2001:db8::53\",\"proto\":\"IPv6-ICMP\"}}");
    }

    @Test
    void theTunnelsItCameThroughStandInTheSameObject() throws Exception {
        Path path = new Path(List.of(new Path.Tag(Path.Kind.VXLAN, 5001)));
        Where where = Wheres.file(1, Wheres.NOON, path, "fe80::21", 0, "ff02::2", 0, 58);
        JsonNode own = event(new NdSeen(where, 133, HexFormat.of().parseHex("8500000000000000")))
                .get("doppelwatch");
        assertThat(own.get("message").asText()).isEqualTo("router_solicitation");
        assertThat(own.get("path").asText()).isEqualTo("vxlan:5001");
    }

    private static NdSeen nd(String source, String destination, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new NdSeen(
                Wheres.file(1, Wheres.NOON, Path.NONE, source, 0, destination, 0, 58), bytes[0] & 0xff, bytes);
    }

    private static JsonNode event(Observation observation) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EveWriter writer = new EveWriter(out, EventType.ALL, false)) {
            writer.accept(new Event.Observed(observation));
        }
        String line = out.toString(StandardCharsets.US_ASCII).strip();
        assertThat(EveSchema.load().errors(line)).isEmpty();
        return EveSchema.parse(line);
    }
}
