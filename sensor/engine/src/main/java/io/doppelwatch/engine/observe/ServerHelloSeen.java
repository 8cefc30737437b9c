// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A TLS ServerHello, or the HelloRetryRequest that has its form (RFC 8446, 4.1.3).
 *
 * @param body the handshake message's body, after its type and length; read it with {@code io.doppelwatch.decode.tls}
 * @param quicVersion the 32 bits of the QUIC packet's header (RFC 9000, 17.2) that carried it; 0 for TLS and DTLS
 * @param keyed true where secrets of this handshake are given, so that what follows it encrypted is read too
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record ServerHelloSeen(Where where, byte[] body, int quicVersion, boolean keyed) implements Observation {
    /** Of TLS or DTLS. */
    public ServerHelloSeen(Where where, byte[] body) {
        this(where, body, 0, false);
    }

    /** Of QUIC, with nothing read of what follows. */
    public ServerHelloSeen(Where where, byte[] body, int quicVersion) {
        this(where, body, quicVersion, false);
    }
}
