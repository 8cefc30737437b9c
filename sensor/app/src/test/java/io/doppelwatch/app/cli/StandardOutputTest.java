// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be written is said, and is not a success; a reader that has seen enough is no failure. */
class StandardOutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aFullDiskIsAFailure() {
        assertThat(helpInto("No space left on device")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("doppelwatch: standard output: cannot be written: No space left on device; choose another"
                        + " place\n");
    }

    @Test
    void aReaderThatIsGoneIsNone() {
        assertThat(helpInto("Broken pipe")).isZero();
        assertThat(err.size()).isZero();
    }

    /** The exit status of {@code --help} where every write fails. */
    private int helpInto(String reason) {
        StandardOutput raw = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        });
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(raw, false, StandardCharsets.UTF_8),
                raw,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                Terminal.NONE);
        return console.end(Cli.run(List.of("--help"), console));
    }
}
