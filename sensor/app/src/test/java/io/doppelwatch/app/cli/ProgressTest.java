// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.app.output.Tally;
import io.doppelwatch.engine.capture.Captures;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    private static final int WIDTH = 100;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aTerminalShowsHowFarItIsAndIsLeftClean() throws Exception {
        String shown = shownAfter(600, new Terminal(true, true, WIDTH), false);

        assertThat(shown).contains("replay", "packets/s", "0 findings").endsWith("\r" + " ".repeat(WIDTH - 1) + "\r");
        assertThat(shown.split("\r"))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(WIDTH));
    }

    @Test
    void aShortReplayShowsNothing() throws Exception {
        assertThat(shownAfter(0, new Terminal(true, true, WIDTH), false)).isEmpty();
    }

    @Test
    void withoutATerminalAndWhenQuietThereIsNothing() throws Exception {
        assertThat(shownAfter(600, Terminal.NONE, false)).isEmpty();
        assertThat(shownAfter(600, new Terminal(true, true, WIDTH), true)).isEmpty();
    }

    private String shownAfter(long millis, Terminal terminal, boolean quiet) throws Exception {
        err.reset();
        Path file = Files.write(folder.resolve("x.pcapng"), BadInputTest.capture());
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(InputStream.nullInputStream(), stream, err, stream, Terminal.NONE, terminal);
        try (Captures captures = Captures.find(List.of(file.toString()));
                Progress progress = Progress.of(captures, new Tally(false), quiet, console)) {
            Thread.sleep(millis);
            progress.accept(8_192);
            Thread.sleep(millis);
            progress.accept(16_384);
        }
        return err.toString(StandardCharsets.UTF_8);
    }
}
