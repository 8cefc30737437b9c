// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.Ja3;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hellos of a QUIC connection become Suricata's quic event. */
class EveQuicTest {
    private static final Where UDP = Wheres.udp("10.77.0.21", 50000, "10.77.0.10", 443);
    private static final int V1 = 1;
    private static final int V2 = 0x6b3343cf;

    /** Name, ALPN h3, supported versions: TLS 1.3. */
    private static final byte[] CLIENT_HELLO = new Bytes()
            .u16(0x0303)
            .put(new byte[32])
            .u8(0)
            .u16(2)
            .u16(0x1301)
            .u8(1)
            .u8(0)
            .u16(17 + 9 + 7)
            .put(Bytes.hex("0000000d000b000008"))
            .put("hub.test".getBytes(StandardCharsets.US_ASCII))
            .put(Bytes.hex("001000050003026833"))
            .put(Bytes.hex("002b0003020304"))
            .toArray();

    private static final byte[] SERVER_HELLO = new Bytes()
            .u16(0x0303)
            .put(new byte[32])
            .u8(0)
            .u16(0x1301)
            .u8(0)
            .u16(6)
            .put(Bytes.hex("002b00020304"))
            .toArray();

    @Test
    void bothHellos() throws Exception {
        JsonNode event = event(new TlsSession(
                UDP,
                new ClientHelloSeen(UDP, CLIENT_HELLO, V1),
                new ServerHelloSeen(UDP, SERVER_HELLO, V1),
                null,
                null));

        assertThat(event.get("event_type").asText()).isEqualTo("quic");
        assertThat(event.get("proto").asText()).isEqualTo("UDP");
        assertThat(event.has("tls")).isFalse();
        JsonNode quic = event.get("quic");
        assertThat(quic.get("version").asText()).isEqualTo("1");
        assertThat(quic.get("sni").asText()).isEqualTo("hub.test");
        ClientHello hello = ClientHello.of(CLIENT_HELLO);
        assertThat(quic.get("ja3").get("hash").asText()).isEqualTo(Ja3.hash(hello));
        assertThat(quic.get("ja3s").get("string").asText()).isEqualTo("771,4865,43");
        assertThat(quic.get("ja4").asText()).startsWith("q13d0103h3_");
        assertThat(quic.get("extensions").toString())
                .isEqualTo("[{\"name\":\"server_name\",\"type\":0,\"values\":[\"hub.test\"]},"
                        + "{\"name\":\"alpn\",\"type\":16,\"values\":[\"h3\"]},{\"type\":43}]");
    }

    @Test
    void theVersionIsTheOneTheServerAnsweredIn() throws Exception {
        JsonNode event = event(new TlsSession(
                UDP,
                new ClientHelloSeen(UDP, CLIENT_HELLO, V1),
                new ServerHelloSeen(UDP, SERVER_HELLO, V2),
                null,
                null));

        assertThat(event.get("quic").get("version").asText()).isEqualTo("6b3343cf");
    }

    @Test
    void theServerAlone() throws Exception {
        JsonNode event = event(new TlsSession(UDP, null, new ServerHelloSeen(UDP, SERVER_HELLO, V1), null, null));

        assertThat(event.get("quic").get("ja3s").get("string").asText()).isEqualTo("771,4865,43");
        assertThat(event.get("quic").has("ja4")).isFalse();
        assertThat(event.get("quic").has("extensions")).isFalse();
    }

    @Test
    void ofAHelloCutAnywhereTheEventIsValid() throws Exception {
        for (int n = 0; n < CLIENT_HELLO.length; n++) {
            byte[] cut = Arrays.copyOf(CLIENT_HELLO, n);
            event(new TlsSession(UDP, new ClientHelloSeen(UDP, cut, V1), null, null, null));
        }
    }

    @Test
    void whoAsksForTlsOnlyGetsNoQuic() throws IOException {
        TlsSession session = new TlsSession(UDP, new ClientHelloSeen(UDP, CLIENT_HELLO, V1), null, null, null);

        assertThat(written(session, EnumSet.of(EventType.TLS))).isEmpty();
        assertThat(written(session, EnumSet.of(EventType.QUIC))).isNotEmpty();
    }

    private static String written(TlsSession session, Set<EventType> types) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EveWriter writer = new EveWriter(out, types, false)) {
            writer.accept(new Event.Tls(session));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode event(TlsSession session) throws Exception {
        String line = EveWriterTest.lines(new Event.Tls(session)).get(0);
        assertThat(EveSchema.load().errors(line)).describedAs(line).isEmpty();
        return EveSchema.parse(line);
    }
}
