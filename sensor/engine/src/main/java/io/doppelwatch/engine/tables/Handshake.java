// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was seen of one TLS handshake so far, whichever direction came first. */
final class Handshake extends Entry<Handshake> {
    /** A record and its references, beside the bytes that are kept. */
    private static final int OVERHEAD = 400;

    final Path path;
    final Ip lowIp;
    final Ip highIp;
    final long ports;
    final long firstNanos;
    boolean done;

    private @Nullable ClientHelloSeen clientHello;
    private @Nullable ServerHelloSeen serverHello;
    private @Nullable CertificateSeen serverCertificate;
    private @Nullable CertificateSeen clientCertificate;
    private boolean retry;
    private boolean hidden;
    private long bytes = OVERHEAD;
    private Where last;
    private long helloHash;

    Handshake(Path path, Ip lowIp, Ip highIp, long ports, Where where) {
        this.path = path;
        this.lowIp = lowIp;
        this.highIp = highIp;
        this.ports = ports;
        this.firstNanos = where.timeNanos();
        this.last = where;
    }

    /** True where this hello begins another handshake on the same ports rather than repeating or going on with this one. */
    boolean isAnother(ClientHelloSeen hello, long hash) {
        return helloHash != 0 && hash != helloHash && (done || !retry);
    }

    /** True where two different answers of a server were seen on these ports, and no hello between them. */
    boolean isAnother(ServerHelloSeen hello) {
        return !done && serverHello != null && !retry && !Arrays.equals(serverHello.body(), hello.body());
    }

    void add(ClientHelloSeen hello, long hash) {
        if (clientHello == null && !done) {
            clientHello = hello;
            helloHash = hash;
            bytes += hello.body().length;
            last = hello.where();
        }
    }

    void add(ServerHelloSeen hello) {
        if (serverHello != null && !retry || done) {
            return;
        }
        ServerHello read = ServerHello.of(hello.body());
        retry = read.isHelloRetryRequest();
        boolean newest = Tls.isVersion13(read.selectedVersion());
        // With keys, the certificate comes yet; a resumed session has none.
        hidden = !retry && newest && (!hello.keyed() || read.acceptsPreSharedKey());
        serverHello = hello;
        bytes += hello.body().length;
        last = hello.where();
    }

    void add(CertificateSeen certificate) {
        boolean server = isServer(certificate);
        if (done || (server ? serverCertificate : clientCertificate) != null) {
            return;
        }
        if (server) {
            serverCertificate = certificate;
        } else {
            clientCertificate = certificate;
        }
        for (byte[] der : certificate.chain()) {
            bytes += der.length + 16;
        }
        last = certificate.where();
    }

    private boolean isServer(CertificateSeen c) {
        if (c.side() != CertificateSeen.Side.UNKNOWN) {
            return c.side() == CertificateSeen.Side.SERVER;
        }
        Where w = c.where();
        if (clientHello != null) {
            return !sameSource(clientHello.where(), w);
        }
        if (serverHello != null) {
            return sameSource(serverHello.where(), w);
        }
        return w.sourcePort() < w.destinationPort();
    }

    private static boolean sameSource(Where a, Where b) {
        return a.sourcePort() == b.sourcePort() && a.sourceIp().equals(b.sourceIp());
    }

    /** True where nothing more is awaited: the server's certificate is here, or will only come encrypted. */
    boolean complete() {
        return clientHello != null && (serverCertificate != null || hidden);
    }

    /** Bytes it holds on to, about. */
    long bytes() {
        return bytes;
    }

    /** What it became; from then on it only remembers that it was told. */
    TlsSession finish() {
        done = true;
        TlsSession session =
                new TlsSession(fromClient(), clientHello, serverHello, serverCertificate, clientCertificate);
        clientHello = null;
        serverHello = null;
        serverCertificate = null;
        clientCertificate = null;
        bytes = OVERHEAD;
        return session;
    }

    private Where fromClient() {
        boolean client;
        if (clientHello != null) {
            client = sameSource(clientHello.where(), last);
        } else if (serverHello != null) {
            client = !sameSource(serverHello.where(), last);
        } else {
            client = serverCertificate == null;
        }
        return client ? last : turned(last);
    }

    private static Where turned(Where w) {
        return new Where(
                w.source(),
                w.packet(),
                w.ordinal(),
                w.timeNanos(),
                w.path(),
                w.destinationMac(),
                w.sourceMac(),
                w.destinationIp(),
                w.sourceIp(),
                w.destinationPort(),
                w.sourcePort(),
                w.protocol(),
                w.ttl(),
                w.ipId());
    }
}
