// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** A real DTLS 1.2 handshake, made in memory by the JDK, as the datagrams of both sides in order. */
final class DtlsTalk {
    /** @param fromClient who sent it */
    @SuppressWarnings("ArrayRecordComponent") // a test's datagram; identity is not compared
    record Datagram(boolean fromClient, byte[] bytes) {}

    private final List<Datagram> sent = new ArrayList<>();
    private final Queue<byte[]> toClient = new ArrayDeque<>();
    private final Queue<byte[]> toServer = new ArrayDeque<>();

    /** @param datagram most bytes of a datagram, so that messages are cut into fragments */
    static List<Datagram> run(Handshakes.Identity identity, int datagram)
            throws GeneralSecurityException, SSLException {
        SSLContext server = SSLContext.getInstance("DTLSv1.2");
        server.init(Handshakes.keys(identity), Handshakes.trustAll(), null);
        SSLContext client = SSLContext.getInstance("DTLSv1.2");
        client.init(null, Handshakes.trustAll(), null);
        SSLEngine s = server.createSSLEngine();
        s.setUseClientMode(false);
        SSLEngine c = client.createSSLEngine(Handshakes.NAME, 443);
        c.setUseClientMode(true);
        for (SSLEngine e : List.of(s, c)) {
            SSLParameters p = e.getSSLParameters();
            p.setMaximumPacketSize(datagram);
            p.setServerNames(List.of(new SNIHostName(Handshakes.NAME)));
            e.setSSLParameters(p);
        }
        DtlsTalk talk = new DtlsTalk();
        c.beginHandshake();
        s.beginHandshake();
        for (int i = 0; i < 200; i++) {
            talk.step(c, true);
            talk.step(s, false);
        }
        return talk.sent;
    }

    private void step(SSLEngine engine, boolean isClient) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
            case NEED_TASK -> {
                for (Runnable t = engine.getDelegatedTask(); t != null; t = engine.getDelegatedTask()) {
                    t.run();
                }
            }
            case NEED_WRAP -> {
                ByteBuffer wire = ByteBuffer.allocate(1 << 16);
                engine.wrap(ByteBuffer.allocate(0), wire);
                byte[] bytes = Arrays.copyOf(wire.array(), wire.position());
                if (bytes.length > 0) {
                    sent.add(new Datagram(isClient, bytes));
                    (isClient ? toServer : toClient).add(bytes);
                }
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                byte[] next = status == HandshakeStatus.NEED_UNWRAP_AGAIN
                        ? new byte[0]
                        : (isClient ? toClient : toServer).poll();
                if (next != null) {
                    engine.unwrap(ByteBuffer.wrap(next), ByteBuffer.allocate(1 << 16));
                }
            }
            default -> {}
        }
    }
}
