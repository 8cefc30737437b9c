// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * An answer about a service of the trust file.
 *
 * @param transaction the question; null where nobody was seen to ask
 * @param wrong an address in it at which the service may not be
 * @param holder the MAC that ARP binds that address to on this path; null where it does not
 * @param carrier the MAC the answer came from, as ARP knows it; null where it does not
 */
public record AnswerSeen(
        Answer answer,
        @Nullable Transaction transaction,
        Trust.Service service,
        Ip wrong,
        @Nullable Host holder,
        @Nullable Host carrier) {}
