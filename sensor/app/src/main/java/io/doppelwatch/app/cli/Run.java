// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.audit.WatchedFiles;
import io.doppelwatch.app.output.EventType;
import io.doppelwatch.app.output.Reading;
import io.doppelwatch.app.output.TerminalSummary;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.capture.KeyLogFile;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.pipeline.Sensor;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run of the sensor needs to know, and how it ends. */
final class Run {
    private Run() {}

    /**
     * Command line and settings, resolved and valid.
     *
     * @param directory where eve.json and its company go, null for nowhere
     * @param eve a file for EVE lines, {@code -} for standard output, null for none
     * @param workers threads that read packets
     * @param dnsPorts read as DNS
     * @param budget what everything that is remembered may hold together
     * @param keyLog secrets of TLS handshakes, null for none
     * @param failOn severity that makes the exit status 3, null for none
     * @param interfaces of the settings, for {@code watch}
     * @param filter of the settings, where the command line has none
     */
    record Options(
            Trust trust,
            @Nullable Path directory,
            @Nullable String eve,
            Set<EventType> events,
            int workers,
            DnsPorts dnsPorts,
            Budget budget,
            @Nullable Path keyLog,
            @Nullable Severity failOn,
            boolean quiet,
            boolean verbose,
            List<String> interfaces,
            String filter) {

        /** True where standard output belongs to EVE lines alone. */
        boolean eveOnStandardOutput() {
            return Outputs.STANDARD_OUTPUT.equals(eve);
        }
    }

    /**
     * A sensor with fresh state.
     *
     * @param keyLog secrets of handshakes, of this sensor alone
     * @param registries judged beside the packets
     */
    static Sensor sensor(Options options, Outputs outputs, KeyLog keyLog, WatchedFiles registries) {
        Sensor sensor =
                new Sensor(options.trust(), options.workers(), options.dnsPorts(), options.budget(), keyLog, outputs);
        if (!options.trust().registries().isEmpty()) {
            sensor.registries(registries);
        }
        return sensor;
    }

    /** @param follow whether they are read again when they change */
    static WatchedFiles registries(Options options, boolean follow, Console console) {
        return new WatchedFiles(
                options.trust().registries().stream().map(Path::of).toList(),
                System.getProperty("user.home", ""),
                follow,
                line -> Cli.say(console.err(), line));
    }

    /**
     * The secrets a run starts with. A key log that cannot be read is said before anything else happens.
     *
     * @param follow whether the key log is read on as it grows
     */
    static KeyLog keyLog(Options options, boolean follow) throws UserError {
        if (options.keyLog() == null) {
            return new KeyLog();
        }
        KeyLogFile file = new KeyLogFile(options.keyLog(), follow);
        KeyLog log = new KeyLog(file);
        if (file.failure() != null) {
            throw UserError.usage("--keylog: " + cannotRead(options.keyLog().toString(), file.failure()));
        }
        return log;
    }

    /** Says once what is wrong with the key log. */
    static void complain(KeyLog log, Options options, Console console) {
        if (options.keyLog() != null && log.firstBadLine() > 0) {
            Cli.say(
                    console.err(),
                    options.keyLog() + ": line " + log.firstBadLine() + " is no key log line (RFC 9850); "
                            + log.badLines() + " such in all, passed over");
        }
    }

    /**
     * Writes what is written at the end and tells the user.
     *
     * @return the exit status
     */
    static int finish(Outputs outputs, Reading reading, Options options, Console console) throws UserError {
        List<String> written = outputs.finish(reading);
        // A reader that went away has seen enough; a summary of half a run would only mislead.
        if (!options.quiet() && !outputs.stopped()) {
            boolean toErr = options.eveOnStandardOutput();
            Terminal terminal = toErr ? console.errTerminal() : console.outTerminal();
            new TerminalSummary(toErr ? console.err() : console.out(), terminal.colour(), terminal.width())
                    .print(reading, outputs.tally(), written);
        }
        return options.failOn() != null && outputs.tally().reached(options.failOn()) ? Cli.FOUND : Cli.DONE;
    }

    /** One line on a file of the user's that cannot be read. */
    static String cannotRead(String file, IOException e) {
        return file + ": cannot be read: " + reason(e);
    }

    /** The reason alone, in words. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
