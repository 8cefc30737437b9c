// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files under {@code pcaps/} are what the stories give, to the byte; and no file is there that no story gives. */
class PcapsTest {
    private static final String REFRESH = "doppelwatch.refresh";

    private final Path root = Path.of(System.getProperty("doppelwatch.root", ".."));

    @TestFactory
    Stream<DynamicTest> filesAreWhatTheirStoriesGive() throws IOException {
        recordIfAsked();
        boolean refresh = System.getProperty(REFRESH) != null;
        return files().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Path file = root.resolve("pcaps").resolve(entry.getKey());
                    if (refresh) {
                        Files.createDirectories(file.getParent());
                        Files.write(file, entry.getValue());
                    }
                    assertThat(Files.readAllBytes(file))
                            .as("%s: remake it with scripts/make-pcaps", file)
                            .isEqualTo(entry.getValue());
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyFileHasItsStoryAndItsLine() throws IOException {
        String readme = Files.readString(root.resolve("pcaps/README.md"));
        try (Stream<Path> list = Files.list(root.resolve("pcaps"))) {
            return list
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pcapng"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(name -> DynamicTest.dynamicTest(name, () -> {
                        assertThat(files()).containsKey(name);
                        assertThat(readme).contains("`" + name + "`");
                    }));
        }
    }

    @Test
    void everyFileOfARuleHasItsScene() throws IOException {
        try (Stream<Path> list = Files.list(root.resolve("pcaps/rules"))) {
            assertThat(list.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(RuleScenes.files().keySet());
        }
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("impersonation.pcapng", Impersonation.pcapng());
        files.put("impersonation.trust.yaml", utf8(Impersonation.trust()));
        files.put("impersonation.truth.json", utf8(Impersonation.truth()));
        files.put("ordinary-day.pcapng", OrdinaryDay.pcapng());
        files.put("ordinary-day.trust.yaml", utf8(OrdinaryDay.trust()));
        files.put("ordinary-day.truth.json", utf8(OrdinaryDay.truth()));
        files.put("vlans.pcapng", Encapsulations.vlans());
        files.put("vxlan.pcapng", Encapsulations.vxlan());
        files.put("erspan.pcapng", Encapsulations.erspan());
        files.put("fragments.pcapng", Encapsulations.fragments());
        files.put("tls-out-of-order.pcapng", Encapsulations.tlsOutOfOrder());
        files.put("dns-over-tcp.pcapng", Encapsulations.dnsOverTcp());
        RuleScenes.files().forEach((name, bytes) -> files.put("rules/" + name, bytes));
        return files;
    }

    /** New handshakes go to the sources and, for this run, to where the tests find their resources. */
    private void recordIfAsked() throws IOException {
        if ("record".equals(System.getProperty(REFRESH))) {
            String place = "io/doppelwatch/craft/pcaps";
            Path recorded = root.resolve("decoders/src/test/resources").resolve(place);
            Handshakes.record(recorded);
            try (Stream<Path> recordings = Files.list(recorded)) {
                for (Path recording : recordings.toList()) {
                    Path copy = root.resolve("decoders/target/test-classes").resolve(place);
                    Files.copy(recording, copy.resolve(recording.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
