// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
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

    Tls(Scene scene, Ip client, int clientPort, Ip server, long serverMac) {
        this.scene = scene;
        this.client = client;
        this.clientPort = clientPort;
        this.server = server;
        this.serverMac = serverMac;
    }

    Tls clientHello(String sni) {
        scene.observe(new ClientHelloSeen(fromClient(), helloBody(sni, clientPort)));
        return this;
    }

    Tls serverHello(int version) {
        scene.observe(new ServerHelloSeen(fromServer(), serverBody(version, false)));
        return this;
    }

    Tls helloRetryRequest() {
        scene.observe(new ServerHelloSeen(fromServer(), serverBody(TLS_1_3, true)));
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
        return scene.where(Scene.CLIENT, serverMac, client, clientPort, server, 443, TCP, 64, 1);
    }

    private Where fromServer() {
        return scene.where(serverMac, Scene.CLIENT, server, 443, client, clientPort, TCP, 64, 1);
    }

    private static byte[] helloBody(String sni, int seed) {
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
        return new Bytes()
                .u16(TLS_1_2)
                .u32(seed)
                .zeros(28)
                .u8(0)
                .u16(2)
                .u16(0xc02f)
                .u8(1)
                .u8(0)
                .u16(extensions.size())
                .put(extensions.toArray())
                .toArray();
    }

    private static byte[] serverBody(int version, boolean retry) {
        Bytes body = new Bytes().u16(TLS_1_2);
        if (retry) {
            // RFC 8446, 4.1.3: SHA-256 of "HelloRetryRequest".
            body.put(Bytes.hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"));
        } else {
            body.zeros(32);
        }
        body.u8(0).u16(version == TLS_1_3 ? 0x1301 : 0xc02f).u8(0);
        if (version == TLS_1_3) {
            body.u16(6).u16(43).u16(2).u16(TLS_1_3);
        }
        return body.toArray();
    }
}
