// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way, from a capture on disk to everything that is written and said. */
class ReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Scene scene;

    @TempDir
    Path folder;

    private Path capture;
    private Path trust;

    @BeforeAll
    static void setTheScene() {
        scene = new Scene();
    }

    @BeforeEach
    void writeIt() throws IOException {
        capture = Files.write(folder.resolve("scene.pcapng"), scene.capture());
        trust = Files.writeString(folder.resolve("trust.yaml"), scene.trustFile());
    }

    @Test
    void writesEveIncidentsAndSummary() throws IOException {
        Path out = folder.resolve("out/deep");

        Program.Result result = Program.run("replay", capture.toString(), "-t", trust.toString(), "-o", out.toString());

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        List<JsonNode> events = events(out);
        assertThat(types(events)).containsExactly("alert", "arp", "dns", "doppelwatch", "stats", "tls");
        assertThat(events.get(events.size() - 1).get("event_type").asText()).isEqualTo("stats");
        assertThat(events)
                .allSatisfy(e -> assertThat(e.path("pcap_filename").asText(capture.toString()))
                        .isEqualTo(capture.toString()));

        JsonNode incidents = JSON.readTree(out.resolve("incidents.json").toFile());
        assertThat(incidents.isArray()).isTrue();
        assertThat(incidents).isNotEmpty();

        JsonNode summary = JSON.readTree(out.resolve("summary.json").toFile());
        JsonNode file = summary.get("files").get(0);
        assertThat(file.get("file").asText()).isEqualTo(capture.toString());
        assertThat(file.get("error").isNull()).isTrue();
        assertThat(file.get("packets").asInt()).isGreaterThan(8);
        assertThat(file.get("counts").toString())
                .isEqualTo("{\"arp_request\":1,\"arp_reply\":4,\"dns_query\":1,\"dns_response\":2,"
                        + "\"client_hello\":1,\"server_hello\":1,\"certificate\":1}");
        assertThat(file.get("sni").toString()).isEqualTo("[\"hub.test\"]");
        assertThat(file.get("leaf_sha256").toString()).isEqualTo("[\"" + scene.shownLeaf() + "\"]");
        assertThat(file.get("findings").fieldNames()).toIterable().containsExactly("high", "medium", "low", "info");
        assertThat(file.get("findings").get("high").asInt()).isPositive();
        assertThat(summary.get("total").get("counts")).isEqualTo(file.get("counts"));
        assertThat(summary.get("total").get("packets")).isEqualTo(file.get("packets"));
    }

    @Test
    void theSummaryNamesIncidentsFindingsPacketsAndWhereTheOutputWent() {
        Path out = folder.resolve("out");

        Program.Result result = Program.run("replay", capture.toString(), "-t", trust.toString(), "-o", out.toString());

        assertThat(result.out())
                .startsWith("Read " + capture + ": ")
                .contains("Incident I-20261124-0001  HIGH")
                .contains("expected", "observed", "harmless", "packet")
                .contains("Wrote " + out.resolve("eve.json"))
                .endsWith("Wrote " + out.resolve("summary.json") + "\n")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16})
    void theOutputIsTheSameWhateverTheNumberOfWorkers(int workers) throws IOException {
        Path one = folder.resolve("one");
        Path many = folder.resolve("many");
        Program.run("replay", capture.toString(), "-q", "-o", one.toString(), "--workers", "1");
        Program.run("replay", capture.toString(), "-q", "-o", many.toString(), "--workers", "" + workers);

        for (String name : List.of("eve.json", "incidents.json", "summary.json")) {
            assertThat(many.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
        }
    }

    @Test
    void withoutAVerbAFilterStandsAsTrailingWords() throws IOException {
        Path out = folder.resolve("out");

        Program.Result result =
                Program.run("-n", "-q", "-r", capture.toString(), "-l", out.toString(), "udp", "port", "53");

        assertThat(result.status()).isZero();
        assertThat(types(events(out))).contains("dns").doesNotContain("arp", "tls");
    }

    @Test
    void withAVerbAFilterStandsBehindTwoHyphens() throws IOException {
        Path out = folder.resolve("out");

        Program.run("replay", capture.toString(), "-q", "-o", out.toString(), "--", "arp");

        assertThat(types(events(out))).contains("arp").doesNotContain("dns", "tls");
    }

    @Test
    void eveOnStandardOutputHasItForItself() {
        Program.Result result = Program.run("replay", capture.toString(), "--eve", "-", "--events", "arp,stats");

        assertThat(result.out().lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).startsWith("{\"timestamp\":"));
        assertThat(result.err()).startsWith("Read " + capture);
    }

    @Test
    void standardInputIsACaptureToo() {
        Program.Result result = new Program().input(scene.capture()).with("replay", "-");

        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("Read -: ");
    }

    @Test
    void eachJudgesEveryCaptureByItself() throws IOException {
        Path second = Files.write(folder.resolve("second.pcapng"), scene.capture());
        Path out = folder.resolve("out");

        Program.run("replay", capture.toString(), second.toString(), "-q", "-o", out.toString(), "--each");

        List<JsonNode> events = events(out);
        List<JsonNode> first = of(events, capture);
        assertThat(first).hasSize(events.size() / 2);
        List<JsonNode> others = of(events, second);
        assertThat(others).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            String renamed = others.get(i).toString().replace("second.pcapng", "scene.pcapng");
            assertThat(renamed).isEqualTo(first.get(i).toString());
        }
        JsonNode files = JSON.readTree(out.resolve("summary.json").toFile()).get("files");
        assertThat(files.get(0).get("findings")).isEqualTo(files.get(1).get("findings"));
    }

    @Test
    void aFolderIsAllItsCaptures() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("set/inner"));
        Files.write(inner.resolve("b.pcapng"), scene.capture());
        Files.write(folder.resolve("set/a.pcapng"), scene.capture());

        Program.Result result = Program.run("replay", folder.resolve("set").toString());

        assertThat(result.out()).startsWith("Read 2 captures: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "medium", "low", "info", "HIGH"})
    void failOnTurnsAFindingIntoStatusThree(String severity) {
        String trustFile = trust.toString();
        assertThat(Program.run("replay", capture.toString(), "-q", "-t", trustFile, "--fail-on", severity)
                        .status())
                .isEqualTo(3);
    }

    @Test
    void failOnLeavesACleanCaptureAlone() throws IOException {
        Path clean = Files.write(folder.resolve("clean.pcapng"), BadInputTest.capture());

        Program.Result result = Program.run("replay", clean.toString(), "--fail-on", "medium");

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("2 packets");
    }

    @Test
    void quietSaysNothing() {
        Program.Result result = Program.run("replay", capture.toString(), "-q");

        assertThat(result).isEqualTo(new Program.Result(0, "", ""));
    }

    @Test
    void settingsHoldWhereTheCommandLineIsSilent() throws IOException {
        Path out = folder.resolve("configured");
        Path settings = Files.writeString(folder.resolve("settings.yaml"), """
                trust: trust.yaml
                capture: {filter: arp, workers: 2}
                output: {directory: %s, events: [arp]}
                fail-on: high
                """.formatted(out));

        Program.Result result = Program.run("replay", capture.toString(), "-q", "-c", settings.toString());

        assertThat(result.status()).isEqualTo(3);
        assertThat(types(events(out))).containsExactly("arp");
    }

    @Test
    void aReaderThatWentAwayEndsTheRunQuietly() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        Program.Result result = new Program().with(out, closed, "replay", capture.toString(), "--eve", "-");

        assertThat(result).isEqualTo(new Program.Result(0, "", ""));
    }

    @Test
    void aFullDiskIsOneLine() {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));

        Program.Result result = Program.run("replay", capture.toString(), "-q", "--eve", full.toString());

        assertThat(result.errors())
                .singleElement()
                .asString()
                .startsWith("doppelwatch: /dev/full: cannot be written: No space left on device");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void speedPacesByTheTimeStamps() {
        long start = System.nanoTime();
        Program.run("replay", capture.toString(), "-q", "--speed", "4");
        double seconds = (System.nanoTime() - start) / 1e9;

        // The scene lasts one and a half seconds.
        assertThat(seconds).isBetween(0.37, 10.0);
    }

    @Test
    void onATerminalThereAreColoursAndLinesKeepToItsWidth() {
        Program.Result result = new Program()
                .terminal(new Terminal(true, true, 60))
                .with("replay", capture.toString(), "-t", trust.toString());

        assertThat(result.out()).contains("\u001b[");
        assertThat(result.out().replaceAll("\u001b\\[[0-9;]*m", "").lines())
                .filteredOn(line -> line.startsWith("    "))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    }

    private static List<JsonNode> events(Path out) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("eve.json"))) {
            events.add(JSON.readTree(line));
        }
        return events;
    }

    private static List<JsonNode> of(List<JsonNode> events, Path file) {
        return events.stream()
                .filter(e -> e.path("pcap_filename").asText().equals(file.toString()))
                .toList();
    }

    private static TreeSet<String> types(List<JsonNode> events) {
        TreeSet<String> types = new TreeSet<>();
        events.forEach(e -> types.add(e.get("event_type").asText()));
        return types;
    }
}
