// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

import io.doppelwatch.engine.event.Severity;

/**
 * A finding as EVE tells it; texts are empty where it does not say.
 *
 * @param timestamp as written
 * @param timeMicros microseconds since 1970
 * @param mac of the attacker, lower case
 */
public record FindingSeen(
        String timestamp,
        long timeMicros,
        String rule,
        Severity severity,
        String subject,
        String mac,
        String ip,
        String signature,
        String incident) {}
