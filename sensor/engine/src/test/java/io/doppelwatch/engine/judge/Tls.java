// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.TlsAlertSeen;
import io.doppelwatch.engine.observe.Where;
import java.util.List;

/** One TLS connection of a {@link Scene}, told fact by fact. */
final class Tls {
    static final int TLS_1_2 = 0x0303;
    static final int TLS_1_3 = 0x0304;
    private static final int TCP = 6;

    private final Scene scene;
    private final Ip client;
    private final int clientPort;
    private final Ip server;
    private final long serverMac;
    private int serverPort = 443;

    Tls(Scene scene, Ip client, int clientPort, Ip server, long serverMac) {
        this.scene = scene;
        this.client = client;
        this.clientPort = clientPort;
        this.server = server;
        this.serverMac = serverMac;
    }

    Tls toPort(int port) {
        serverPort = port;
        return this;
    }

    Tls clientHello(String sni) {
        return clientHello(sni, "");
    }

    /** @param sessionId hexadecimal */
    Tls clientHello(String sni, String sessionId) {
        return hello(helloBody(sni, Bytes.hex(sessionId), new byte[0]));
    }

    Tls clientHelloWithEch(String sni) {
        // Only its type counts here (RFC 9849, 5).
        return hello(helloBody(sni, new byte[0], new Bytes().u16(0xfe0d).u16(0).toArray()));
    }

    /** One that offers TLS 1.3, too. */
    Tls clientHello13(String sni) {
        return hello(helloBody(sni, new byte[0], Bytes.hex("002b00050403040303")));
    }

    private Tls hello(byte[] body) {
        scene.observe(new ClientHelloSeen(fromClient(), body));
        return this;
    }

    Tls serverHello(int version) {
        return serverHello(version, "");
    }

    /** @param sessionId hexadecimal */
    Tls serverHello(int version, String sessionId) {
        byte[] extensions = version == TLS_1_3 ? Bytes.hex("002b00020304") : new byte[0];
        int cipher = version == TLS_1_3 ? 0x1301 : 0xc02f;
        return serverHello(serverBody(version, cipher, new byte[32], Bytes.hex(sessionId), extensions));
    }

    /** With a cipher suite and extensions (hexadecimal) of its own. */
    Tls serverHello(int version, int cipher, String extensions) {
        String versions = version == TLS_1_3 ? "002b00020304" : "";
        return serverHello(serverBody(version, cipher, new byte[32], new byte[0], Bytes.hex(versions + extensions)));
    }

    /** TLS 1.2 or older with a random that ends in the eight bytes given. */
    Tls serverHelloMarked(int version, String mark) {
        byte[] random = Bytes.concat(new byte[24], Bytes.hex(mark));
        return serverHello(serverBody(version, 0xc02f, random, new byte[0], new byte[0]));
    }

    /** TLS 1.3 that takes a pre-shared key. */
    Tls serverHelloWithPsk() {
        byte[] extensions = Bytes.hex("002b00020304002900020000");
        return serverHello(serverBody(TLS_1_3, 0x1301, new byte[32], new byte[0], extensions));
    }

    Tls helloRetryRequest() {
        // RFC 8446, 4.1.3: SHA-256 of "HelloRetryRequest".
        byte[] random = Bytes.hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
        return serverHello(serverBody(TLS_1_3, 0x1301, random, new byte[0], Bytes.hex("002b00020304")));
    }

    private Tls serverHello(byte[] body) {
        scene.observe(new ServerHelloSeen(fromServer(), body));
        return this;
    }

    /** An alert of the client's (RFC 8446, 6.2), fatal. */
    Tls alert(int description) {
        scene.observe(new TlsAlertSeen(fromClient(), 2, description));
        return this;
    }

    Tls certificate(CertificateSeen.Side side, List<byte[]> chain) {
        boolean byClient = side == CertificateSeen.Side.CLIENT;
        scene.observe(new CertificateSeen(byClient ? fromClient() : fromServer(), side, chain));
        return this;
    }

    Tls certificate(byte[]... chain) {
        return certificate(CertificateSeen.Side.SERVER, List.of(chain));
    }

    private Where fromClient() {
        return scene.where(Scene.CLIENT, serverMac, client, clientPort, server, serverPort, TCP, 64, 1);
    }

    private Where fromServer() {
        return scene.where(serverMac, Scene.CLIENT, server, serverPort, client, clientPort, TCP, 64, 1);
    }

    private byte[] helloBody(String sni, byte[] sessionId, byte[] more) {
        Bytes extensions = new Bytes();
        if (!sni.isEmpty()) {
            extensions
                    .u16(0)
                    .u16(sni.length() + 5)
                    .u16(sni.length() + 3)
                    .u8(0)
                    .u16(sni.length())
                    .ascii(sni);
        }
        extensions.put(more);
        return new Bytes()
                .u16(TLS_1_2)
                .u32(clientPort)
                .zeros(28)
                .u8(sessionId.length)
                .put(sessionId)
                .u16(2)
                .u16(0xc02f)
                .u8(1)
                .u8(0)
                .u16(extensions.size())
                .put(extensions.toArray())
                .toArray();
    }

    private static byte[] serverBody(int version, int cipher, byte[] random, byte[] sessionId, byte[] extensions) {
        Bytes body = new Bytes()
                .u16(Math.min(version, TLS_1_2))
                .put(random)
                .u8(sessionId.length)
                .put(sessionId)
                .u16(cipher)
                .u8(0);
        if (extensions.length > 0) {
            body.u16(extensions.length).put(extensions);
        }
        return body.toArray();
    }
}
