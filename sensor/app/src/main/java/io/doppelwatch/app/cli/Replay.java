// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.capture.BpfFilter;
import io.doppelwatch.app.capture.PcapException;
import io.doppelwatch.app.output.ReadFile;
import io.doppelwatch.app.output.Reading;
import io.doppelwatch.engine.capture.CaptureFile;
import io.doppelwatch.engine.capture.Captures;
import io.doppelwatch.engine.capture.FilteredSource;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.pipeline.Sensor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads captures as if live. */
final class Replay {
    private final Run.Options options;
    private final boolean each;
    private final double speed;
    private final Console console;
    private volatile boolean interrupted;
    private boolean keyLogChecked;

    /**
     * @param each whether every capture is judged by itself
     * @param speed how many times faster than recorded; 0 for as fast as possible
     */
    Replay(Run.Options options, boolean each, double speed, Console console) {
        this.options = options;
        this.each = each;
        this.speed = speed;
        this.console = console;
    }

    /**
     * Reads the captures, writes the outputs, prints the summary.
     *
     * @param expression BPF; empty for that of the settings
     * @return the exit status
     */
    int run(List<String> paths, String expression) throws UserError {
        Run.keyLog(options, false);
        BpfFilter filter = filter(expression.isBlank() ? options.filter() : expression);
        try (Captures captures = Captures.find(paths, console.in());
                Outputs outputs = Outputs.open(options, console, false);
                Interrupt interrupt = new Interrupt(() -> interrupted = true)) {
            Meter meter = read(captures, filter, outputs);
            int status = finish(captures, filter, outputs, meter);
            console.flush();
            interrupt.finished(status);
            return status;
        }
    }

    /** A wrong expression is found before anything is read or written. */
    private static @Nullable BpfFilter filter(String expression) throws UserError {
        if (expression.isBlank()) {
            return null;
        }
        try {
            return BpfFilter.compile(expression);
        } catch (PcapException e) {
            throw e.kind() == PcapException.Kind.BAD_FILTER
                    ? UserError.usage(e.getMessage() + " (man pcap-filter)")
                    : UserError.failed(e.getMessage(), e);
        }
    }

    private Meter read(Captures captures, @Nullable BpfFilter filter, Outputs outputs) throws UserError {
        try (Progress progress = Progress.of(captures, outputs.tally(), options.quiet(), console)) {
            Meter meter = new Meter(speed, () -> interrupted, progress);
            if (each) {
                for (CaptureFile file : captures.files()) {
                    if (!ended(outputs) && file.failure().isEmpty()) {
                        outputs.nextRun(file.path());
                        sense(captures, file, filter, outputs, meter);
                    }
                }
            } else {
                sense(captures, null, filter, outputs, meter);
            }
            return meter;
        }
    }

    /** @param alone the one capture to judge; null for all of them together */
    private void sense(
            Captures captures, @Nullable CaptureFile alone, @Nullable BpfFilter filter, Outputs outputs, Meter meter)
            throws UserError {
        KeyLog keyLog = Run.keyLog(options, false);
        if (!keyLogChecked) {
            keyLogChecked = true;
            Run.complain(keyLog, options, console);
        }
        Sensor sensor = Run.sensor(options, outputs, keyLog, Run.registries(options, false, console));
        captures.secretsTo(found -> {
            if (alone == null || found.file().equals(alone.path())) {
                sensor.secrets(found);
            }
        });
        FrameSource frames = alone == null ? captures.merged() : captures.open(alone);
        try (FrameSource source = new Ending(filter == null ? frames : new FilteredSource(frames, filter), outputs)) {
            sensor.run(source, meter);
        } catch (IOException e) {
            throw UserError.failed("reading stopped: " + Run.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted");
        }
    }

    private boolean ended(Outputs outputs) {
        return interrupted || outputs.stopped();
    }

    /** Frames until the run is told to end. */
    private final class Ending implements FrameSource {
        private final FrameSource frames;
        private final Outputs outputs;

        Ending(FrameSource frames, Outputs outputs) {
            this.frames = frames;
            this.outputs = outputs;
        }

        @Override
        public boolean next(Frame into) throws IOException {
            return !ended(outputs) && frames.next(into);
        }

        @Override
        public void close() throws IOException {
            frames.close();
        }
    }

    private int finish(Captures captures, @Nullable BpfFilter filter, Outputs outputs, Meter meter) throws UserError {
        List<ReadFile> files = captures.files().stream().map(ReadFile::of).toList();
        Reading reading =
                new Reading(false, List.of(), files, meter.packets(), meter.bytes(), meter.first(), meter.last());
        complain(files, filter);
        if (captures.nothingRead()) {
            outputs.finish(reading);
            return UserError.FAILED;
        }
        return Run.finish(outputs, reading, options, console);
    }

    /** Each thing that is wrong with a capture, once. */
    private void complain(List<ReadFile> files, @Nullable BpfFilter filter) {
        for (ReadFile file : files) {
            if (file.error() != null) {
                Cli.say(console.err(), file.error());
            } else if (options.verbose()) {
                Cli.say(console.err(), file.path() + ": " + file.packets() + " packets");
            }
        }
        if (filter != null && !filter.senseless().isEmpty()) {
            Cli.say(
                    console.err(),
                    "the filter makes no sense for link type "
                            + filter.senseless().get(0) + ": packets of that type were left out");
        }
    }
}
