// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Mdns;
import io.doppelwatch.craft.Nbns;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.Observation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Names of the local link become the lines that Suricata would write, and what its schema has no room for is ours. */
class EveLocalNamesTest {
    private static final String MCP = "_mcp._tcp.local";

    private static MdnsSeen mdns(byte[] message) {
        return new MdnsSeen(Wheres.udp("10.77.0.10", 5353, "224.0.0.251", 5353), message);
    }

    private static LlmnrSeen llmnr(byte[] message) {
        return new LlmnrSeen(Wheres.udp("10.77.0.21", 50000, "224.0.0.252", 5355), message);
    }

    private static NbnsSeen nbns(byte[] message) {
        return new NbnsSeen(Wheres.udp("10.77.0.21", 137, "10.77.0.255", 137), message);
    }

    private static JsonNode event(Observation seen) throws IOException {
        List<String> lines = EveWriterTest.lines(new Event.Observed(seen));
        assertThat(lines).hasSize(1);
        assertThat(EveSchema.load().errors(lines.get(0))).isEmpty();
        return EveSchema.parse(lines.get(0));
    }

    @Test
    void anMdnsProbeSaysThatItWantsAUnicastAnswerAndWhatItWouldClaim() throws IOException {
        JsonNode e = event(mdns(Mdns.probe("hub.local", "10.77.0.10").bytes()));
        assertThat(e.path("event_type").asText()).isEqualTo("mdns");
        assertThat(e.path("mdns"))
                .hasToString("{\"type\":\"request\",\"id\":0,\"opcode\":0,\"rcode\":0,"
                        + "\"queries\":[{\"rrname\":\"hub.local\",\"rrtype\":\"any\"}],"
                        + "\"authorities\":[{\"rrname\":\"hub.local\"}]}");
        assertThat(e.path("doppelwatch"))
                .hasToString("{\"unicast_response_wanted\":true,\"records\":[{\"section\":\"authority\","
                        + "\"rrname\":\"hub.local\",\"rrtype\":\"a\",\"ttl\":120,\"rdata\":\"10.77.0.10\"}]}");
    }

    @Test
    void aServiceInstanceHasItsPointerAndTextWhereSuricataHasThem() throws IOException {
        JsonNode e = event(mdns(Mdns.service("hub", MCP, "hub.local", 443, "path=/mcp")
                .additional("hub.local", Dns.A, 120, Bytes.ip("10.77.0.10"))
                .bytes()));
        assertThat(e.path("mdns"))
                .hasToString("{\"type\":\"response\",\"id\":0,\"flags\":[\"aa\"],\"opcode\":0,\"rcode\":0,"
                        + "\"answers\":[{\"rrname\":\"_mcp._tcp.local\",\"ptr\":\"hub._mcp._tcp.local\"},"
                        + "{\"rrname\":\"hub._mcp._tcp.local\"},"
                        + "{\"rrname\":\"hub._mcp._tcp.local\",\"txt\":[\"path=/mcp\"]}],"
                        + "\"additionals\":[{\"rrname\":\"hub.local\"}]}");
        JsonNode srv = e.path("doppelwatch").path("records").path(1);
        assertThat(srv)
                .hasToString(
                        "{\"section\":\"answer\",\"rrname\":\"hub._mcp._tcp.local\",\"rrtype\":\"srv\",\"ttl\":120,"
                                + "\"cache_flush\":true,\"rdata\":\"0 0 443 hub.local\"}");
    }

    @Test
    void aGoodbyeIsCalledOneAndAKnownAnswerIsNot() throws IOException {
        JsonNode bye = event(mdns(Mdns.goodbye("hub.local", "10.77.0.10").bytes()));
        assertThat(bye.at("/doppelwatch/records/0/goodbye").asBoolean()).isTrue();
        JsonNode known = event(mdns(Mdns.query()
                .ask(MCP, Dns.PTR)
                .shared(MCP, Dns.PTR, 0, Dns.name("hub." + MCP))
                .bytes()));
        assertThat(known.at("/doppelwatch/records/0").has("goodbye")).isFalse();
        assertThat(known.at("/mdns/answers/0/ptr").asText()).isEqualTo("hub." + MCP);
    }

    @Test
    void llmnrHasItsOwnFlagsAndTheAddress() throws IOException {
        int flags = Dns.QR | 0x0400 | 0x0200 | 0x0100;
        JsonNode e = event(llmnr(
                Dns.message(7, flags, "wpad", Dns.A).address(30, "10.77.0.66").bytes()));
        assertThat(e.path("llmnr"))
                .hasToString("{\"type\":\"response\",\"id\":7,\"flags\":[\"c\",\"tc\",\"t\"],\"opcode\":0,"
                        + "\"queries\":[{\"rrname\":\"wpad\",\"rrtype\":\"a\"}],"
                        + "\"answers\":[{\"rrname\":\"wpad\",\"rrtype\":\"a\",\"ttl\":30,\"a\":\"10.77.0.66\"}]}");
        assertThat(e.has("doppelwatch")).isFalse();
    }

    @Test
    void recordsTheSchemaOfLlmnrDoesNotKnowAreUnknown() throws IOException {
        JsonNode e = event(llmnr(Dns.message(7, Dns.QR, "x", Dns.A)
                .answer(Dns.HTTPS, 30, new Bytes().u16(1).u8(0).toArray())
                .answer(Dns.SRV, 30, Mdns.srv(80, "x"))
                .additional("x", Dns.SRV, 30, Mdns.srv(80, "x"))
                .edns(1232)
                .bytes()));
        assertThat(e.at("/llmnr/answers/0/unknown").asText()).isEqualTo("1 .");
        assertThat(e.at("/llmnr/answers/1/srv/port").asInt()).isEqualTo(80);
        assertThat(e.at("/llmnr/additionals/0/unknown").asText()).isEqualTo("0 0 80 x");
        assertThat(e.at("/llmnr/additionals")).hasSize(1);
    }

    @Test
    void netbiosNamesAreEventsOfOurOwn() throws IOException {
        JsonNode e = event(nbns(Nbns.answer(9, "WPAD", 0x20, 165, "10.77.0.66")));
        assertThat(e.path("event_type").asText()).isEqualTo("doppelwatch");
        assertThat(e.path("doppelwatch"))
                .hasToString("{\"type\":\"nbns\",\"id\":9,\"kind\":\"response\",\"opcode\":\"query\",\"rcode\":0,"
                        + "\"records\":[{\"section\":\"answer\",\"name\":\"WPAD\",\"suffix\":\"20\",\"rrtype\":\"NB\","
                        + "\"ttl\":165,\"addresses\":[{\"ip\":\"10.77.0.66\",\"group\":false}]}]}");
        JsonNode status = event(nbns(Nbns.status(1, "office", 0)));
        assertThat(status.at("/doppelwatch/records/0/names/0/name").asText()).isEqualTo("OFFICE");
        JsonNode registration = event(nbns(Nbns.registration(1, "office", 0x20, "10.77.0.21")));
        assertThat(registration.at("/doppelwatch/opcode").asText()).isEqualTo("registration");
        assertThat(registration.at("/doppelwatch/broadcast").asBoolean()).isTrue();
    }

    @Test
    void hostileMessagesStayValidLinesAndSayWhatIsWrong() throws IOException {
        byte[] hub = Mdns.service("hub", MCP, "hub.local", 443, "a=b").bytes();
        byte[] wpad = Dns.response(1, "wpad", Dns.A)
                .address(30, "10.77.0.66")
                .edns(1232)
                .bytes();
        byte[] office = Nbns.status(1, "office", 0);
        EveSchema schema = EveSchema.load();
        Random random = new Random(5353);
        for (int i = 0; i < 400; i++) {
            for (Observation o :
                    List.of(mdns(mangled(hub, random)), llmnr(mangled(wpad, random)), nbns(mangled(office, random)))) {
                for (String line : EveWriterTest.lines(new Event.Observed(o))) {
                    assertThat(schema.errors(line)).as(line).isEmpty();
                }
            }
        }
        JsonNode cut = event(mdns(Arrays.copyOf(hub, 40)));
        assertThat(cut.at("/doppelwatch/malformed").asText()).isEqualTo("truncated");
    }

    private static byte[] mangled(byte[] bytes, Random random) {
        byte[] b = Arrays.copyOf(bytes, 12 + random.nextInt(bytes.length - 11));
        for (int n = random.nextInt(4); n > 0; n--) {
            b[random.nextInt(b.length)] = (byte) random.nextInt();
        }
        return b;
    }
}
