// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The {@code stats} event: counters as nested objects, by the dots of their keys. */
final class EveStats {
    /** Where our own counters stand: beside {@code stats}, for the schema knows all that may be inside. */
    private static final String OURS = "doppelwatch";

    private EveStats() {}

    static void write(JsonGenerator json, Event.Stats stats, EveTime time) throws IOException {
        Map<String, Object> tree = tree(stats.counters());
        Object ours = tree.remove(OURS);
        json.writeObjectFieldStart("stats");
        json.writeNumberField("uptime", stats.uptimeSeconds());
        fields(json, tree);
        json.writeEndObject();
        if (ours instanceof Map<?, ?> map) {
            json.writeObjectFieldStart(OURS);
            fields(json, map);
            EvePins.coverage(json, stats.pins());
            EvePins.windows(json, stats.windows(), time);
            json.writeEndObject();
        }
    }

    private static Map<String, Object> tree(Counters counters) {
        Map<String, Object> root = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            String[] steps = counter.key().split("\\.");
            Map<String, Object> at = root;
            for (int i = 0; i < steps.length - 1; i++) {
                at = child(at, steps[i]);
            }
            at.put(steps[steps.length - 1], counters.get(counter));
        }
        return root;
    }

    @SuppressWarnings("unchecked") // only this class fills the tree, with maps of this type and longs
    private static Map<String, Object> child(Map<String, Object> at, String key) {
        return (Map<String, Object>) at.computeIfAbsent(key, k -> new TreeMap<String, Object>());
    }

    private static void fields(JsonGenerator json, Map<?, ?> map) throws IOException {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = (String) entry.getKey();
            if (entry.getValue() instanceof Map<?, ?> inner) {
                json.writeObjectFieldStart(key);
                fields(json, inner);
                json.writeEndObject();
            } else {
                json.writeNumberField(key, (Long) entry.getValue());
            }
        }
    }
}
