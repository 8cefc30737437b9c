// SPDX-License-Identifier: Apache-2.0
/**
 * Facts: one small immutable record each, the only place where bytes are copied out of a packet.
 *
 * <p>An {@link io.doppelwatch.engine.observe.Observation} says what was seen and {@link
 * io.doppelwatch.engine.observe.Where}, and nothing about what it means. May use: dissect, reassemble, net, capture,
 * stats and the decoders.
 */
package io.doppelwatch.engine.observe;
