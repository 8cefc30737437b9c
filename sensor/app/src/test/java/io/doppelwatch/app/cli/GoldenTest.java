// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our own captures give, byte for byte, the EVE lines that lie in {@code golden/}. After a change that is meant: run it
 * with {@code -Dgolden.update} and read the difference before committing it.
 */
class GoldenTest {
    private static final Path ROOT = Path.of(System.getProperty("doppelwatch.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final Path GOLDEN = ROOT.resolve("sensor/app/src/test/resources/golden");

    /** All but stats: a new counter is no change of what was seen. */
    private static final String EVENTS = "alert,arp,dhcp,dns,doppelwatch,quic,tls";

    static List<String> captures() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("pcaps"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".pcapng"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void eveIsWhatItWas(String capture) throws IOException {
        String name = capture.substring(0, capture.lastIndexOf('.'));
        String path = ROOT.resolve("pcaps").resolve(capture).toString();
        Path trust = ROOT.resolve("pcaps").resolve(name + ".trust.yaml");
        List<String> arguments = new ArrayList<>(List.of("replay", path, "-q", "--eve", "-", "--events", EVENTS));
        if (Files.exists(trust)) {
            arguments.addAll(List.of("-t", trust.toString()));
        }

        Program.Result result = Program.run(arguments.toArray(new String[0]));

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        // Where the project lies is no part of it.
        String eve = result.out().replace(path, "pcaps/" + capture);
        Path golden = GOLDEN.resolve(name + ".eve.json");
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, eve);
        }
        assertThat(golden).exists();
        List<String> lines = eve.lines().toList();
        List<String> expected = Files.readAllLines(golden);
        for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
            assertThat(lines.get(i)).as("line %d of %s", i + 1, golden).isEqualTo(expected.get(i));
        }
        assertThat(lines).as("lines of " + golden).hasSameSizeAs(expected);
    }
}
