// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * A connection that went by one MAC goes by another, which told one end of it, unasked, that it holds an address.
 *
 * @param where the first packet that goes by the new MAC
 * @param told the unasked reply
 * @param victim the end of the connection that was told
 * @param peer the other end
 * @param formerMac by which the connection went before
 * @param former the same; null where it has not been heard in ARP
 * @param claimant by which it goes now
 * @param binding of the address it claims; null where it was forgotten
 * @param sure true where "nobody asked" can be said
 */
public record CarrierTaken(
        Where where,
        Host.Unasked told,
        Ip victim,
        Ip peer,
        long formerMac,
        @Nullable Host former,
        Host claimant,
        @Nullable Binding binding,
        boolean sure) {}
