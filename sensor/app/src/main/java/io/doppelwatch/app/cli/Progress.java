// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.output.Tally;
import io.doppelwatch.engine.capture.Captures;
import io.doppelwatch.engine.event.Severity;
import java.util.Locale;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay is, on the user's terminal: from when it has lasted long enough for somebody to wonder. Nothing at all
 * where there is no terminal. Told the number of packets read.
 */
final class Progress implements LongConsumer, AutoCloseable {
    private static final int UPDATE_MILLIS = 250;
    private static final double WONDER_SECONDS = 0.4;
    private static final long MEGABYTE = 1_000_000;

    private final Captures captures;
    private final Tally tally;
    private final Console console;
    private final long start = System.nanoTime();
    private final boolean shown;
    private @Nullable ProgressBar bar;

    private Progress(Captures captures, Tally tally, Console console, boolean shown) {
        this.captures = captures;
        this.tally = tally;
        this.console = console;
        this.shown = shown;
    }

    static Progress of(Captures captures, Tally tally, boolean quiet, Console console) {
        return new Progress(
                captures, tally, console, !quiet && console.errTerminal().attached());
    }

    private static ProgressBar bar(long bytes, Console console) {
        int width = console.errTerminal().width() - 1;
        return new ProgressBarBuilder()
                .setTaskName("replay")
                .setInitialMax(bytes)
                .setUnit(" MB", MEGABYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setMaxRenderedLength(width)
                .setConsumer(new DelegatingProgressBarConsumer(
                        text -> console.err().print("\r" + text.replaceAll("[\\r\\n]", "")), width))
                .build();
    }

    @Override
    public void accept(long packets) {
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!shown || seconds < WONDER_SECONDS) {
            return;
        }
        if (bar == null) {
            bar = bar(captures.totalBytes(), console);
        }
        long found = 0;
        for (Severity severity : Severity.values()) {
            found += tally.found(severity);
        }
        bar.setExtraMessage(String.format(
                Locale.ROOT, " %,.0f packets/s, %,d finding%s", packets / seconds, found, found == 1 ? "" : "s"));
        bar.stepTo(captures.bytesRead());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            console.err().print("\r" + " ".repeat(console.errTerminal().width() - 1) + "\r");
            console.err().flush();
        }
    }
}
