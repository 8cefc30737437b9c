// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.doppelwatch.app.output.EveSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurations of every host, good and bad, each folder with exactly what an audit of it says: how many servers, which findings
 * where, what could not be read where. All of them are made up.
 */
class AuditCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES = Path.of(System.getProperty("doppelwatch.root", "../.."))
            .toAbsolutePath()
            .normalize()
            .resolve("sensor/app/src/test/resources/audit");

    @TempDir
    Path folder;

    static List<String> cases() throws IOException {
        try (Stream<Path> all = Files.list(CASES)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> arguments(Path at, JsonNode expected, String... more) {
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(List.of(more));
        if (Files.exists(at.resolve("trust.yaml"))) {
            arguments.addAll(List.of("-t", at.resolve("trust.yaml").toString()));
        }
        if (expected.has("paths")) {
            expected.path("paths")
                    .forEach(p -> arguments.add(at.resolve(p.asText()).toString()));
        } else {
            arguments.add(at.toString());
        }
        return arguments;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(t -> texts.add(t.asText()));
        return texts;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaseIsJudgedAsItSays(String name) throws IOException {
        Path at = CASES.resolve(name);
        JsonNode expected = JSON.readTree(at.resolve("expected.json").toFile());

        Program.Result result = Program.run(arguments(at, expected, "--json").toArray(new String[0]));

        assertThat(result.status()).as(result.err()).isZero();
        JsonNode audit = JSON.readTree(result.out());
        List<String> found = new ArrayList<>();
        audit.path("findings")
                .forEach(f -> found.add(f.path("severity").asText() + " "
                        + f.path("rule").asText() + " "
                        + at.relativize(Path.of(f.path("file").asText())) + ":"
                        + f.path("line").asInt()));
        List<String> problems = texts(audit.path("problems")).stream()
                .map(p -> p.replace(at + "/", "").replaceFirst("(:\\d+:\\d+): .*", "$1"))
                .toList();
        assertThat(found).as(result.out()).containsExactlyElementsOf(texts(expected.path("findings")));
        assertThat(problems).as(result.err()).containsExactlyElementsOf(texts(expected.path("problems")));
        assertThat(audit.path("servers"))
                .as(result.out())
                .hasSize(expected.path("servers").asInt());
        assertThat(result.out() + result.err()).doesNotContain("s3cr3t", "not-looked-at");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaseIsValidEveAndAPageForPeople(String name) throws IOException {
        Path at = CASES.resolve(name);
        JsonNode expected = JSON.readTree(at.resolve("expected.json").toFile());

        Program.Result result = Program.run(arguments(at, expected, "--eve", "-", "-v", "-o", folder.toString())
                .toArray(new String[0]));

        EveSchema schema = EveSchema.load();
        List<String> lines = result.out().lines().toList();
        assertThat(lines.stream().filter(l -> l.contains("\"event_type\":\"alert\"")))
                .hasSize(expected.path("findings").size());
        for (String line : lines) {
            assertThat(schema.errors(line)).as(line).isEmpty();
        }
        assertThat(Files.readAllLines(folder.resolve("eve.json"))).isEqualTo(lines);
        assertThat(result.err())
                .contains("Audited ")
                .doesNotContain("s3cr3t", "not-looked-at", "internal error")
                .contains(expected.path("findings").isEmpty() ? "No findings." : "harmless");
        assertThat(result.out()).doesNotContain("s3cr3t", "not-looked-at");
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(40);
    }
}
