// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * One packet seen twice: on its way to a MAC, and sent on by that MAC with its TTL equal or one lower.
 *
 * @param first the packet on its way to the relay; null where only the MAC it came from is known
 * @param second the packet as the relay sent it
 * @param from the MAC the relay had it from
 * @param relay who sent it on
 * @param told an unasked reply by which the relay came between the two ends; null without one
 */
public record Relayed(@Nullable Where first, Where second, long from, Host relay, Host.@Nullable Unasked told) {}
