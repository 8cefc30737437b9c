// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Suricata's published EVE schema, from the shared folder; a test that needs it is skipped where it is absent. */
public final class EveSchema {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final Schema schema;

    private EveSchema(Schema schema) {
        this.schema = schema;
    }

    public static EveSchema load() throws IOException {
        Path file = Path.of(System.getProperty("doppelwatch.shared", "../shared"), "eve-schema.json");
        Assumptions.assumeTrue(Files.exists(file), () -> "no EVE schema at " + file);
        return new EveSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file), InputFormat.JSON));
    }

    /** What is wrong with a line, once our own key is taken away; empty where it is valid. */
    public List<Error> errors(String line) throws JsonProcessingException {
        ObjectNode event = (ObjectNode) parse(line);
        event.remove("doppelwatch");
        return schema.validate(event);
    }

    /** Reads a line and checks what every line must be: one JSON object of printable ASCII. */
    static JsonNode parse(String line) throws JsonProcessingException {
        assertThat(line.chars().allMatch(c -> c >= 0x20 && c < 0x7f))
                .describedAs("printable ASCII only: %s", line)
                .isTrue();
        return JSON.readTree(line.getBytes(StandardCharsets.US_ASCII).length == line.length() ? line : "");
    }
}
