// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A DNS message, by UDP or TCP ({@code where.protocol()}).
 *
 * @param message the message from its ID on, without the two length bytes TCP puts before it; read it with {@code
 *     io.doppelwatch.decode.dns}. Never changed by anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record DnsSeen(Where where, byte[] message) implements Observation {}
