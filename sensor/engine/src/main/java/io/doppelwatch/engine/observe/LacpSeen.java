// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A port says which aggregate it belongs to (IEEE 802.1AX).
 *
 * @param system MAC of the sender's system, the same on each of its ports
 * @param key which of the system's aggregates
 * @param partner MAC of the system at the other end; 0 where it is not known yet
 */
public record LacpSeen(Where where, long system, int key, long partner) implements Observation {}
