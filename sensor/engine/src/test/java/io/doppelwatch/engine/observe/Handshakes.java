// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Real handshakes, made in memory by the JDK's own TLS, as the bytes of each direction. */
final class Handshakes {
    static final String NAME = "hub.example";

    private static final char[] NO_PASSWORD = {};

    /**
     * What each side sent, and the chains they had.
     *
     * @param client everything the client sent
     */
    record Bytes(byte[] client, byte[] server, List<byte[]> serverChain, List<byte[]> clientChain) {}

    /** A key and its chain, the leaf first. */
    record Identity(PrivateKey key, X509Certificate[] chain) {
        List<byte[]> der() throws CertificateException {
            List<byte[]> all = new ArrayList<>();
            for (X509Certificate c : chain) {
                all.add(c.getEncoded());
            }
            return all;
        }
    }

    private Handshakes() {}

    static Identity identity(String algorithm, String signature)
            throws GeneralSecurityException, OperatorCreationException {
        try {
            KeyPair ca = pair(algorithm);
            KeyPair leaf = pair(algorithm);
            X500Name issuer = new X500Name("CN=Test CA");
            X509Certificate root = certificate(issuer, issuer, ca, ca, signature, true);
            X509Certificate own = certificate(issuer, new X500Name("CN=" + NAME), leaf, ca, signature, false);
            return new Identity(leaf.getPrivate(), new X509Certificate[] {own, root});
        } catch (org.bouncycastle.cert.CertIOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator g = KeyPairGenerator.getInstance(algorithm);
        g.initialize(algorithm.equals("EC") ? 256 : 2048);
        return g.generateKeyPair();
    }

    private static X509Certificate certificate(
            X500Name issuer, X500Name subject, KeyPair of, KeyPair by, String signature, boolean ca)
            throws GeneralSecurityException, OperatorCreationException, org.bouncycastle.cert.CertIOException {
        var b = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(ca ? 1 : 2),
                new Date(1_600_000_000_000L),
                new Date(4_000_000_000_000L),
                subject,
                of.getPublic());
        b.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        if (!ca) {
            b.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, NAME)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(b.build(new JcaContentSignerBuilder(signature).build(by.getPrivate())));
    }

    /** A handshake and a line of application data each way. */
    static Bytes run(String version, Identity server, Identity client) throws GeneralSecurityException, SSLException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(server), trustAll(), null);
        SSLContext clientContext = SSLContext.getInstance("TLS");
        clientContext.init(client == null ? null : keys(client), trustAll(), null);
        SSLEngine s = context.createSSLEngine();
        s.setUseClientMode(false);
        s.setNeedClientAuth(client != null);
        s.setEnabledProtocols(new String[] {version});
        SSLEngine c = clientContext.createSSLEngine(NAME, 443);
        c.setUseClientMode(true);
        SSLParameters p = c.getSSLParameters();
        p.setProtocols(new String[] {version});
        p.setServerNames(List.of(new SNIHostName(NAME)));
        p.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        c.setSSLParameters(p);

        ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
        ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
        ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        c.beginHandshake();
        s.beginHandshake();
        for (int i = 0; i < 40; i++) {
            send(c, toServer, fromClient);
            receive(s, toServer);
            send(s, toClient, fromServer);
            receive(c, toClient);
        }
        try {
            return new Bytes(
                    fromClient.toByteArray(),
                    fromServer.toByteArray(),
                    server.der(),
                    client == null ? List.of() : client.der());
        } catch (CertificateException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static void send(SSLEngine engine, ByteBuffer wire, ByteArrayOutputStream log) throws SSLException {
        tasks(engine);
        int from = wire.position();
        boolean handshaking = engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP;
        boolean finished = engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
        if (handshaking || finished) {
            engine.wrap(ByteBuffer.wrap("hello\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), wire);
        }
        log.write(wire.array(), from, wire.position() - from);
    }

    private static void receive(SSLEngine engine, ByteBuffer wire) throws SSLException {
        wire.flip();
        ByteBuffer plain = ByteBuffer.allocate(1 << 17);
        while (wire.hasRemaining()) {
            tasks(engine);
            SSLEngineResult r = engine.unwrap(wire, plain);
            if (r.bytesConsumed() == 0) {
                break;
            }
        }
        tasks(engine);
        wire.compact();
    }

    private static void tasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    static TrustManager[] trustAll() {
        return new TrustManager[] {new TrustAll()};
    }

    static javax.net.ssl.KeyManager[] keys(Identity identity) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("own", identity.key(), NO_PASSWORD, identity.chain());
            KeyManagerFactory f = KeyManagerFactory.getInstance("PKIX");
            f.init(store, NO_PASSWORD);
            return f.getKeyManagers();
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** This is about what is on the wire, not about whom to believe. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
