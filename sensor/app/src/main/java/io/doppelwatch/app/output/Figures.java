// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Figures {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final long NANOS = 1_000_000_000;

    /** {@code 1,234}. */
    String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1,234 packets}. */
    String count(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    /** {@code 1.5 MB}; decimal, as disks and links count. */
    String bytes(long n) {
        String[] units = {"kB", "MB", "GB", "TB"};
        if (n < 1_000) {
            return n + " bytes";
        }
        double value = n;
        int unit = -1;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** {@code 97%}. */
    String percent(double share) {
        return Math.round(share * 100) + "%";
    }

    /** {@code 2026-11-24 12:00:00 to 12:04:10 UTC (4 min 10 s)}. */
    String span(long firstNanos, long lastNanos) {
        LocalDateTime first = at(firstNanos);
        LocalDateTime last = at(lastNanos);
        String end = first.toLocalDate().equals(last.toLocalDate())
                ? DATE.format(last).substring(11)
                : DATE.format(last);
        return DATE.format(first) + " to " + end + " UTC (" + duration(Duration.between(first, last)) + ")";
    }

    /** Time of day, UTC, to the millisecond. */
    String clock(long nanos) {
        return CLOCK.format(at(nanos));
    }

    private static String duration(Duration d) {
        if (d.toDays() > 0) {
            return d.toDays() + " d " + d.toHoursPart() + " h";
        }
        if (d.toHours() > 0) {
            return d.toHours() + " h " + d.toMinutesPart() + " min";
        }
        if (d.toMinutes() > 0) {
            return d.toMinutes() + " min " + d.toSecondsPart() + " s";
        }
        return d.toSeconds() >= 10
                ? d.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.3f s", d.toMillis() / 1_000.0);
    }

    private static LocalDateTime at(long nanos) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, NANOS), (int) Math.floorMod(nanos, NANOS), ZoneOffset.UTC);
    }
}
