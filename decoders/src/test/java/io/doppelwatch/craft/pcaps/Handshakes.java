// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import io.doppelwatch.craft.Certificates;
import io.doppelwatch.craft.TlsRecorder;
import io.doppelwatch.craft.TlsTalk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TLS conversations recorded once between the JDK's own client and server, with certificates made for it, and kept as
 * text. Randoms, keys and signatures differ with every handshake: without the recordings no capture could be made twice.
 */
final class Handshakes {
    private static final String PIN = "# pin ";

    private Handshakes() {}

    static TlsTalk talk(String name) {
        return TlsTalk.parse(text(name));
    }

    /** The SPKI pin of the server in a recording, in the form of RFC 7469 ({@code sha256/BASE64=}). */
    static String pin(String name) {
        return text(name)
                .lines()
                .filter(line -> line.startsWith(PIN))
                .map(line -> line.substring(PIN.length()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String name) {
        try (InputStream in = Handshakes.class.getResourceAsStream(name + ".tls")) {
            if (in == null) {
                throw new IllegalStateException("no recording " + name + ".tls: run scripts/make-pcaps --record");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records all of them anew into a directory: other keys, other pins, so every capture changes. */
    static void record(Path directory) throws IOException {
        Certificates corp = Certificates.authority("Corp Test Root").intermediate("Corp Test Issuing CA");
        Certificates hub = corp.server(Host.HUB_NAME, "analytics-hub.local");
        Certificates intranet = corp.server(Host.INTRANET_NAME);
        // Same subject and names, made by nobody we know: only the key tells.
        Certificates impostor = Certificates.authority("Corp Test Root").server(Host.HUB_NAME);

        Map<String, TlsRecorder> recorders = new LinkedHashMap<>();
        recorders.put("hub-tls12", tls12(Host.HUB_NAME, hub));
        recorders.put("hub-tls12-again", tls12(Host.HUB_NAME, hub));
        recorders.put("hub-tls12-proxied", tls12(Host.HUB_NAME, hub));
        recorders.put("hub-tls12-renewed", tls12(Host.HUB_NAME, corp.renewed(hub, Host.HUB_NAME)));
        recorders.put("hub-tls13", new TlsRecorder("TLSv1.3", Host.HUB_NAME, hub));
        recorders.put("intranet-tls12", tls12(Host.INTRANET_NAME, intranet));
        recorders.put("impostor-tls12", tls12(Host.HUB_NAME, impostor));
        recorders.put("impostor-tls12-again", tls12(Host.HUB_NAME, impostor));

        Files.createDirectories(directory);
        for (Map.Entry<String, TlsRecorder> entry : recorders.entrySet()) {
            TlsRecorder recorder = entry.getValue();
            TlsTalk talk = recorder.record(
                    "GET /mcp HTTP/1.1\r\nHost: " + recorder.serverName() + "\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            Files.writeString(
                    directory.resolve(entry.getKey() + ".tls"),
                    "# " + recorder.version() + " with " + recorder.serverName() + "; > client, < server\n" + PIN
                            + pin(recorder.server()) + "\n" + talk.text());
        }
    }

    private static TlsRecorder tls12(String name, Certificates server) {
        return new TlsRecorder("TLSv1.2", name, List.of("http/1.1"), server, null);
    }

    private static String pin(Certificates server) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(server.certificate().getPublicKey().getEncoded());
            return "sha256/" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
