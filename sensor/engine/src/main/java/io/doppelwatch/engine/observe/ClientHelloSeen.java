// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A TLS ClientHello.
 *
 * @param body the handshake message's body, after its type and length; read it with {@code io.doppelwatch.decode.tls}
 * @param quicVersion the 32 bits of the QUIC packet's header (RFC 9000, 17.2) that carried it; 0 for TLS and DTLS
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record ClientHelloSeen(Where where, byte[] body, int quicVersion) implements Observation {
    /** Of TLS or DTLS. */
    public ClientHelloSeen(Where where, byte[] body) {
        this(where, body, 0);
    }
}
