// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb around the cases: exit status, files it writes, registries beside packets. */
class AuditTest {
    @TempDir
    Path folder;

    private Path hosts;

    @BeforeEach
    void writeHosts() throws IOException {
        hosts = folder.resolve("home/ann/.cursor/mcp.json");
        Files.createDirectories(hosts.getParent());
        Files.writeString(hosts, """
                {"mcpServers": {
                  "hub": {"url": "https://hub.test/mcp"},
                  "tool \\"two\\"": {"url": "https://tool.test:8443/mcp"},
                  "trap": {"url": "https://hub.test@trap.test/mcp"},
                  "lab": {"url": "http://192.0.2.7/mcp"}
                }}
                """);
        Files.setLastModifiedTime(hosts, FileTime.from(Instant.parse("2026-11-23T08:00:00Z")));
    }

    @Test
    void itTellsServersThenFindingsFromBadToHarmless() {
        Program.Result result = Program.run("audit", folder.toString());

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Audited 1 file: 4 servers of 1 host", "Cursor", "user", "MEDIUM  1 finding");
        assertThat(result.out().indexOf("MEDIUM")).isLessThan(result.out().indexOf("LOW"));
        assertThat(result.out()).contains("do         Write the entry anew", "harmless");
    }

    @Test
    void aFindingHasTheTimeOfItsFilesLastChangeAndItsLine() {
        Program.Result result = Program.run("audit", folder.toString(), "--eve", "-", "-q");

        assertThat(result.out().lines().filter(l -> l.contains("\"alert\"")))
                .allMatch(l ->
                        l.startsWith("{\"timestamp\":\"2026-11-23T08:00:00.000000+0000\",\"event_type\":\"alert\""))
                .anyMatch(l -> l.contains("\"line\":4") && l.contains("registry-hidden-characters"));
        assertThat(result.out()).doesNotContain("pcap_filename", "pcap_cnt", "\"packet\":");
    }

    @Test
    void failOnDecidesTheExitStatus() {
        assertThat(Program.run("audit", folder.toString(), "--fail-on", "medium")
                        .status())
                .isEqualTo(3);
        assertThat(Program.run("audit", folder.toString(), "--fail-on", "high").status())
                .isZero();
        assertThat(Program.run("audit").status()).isEqualTo(2);
        Program.Result nothing =
                Program.run("audit", folder.resolve("none.json").toString());
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.errors()).singleElement().asString().endsWith("none.json:1:1: cannot be read: no such file");
    }

    @Test
    void theFirstRunWritesWhatToPinAndTheNextHoldsAgainstIt() throws IOException {
        String trust = folder.resolve("trust.yaml").toString();

        Program.Result first = Program.run("audit", folder.toString(), "-t", trust);
        assertThat(first.out()).contains("Wrote " + trust + ": services 2, left out for what was found 1");
        String written = Files.readString(Path.of(trust));
        assertThat(written)
                .contains(
                        "name: \"hub.test\"",
                        "ports: [443]",
                        "server-name: \"hub\"",
                        "server-name: \"tool \\\"two\\\"\"")
                .doesNotContain("trap.test", "192.0.2.7");
        assertThat(Program.run("check", "-t", trust).status()).isZero();

        Program.Result second = Program.run("audit", hosts.toString(), "-t", trust);
        assertThat(second.out()).doesNotContain("Wrote").contains("is no service of the trust file");
        assertThat(Files.readString(Path.of(trust))).isEqualTo(written);
    }

    @Test
    void linksAreReadOnceAndLoopsNotWalked() throws IOException {
        Path home = folder.resolve("home/ann");
        Files.createSymbolicLink(home.resolve("loop"), folder.resolve("home"));
        Files.createDirectories(home.resolve("other/.cursor"));
        Files.createSymbolicLink(home.resolve("other/.cursor/mcp.json"), hosts);

        assertThat(Program.run("audit", folder.toString()).out()).contains("Audited 1 file: 4 servers");
    }

    @Test
    void registriesOfTheTrustFileAreAuditedBesideAReplay() throws IOException {
        Path trust = folder.resolve("trust.yaml");
        Files.writeString(trust, """
                services:
                  - {name: hub.test, addresses: [10.77.0.10], ports: [443], mcp: {server-name: hub}}
                registries: [hosts.json]
                """);
        Files.writeString(folder.resolve("hosts.json"), """
                {"mcpServers": {"hub": {"url": "https://10.77.0.66/mcp"}}}
                """);
        Path capture = folder.resolve("scene.pcapng");
        Files.write(capture, new Scene().capture());
        String out = folder.resolve("out").toString();

        Program.Result result = Program.run("replay", capture.toString(), "-t", trust.toString(), "-o", out);

        assertThat(result.status()).isZero();
        List<String> eve = Files.readAllLines(Path.of(out, "eve.json"), StandardCharsets.UTF_8);
        assertThat(eve.get(0))
                .as("before the first packet, at its time")
                .contains("2026-11-24T12:00:00.000000", "registry-trusted-name-elsewhere", "\"line\":1");
        assertThat(Files.readString(Path.of(out, "incidents.json")))
                .as("the file and the forged answer are about one name")
                .containsPattern(
                        "(?s)registry-trusted-name-elsewhere.*name-wrong-address|name-wrong-address.*registry-trusted-name-elsewhere");
        assertThat(result.out()).contains("hosts.json line 1");
    }

    @Test
    void registriesOfTheSettingsAreAuditedToo() throws IOException {
        Path settings = folder.resolve("settings.yaml");
        Files.writeString(settings, "registries: [home]\n");
        Path capture = folder.resolve("scene.pcapng");
        Files.write(capture, new Scene().capture());

        Program.Result result =
                Program.run("replay", capture.toString(), "-c", settings.toString(), "--eve", "-", "-q");

        assertThat(result.out().lines().limit(1))
                .singleElement()
                .asString()
                .contains("\"event_type\":\"alert\"", "mcp.json");
        assertThat(result.out()).contains("registry-hidden-characters", "registry-cleartext");
    }

    @Test
    void aRegistryThatIsNotThereIsToldAndStopsNothing() throws IOException {
        Path trust = folder.resolve("trust.yaml");
        Files.writeString(trust, "registries: [none.json]\n");
        Path capture = folder.resolve("scene.pcapng");
        Files.write(capture, new Scene().capture());

        Program.Result result = Program.run("replay", capture.toString(), "-t", trust.toString(), "-q");

        assertThat(result.status()).isZero();
        assertThat(result.errors()).singleElement().asString().contains("none.json:1:1: cannot be read: no such file");
    }
}
