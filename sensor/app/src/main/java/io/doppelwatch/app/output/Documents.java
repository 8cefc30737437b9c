// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

/** summary.json and incidents.json, as the contract has them. */
public final class Documents {
    private Documents() {}

    /** @param files in the order given; the tally knows them by this order */
    public static void summary(OutputStream out, List<ReadFile> files, Tally tally) throws IOException {
        try (JsonGenerator json = Json.document(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("files");
            long packets = 0;
            long bytes = 0;
            for (int i = 0; i < files.size(); i++) {
                ReadFile file = files.get(i);
                json.writeStartObject();
                EveHeader.string(json, "file", file.path());
                json.writeNumberField("packets", file.packets());
                json.writeNumberField("bytes", file.bytes());
                if (file.error() == null) {
                    json.writeNullField("error");
                } else {
                    EveHeader.string(json, "error", file.error());
                }
                counted(json, tally.file(i));
                json.writeEndObject();
                packets += file.packets();
                bytes += file.bytes();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("total");
            json.writeNumberField("files", files.size());
            json.writeNumberField(
                    "errors", files.stream().filter(f -> f.error() != null).count());
            json.writeNumberField("packets", packets);
            json.writeNumberField("bytes", bytes);
            counted(json, tally.total());
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** The incidents as they stood at the end. */
    public static void incidents(OutputStream out, Collection<Incident> incidents) throws IOException {
        EveHeader header = new EveHeader();
        try (JsonGenerator json = Json.document(out)) {
            json.writeStartArray();
            for (Incident incident : incidents) {
                EveFinding.whole(json, incident, header);
            }
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    /** As the oracle does it, a count of nothing is left out. */
    private static void counted(JsonGenerator json, FileTally tally) throws IOException {
        json.writeObjectFieldStart("counts");
        for (Count count : Count.values()) {
            if (tally.get(count) > 0) {
                json.writeNumberField(count.text(), tally.get(count));
            }
        }
        json.writeEndObject();
        EveFinding.strings(json, "sni", List.copyOf(tally.sni()));
        EveFinding.strings(json, "leaf_sha256", List.copyOf(tally.leaves()));
        json.writeObjectFieldStart("findings");
        for (Severity severity : Severity.values()) {
            json.writeNumberField(severity.text(), tally.get(severity));
        }
        json.writeEndObject();
    }
}
