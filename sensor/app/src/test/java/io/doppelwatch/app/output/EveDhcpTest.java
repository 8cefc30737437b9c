// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dhcp4;
import io.doppelwatch.craft.Dhcp6;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.observe.Observation;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** DHCP as Suricata's extended form writes it, DHCPv6 in our own object. */
class EveDhcpTest {
    private static final String CLIENT = "02:00:00:00:00:21";

    @Test
    void anAckIsWrittenInTheOrderOfItsOptions() throws IOException {
        JsonNode event = v4(Dhcp4.answer(Dhcp4.ACK, 0xcafe0001, CLIENT, "10.77.0.1")
                .your("10.77.0.21")
                .next("10.77.0.9")
                .relay("10.77.0.254")
                .lease(3600)
                .router("10.77.0.1")
                .resolvers("10.77.0.53", "10.77.0.54")
                .option(58, Bytes.hex("00000708"))
                .option(59, Bytes.hex("00000c4e")));

        assertThat(event.get("event_type").asText()).isEqualTo("dhcp");
        assertThat(event.get("dhcp"))
                .hasToString("{\"type\":\"reply\",\"id\":3405643777,\"client_mac\":\"02:00:00:00:00:21\","
                        + "\"assigned_ip\":\"10.77.0.21\",\"client_ip\":\"0.0.0.0\",\"relay_ip\":\"10.77.0.254\","
                        + "\"next_server_ip\":\"10.77.0.9\",\"dhcp_type\":\"ack\",\"subnet_mask\":\"255.255.255.0\","
                        + "\"lease_time\":3600,\"routers\":[\"10.77.0.1\"],\"dns_servers\":[\"10.77.0.53\",\"10.77.0.54\"],"
                        + "\"renewal_time\":1800,\"rebinding_time\":3150}");
    }

    @Test
    void aRequestSaysWhatItAsksFor() throws IOException {
        JsonNode dhcp = v4(Dhcp4.ask(Dhcp4.REQUEST, 1, CLIENT)
                        .option(61, Bytes.hex("01020000000021"))
                        .addresses(50, "10.77.0.21")
                        .text(12, "laptop")
                        .text(60, "MSFT 5.0")
                        .option(55, Bytes.hex("0103060f23 2a4296 79 fc")))
                .get("dhcp");

        assertThat(dhcp)
                .hasToString("{\"type\":\"request\",\"id\":1,\"client_mac\":\"02:00:00:00:00:21\","
                        + "\"assigned_ip\":\"0.0.0.0\",\"client_ip\":\"0.0.0.0\",\"dhcp_type\":\"request\","
                        + "\"client_id\":\"02:00:00:00:00:21\",\"requested_ip\":\"10.77.0.21\",\"hostname\":\"laptop\","
                        + "\"vendor_class_identifier\":\"MSFT 5.0\",\"params\":[\"subnet_mask\",\"router\",\"dns_server\","
                        + "\"domain\",\"arp_timeout\",\"ntp_server\",\"tftp_server_name\",\"tftp_server_ip\"]}");
    }

    @Test
    void whatIsEmptyOrTwiceOrTooShortLeavesTheLineValid() throws IOException {
        JsonNode dhcp = v4(Dhcp4.ask(Dhcp4.DISCOVER, 1, CLIENT)
                        .option(55, (byte) 200)
                        .option(51, (byte) 1)
                        .option(3)
                        .option(61)
                        .text(12, "lap")
                        .text(12, "top")
                        .option(60, (byte) 0xff, (byte) 'a')
                        .option(53, (byte) 2))
                .get("dhcp");

        assertThat(dhcp.get("hostname").asText()).isEqualTo("laptop");
        assertThat(dhcp.get("vendor_class_identifier").asText()).isEqualTo("\\xffa");
        assertThat(dhcp.get("dhcp_type").asText()).isEqualTo("discover");
        assertThat(dhcp.has("params")).isFalse();
        assertThat(dhcp.has("lease_time")).isFalse();
        assertThat(dhcp.has("client_id")).isFalse();
    }

    @Test
    void bootpAndNonsenseAreWrittenAsFarAsTheyGo() throws IOException {
        byte[] bootp = new Bytes()
                .u8(9)
                .u8(1)
                .u8(255)
                .zeros(25)
                .u64(0x0102030405060708L)
                .zeros(200)
                .toArray();

        JsonNode dhcp = event(new DhcpSeen(Wheres.udp("0.0.0.0", 68, "255.255.255.255", 67), 0, bootp))
                .get("dhcp");

        assertThat(dhcp.get("type").asText()).isEqualTo("<unknown>");
        assertThat(dhcp.get("client_mac").asText()).isEqualTo("01:02:03:04:05:06:07:08" + ":00".repeat(8));
    }

    @Test
    void aDhcpv6ReplyIsAnEventOfOurOwn() throws IOException {
        JsonNode event = v6(Dhcp6.message(Dhcp6.REPLY, 0xabcdef)
                .client(CLIENT)
                .server("02:00:00:00:00:01")
                .address("2001:db8::21")
                .prefix("2001:db8:1::", 56)
                .resolvers("2001:db8::53")
                .option(24, Bytes.hex("04636f7270 0474657374 00"))
                .option(7, (byte) 255)
                .option(14)
                .option(13, Bytes.hex("0000")));

        assertThat(event.get("event_type").asText()).isEqualTo("doppelwatch");
        assertThat(event.get("doppelwatch"))
                .hasToString("{\"type\":\"dhcpv6\",\"message\":\"reply\",\"id\":11259375,"
                        + "\"client_duid\":\"00030001020000000021\",\"server_duid\":\"00030001020000000001\","
                        + "\"addresses\":[\"2001:db8::21\"],\"prefixes\":[\"2001:db8:1::/56\"],"
                        + "\"dns_servers\":[\"2001:db8::53\"],\"domain_search\":[\"corp.test\"],\"preference\":255,"
                        + "\"rapid_commit\":true,\"status\":0}");
    }

    @Test
    void relaysAreNamedFromTheOutermostIn() throws IOException {
        Dhcp6 solicit = Dhcp6.message(Dhcp6.SOLICIT, 7).client(CLIENT);
        Dhcp6 near = Dhcp6.relay(Dhcp6.RELAY_FORWARD, "2001:db8::1", "fe80::21", solicit)
                .option(18, Bytes.hex("657468ff"));
        JsonNode dhcp =
                v6(Dhcp6.relay(Dhcp6.RELAY_FORWARD, "::", "fe80::1", near)).get("doppelwatch");

        assertThat(dhcp)
                .hasToString("{\"type\":\"dhcpv6\",\"message\":\"solicit\",\"id\":7,\"relays\":["
                        + "{\"message\":\"relay_forward\",\"hops\":0,\"link_address\":\"::\",\"peer_address\":\"fe80::1\"},"
                        + "{\"message\":\"relay_forward\",\"hops\":0,\"link_address\":\"2001:db8::1\","
                        + "\"peer_address\":\"fe80::21\",\"interface_id\":\"eth\\\\xff\"}],"
                        + "\"client_duid\":\"00030001020000000021\"}");
    }

    @Test
    void anEmptyRelayAndAReconfigureAreWrittenToo() throws IOException {
        byte[] empty = new Bytes().u8(13).zeros(33).toArray();
        assertThat(event(new Dhcpv6Seen(Wheres.udp("fe80::1", 547, "fe80::2", 547), empty))
                        .get("doppelwatch")
                        .get("message")
                        .asText())
                .isEqualTo("relay_reply");
        assertThat(v6(Dhcp6.message(10, 0).option(19, (byte) 5))
                        .get("doppelwatch")
                        .get("reconfigure_to")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void anyBytesGiveAValidLine() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] b = Dhcp4.answer(Dhcp4.ACK, 1, CLIENT, "10.77.0.1")
                    .your("10.77.0.21")
                    .resolvers("10.77.0.53")
                    .bytes();
            byte[] c =
                    Dhcp6.message(Dhcp6.REPLY, 1).server(CLIENT).address("::1").bytes();
            for (int k = 0; k < 6; k++) {
                b[random.nextInt(b.length)] = (byte) random.nextInt();
                c[random.nextInt(c.length)] = (byte) random.nextInt();
            }
            event(new DhcpSeen(Wheres.udp("10.77.0.1", 67, "10.77.0.21", 68), 5, b));
            event(new Dhcpv6Seen(Wheres.udp("fe80::1", 547, "fe80::2", 546), c));
        }
    }

    private static JsonNode v4(Dhcp4 packet) throws IOException {
        return event(new DhcpSeen(Wheres.udp("10.77.0.1", 67, "10.77.0.21", 68), 5, packet.bytes()));
    }

    private static JsonNode v6(Dhcp6 message) throws IOException {
        return event(new Dhcpv6Seen(Wheres.udp("fe80::1", 547, "fe80::21", 546), message.bytes()));
    }

    private static JsonNode event(Observation seen) throws IOException {
        String line = EveWriterTest.lines(new Event.Observed(seen)).get(0);
        assertThat(EveSchema.load().errors(line)).isEmpty();
        return EveSchema.parse(line);
    }
}
