// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.Ja3;
import io.doppelwatch.decode.tls.Ja4;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.decode.x509.AltName;
import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.observe.CertificateSeen;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code tls} object, extended, with the chain and the fingerprints of both sides. */
final class EveTls {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    /** The years EVE's schema knows. A certificate without an end says 9999 (RFC 5280, 4.1.2.5). */
    private static final int FIRST_YEAR = 1000;

    private static final int LAST_YEAR = 2999;

    private EveTls() {}

    static void write(JsonGenerator json, TlsSession session) throws IOException {
        ClientHello client = session.clientHello() == null
                ? null
                : ClientHello.of(session.clientHello().body());
        ServerHello server = session.serverHello() == null
                ? null
                : ServerHello.of(session.serverHello().body());
        json.writeObjectFieldStart("tls");
        CertificateInfo leaf = leaf(session.serverCertificate());
        if (leaf != null) {
            names(json, leaf);
        }
        if (client != null && session.isResumed()) {
            json.writeBooleanField("session_resumed", true);
        }
        if (leaf != null) {
            numbers(json, leaf);
        }
        if (client != null && !client.sni().isEmpty()) {
            EveHeader.string(json, "sni", client.sni());
        }
        json.writeStringField("version", server == null ? "UNDETERMINED" : Tls.versionText(server.selectedVersion()));
        if (leaf != null) {
            validity(json, leaf);
        }
        chain(json, session.serverCertificate());
        fingerprints(json, client, server, transport(client));
        protocols(json, client, server);
        clientCertificate(json, session.clientCertificate());
        json.writeEndObject();
    }

    private static @Nullable CertificateInfo leaf(@Nullable CertificateSeen seen) {
        return seen == null || seen.chain().isEmpty()
                ? null
                : CertificateInfo.of(seen.chain().get(0));
    }

    private static void names(JsonGenerator json, CertificateInfo leaf) throws IOException {
        if (!leaf.subject().isEmpty()) {
            EveHeader.string(json, "subject", leaf.subject());
        }
        if (!leaf.issuer().isEmpty()) {
            EveHeader.string(json, "issuerdn", leaf.issuer());
        }
    }

    private static void numbers(JsonGenerator json, CertificateInfo leaf) throws IOException {
        if (!leaf.serial().isEmpty()) {
            json.writeStringField("serial", leaf.serial());
        }
        json.writeStringField("fingerprint", leaf.fingerprint());
    }

    private static void validity(JsonGenerator json, CertificateInfo leaf) throws IOException {
        if (!leaf.serial().isEmpty() && (leaf.notBefore() != 0 || leaf.notAfter() != 0)) {
            date(json, "notbefore", leaf.notBefore());
            date(json, "notafter", leaf.notAfter());
        }
        List<AltName> names = leaf.altNames();
        if (!names.isEmpty()) {
            EveFinding.strings(
                    json, "subjectaltname", names.stream().map(AltName::value).toList());
        }
    }

    private static void date(JsonGenerator json, String key, long seconds) throws IOException {
        LocalDateTime date = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
            json.writeStringField(key, DATE.format(date));
        }
    }

    private static void chain(JsonGenerator json, @Nullable CertificateSeen seen) throws IOException {
        if (seen == null || seen.chain().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("chain");
        for (byte[] der : seen.chain()) {
            json.writeString(Base64.getEncoder().encodeToString(der));
        }
        json.writeEndArray();
    }

    /** Of a hello that is not whole a fingerprint would only mislead. */
    static void fingerprints(
            JsonGenerator json, @Nullable ClientHello client, @Nullable ServerHello server, Ja4.Transport transport)
            throws IOException {
        boolean wholeClient = client != null && client.fault() == Fault.NONE;
        if (wholeClient) {
            ja3(json, "ja3", Ja3.hash(client), Ja3.text(client));
        }
        if (server != null && server.fault() == Fault.NONE) {
            ja3(json, "ja3s", Ja3.hash(server), Ja3.text(server));
        }
        if (wholeClient) {
            json.writeStringField("ja4", Ja4.hash(client, transport));
        }
    }

    private static Ja4.Transport transport(@Nullable ClientHello client) {
        return client != null && client.form() == ClientHello.Form.DTLS ? Ja4.Transport.DTLS : Ja4.Transport.TCP;
    }

    private static void ja3(JsonGenerator json, String key, String hash, String text) throws IOException {
        json.writeObjectFieldStart(key);
        json.writeStringField("hash", hash);
        json.writeStringField("string", text);
        json.writeEndObject();
    }

    private static void protocols(JsonGenerator json, @Nullable ClientHello client, @Nullable ServerHello server)
            throws IOException {
        if (client != null && !client.alpn().isEmpty()) {
            EveFinding.strings(json, "client_alpns", client.alpn());
        }
        if (server != null && !server.alpn().isEmpty()) {
            EveFinding.strings(json, "server_alpns", List.of(server.alpn()));
        }
    }

    private static void clientCertificate(JsonGenerator json, @Nullable CertificateSeen seen) throws IOException {
        CertificateInfo leaf = leaf(seen);
        if (leaf == null) {
            return;
        }
        json.writeObjectFieldStart("client");
        names(json, leaf);
        numbers(json, leaf);
        validity(json, leaf);
        chain(json, seen);
        json.writeEndObject();
    }
}
