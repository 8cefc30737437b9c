// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.audit.WatchedFiles;
import io.doppelwatch.app.capture.Pcap4jSource;
import io.doppelwatch.app.capture.PcapException;
import io.doppelwatch.app.output.Reading;
import io.doppelwatch.engine.keylog.KeyLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Captures live until interrupted, or for a time. */
final class Watch {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h|d|)");

    private final Run.Options options;
    private final Console console;
    private final KeyLog keyLog;

    Watch(Run.Options options, Console console) throws UserError {
        this.options = options;
        this.console = console;
        keyLog = Run.keyLog(options, true);
    }

    /**
     * Captures, writes the outputs, prints the summary.
     *
     * @param interfaces empty for those of the settings
     * @param expression BPF; empty for that of the settings
     * @param time how long; empty for until interrupted
     * @return the exit status
     */
    int run(List<String> interfaces, String expression, String time) throws UserError {
        List<String> names = interfaces.isEmpty() ? options.interfaces() : interfaces;
        if (names.isEmpty()) {
            throw UserError.usage(
                    "watch: no interface given (doppelwatch watch -i IFACE; doppelwatch interfaces lists them)");
        }
        Duration duration = duration(time);
        List<Pcap4jSource> sources = open(names, expression.isBlank() ? options.filter() : expression);
        Timer timer = new Timer("duration", true);
        try (LiveSources live = new LiveSources(sources);
                Outputs outputs = Outputs.open(options, console, true);
                Interrupt interrupt = new Interrupt(live::stop)) {
            if (!duration.isZero()) {
                timer.schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                live.stop();
                            }
                        },
                        duration.toMillis());
            }
            int status = watch(names, live, outputs);
            console.flush();
            interrupt.finished(status);
            return status;
        } finally {
            timer.cancel();
        }
    }

    private int watch(List<String> names, LiveSources live, Outputs outputs) throws UserError {
        if (!options.quiet()) {
            Cli.say(console.err(), "watching " + String.join(", ", names) + " through libpcap; Ctrl-C ends it");
        }
        outputs.onStop(live::stop);
        Meter meter = new Meter(0, outputs::stopped, packets -> {});
        try (WatchedFiles registries = Run.registries(options, true, console)) {
            Run.sensor(options, outputs, keyLog, registries).run(live, meter);
        } catch (IOException e) {
            throw UserError.failed("capturing stopped: " + Run.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted");
        }
        Run.complain(keyLog, options, console);
        Reading reading =
                new Reading(true, names, List.of(), meter.packets(), meter.bytes(), meter.first(), meter.last());
        int status = Run.finish(outputs, reading, options, console);
        if (!options.quiet()) {
            live.statistics().forEach(line -> Cli.say(console.err(), line));
        }
        return status;
    }

    private static List<Pcap4jSource> open(List<String> names, String filter) throws UserError {
        List<Pcap4jSource> sources = new ArrayList<>();
        try {
            for (String name : names) {
                sources.add(Pcap4jSource.open(name, sources.size(), Pcap4jSource.MAX_SNAP_LENGTH, true, filter));
            }
            return sources;
        } catch (PcapException e) {
            sources.forEach(Pcap4jSource::close);
            throw e.kind() == PcapException.Kind.BAD_FILTER
                    ? UserError.usage(e.getMessage() + " (man pcap-filter)")
                    : UserError.failed(e.getMessage(), e);
        }
    }

    static Duration duration(String time) throws UserError {
        if (time.isEmpty()) {
            return Duration.ZERO;
        }
        Matcher matcher = TIME.matcher(time.toLowerCase(Locale.ROOT));
        long n = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (n == 0) {
            throw UserError.usage("--duration: '" + time + "' is no time; write 90, 90s, 15m, 8h or 2d");
        }
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            case "d" -> Duration.ofDays(n);
            default -> Duration.ofSeconds(n);
        };
    }
}
