// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A TLS ServerHello, or the HelloRetryRequest that has its form (RFC 8446, 4.1.3).
 *
 * @param body the handshake message's body, after its type and length; read it with {@code io.doppelwatch.decode.tls}
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record ServerHelloSeen(Where where, byte[] body) implements Observation {}
