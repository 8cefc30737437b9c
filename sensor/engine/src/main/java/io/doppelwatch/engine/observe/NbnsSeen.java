// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A NetBIOS name service message (RFC 1002, 4.2), UDP port 137.
 *
 * @param message the message from its ID on; read it with {@code io.doppelwatch.decode.netbios}. Never changed by anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record NbnsSeen(Where where, byte[] message) implements Observation {}
