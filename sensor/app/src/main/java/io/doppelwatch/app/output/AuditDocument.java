// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Winners;
import java.io.IOException;
import java.io.OutputStream;

/** An audit for a script. */
public final class AuditDocument {
    private AuditDocument() {}

    public static void write(OutputStream out, AuditResult result) throws IOException {
        EveHeader header = new EveHeader();
        Winners winners = new Winners(result.entries());
        try (JsonGenerator json = Json.document(out)) {
            json.writeStartObject();
            EveFinding.strings(json, "files", result.files());
            json.writeArrayFieldStart("servers");
            for (RegistryEntry e : result.entries()) {
                server(json, e, winners);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            for (Finding f : result.findings()) {
                json.writeStartObject();
                json.writeStringField("timestamp", header.time(f.where().timeNanos()));
                json.writeNumberField("signature_id", f.rule().number());
                EveHeader.string(json, "signature", f.signature());
                EveHeader.string(json, "file", f.where().source().path());
                json.writeNumberField("line", f.where().packet());
                EveFinding.fields(json, f, header);
                json.writeEndObject();
            }
            json.writeEndArray();
            EveFinding.strings(json, "problems", result.problems());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void server(JsonGenerator json, RegistryEntry e, Winners winners) throws IOException {
        RegistryEntry above = winners.above(e);
        json.writeStartObject();
        EveHeader.string(json, "name", e.name());
        json.writeStringField("host", e.layer().reader());
        json.writeStringField("scope", e.layer().scope().text());
        EveHeader.string(json, "server", e.shown());
        EveHeader.string(json, "file", e.file());
        json.writeNumberField("line", e.line());
        json.writeBooleanField("enabled", e.enabled());
        if (above == null) {
            json.writeNullField("replaced_by");
        } else {
            EveHeader.string(json, "replaced_by", above.at());
        }
        EveHeader.string(json, "order", e.layer().order());
        json.writeEndObject();
    }
}
