// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * Somebody took an address by announcement, and who held it before goes on sending IP packets from it.
 *
 * @param where a packet of the former holder, half a second or more after the loss
 * @param owner the former holder
 * @param taker who holds the address now as ARP has it
 * @param claimant the MAC of {@code taker}; null where it is no longer known
 */
public record StillHeld(
        Where where,
        Binding binding,
        Binding.Holder owner,
        Binding.Holder taker,
        @Nullable Host claimant) {}
