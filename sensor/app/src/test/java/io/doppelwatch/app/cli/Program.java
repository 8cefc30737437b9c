// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program run inside the test, with its streams caught. */
public final class Program {
    private byte[] input = new byte[0];
    private Terminal terminal = Terminal.NONE;

    /** What came of it. */
    public record Result(int status, String out, String err) {
        /** The lines on standard error. */
        public List<String> errors() {
            return err.lines().toList();
        }
    }

    public static Result run(String... arguments) {
        return new Program().with(arguments);
    }

    Program input(byte[] bytes) {
        input = bytes;
        return this;
    }

    Program terminal(Terminal terminal) {
        this.terminal = terminal;
        return this;
    }

    Result with(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return with(out, out, arguments);
    }

    /** @param raw where EVE lines for standard output go */
    Result with(ByteArrayOutputStream out, OutputStream raw, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                raw,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal);
        int status = console.end(Cli.run(List.of(arguments), console));
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
