// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one TLS handshake, over TCP, DTLS or QUIC, once nothing more of it is awaited. At least one part is there.
 *
 * @param where the fact that completed it, turned so that the source is the client where that is known
 */
public record TlsSession(
        Where where,
        @Nullable ClientHelloSeen clientHello,
        @Nullable ServerHelloSeen serverHello,
        @Nullable CertificateSeen serverCertificate,
        @Nullable CertificateSeen clientCertificate) {

    /** The server's where it answered, for it may choose another (RFC 9368, 2.3); else the client's; 0 where it is not QUIC. */
    public int quicVersion() {
        if (serverHello != null) {
            return serverHello.quicVersion();
        }
        return clientHello == null ? 0 : clientHello.quicVersion();
    }
}
