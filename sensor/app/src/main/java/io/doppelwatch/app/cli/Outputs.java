// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.output.Documents;
import io.doppelwatch.app.output.EveWriter;
import io.doppelwatch.app.output.Reading;
import io.doppelwatch.app.output.Tally;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a run writes. Where an output can no longer be written the run is asked to end ({@link #stopped}): quietly
 * where the reader of standard output went away, with an error otherwise.
 */
final class Outputs implements EventSink, Closeable {
    static final String STANDARD_OUTPUT = "-";
    private static final int BUFFER = 1 << 16;

    private final Tally tally;
    private final List<Eve> eves = new ArrayList<>();
    private final @Nullable Path directory;
    private volatile boolean stopped;
    private @Nullable UserError failure;
    private Runnable onStop = () -> {};

    /** One stream of EVE lines. */
    private static final class Eve {
        final String name;
        final EveWriter writer;

        Eve(String name, OutputStream out, Run.Options options, boolean live) {
            this.name = name;
            this.writer = new EveWriter(new BufferedOutputStream(out, BUFFER), options.events(), live);
        }
    }

    private Outputs(@Nullable Path directory) {
        this.directory = directory;
        this.tally = new Tally(directory != null);
    }

    /** Opens what the options name, over what was there before. */
    static Outputs open(Run.Options options, Console console, boolean live) throws UserError {
        Outputs outputs = new Outputs(options.directory());
        Path directory = options.directory();
        if (directory != null) {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw cannotWrite(directory.toString(), e);
            }
            outputs.add(directory.resolve("eve.json"), options, live);
        }
        String eve = options.eve();
        if (eve != null) {
            if (eve.equals(STANDARD_OUTPUT)) {
                outputs.eves.add(new Eve(STANDARD_OUTPUT, console.rawOut(), options, live));
            } else {
                outputs.add(Path.of(eve), options, live);
            }
        }
        return outputs;
    }

    private void add(Path file, Run.Options options, boolean live) throws UserError {
        try {
            eves.add(new Eve(file.toString(), Files.newOutputStream(file), options, live));
        } catch (IOException e) {
            throw cannotWrite(file.toString(), e);
        }
    }

    Tally tally() {
        return tally;
    }

    /** True where there is no point in going on. Any thread may ask. */
    boolean stopped() {
        return stopped;
    }

    /** What ends a run that waits for packets. */
    void onStop(Runnable action) {
        onStop = action;
    }

    /** Says that what follows comes from a sensor with fresh state that reads one file. */
    void nextRun(String file) {
        tally.nextRun();
        for (Eve eve : eves) {
            eve.writer.file(file);
        }
    }

    @Override
    public void accept(Event event) {
        tally.accept(event);
        for (int i = 0; i < eves.size(); i++) { // by index: an iterator an event is more than the event itself
            Eve eve = eves.get(i);
            if (!stopped) {
                try {
                    eve.writer.accept(event);
                } catch (UncheckedIOException e) {
                    stop(eve.name, e.getCause());
                }
            }
        }
    }

    private void stop(String name, IOException e) {
        stopped = true;
        if (!isClosedPipe(name, e)) {
            failure = cannotWrite(name, e);
        }
        onStop.run();
    }

    /** The reader of standard output has seen enough, as {@code head} does. */
    private static boolean isClosedPipe(String name, IOException e) {
        return name.equals(STANDARD_OUTPUT) && StandardOutput.isClosedPipe(e);
    }

    /**
     * Writes what is written at the end and closes everything.
     *
     * @return what was written, a line each
     * @throws UserError where something could not be written
     */
    List<String> finish(Reading reading) throws UserError {
        close();
        List<String> written = new ArrayList<>();
        if (directory != null) {
            document("incidents.json", out -> Documents.incidents(out, tally.incidents()));
            document("summary.json", out -> Documents.summary(out, reading.files(), tally));
        }
        if (failure != null) {
            throw failure;
        }
        for (Eve eve : eves) {
            if (!eve.name.equals(STANDARD_OUTPUT)) {
                written.add("Wrote " + eve.name);
            }
        }
        if (directory != null) {
            written.add("Wrote " + directory.resolve("incidents.json"));
            written.add("Wrote " + directory.resolve("summary.json"));
        }
        return written;
    }

    /** Writes one document. */
    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    private void document(String name, Body body) throws UserError {
        Path file = directory == null ? Path.of(name) : directory.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            body.write(out);
        } catch (IOException e) {
            throw cannotWrite(file.toString(), e);
        }
    }

    @Override
    public void close() {
        for (Eve eve : eves) {
            try {
                eve.writer.close();
            } catch (IOException e) {
                if (!stopped) {
                    stop(eve.name, e);
                }
            }
        }
    }

    private static UserError cannotWrite(String file, IOException e) {
        String reason = e instanceof FileAlreadyExistsException ? "there is a file of that name" : Run.reason(e);
        String place = file.equals(STANDARD_OUTPUT) ? "standard output" : file;
        return UserError.failed(place + ": cannot be written: " + reason + "; choose another place", e);
    }
}
