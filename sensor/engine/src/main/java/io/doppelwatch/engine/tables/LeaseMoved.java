// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/**
 * A lease that still ran was given to somebody else, or given up in its holder's name by another card.
 *
 * @param lease as it was
 * @param message the ACK to another client, or the RELEASE or DECLINE
 * @param holderNanos when the holder was last heard in ARP or as the source of a packet; {@link Long#MIN_VALUE} where never
 * @param sameTerms the two servers of a lease given twice tell the same, as the two of a pair do
 * @param forged for a RELEASE or DECLINE: addresses of others that this card gave up within ten minutes, this one included
 * @param carrier the card it came from; null where ARP has not heard of it
 */
public record LeaseMoved(
        Lease lease,
        DhcpMessage message,
        long holderNanos,
        boolean sameTerms,
        int forged,
        @Nullable Host carrier) {}
