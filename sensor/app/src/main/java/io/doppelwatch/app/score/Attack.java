// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

import io.doppelwatch.engine.event.Severity;
import java.util.List;

/**
 * One attack of an exercise, as its truth has it.
 *
 * @param technique MITRE ATT&amp;CK id; empty where the truth does not say
 * @param startMicros microseconds since 1970, as {@code endMicros}
 * @param mac of the attacker, lower case; empty where not known, as {@code ip} and {@code subject} may be
 * @param rules those that are expected to detect it
 */
public record Attack(
        String id,
        String technique,
        long startMicros,
        long endMicros,
        String mac,
        String ip,
        String subject,
        List<String> rules) {

    /** A finding may come so much later than the attack's end. */
    public static final long GRACE_MICROS = 5_000_000;

    /** Whether a finding detects it: medium or higher, in its time, about its subject or its attacker. */
    public boolean isDetectedBy(FindingSeen f) {
        return f.severity().atLeast(Severity.MEDIUM)
                && f.timeMicros() >= startMicros
                && f.timeMicros() <= endMicros + GRACE_MICROS
                && (same(subject, f.subject()) || same(mac, f.mac()) || same(ip, f.ip()));
    }

    private static boolean same(String known, String said) {
        return !known.isEmpty() && known.equals(said);
    }
}
