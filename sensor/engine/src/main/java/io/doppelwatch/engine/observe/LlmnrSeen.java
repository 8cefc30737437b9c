// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A Link-Local Multicast Name Resolution message (RFC 4795), UDP port 5355.
 *
 * @param message the message from its ID on; read it with {@code io.doppelwatch.decode.dns}. Never changed by anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record LlmnrSeen(Where where, byte[] message) implements Observation {}
