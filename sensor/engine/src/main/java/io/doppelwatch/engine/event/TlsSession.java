// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import java.util.Arrays;
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

    /** How the server's certificate was seen, or why not. */
    public CertificateView certificateView() {
        if (serverCertificate != null && !serverCertificate.chain().isEmpty()) {
            return serverCertificate.decrypted() ? CertificateView.DECRYPTED : CertificateView.CLEAR;
        }
        if (serverHello == null) {
            return CertificateView.SERVER_UNSEEN;
        }
        if (isResumed()) {
            return CertificateView.RESUMED;
        }
        ServerHello server = ServerHello.of(serverHello.body());
        boolean hidden =
                Tls.isVersion13(server.selectedVersion()) && !server.isHelloRetryRequest() && !serverHello.keyed();
        return hidden ? CertificateView.ENCRYPTED : CertificateView.LOST;
    }

    /**
     * A pre-shared key taken (RFC 8446, 2.2), or a session id that the server gives back and no certificate after it (RFC
     * 5246, 7.3).
     */
    public boolean isResumed() {
        if (serverHello == null || serverCertificate != null) {
            return false;
        }
        ServerHello server = ServerHello.of(serverHello.body());
        if (Tls.isVersion13(server.selectedVersion())) {
            return server.acceptsPreSharedKey();
        }
        byte[] id = server.sessionId();
        return id.length > 0
                && clientHello != null
                && Arrays.equals(id, ClientHello.of(clientHello.body()).sessionId());
    }
}
