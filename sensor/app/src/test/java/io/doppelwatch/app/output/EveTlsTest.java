// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Certificates;
import io.doppelwatch.craft.TlsRecorder;
import io.doppelwatch.craft.TlsTalk;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.Ja3;
import io.doppelwatch.decode.tls.Ja4;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A recorded handshake becomes Suricata's extended tls event. */
class EveTlsTest {
    private static final Where WHERE =
            Wheres.file(5, Wheres.NOON, Path.NONE, "10.77.0.21", 50000, "10.77.0.10", 443, 6);
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;

    @Test
    void aHandshakeOfTls12CarriesCertificateChainAndFingerprints() throws Exception {
        Certificates server = Certificates.authority("Test Root").server("hub.test", "alias.test");
        TlsTalk talk = new TlsRecorder("TLSv1.2", "hub.test", List.of("h2"), server, null).record("a", "b");
        byte[] clientHello = message(talk, true, CLIENT_HELLO);
        List<byte[]> chain = chain(server);
        TlsSession session = new TlsSession(
                WHERE,
                new ClientHelloSeen(WHERE, clientHello),
                new ServerHelloSeen(WHERE, message(talk, false, SERVER_HELLO)),
                new CertificateSeen(WHERE, CertificateSeen.Side.SERVER, chain),
                null);

        JsonNode tls = event(session).get("tls");

        X509Certificate leaf = server.certificate();
        assertThat(tls.get("subject").asText()).isEqualTo("CN=hub.test");
        assertThat(tls.get("issuerdn").asText()).isEqualTo("CN=Test Root");
        assertThat(tls.get("serial").asText())
                .isEqualTo(HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(leaf.getSerialNumber().toByteArray()));
        assertThat(tls.get("fingerprint").asText())
                .isEqualTo(HexFormat.ofDelimiter(":")
                        .formatHex(MessageDigest.getInstance("SHA-1").digest(leaf.getEncoded())));
        assertThat(tls.get("sni").asText()).isEqualTo("hub.test");
        assertThat(tls.get("version").asText()).isEqualTo("TLS 1.2");
        assertThat(tls.get("notbefore").asText()).isEqualTo("2026-01-01T00:00:00");
        assertThat(tls.get("notafter").asText()).isEqualTo("2027-01-01T00:00:00");
        assertThat(tls.get("subjectaltname").toString()).isEqualTo("[\"hub.test\",\"alias.test\"]");
        assertThat(tls.get("chain")).hasSize(chain.size());
        assertThat(Base64.getDecoder().decode(tls.get("chain").get(0).asText())).isEqualTo(leaf.getEncoded());
        ClientHello hello = ClientHello.of(clientHello);
        assertThat(tls.get("ja3").get("hash").asText()).isEqualTo(Ja3.hash(hello));
        assertThat(tls.get("ja3s").get("string").asText()).startsWith("771,");
        assertThat(tls.get("ja4").asText()).isEqualTo(Ja4.hash(hello, Ja4.Transport.TCP));
        assertThat(tls.get("client_alpns").toString()).isEqualTo("[\"h2\"]");
        assertThat(tls.get("server_alpns").toString()).isEqualTo("[\"h2\"]");
        assertThat(tls.has("session_resumed")).isFalse();
    }

    @Test
    void underTls13NothingIsSaidOfACertificateThatWasNotSeen() throws Exception {
        Certificates server = Certificates.authority("Test Root").server("hub.test");
        TlsTalk talk = new TlsRecorder("TLSv1.3", "hub.test", server).record("a", "b");
        TlsSession session = new TlsSession(
                WHERE,
                new ClientHelloSeen(WHERE, message(talk, true, CLIENT_HELLO)),
                new ServerHelloSeen(WHERE, message(talk, false, SERVER_HELLO)),
                null,
                null);

        JsonNode event = event(session);
        JsonNode tls = event.get("tls");

        assertThat(event.get("doppelwatch").get("certificate").asText()).isEqualTo("encrypted");
        assertThat(tls.get("version").asText()).isEqualTo("TLS 1.3");
        assertThat(tls.get("sni").asText()).isEqualTo("hub.test");
        assertThat(tls.has("subject")).isFalse();
        assertThat(tls.has("chain")).isFalse();
    }

    @Test
    void aDecryptedCertificateIsWrittenAsOneInTheClearAndSaidToBeDecrypted() throws Exception {
        Certificates server = Certificates.authority("Test Root").server("hub.test");
        TlsTalk talk = new TlsRecorder("TLSv1.3", "hub.test", server).record("a", "b");
        TlsSession session = new TlsSession(
                WHERE,
                new ClientHelloSeen(WHERE, message(talk, true, CLIENT_HELLO)),
                new ServerHelloSeen(WHERE, message(talk, false, SERVER_HELLO), 0, true),
                new CertificateSeen(WHERE, CertificateSeen.Side.SERVER, chain(server), CertificateSeen.Form.X509, true),
                null);

        JsonNode event = event(session);

        assertThat(event.get("doppelwatch").get("certificate").asText()).isEqualTo("decrypted");
        assertThat(event.get("tls").get("subject").asText()).isEqualTo("CN=hub.test");
        assertThat(event.get("tls").get("version").asText()).isEqualTo("TLS 1.3");
    }

    @Test
    void aClientCertificateStandsInItsOwnObject() throws Exception {
        Certificates client = Certificates.authority("Client Root").server("agent.test");
        TlsSession session = new TlsSession(
                WHERE, null, null, null, new CertificateSeen(WHERE, CertificateSeen.Side.CLIENT, chain(client)));

        JsonNode tls = event(session).get("tls");

        assertThat(tls.get("version").asText()).isEqualTo("UNDETERMINED");
        assertThat(tls.get("client").get("subject").asText()).isEqualTo("CN=agent.test");
        assertThat(tls.get("client").get("chain")).isNotEmpty();
    }

    @Test
    void aSessionIdThatComesBackWithoutACertificateIsAResumption() throws Exception {
        byte[] id = new byte[32];
        TlsSession resumed = new TlsSession(
                WHERE,
                new ClientHelloSeen(
                        WHERE,
                        new Bytes()
                                .u16(0x0303)
                                .put(new byte[32])
                                .u8(32)
                                .put(id)
                                .u16(2)
                                .u16(0xc02f)
                                .u8(1)
                                .u8(0)
                                .toArray()),
                new ServerHelloSeen(
                        WHERE,
                        new Bytes()
                                .u16(0x0303)
                                .put(new byte[32])
                                .u8(32)
                                .put(id)
                                .u16(0xc02f)
                                .u8(0)
                                .toArray()),
                null,
                null);

        assertThat(event(resumed).get("tls").get("session_resumed").asBoolean()).isTrue();
    }

    @Test
    void dtlsHasItsOwnVersionsAndTheLetterOfItsTransport() throws Exception {
        Where udp = Wheres.udp("10.77.0.21", 50000, "10.77.0.10", 4433);
        TlsSession session = new TlsSession(
                udp,
                new ClientHelloSeen(
                        udp,
                        new Bytes()
                                .u16(0xfefd)
                                .put(new byte[32])
                                .u8(0)
                                .u8(0)
                                .u16(2)
                                .u16(0xc02f)
                                .u8(1)
                                .u8(0)
                                .toArray()),
                new ServerHelloSeen(
                        udp,
                        new Bytes()
                                .u16(0xfefd)
                                .put(new byte[32])
                                .u8(0)
                                .u16(0xc02f)
                                .u8(0)
                                .toArray()),
                null,
                null);
        String line = EveWriterTest.lines(new Event.Tls(session)).get(0);

        assertThat(EveSchema.load().errors(line)).isEmpty();
        JsonNode event = EveSchema.parse(line);
        assertThat(event.get("proto").asText()).isEqualTo("UDP");
        assertThat(event.get("tls").get("version").asText()).isEqualTo("DTLS 1.2");
        assertThat(event.get("tls").get("ja4").asText()).startsWith("d");
    }

    @Test
    void bytesThatAreNoCertificateHaveAFingerprintAndNothingElse() throws Exception {
        TlsSession session = new TlsSession(
                WHERE,
                null,
                null,
                new CertificateSeen(WHERE, CertificateSeen.Side.SERVER, List.of(new byte[] {0x30, 0x03, 1, 2, 3})),
                null);

        JsonNode tls = event(session).get("tls");

        assertThat(tls.get("fingerprint").asText()).hasSize(59);
        assertThat(tls.has("subject")).isFalse();
        assertThat(tls.has("notbefore")).isFalse();
        assertThat(tls.get("chain").get(0).asText()).isEqualTo("MAMBAgM=");
    }

    @Test
    void everyPrefixOfTheHellosAndOfTheCertificateIsAValidEvent() throws Exception {
        EveSchema schema = EveSchema.load();
        Certificates server = Certificates.authority("Test Root").server("hub.test");
        TlsTalk talk = new TlsRecorder("TLSv1.2", "hub.test", List.of("h2"), server, null).record("a", "b");
        byte[] clientHello = message(talk, true, CLIENT_HELLO);
        byte[] serverHello = message(talk, false, SERVER_HELLO);
        byte[] leaf = server.certificate().getEncoded();
        for (int n = 0; n < leaf.length; n++) {
            TlsSession session = new TlsSession(
                    WHERE,
                    new ClientHelloSeen(WHERE, Arrays.copyOf(clientHello, Math.min(n, clientHello.length))),
                    new ServerHelloSeen(WHERE, Arrays.copyOf(serverHello, Math.min(n, serverHello.length))),
                    new CertificateSeen(WHERE, CertificateSeen.Side.SERVER, List.of(Arrays.copyOf(leaf, n))),
                    null);
            String line = EveWriterTest.lines(new Event.Tls(session)).get(0);
            assertThat(schema.errors(line)).describedAs(line).isEmpty();
        }
    }

    private static JsonNode event(TlsSession session) throws Exception {
        String line = EveWriterTest.lines(new Event.Tls(session)).get(0);
        assertThat(EveSchema.load().errors(line)).isEmpty();
        JsonNode event = EveSchema.parse(line);
        assertThat(event.get("event_type").asText())
                .isEqualTo(EventType.TLS.name().toLowerCase(Locale.ROOT));
        assertThat(event.get("proto").asText()).isEqualTo("TCP");
        return event;
    }

    private static List<byte[]> chain(Certificates certificates) {
        return certificates.chain().stream().map(EveTlsTest::encoded).toList();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Body of the first handshake message of a type that one side sent in the clear. */
    private static byte[] message(TlsTalk talk, boolean fromClient, int type) {
        ByteArrayOutputStream handshake = new ByteArrayOutputStream();
        ByteBuffer records = ByteBuffer.wrap(talk.bytes(fromClient));
        while (records.remaining() >= 5) {
            int recordType = records.get() & 0xff;
            records.getShort();
            byte[] body = new byte[records.getShort() & 0xffff];
            records.get(body);
            if (recordType == 22) {
                handshake.writeBytes(body);
            }
        }
        byte[] message = find(ByteBuffer.wrap(handshake.toByteArray()), type);
        assertThat(message).isNotNull();
        return message;
    }

    private static byte @Nullable [] find(ByteBuffer messages, int type) {
        while (messages.remaining() >= 4) {
            int head = messages.getInt();
            byte[] body = new byte[head & 0xffffff];
            messages.get(body);
            if (head >>> 24 == type) {
                return body;
            }
        }
        return null;
    }
}
