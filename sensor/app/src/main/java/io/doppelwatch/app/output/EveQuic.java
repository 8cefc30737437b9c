// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.Ja4;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.engine.event.TlsSession;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code quic} object, of the hellos in QUIC's Initial packets. All that follows them is encrypted. */
final class EveQuic {
    private EveQuic() {}

    static void write(JsonGenerator json, TlsSession session) throws IOException {
        ClientHello client = session.clientHello() == null
                ? null
                : ClientHello.of(session.clientHello().body());
        ServerHello server = session.serverHello() == null
                ? null
                : ServerHello.of(session.serverHello().body());
        json.writeObjectFieldStart("quic");
        // In hexadecimal without zeros in front, as Suricata has it.
        json.writeStringField("version", Integer.toHexString(session.quicVersion()));
        if (client != null && !client.sni().isEmpty()) {
            EveHeader.string(json, "sni", client.sni());
        }
        EveTls.fingerprints(json, client, server, Ja4.Transport.QUIC);
        extensions(json, client);
        json.writeEndObject();
    }

    /** The client's, in the order it sent them; of the ones with names in them, the names. */
    private static void extensions(JsonGenerator json, @Nullable ClientHello client) throws IOException {
        if (client == null || client.extensionCount() == 0) {
            return;
        }
        json.writeArrayFieldStart("extensions");
        for (int i = 0; i < client.extensionCount(); i++) {
            int type = client.extensionType(i);
            json.writeStartObject();
            if (type == Tls.SERVER_NAME) {
                extension(json, "server_name", type, client.sni().isEmpty() ? List.of() : List.of(client.sni()));
            } else if (type == Tls.ALPN) {
                extension(json, "alpn", type, client.alpn());
            } else {
                json.writeNumberField("type", type);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void extension(JsonGenerator json, String name, int type, List<String> values) throws IOException {
        json.writeStringField("name", name);
        json.writeNumberField("type", type);
        if (!values.isEmpty()) {
            EveFinding.strings(json, "values", values);
        }
    }
}
