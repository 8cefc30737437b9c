// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/**
 * An answer to a question that was not seen, while the capture had run for longer than any question waits and none was
 * pushed out.
 *
 * @param carrier the MAC it came from, as ARP knows it; null where it does not
 * @param loss what is known of questions lost on the way to the sensor
 */
public record AnswerUnasked(
        Answer answer, Resolver resolver, @Nullable Host carrier, Sources.Loss loss) {}
