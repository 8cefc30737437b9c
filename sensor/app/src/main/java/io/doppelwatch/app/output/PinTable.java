// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.app.output.Page.Style;
import io.doppelwatch.engine.event.PinCoverage;
import io.doppelwatch.engine.event.WindowUse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of the summary that says how much of each pinned service was seen, and which change windows were used. */
final class PinTable {
    private static final int MOST = 20;
    private static final int WIDEST_NAME = 40;

    private final Page page;
    private final Figures figures;

    PinTable(Page page, Figures figures) {
        this.page = page;
        this.figures = figures;
    }

    void print(List<PinCoverage> services, List<WindowUse> windows) {
        if (!services.isEmpty()) {
            page.blank();
            int width = services.stream()
                    .limit(MOST)
                    .mapToInt(s -> Math.min(WIDEST_NAME, s.service().length()))
                    .max()
                    .orElse(0);
            page.line(Style.BOLD, line("Pins", width + 2, "sessions", "match", "mismatch", "not observable"));
            for (PinCoverage service : services.subList(0, Math.min(MOST, services.size()))) {
                row(service, width);
            }
            if (services.size() > MOST) {
                page.text(2, Style.DIM, "and " + figures.count(services.size() - MOST, "more pinned service"));
            }
        }
        for (WindowUse use : windows.subList(0, Math.min(MOST, windows.size()))) {
            page.text(
                    0,
                    Style.PLAIN,
                    "Change window" + (use.note().isEmpty() ? "" : " \"" + use.note() + "\"") + " of " + use.service()
                            + " allowed the " + use.what() + " "
                            + (use.times() == 1 ? "once" : figures.number(use.times()) + " times") + ": " + use.change()
                            + " (first in packet " + use.first().packet() + ")");
        }
    }

    private void row(PinCoverage s, int width) {
        long unseen = s.sessions() - s.match() - s.mismatch();
        String reasons = s.unseen().entrySet().stream()
                .map(e -> figures.number(e.getValue()) + " " + e.getKey().text())
                .collect(Collectors.joining(", "));
        String name = s.service().length() > width ? s.service().substring(0, width - 3) + "..." : s.service();
        page.line(
                s.mismatch() > 0 ? Style.RED : Style.PLAIN,
                line(
                        "  " + name,
                        width + 2,
                        figures.number(s.sessions()),
                        figures.number(s.match()),
                        figures.number(s.mismatch()),
                        unseen == 0 ? "0" : figures.number(unseen) + " (" + reasons + ")"));
    }

    private static String line(
            String name, int width, String sessions, String match, String mismatch, String notObservable) {
        return String.format(
                Locale.ROOT, "%-" + width + "s %10s %8s %8s   %s", name, sessions, match, mismatch, notObservable);
    }
}
