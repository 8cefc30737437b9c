// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A multicast DNS message (RFC 6762), UDP port 5353.
 *
 * @param message the message from its ID on; read it with {@code io.doppelwatch.decode.dns}. Never changed by anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record MdnsSeen(Where where, byte[] message) implements Observation {}
