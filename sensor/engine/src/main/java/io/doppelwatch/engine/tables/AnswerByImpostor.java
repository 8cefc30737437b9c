// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/**
 * A server's answer came from a MAC that had told the client, unasked, that it is that server or the way to it.
 *
 * @param claim what it told
 * @param carrier the MAC the answer came from
 * @param passedTo the MAC the question was passed on to, from which no answer had come; {@link
 *     io.doppelwatch.engine.net.Mac#NONE} where it was not seen passed on
 * @param bound who else holds or held the address claimed; null where nobody is known
 */
public record AnswerByImpostor(
        Transaction transaction,
        Answer answer,
        Host.Unasked claim,
        Host carrier,
        long passedTo,
        Binding.@Nullable Holder bound) {}
