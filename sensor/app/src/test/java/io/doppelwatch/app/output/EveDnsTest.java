// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsSeen;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the newer and the rarer parts of DNS become in EVE, each line valid against Suricata's schema. */
class EveDnsTest {
    private static final int NOTIFY = 4 << 11;
    private static final int UPDATE = 5 << 11;
    private static final int OPT = 41;

    @Test
    void cookiesAndClientSubnetsAreInOptAndInWords() throws Exception {
        JsonNode event = event(Dns.response(7, "www.example.test", Dns.A)
                .address(300, "192.0.2.1")
                .additional(
                        "",
                        OPT,
                        0,
                        hex("0008 0007 0001 18 10 c63364"
                                + "000a 0010 0102030405060708 1112131415161718"
                                + "000f 0008 0016 6e6f2077 6179")));
        JsonNode opt = event.at("/dns/additionals/0/opt");
        assertThat(opt).hasSize(3);
        assertThat(opt.get(0).toString()).isEqualTo("{\"code\":8,\"data\":\"00011810c63364\"}");
        assertThat(opt.at("/1/code").asInt()).isEqualTo(10);
        assertThat(event.at("/doppelwatch/edns").toString())
                .isEqualTo("{\"client_subnet\":\"198.51.100.0/24/16\",\"client_cookie\":\"0102030405060708\","
                        + "\"server_cookie\":\"1112131415161718\",\"extended_error\":\"22 no way\"}");
    }

    @Test
    void anOptWithoutOptionsIsAsItWas() throws Exception {
        JsonNode event = event(Dns.query(7, "www.example.test", Dns.A).edns(1232));
        assertThat(event.at("/dns/additionals/0/rrtype").asText()).isEqualTo("OPT");
        assertThat(event.at("/dns/additionals/0").has("opt")).isFalse();
        assertThat(event.has("doppelwatch")).isFalse();
    }

    @Test
    void optionsThatLieAboutTheirLengthAreReadAsFarAsTheyGo() throws Exception {
        JsonNode event = event(
                Dns.query(7, "www.example.test", Dns.A).additional("", OPT, 0, hex("0003 0002 abcd 000a ffff 01")));
        assertThat(event.at("/dns/additionals/0/opt")).hasSize(1);
        assertThat(event.at("/doppelwatch/edns_malformed").asText()).isEqualTo("bad_length");
    }

    @Test
    void manyOptionsAreCut() throws Exception {
        JsonNode event = event(Dns.query(7, "www.example.test", Dns.A)
                .additional("", OPT, 0, hex("0003 0000".repeat(16_000)))
                .additional("", OPT, 0, hex("0003 0000")));
        assertThat(event.at("/dns/additionals/0/opt")).hasSize(16_000);
        JsonNode heavy = event(Dns.query(7, "www.example.test", Dns.A)
                .additional("", OPT, 0, hex("0003 0000".repeat(15_000)))
                .additional("", OPT, 0, new byte[0]));
        assertThat(heavy.has("dns")).isTrue();
    }

    @Test
    void notifyIsAnOperationOfItsOwn() throws Exception {
        JsonNode event = event(Dns.message(9, NOTIFY | Dns.AA, "example.test", Dns.SOA));
        assertThat(event.at("/dns/opcode").asInt()).isEqualTo(4);
        assertThat(event.at("/dns/type").asText()).isEqualTo("request");
        assertThat(event.at("/dns/queries/0/rrtype").asText()).isEqualTo("SOA");
    }

    /** RFC 2136: the zone is the question, prerequisites the answers, updates the authorities. */
    @Test
    void anUpdateSaysZonePrerequisitesAndUpdates() throws Exception {
        JsonNode event = event(Dns.message(9, UPDATE, "example.test", Dns.SOA)
                .answer("old.example.test", 255, 0, new byte[0])
                .authority("new.example.test", Dns.A, 300, Bytes.ip("192.0.2.7")));
        assertThat(event.at("/dns/opcode").asInt()).isEqualTo(5);
        assertThat(event.at("/dns/answers/0/rrtype").asText()).isEqualTo("ANY");
        assertThat(event.at("/dns/answers/0").has("rdata")).isFalse();
        assertThat(event.at("/dns/authorities/0/rdata").asText()).isEqualTo("192.0.2.7");
    }

    @Test
    void aZoneTransferCarriesAllItsRecords() throws Exception {
        byte[] soa = new Bytes()
                .put(Dns.name("ns.example.test"))
                .put(Dns.name("root.example.test"))
                .u32(2026)
                .u32(1)
                .u32(2)
                .u32(3)
                .u32(4)
                .toArray();
        JsonNode event = event(Dns.response(9, "example.test", 252)
                .answer(Dns.SOA, 300, soa)
                .answer("a.example.test", Dns.A, 300, Bytes.ip("192.0.2.1"))
                .answer(Dns.SOA, 300, soa));
        assertThat(event.at("/dns/queries/0/rrtype").asText()).isEqualTo("AXFR");
        assertThat(event.at("/dns/answers")).hasSize(3);
        assertThat(event.at("/dns/answers/0/soa/serial").asLong()).isEqualTo(2026);
    }

    @Test
    void dnssecAndHttpsWithEchAreInPresentationForm() throws Exception {
        JsonNode event = event(Dns.response(9, "example.test", Dns.HTTPS)
                .answer(Dns.HTTPS, 300, hex("0001 00 0001 0003 02 6832 0005 0003 fe0d40"))
                .answer(43, 300, hex("1234 0d 02 abcd"))
                .answer(48, 300, hex("0101 03 0d 0102"))
                .answer(46, 300, hex("0001 0d 02 0000012c 66666666 66660000 1234 00 aabb"))
                .answer(47, 300, hex("00 0006 400000000003")));
        assertThat(event.at("/dns/answers/0/rdata").asText())
                .contains("alpn=h2")
                .contains("ech=/g1A");
        assertThat(event.at("/dns/answers/1/rrtype").asText()).isEqualTo("DS");
        assertThat(event.at("/dns/answers/1/rdata").asText()).isEqualToIgnoringCase("4660 13 2 abcd");
        assertThat(event.at("/dns/answers/2/rdata").asText()).isEqualTo("257 3 13 AQI=");
        assertThat(event.at("/dns/answers/3/rdata").asText()).startsWith("A 13 2 300 ");
        assertThat(event.at("/dns/answers/4/rdata").asText()).contains("RRSIG").contains("NSEC");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static JsonNode event(Dns message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EveWriter writer = new EveWriter(out, EventType.ALL, false)) {
            writer.accept(new Event.Observed(new DnsSeen(
                    Wheres.file(1, Wheres.NOON, Path.NONE, "10.77.0.53", 53, "10.77.0.21", 40_000, 17),
                    message.bytes())));
        }
        String line = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(EveSchema.load().errors(line)).isEmpty();
        return EveSchema.parse(line);
    }
}
