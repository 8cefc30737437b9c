// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * Two different answers to one question within the hold-on time.
 *
 * @param resolver how that server's answers arrived before; null where nothing is known yet
 * @param firstCarrier the MAC the first answer came from, as ARP knows it; null where it does not
 * @param service the service asked for; null where the name is not in the trust file
 * @param firstOddities what was odd in the first, bits of {@link Oddity}
 * @param secondOddities the same of the second, of what can be said of one that was not first
 */
public record AnswersDiffer(
        Transaction transaction,
        Answer first,
        Answer second,
        @Nullable Resolver resolver,
        @Nullable Host firstCarrier,
        @Nullable Host secondCarrier,
        Trust.@Nullable Service service,
        int firstOddities,
        int secondOddities) {}
