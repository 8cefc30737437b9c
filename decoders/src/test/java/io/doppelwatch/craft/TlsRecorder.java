// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import io.doppelwatch.craft.TlsTalk.Flight;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Real TLS without a network: the JDK's client and server side talk in memory and every byte is kept. The client trusts
 * whatever it is shown, as the ones we worry about do.
 *
 * @param version {@code TLSv1.2} or {@code TLSv1.3}
 * @param serverName SNI; empty for none
 * @param alpn offered and accepted; empty for none
 * @param client the client's own certificate, null for none
 */
public record TlsRecorder(
        String version,
        String serverName,
        List<String> alpn,
        Certificates server,
        @org.jspecify.annotations.Nullable Certificates client) {

    private static final int BUFFER = 1 << 16;

    public TlsRecorder(String version, String serverName, Certificates server) {
        this(version, serverName, List.of(), server, null);
    }

    /** The handshake, a request and its answer, and both closures. */
    public TlsTalk record(String request, String answer) {
        try {
            SSLEngine clientEngine = engine(true);
            SSLEngine serverEngine = engine(false);
            Wire wire = new Wire(clientEngine, serverEngine);
            wire.handshake();
            wire.send(true, request.getBytes(StandardCharsets.UTF_8));
            wire.send(false, answer.getBytes(StandardCharsets.UTF_8));
            clientEngine.closeOutbound();
            wire.send(true, new byte[0]);
            return new TlsTalk(wire.flights);
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLEngine engine(boolean clientSide) throws GeneralSecurityException {
        Certificates own = clientSide ? client : server;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(own), new TrustManager[] {new TrustsAll()}, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(clientSide);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(alpn.toArray(String[]::new));
        if (clientSide && !serverName.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        parameters.setNeedClientAuth(!clientSide && client != null);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static KeyManager @org.jspecify.annotations.Nullable [] keyManagers(
            @org.jspecify.annotations.Nullable Certificates own) throws GeneralSecurityException {
        if (own == null) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "own", own.keys().getPrivate(), new char[0], own.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both engines and what went between them. */
    private static final class Wire {
        private final SSLEngine client;
        private final SSLEngine server;
        private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER);
        private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
        private final List<Flight> flights = new ArrayList<>();

        Wire(SSLEngine client, SSLEngine server) {
            this.client = client;
            this.server = server;
        }

        void handshake() throws SSLException {
            client.beginHandshake();
            server.beginHandshake();
            // Each turn one side says all it has; a handshake of any version is done in far fewer turns.
            for (int turn = 0; turn < 20; turn++) {
                send(true, new byte[0]);
                send(false, new byte[0]);
                if (done(client) && done(server)) {
                    return;
                }
            }
            throw new SSLException("the handshake does not end");
        }

        private static boolean done(SSLEngine engine) {
            return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
        }

        /** Lets one side read what waits for it and say all it has to say, {@code data} included. */
        void send(boolean fromClient, byte[] data) throws SSLException {
            SSLEngine engine = fromClient ? client : server;
            Bytes flight = new Bytes();
            ByteBuffer source = ByteBuffer.wrap(data);
            // An engine that wants to write first consumes nothing, so reading and writing take turns.
            boolean progress = true;
            while (progress) {
                progress = read(fromClient, engine);
                HandshakeStatus status = engine.getHandshakeStatus();
                if (source.hasRemaining() || status == HandshakeStatus.NEED_WRAP) {
                    ByteBuffer out = ByteBuffer.allocate(BUFFER);
                    engine.wrap(source, out);
                    runTasks(engine);
                    flight.put(Bytes.slice(out.array(), 0, out.position()));
                    progress |= out.position() > 0;
                }
            }
            if (flight.size() > 0) {
                flights.add(new Flight(fromClient, flight.toArray()));
                (fromClient ? toServer : toClient).put(flight.toArray());
            }
        }

        private boolean read(boolean asClient, SSLEngine engine) throws SSLException {
            ByteBuffer in = (asClient ? toClient : toServer).flip();
            int before = in.remaining();
            if (before > 0) {
                engine.unwrap(in, ByteBuffer.allocate(BUFFER));
                runTasks(engine);
            }
            boolean progress = in.remaining() < before;
            in.compact();
            return progress;
        }

        private static void runTasks(SSLEngine engine) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }
    }

    /** Believes everybody. */
    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
