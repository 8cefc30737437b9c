// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the program reads and writes.
 *
 * @param out results a person or a script asked for
 * @param rawOut the same place for EVE lines; tells of a closed pipe, which {@code out} keeps to itself
 * @param err everything else
 */
public record Console(
        InputStream in,
        PrintStream out,
        OutputStream rawOut,
        PrintStream err,
        Terminal outTerminal,
        Terminal errTerminal) {

    /** The process's own streams. */
    public static Console ofProcess() {
        Map<String, String> environment = System.getenv();
        OutputStream raw = new StandardOutput();
        PrintStream out = new PrintStream(new BufferedOutputStream(raw, 1 << 13), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(System.in, out, raw, err, Terminal.of(1, environment), Terminal.of(2, environment));
    }

    public void flush() {
        out.flush();
        err.flush();
    }

    /**
     * Writes out what is still held back; nothing is written afterwards.
     *
     * @param status what it would be
     * @return the exit status: the one given, unless standard output could not be written
     */
    public int end(int status) {
        out.flush();
        String failure = rawOut instanceof StandardOutput standard ? standard.failure() : null;
        if (failure != null && status != UserError.FAILED) {
            Cli.say(err, "standard output: cannot be written: " + failure + "; choose another place");
        }
        err.flush();
        return failure == null ? status : UserError.FAILED;
    }
}
