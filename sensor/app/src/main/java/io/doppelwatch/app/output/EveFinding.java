// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Findings and incidents as JSON: the objects the contract fixes, in EVE and in incidents.json alike. */
final class EveFinding {
    private static final int GENERATOR = 1;
    private static final int REVISION = 1;

    private EveFinding() {}

    /** EVE's own part of a finding. */
    static void alert(JsonGenerator json, Finding finding) throws IOException {
        RuleInfo rule = finding.rule();
        json.writeObjectFieldStart("alert");
        json.writeStringField("action", "allowed");
        json.writeNumberField("gid", GENERATOR);
        json.writeNumberField("signature_id", rule.number());
        json.writeNumberField("rev", REVISION);
        EveHeader.string(json, "signature", finding.signature());
        json.writeStringField("category", rule.category());
        json.writeNumberField("severity", finding.severity().eve());
        json.writeObjectFieldStart("metadata");
        strings(json, "mitre_technique_id", rule.attack());
        strings(json, "safe_mcp_id", rule.safe());
        strings(json, "confidence", List.of(confidence(finding).toPlainString()));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The fields of the {@code doppelwatch} object; all of them always, null where nothing is known. */
    static void fields(JsonGenerator json, Finding finding, EveHeader header) throws IOException {
        json.writeStringField("rule", finding.rule().id());
        json.writeStringField("severity", finding.severity().text());
        json.writeNumberField("confidence", confidence(finding));
        EveHeader.string(json, "subject", finding.subject());
        EveHeader.string(json, "expected", finding.expected());
        EveHeader.string(json, "observed", finding.observed());
        json.writeFieldName("attacker");
        party(json, finding.attacker());
        ips(json, "victims", finding.victims());
        json.writeArrayFieldStart("evidence");
        for (Finding.Evidence evidence : finding.evidence()) {
            moment(json, evidence.where(), evidence.what(), header);
        }
        json.writeEndArray();
        strings(json, "benign_causes", finding.rule().benignCauses());
        orNull(json, "incident", finding.incident());
    }

    /** What stands in an event when an incident opens or grows: everything but the findings and the timeline. */
    static void summary(JsonGenerator json, Incident incident) throws IOException {
        head(json, incident);
        tail(json, incident);
        json.writeNumberField("findings", incident.findings().size());
    }

    /** The whole incident, as incidents.json has it. */
    static void whole(JsonGenerator json, Incident incident, EveHeader header) throws IOException {
        json.writeStartObject();
        head(json, incident);
        json.writeArrayFieldStart("timeline");
        for (Incident.Entry entry : incident.timeline()) {
            moment(json, entry.where(), entry.what(), header);
        }
        json.writeEndArray();
        tail(json, incident);
        json.writeArrayFieldStart("findings");
        for (Finding finding : incident.findings()) {
            json.writeStartObject();
            json.writeStringField("timestamp", header.time(finding.where().timeNanos()));
            json.writeNumberField("signature_id", finding.rule().number());
            EveHeader.string(json, "signature", finding.signature());
            fields(json, finding, header);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void head(JsonGenerator json, Incident incident) throws IOException {
        json.writeStringField("id", incident.id());
        json.writeStringField("severity", incident.severity().text());
        EveHeader.string(json, "subject", incident.subject());
        strings(
                json,
                "phases",
                incident.phases().stream()
                        .map(p -> p.name().toLowerCase(Locale.ROOT))
                        .toList());
        EveHeader.string(json, "initial_vector", incident.initialVector());
    }

    private static void tail(JsonGenerator json, Incident incident) throws IOException {
        ips(json, "victims", incident.victims());
        json.writeArrayFieldStart("attackers");
        for (Finding.Party attacker : incident.attackers()) {
            party(json, attacker);
        }
        json.writeEndArray();
        strings(json, "techniques", incident.techniques());
        strings(json, "actions", incident.actions());
    }

    private static void party(JsonGenerator json, Finding.Party party) throws IOException {
        json.writeStartObject();
        orNull(json, "mac", Mac.text(party.mac()));
        orNull(json, "ip", party.ip().equals(Ip.NONE) ? "" : party.ip().toString());
        json.writeEndObject();
    }

    private static void moment(JsonGenerator json, Where where, String what, EveHeader header) throws IOException {
        json.writeStartObject();
        String file = where.source().path();
        EveHeader.string(json, "file", file.isEmpty() ? where.source().interfaceName() : file);
        json.writeNumberField(where.source().isConfiguration() ? "line" : "packet", where.packet());
        json.writeStringField("time", header.time(where.timeNanos()));
        EveHeader.string(json, "what", what);
        json.writeEndObject();
    }

    private static void orNull(JsonGenerator json, String key, String value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(key);
        } else {
            json.writeStringField(key, value);
        }
    }

    private static void ips(JsonGenerator json, String key, List<Ip> ips) throws IOException {
        json.writeArrayFieldStart(key);
        for (Ip ip : ips) {
            json.writeString(ip.toString());
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(Text.wellFormed(value));
        }
        json.writeEndArray();
    }

    /** Two digits: more would pretend to know more. */
    private static BigDecimal confidence(Finding finding) {
        return BigDecimal.valueOf(finding.confidence())
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
