// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.observe.Where;

/**
 * A change that the trust file announced, seen: what its window kept from being a finding.
 *
 * @param what {@code certificate} or {@code address}, as the window allows it
 * @param change what would have been said, in a few words
 * @param note the window's; may be empty
 * @param fromNanos the window's beginning
 * @param untilNanos its end
 * @param first where it was first seen
 * @param times how often
 */
public record WindowUse(
        String service,
        String what,
        String change,
        String note,
        long fromNanos,
        long untilNanos,
        Where first,
        long times) {}
