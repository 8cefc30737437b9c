// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.PinVerdict;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished handshake, read.
 *
 * @param clientHello null where not seen; likewise {@code serverHello}
 * @param name what the client asked for (SNI), lower case, without a final dot; empty where it asked for none or was
 *     not seen
 * @param chain the server's certificates, the leaf first; empty where none was seen
 * @param view how the certificate was seen, or why it was not
 * @param service of the trust file, whose handshake this should be: by the name asked for; by address and port only where
 *     no name was asked for, as one address may serve many names. Null where it is none
 * @param pins what it proves of the service's pins; null where it has none
 * @param known what the name showed before this handshake; null where nothing
 * @param carrier the MAC that the server's packets came from; null where ARP never spoke of it
 * @param onLink true where ARP binds the server's address to that MAC, so that the two are one machine
 */
public record TlsSeen(
        TlsSession session,
        @Nullable ClientHello clientHello,
        @Nullable ServerHello serverHello,
        String name,
        List<CertificateInfo> chain,
        CertificateView view,
        Trust.@Nullable Service service,
        @Nullable PinVerdict pins,
        @Nullable Identity known,
        @Nullable Host carrier,
        boolean onLink) {

    public Where where() {
        return session.where();
    }

    public Ip client() {
        return session.where().sourceIp();
    }

    public Ip server() {
        return session.where().destinationIp();
    }

    public int port() {
        return session.where().destinationPort();
    }

    /** True where a server answered at all. */
    public boolean answered() {
        return session.serverHello() != null || session.serverCertificate() != null;
    }

    /** The server's own certificate; null where none was seen. */
    public @Nullable CertificateInfo leaf() {
        return chain.isEmpty() ? null : chain.get(0);
    }
}
