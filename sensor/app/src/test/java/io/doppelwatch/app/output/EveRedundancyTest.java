// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.LacpSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.observe.RedundancySeen.Protocol;
import io.doppelwatch.engine.observe.Where;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who shares an address or a link, in our own object, each line valid against Suricata's schema without it. */
class EveRedundancyTest {
    private static final Where HELLO = Wheres.file(1, Wheres.NOON, Path.NONE, "10.77.0.1", 0, "224.0.0.18", 0, 112);

    @Test
    void aHello() throws Exception {
        JsonNode event =
                event(new RedundancySeen(HELLO, Protocol.VRRP, 3, 7, 120, true, List.of(Wheres.ip("10.77.0.254"))));
        assertThat(event.get("event_type").asText()).isEqualTo("doppelwatch");
        assertThat(event.get("proto").asText()).isEqualTo("VRRP");
        assertThat(event.get("doppelwatch").toString())
                .isEqualTo("{\"type\":\"redundancy\",\"protocol\":\"vrrp\",\"version\":3,\"group\":7,\"priority\":120,"
                        + "\"active\":true,\"addresses\":[\"10.77.0.254\"]}");
    }

    @Test
    void anAggregatedPort() throws Exception {
        assertThat(event(new LacpSeen(HELLO, 0x0200_0000_0a01L, 17, 0x0200_0000_0b01L))
                        .get("doppelwatch")
                        .toString())
                .isEqualTo(
                        "{\"type\":\"lacp\",\"system\":\"02:00:00:00:0a:01\",\"key\":17,\"partner\":\"02:00:00:00:0b:01\"}");
    }

    private static JsonNode event(Observation observation) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EveWriter writer = new EveWriter(out, EventType.ALL, false)) {
            writer.accept(new Event.Observed(observation));
        }
        String line = out.toString(StandardCharsets.US_ASCII).strip();
        assertThat(EveSchema.load().errors(line)).isEmpty();
        return EveSchema.parse(line);
    }
}
