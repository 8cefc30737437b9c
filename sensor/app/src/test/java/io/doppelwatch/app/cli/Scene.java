// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.CaptureBytes;
import io.doppelwatch.craft.Certificates;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.TcpTalk;
import io.doppelwatch.craft.TlsRecorder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One name, its true owner and an impostor: the hub's address is taken over by ARP, a forged DNS answer races the true
 * one, and a certificate off the pin is shown. The bytes of a scene are the same each time it is asked.
 */
final class Scene {
    static final long NOON = 1_795_521_600_000_000_000L;
    private static final long MILLI = 1_000_000;

    private static final String HUB = "02:00:00:00:00:10";
    private static final String CLIENT = "02:00:00:00:00:21";
    private static final String RESOLVER = "02:00:00:00:00:53";
    private static final String IMPOSTOR = "02:00:00:00:00:66";

    private final Certificates trueCertificate =
            Certificates.authority("True Root").server("hub.test");
    private final Certificates forged = Certificates.authority("Forged Root").server("hub.test");
    private final byte[] capture;

    Scene() {
        CaptureBytes file = CaptureBytes.pcapng("eth0", CaptureBytes.ETHERNET);
        long at = NOON;
        file.packet(at, Arp.request(CLIENT, "10.77.0.21", "10.77.0.10").frame());
        file.packet(
                at += MILLI, Arp.reply(HUB, "10.77.0.10", CLIENT, "10.77.0.21").frame());
        file.packet(
                at += 1_000 * MILLI,
                dns(CLIENT, RESOLVER, "10.77.0.21", 40000, "10.77.0.53", 53, Dns.query(0x4242, "hub.test", Dns.A)));
        file.packet(
                at += MILLI,
                dns(
                        IMPOSTOR,
                        CLIENT,
                        "10.77.0.53",
                        53,
                        "10.77.0.21",
                        40000,
                        Dns.response(0x4242, "hub.test", Dns.A).address(60, "10.77.0.66")));
        file.packet(
                at += 2 * MILLI,
                dns(
                        RESOLVER,
                        CLIENT,
                        "10.77.0.53",
                        53,
                        "10.77.0.21",
                        40000,
                        Dns.response(0x4242, "hub.test", Dns.A).address(60, "10.77.0.10")));
        file.packet(
                at += 500 * MILLI,
                Arp.reply(IMPOSTOR, "10.77.0.10", CLIENT, "10.77.0.21").frame());
        file.packet(
                at += MILLI, Arp.reply(HUB, "10.77.0.10", CLIENT, "10.77.0.21").frame());
        file.packet(
                at += MILLI,
                Arp.reply(IMPOSTOR, "10.77.0.10", CLIENT, "10.77.0.21").frame());
        TcpTalk talk = new TcpTalk(
                        new TcpTalk.End(CLIENT, "10.77.0.21", 50000), new TcpTalk.End(IMPOSTOR, "10.77.0.10", 443))
                .open();
        new TlsRecorder("TLSv1.2", "hub.test", forged).record("hello", "there").in(talk);
        for (byte[] frame : talk.close().takeFrames()) {
            file.packet(at += MILLI, frame);
        }
        capture = file.toArray();
    }

    byte[] capture() {
        return capture.clone();
    }

    /** SHA-256 of the certificate that is shown. */
    String shownLeaf() {
        return HexFormat.of().formatHex(sha256(encoded(forged)));
    }

    /** Knows the hub's address, hardware address and key. */
    String trustFile() {
        return """
            services:
              - name: hub.test
                addresses: [10.77.0.10]
                ports: [443]
                macs: ["02:00:00:00:00:10"]
                pins: ["sha256/%s"]
            """.formatted(Base64.getEncoder()
                .encodeToString(
                        sha256(trueCertificate.certificate().getPublicKey().getEncoded())));
    }

    private static byte[] dns(
            String sourceMac, String mac, String source, int sourcePort, String destination, int port, Dns message) {
        return Craft.ethernet(sourceMac, mac)
                .ipv4(source, destination)
                .udp(sourcePort, port)
                .data(message.bytes());
    }

    private static byte[] encoded(Certificates certificates) {
        try {
            return certificates.certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
