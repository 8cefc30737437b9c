// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * The data of a TCP connection goes by other MACs than before: at one end or at both.
 *
 * @param where the first packet that does; its MACs are the new ones
 * @param formerSource the MAC that stood at the source's end before
 * @param formerDestination the MAC that stood at the destination's end before
 * @param copy true where this is the packet seen last, once more: the same direction, sequence number and IP
 *     identification, TTL equal or one lower
 */
public record CarrierMoved(Where where, long formerSource, long formerDestination, boolean copy)
        implements Observation {}
