// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings and incidents have the fields of the contract, and hold the attacker's text without being hurt by it. */
class FindingJsonTest {
    @Test
    void aFindingIsAnAlertWithTheObjectOfTheContract() throws Exception {
        String line = EveWriterTest.lines(new Event.Alert(Findings.conflictingAnswers()))
                .get(0);

        assertThat(line)
                .contains("\"event_type\":\"alert\"")
                .contains("\"alert\":{\"action\":\"allowed\",\"gid\":1,\"signature_id\":1700099,\"rev\":1,"
                        + "\"signature\":\"Two different answers for analytics-hub.corp.test\","
                        + "\"category\":\"Potential identity impersonation\",\"severity\":1,"
                        + "\"metadata\":{\"mitre_technique_id\":[\"T1557\"],\"safe_mcp_id\":[\"SAFE-T1004\"],"
                        + "\"confidence\":[\"0.97\"]}}")
                .endsWith("\"doppelwatch\":{\"rule\":\"dns-conflicting-answers\",\"severity\":\"high\","
                        + "\"confidence\":0.97,\"subject\":\"name:analytics-hub.corp.test\","
                        + "\"expected\":\"10.77.0.10\",\"observed\":\"10.77.0.66\","
                        + "\"attacker\":{\"mac\":\"02:00:00:00:00:66\",\"ip\":\"10.77.0.66\"},"
                        + "\"victims\":[\"10.77.0.21\"],"
                        + "\"evidence\":[{\"file\":\"x.pcapng\",\"packet\":814,"
                        + "\"time\":\"2026-11-24T12:00:00.001800+0000\","
                        + "\"what\":\"second answer, 1.8 ms after the first\"}],"
                        + "\"benign_causes\":[\"a resolver that rotates addresses answered twice\","
                        + "\"a load balancer answered from two pools\"],\"incident\":\"I-20261124-0007\"}}");
        assertThat(EveSchema.load().errors(line)).isEmpty();
    }

    @Test
    void whatIsNotKnownIsNull() throws Exception {
        String line = EveWriterTest.lines(new Event.Alert(Findings.hostile())).get(0);

        assertThat(line).contains("\"attacker\":{\"mac\":null,\"ip\":null}").contains("\"incident\":null");
        assertThat(EveSchema.load().errors(line)).isEmpty();
    }

    @Test
    void hostileTextComesBackAsItWasWithLoneSurrogatesReplaced() throws Exception {
        Finding hostile = Findings.hostile();
        String line = EveWriterTest.lines(new Event.Alert(hostile)).get(0);

        JsonNode ours = EveSchema.parse(line).get("doppelwatch");
        assertThat(ours.get("observed").asText()).isEqualTo(hostile.observed().replace('\ud800', '\ufffd'));
        assertThat(ours.get("confidence").asDouble()).isEqualTo(0.33);
    }

    @Test
    void anIncidentIsAnEventOfOurOwnType() throws Exception {
        String line = EveWriterTest.lines(new Event.IncidentChanged(Findings.incident(Findings.conflictingAnswers())))
                .get(0);

        JsonNode event = EveSchema.parse(line);
        assertThat(event.get("event_type").asText()).isEqualTo("doppelwatch");
        assertThat(event.get("pcap_cnt").asLong()).isEqualTo(814);
        JsonNode ours = event.get("doppelwatch");
        assertThat(ours.get("type").asText()).isEqualTo("incident");
        assertThat(ours.get("id").asText()).isEqualTo("I-20261124-0007");
        assertThat(ours.get("findings").asInt()).isEqualTo(1);
        assertThat(EveSchema.load().errors(line)).isEmpty();
    }

    @Test
    void incidentsJsonIsAnArrayWithTheFieldsOfTheContract() throws Exception {
        JsonNode incidents = document(out -> Documents.incidents(
                out, List.of(Findings.incident(Findings.conflictingAnswers()), Findings.incident(Findings.hostile()))));

        assertThat(incidents.isArray()).isTrue();
        assertThat(incidents).hasSize(2);
        assertThat(incidents.get(0).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "severity",
                        "subject",
                        "phases",
                        "initial_vector",
                        "timeline",
                        "victims",
                        "attackers",
                        "findings",
                        "techniques",
                        "actions");
        assertThat(incidents.get(0).get("phases").toString()).isEqualTo("[\"discovery\",\"impersonation\"]");
        assertThat(incidents.get(0).get("timeline").get(0).get("packet").asLong())
                .isEqualTo(814);
        assertThat(incidents.get(0).get("findings").get(0).get("signature_id").asInt())
                .isEqualTo(1_700_099);
    }

    @Test
    void noIncidentsAreAnEmptyArray() throws Exception {
        assertThat(document(out -> Documents.incidents(out, List.of()))).isEmpty();
    }

    private interface Body {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static JsonNode document(Body body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.write(out);
        assertThat(out.toString(StandardCharsets.US_ASCII)).endsWith("\n");
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
