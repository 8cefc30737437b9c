// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/**
 * Responses to one question with wrong ids.
 *
 * @param answer the last of them; the one with the right id where one hit
 * @param hit true where a response with the right id said the same as they did
 * @param loss what is known of questions lost on the way to the sensor
 * @param otherWay true where it came from another MAC than the question was sent to
 * @param carrier the MAC it came from, as ARP knows it; null where it does not
 */
public record IdsGuessed(
        Transaction transaction,
        Answer answer,
        boolean hit,
        Sources.Loss loss,
        @Nullable Resolver resolver,
        boolean otherWay,
        @Nullable Host carrier) {}
