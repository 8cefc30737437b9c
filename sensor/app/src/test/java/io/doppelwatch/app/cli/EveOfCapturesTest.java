// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.app.output.EveSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every line of EVE over real captures is valid against Suricata's schema, once our one key is taken away. */
class EveOfCapturesTest {
    private static final int SAMPLE = 40;
    private static final long LARGEST_SAMPLED = 200_000;

    @Test
    void everyLineOfASampleIsValid() throws IOException {
        List<String> all = captures();
        List<String> sample = new ArrayList<>();
        for (int i = 0; i < all.size(); i += all.size() / SAMPLE) {
            if (Files.size(Path.of(all.get(i))) <= LARGEST_SAMPLED) {
                sample.add(all.get(i));
            }
        }
        assertThat(validated(sample)).isPositive();
    }

    @Test
    @Tag("slow")
    void everyLineOfEveryCaptureIsValid() throws IOException {
        List<String> all = captures();
        assertThat(all).hasSizeGreaterThan(2_000);
        assertThat(validated(all)).isGreaterThan(10_000);
    }

    private static long validated(List<String> captures) throws IOException {
        Validating lines = new Validating(EveSchema.load());
        List<String> arguments = new ArrayList<>(List.of("replay", "-q", "--each", "--eve", "-"));
        arguments.addAll(captures);

        new Program().with(new ByteArrayOutputStream(), lines, arguments.toArray(new String[0]));

        assertThat(lines.mistakes).isEmpty();
        assertThat(lines.line.size()).describedAs("bytes after the last line").isZero();
        return lines.count;
    }

    private static List<String> captures() throws IOException {
        Path folder = Path.of(System.getProperty("doppelwatch.shared", "../shared"), "captures");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "no captures at " + folder);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> !name.endsWith(".tsv"))
                    .sorted()
                    .toList();
        }
    }

    /** Takes lines as they are written and keeps the first that are wrong. */
    private static final class Validating extends OutputStream {
        private static final int ENOUGH = 10;

        private final EveSchema schema;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final List<String> mistakes = new ArrayList<>();
        private long count;

        Validating(EveSchema schema) {
            this.schema = schema;
        }

        @Override
        public void write(int b) throws IOException {
            if (b != '\n') {
                line.write(b);
                return;
            }
            count++;
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (mistakes.size() < ENOUGH) {
                schema.errors(text).forEach(e -> mistakes.add(e + " in " + text));
            }
        }
    }
}
