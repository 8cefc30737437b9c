// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelwatch.app.output.EventType;
import io.doppelwatch.engine.event.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void readsEverySetting() throws Exception {
        Settings settings = ConfigFiles.settings(file("""
                trust: site/trust.yaml
                registries: [mcp, /etc/mcp/registry.json]
                capture: {interfaces: [eth0, eth1], filter: arp or port 53, workers: 3, dns-ports: [5300, 8053]}
                memory: {total: 64 MB}
                output: {directory: out, eve: "-", events: [alert, dns]}
                fail-on: medium
                """));

        assertThat(settings.trust()).isEqualTo(folder.resolve("site/trust.yaml"));
        assertThat(settings.registries()).containsExactly(folder.resolve("mcp").toString(), "/etc/mcp/registry.json");
        assertThat(settings.interfaces()).containsExactly("eth0", "eth1");
        assertThat(settings.filter()).isEqualTo("arp or port 53");
        assertThat(settings.workers()).isEqualTo(3);
        assertThat(settings.dnsPorts()).containsExactly(5300, 8053);
        assertThat(settings.budget().total()).isEqualTo(64 << 20);
        assertThat(settings.directory()).isEqualTo(Path.of("out"));
        assertThat(settings.eve()).isEqualTo("-");
        assertThat(settings.events()).isEqualTo(Set.of(EventType.ALERT, EventType.DNS));
        assertThat(settings.failOn()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void anEmptyFileSaysNothing() throws Exception {
        assertThat(ConfigFiles.settings(file(""))).isEqualTo(Settings.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        capture: {workers: 0}         | capture.workers: expected at least 1, found 0
        capture: {dns-ports: [70000]} | capture.dns-ports[0]: expected at most 65535, found 70000
        capture: {workers: many}      | capture.workers: expected a whole number, found 'many'
        capture: {interfaces: []}     | capture.interfaces: expected at least one entry, found none
        memory: {total: 31 MB}        | memory.total: expected a size from 32 MB to 64 GB, as 256 MB, found '31 MB'
        memory: {total: 65 GB}        | memory.total: expected a size from 32 MB to 64 GB, as 256 MB, found '65 GB'
        memory: {total: much}         | memory.total: expected a size from 32 MB to 64 GB, as 256 MB, found 'much'
        memory: {total: 256}          | memory.total: expected a text, found 256
        output: {events: [dns, smtp]} | output.events[1]: expected one of dns, mdns, llmnr, tls, quic, arp, dhcp, alert, stats, doppelwatch, found 'smtp'
        output: {folder: x}           | output.folder: expected no such key; known here: directory, eve, events
        fail-on: severe               | fail-on: expected one of high, medium, low, info, found 'severe'
        trsut: trust.yaml             | trsut: expected no such key; known here: trust, registries, capture, memory, output, fail-on
        """)
    void namesTheMistakeAndWhatWasExpected(String yaml, String mistake) throws Exception {
        Path file = file(yaml);

        assertThatThrownBy(() -> ConfigFiles.settings(file))
                .isInstanceOfSatisfying(
                        InvalidFile.class,
                        e -> assertThat(e.mistakes())
                                .extracting(Mistake::toString)
                                .containsExactly(file + ":1: " + mistake));
    }

    @Test
    void theSampleSettingsAreValid() throws Exception {
        Path sample = Path.of(System.getProperty("doppelwatch.root", "../.."), "config", "doppelwatch.yaml");

        Settings settings = ConfigFiles.settings(sample);

        assertThat(settings.trust()).exists();
        assertThat(settings.events()).isEqualTo(EventType.ALL);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("doppelwatch.yaml"), text);
    }
}
