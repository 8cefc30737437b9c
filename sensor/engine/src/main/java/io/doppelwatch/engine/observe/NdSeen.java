// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A Neighbour Discovery message (RFC 4861).
 *
 * @param type ICMPv6 type, 133 to 137
 * @param message the ICMPv6 message from its type on; read it with {@code io.doppelwatch.decode.nd}. Never changed by
 *     anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record NdSeen(Where where, int type, byte[] message) implements Observation {}
