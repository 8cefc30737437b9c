// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A TLS ClientHello.
 *
 * @param body the handshake message's body, after its type and length; read it with {@code io.doppelwatch.decode.tls}
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record ClientHelloSeen(Where where, byte[] body) implements Observation {}
