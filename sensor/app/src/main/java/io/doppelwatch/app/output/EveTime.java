// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as Suricata writes them: {@code 2026-11-24T12:00:00.000123+0000}, always UTC. Not thread-safe. */
final class EveTime {
    private static final long MICROS = 1_000_000;

    private long second = Long.MIN_VALUE;
    private String prefix = "";

    /** @param nanos since 1970; what is below a microsecond is dropped */
    String text(long nanos) {
        long micros = Math.floorDiv(nanos, 1_000L);
        long seconds = Math.floorDiv(micros, MICROS);
        if (seconds != second) {
            second = seconds;
            prefix = prefix(seconds);
        }
        // One digit more than needed keeps the leading zeros.
        return prefix + Long.toString(MICROS + Math.floorMod(micros, MICROS)).substring(1) + "+0000";
    }

    private static String prefix(long seconds) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        StringBuilder s = new StringBuilder(20);
        s.append(t.getYear());
        two(s.append('-'), t.getMonthValue());
        two(s.append('-'), t.getDayOfMonth());
        two(s.append('T'), t.getHour());
        two(s.append(':'), t.getMinute());
        two(s.append(':'), t.getSecond());
        return s.append('.').toString();
    }

    private static void two(StringBuilder s, int n) {
        s.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
    }
}
