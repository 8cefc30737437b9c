// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static io.doppelwatch.engine.reassemble.StreamReader.Next.DONE;
import static io.doppelwatch.engine.reassemble.StreamReader.Next.MORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.engine.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TlsStreamTest {
    private static Handshakes.Bytes rsa12;
    private static Handshakes.Bytes mutual12;
    private static Handshakes.Bytes ec13;

    @BeforeAll
    static void shakeHands() throws Exception {
        Handshakes.Identity rsa = Handshakes.identity("RSA", "SHA256withRSA");
        Handshakes.Identity ec = Handshakes.identity("EC", "SHA256withECDSA");
        rsa12 = Handshakes.run("TLSv1.2", rsa, null);
        mutual12 = Handshakes.run("TLSv1.2", ec, rsa);
        ec13 = Handshakes.run("TLSv1.3", ec, rsa);
    }

    private static List<String> hex(List<byte[]> chain) {
        return chain.stream().map(HexFormat.of()::formatHex).toList();
    }

    @Test
    void clientOfTls12StatesItsHello() {
        Reading r = Reading.of(rsa12.client());
        assertThat(r.kinds()).containsExactly("ClientHelloSeen");
        assertThat(r.clientHello(0).sni()).isEqualTo(Handshakes.NAME);
        assertThat(r.clientHello(0).alpn()).containsExactly("h2", "http/1.1");
        assertThat(r.last).as("what follows ChangeCipherSpec is ciphertext").isEqualTo(DONE);
    }

    @Test
    void serverOfTls12StatesItsHelloAndItsWholeChain() {
        Reading r = Reading.of(rsa12.server());
        assertThat(r.kinds()).containsExactly("ServerHelloSeen", "CertificateSeen");
        assertThat(r.serverHello(0).selectedVersion()).isEqualTo(Tls.TLS_1_2);
        assertThat(r.certificate(1).side()).isEqualTo(CertificateSeen.Side.SERVER);
        assertThat(hex(r.certificate(1).chain())).isEqualTo(hex(rsa12.serverChain()));
        assertThat(r.last).isEqualTo(DONE);
    }

    @Test
    void mutualTls12StatesBothChainsEachOnItsSide() {
        Reading client = Reading.of(mutual12.client());
        assertThat(client.kinds()).containsExactly("ClientHelloSeen", "CertificateSeen");
        assertThat(client.certificate(1).side()).isEqualTo(CertificateSeen.Side.CLIENT);
        assertThat(hex(client.certificate(1).chain())).isEqualTo(hex(mutual12.clientChain()));
        Reading server = Reading.of(mutual12.server());
        assertThat(server.kinds()).containsExactly("ServerHelloSeen", "CertificateSeen");
        assertThat(hex(server.certificate(1).chain())).isEqualTo(hex(mutual12.serverChain()));
    }

    @Test
    void tls13StatesTheHellosAndNothingElse() {
        Reading client = Reading.of(ec13.client());
        assertThat(client.kinds()).containsExactly("ClientHelloSeen");
        assertThat(client.clientHello(0).newestVersion()).isEqualTo(Tls.TLS_1_3);
        assertThat(client.last).isEqualTo(DONE);
        Reading server = Reading.of(ec13.server());
        assertThat(server.kinds()).containsExactly("ServerHelloSeen");
        assertThat(server.serverHello(0).selectedVersion()).isEqualTo(Tls.TLS_1_3);
        assertThat(server.last).isEqualTo(DONE);
    }

    @Test
    void segmentationChangesNothing() {
        for (Handshakes.Bytes h : List.of(rsa12, mutual12, ec13)) {
            for (byte[] direction : List.of(h.client(), h.server())) {
                List<String> whole = Reading.of(direction).lines();
                assertThat(whole).isNotEmpty();
                for (int size = 1; size < direction.length; size = size < 40 ? size + 1 : size + 97) {
                    Reading r = Reading.pieces(direction, size);
                    assertThat(r.lines()).as("pieces of %d", size).isEqualTo(whole);
                    assertThat(r.budget.left()).isEqualTo(Reading.LIMIT);
                }
                for (int cut = 1; cut < direction.length; cut++) {
                    assertThat(Reading.of(
                                            Arrays.copyOf(direction, cut),
                                            Arrays.copyOfRange(direction, cut, direction.length))
                                    .lines())
                            .as("cut at %d", cut)
                            .isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void fragmentationOfMessagesOverRecordsChangesNothing() {
        List<String> whole = Reading.of(mutual12.server()).lines();
        for (int size : new int[] {1, 2, 3, 4, 5, 7, 16, 100, 1000}) {
            byte[] cut = refragment(mutual12.server(), size);
            assertThat(Reading.of(cut).lines()).as("records of %d", size).isEqualTo(whole);
            assertThat(Reading.pieces(cut, 3).lines()).isEqualTo(whole);
        }
    }

    @Test
    void everyPrefixStatesAPrefixOfTheFactsAndKeepsNoMemory() {
        for (byte[] direction : List.of(mutual12.client(), mutual12.server(), ec13.client(), ec13.server())) {
            List<String> whole = Reading.of(direction).lines();
            for (int n = 0; n < direction.length; n++) {
                Reading r = Reading.of(Arrays.copyOf(direction, n));
                r.stream.end();
                assertThat(r.lines()).isEqualTo(whole.subList(0, r.lines().size()));
                assertThat(r.budget.left()).isEqualTo(Reading.LIMIT);
            }
        }
    }

    @Test
    void helloRetryKeepsBothDirectionsOpen() {
        byte[] hello = record(22, messageOf(Tls.CLIENT_HELLO, clientHello("a.example")));
        byte[] ccs = record(20, new byte[] {1});
        byte[] second = record(22, messageOf(Tls.CLIENT_HELLO, clientHello("b.example")));
        byte[] data = record(23, new byte[50]);
        Reading client = Reading.of(hello, ccs, second, ccs, data);
        assertThat(client.kinds()).containsExactly("ClientHelloSeen", "ClientHelloSeen");
        assertThat(client.clientHello(1).sni()).isEqualTo("b.example");
        assertThat(client.last).isEqualTo(DONE);

        byte[] retryRandom =
                HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
        byte[] retry = record(22, messageOf(Tls.SERVER_HELLO, serverHello13(retryRandom)));
        byte[] answer = record(22, messageOf(Tls.SERVER_HELLO, serverHello13(new byte[32])));
        Reading server = Reading.of(retry, ccs, answer, data);
        assertThat(server.kinds()).containsExactly("ServerHelloSeen", "ServerHelloSeen");
        assertThat(server.serverHello(0).isHelloRetryRequest()).isTrue();
        assertThat(server.serverHello(1).isHelloRetryRequest()).isFalse();
        assertThat(server.last).isEqualTo(DONE);
    }

    @Test
    void ciphertextAfterChangeCipherSpecIsNotTakenForAHello() {
        byte[] hello = record(22, messageOf(Tls.CLIENT_HELLO, clientHello("a.example")));
        byte[] ccs = record(20, new byte[] {1});
        byte[] finished = new byte[40];
        finished[0] = Tls.CLIENT_HELLO;
        finished[3] = 20;
        Reading r = Reading.of(hello, ccs, record(22, finished));
        assertThat(r.kinds()).containsExactly("ClientHelloSeen");
        assertThat(r.last).isEqualTo(DONE);
        assertThat(r.counters.get(Counter.TLS_INVALID_RECORD)).isZero();
    }

    @Test
    void alertsInTheClearAreStated() {
        byte[] hello = record(22, messageOf(Tls.CLIENT_HELLO, clientHello("a.example")));
        byte[] unknownCa = record(21, new byte[] {2, 48});
        assertThat(Reading.of(hello, unknownCa).lines()).last().isEqualTo("alert 2 48");
        assertThat(Reading.pieces(concat(hello, unknownCa, record(21, new byte[] {1, 0})), 1)
                        .lines())
                .endsWith("alert 2 48", "alert 1 0");
        assertThat(Reading.of(hello, record(21, new byte[26])).kinds())
                .as("an encrypted one is longer")
                .containsExactly("ClientHelloSeen");
        assertThat(Reading.of(hello, record(20, new byte[] {1}), unknownCa).kinds())
                .as("behind ChangeCipherSpec it is ciphertext")
                .containsExactly("ClientHelloSeen");
    }

    @Test
    void helloOfSsl2IsStatedFromItsMessageTypeOn() {
        byte[] hello = ssl2Hello();
        byte[] rest = record(22, messageOf(Tls.CLIENT_KEY_EXCHANGE, new byte[66]));
        List<String> whole = Reading.of(concat(hello, rest)).lines();
        Reading r = Reading.of(concat(hello, rest));
        assertThat(r.clientHello(0).form()).isEqualTo(io.doppelwatch.decode.tls.ClientHello.Form.SSL_2);
        assertThat(r.clientHello(0).cipher(1)).isEqualTo(0x0700c0);
        assertThat(r.last).isEqualTo(MORE);
        for (int size = 1; size < hello.length; size++) {
            assertThat(Reading.pieces(concat(hello, rest), size).lines()).isEqualTo(whole);
        }
    }

    @Test
    void emptyRecordsAndEmptyMessagesAreNothing() {
        byte[] hello = record(22, messageOf(Tls.CLIENT_HELLO, clientHello("a.example")));
        Reading r = Reading.of(
                record(22, new byte[0]), hello, record(22, messageOf(Tls.HELLO_REQUEST, new byte[0])), new byte[0]);
        assertThat(r.kinds()).containsExactly("ClientHelloSeen");
        assertThat(r.last).isEqualTo(MORE);
        assertThat(Reading.of(record(22, messageOf(Tls.CERTIFICATE, new byte[0])))
                        .kinds())
                .containsExactly("CertificateSeen");
    }

    @Test
    void whatIsNoRecordEndsTheDirectionAndIsCounted() {
        byte[] hello = record(22, messageOf(Tls.CLIENT_HELLO, clientHello("a.example")));
        for (byte[] bad : new byte[][] {
            {22, 3, 1, (byte) 0xff, (byte) 0xff},
            {22, 4, 0, 0, 4},
            {25, 3, 1, 0, 4},
            {22, 3, 5, 0, 4},
            "GET /".getBytes()
        }) {
            Reading r = Reading.of(hello, bad);
            assertThat(r.last).isEqualTo(DONE);
            assertThat(r.counters.get(Counter.TLS_INVALID_RECORD)).isEqualTo(1);
        }
    }

    @Test
    void aMessageThatPromises16MegabytesIsPassedOverWithoutTakingMemory() {
        byte[] header = {11, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        Reading r = Reading.of(record(22, concat(header, new byte[1000])), record(22, new byte[16000]));
        assertThat(r.last).isEqualTo(MORE);
        assertThat(r.facts).isEmpty();
        assertThat(r.budget.left()).isEqualTo(Reading.LIMIT);
        assertThat(r.counters.get(Counter.TLS_MESSAGE_GIVEN_UP)).isEqualTo(1);
    }

    @Test
    void aMessageTakesMemoryOnlyForWhatHasComeOfIt() {
        byte[] header = {11, 3, (byte) 0xff, (byte) 0xff};
        Reading r = Reading.of(record(22, concat(header, new byte[10])));
        assertThat(Reading.LIMIT - r.budget.left()).isBetween(10, 2048);
        r.stream.end();
        assertThat(r.budget.left()).isEqualTo(Reading.LIMIT);
        assertThat(r.counters.get(Counter.TLS_MESSAGE_GIVEN_UP)).isEqualTo(1);
    }

    @Test
    void beyondTheBudgetMessagesAreGivenUpAndTheStreamGoesOn() {
        byte[] body = clientHello("a.example");
        byte[] certificate = messageOf(Tls.CERTIFICATE, new byte[5000]);
        byte[] wire = concat(record(22, certificate), record(22, messageOf(Tls.CLIENT_HELLO, body)));
        Reading r = new Reading();
        assertThat(r.budget.take(Reading.LIMIT - 100)).isTrue();
        for (int i = 0; i < wire.length; i += 1000) {
            r.feed(wire, i, Math.min(1000, wire.length - i));
        }
        assertThat(r.counters.get(Counter.TLS_MESSAGE_GIVEN_UP)).isEqualTo(1);
        assertThat(r.kinds()).as("this one lay whole in its segment").containsExactly("ClientHelloSeen");
        assertThat(r.budget.left()).isEqualTo(100);
    }

    @Test
    void aHelloCutByAHoleIsStatedAsFarAsItCame() {
        byte[] wire = record(22, messageOf(Tls.CLIENT_HELLO, clientHello("a.example")));
        Reading r = new Reading().feed(wire, 0, wire.length - 20).gap(20);
        assertThat(r.clientHello(0).sni()).isEqualTo("a.example");
        assertThat(r.clientHello(0).fault()).isNotEqualTo(io.doppelwatch.decode.Fault.NONE);
        assertThat(r.counters.get(Counter.TLS_MESSAGE_GIVEN_UP)).isEqualTo(1);
        assertThat(r.counters.get(Counter.TLS_MALFORMED_MESSAGE)).isEqualTo(1);
        assertThat(r.feed(record(21, new byte[] {2, 40}), 0, 7).lines()).last().isEqualTo("alert 2 40");
    }

    @Test
    void aHoleInAMessageNobodyWantsIsStepped() {
        byte[] keyExchange = messageOf(Tls.SERVER_KEY_EXCHANGE, new byte[300]);
        byte[] certificate = messageOf(Tls.CERTIFICATE, certificates(new byte[] {1, 2, 3}));
        byte[] wire = record(22, concat(keyExchange, certificate));
        Reading r = new Reading().feed(wire, 0, 20).gap(200).feed(wire, 220, wire.length - 220);
        assertThat(r.lines()).containsExactly("certificate UNKNOWN [010203]");
    }

    @Test
    void leafBeforeAHoleIsStated() {
        byte[] wire = record(22, messageOf(Tls.CERTIFICATE, certificates(new byte[] {1, 2, 3}, new byte[500])));
        Reading r = new Reading().feed(wire, 0, 200).gap(wire.length - 200);
        assertThat(r.lines()).containsExactly("certificate UNKNOWN [010203]");
        assertThat(r.last).isEqualTo(MORE);
        assertThat(new Reading().feed(wire, 0, 14).gap(wire.length - 14).facts)
                .as("a cut leaf is none")
                .isEmpty();
    }

    @Test
    void aHoleOverARecordHeaderNeedsARecordBehindIt() {
        byte[] hello = record(22, messageOf(Tls.SERVER_HELLO, serverHello12()));
        byte[] certificate = record(22, messageOf(Tls.CERTIFICATE, certificates(new byte[] {7})));
        Reading found = new Reading().feed(hello, 0, hello.length).gap(1000).feed(certificate, 0, certificate.length);
        assertThat(found.kinds()).containsExactly("ServerHelloSeen", "CertificateSeen");
        Reading lost =
                new Reading().feed(hello, 0, hello.length).gap(1000).feed(certificate, 1, certificate.length - 1);
        assertThat(lost.last).isEqualTo(DONE);
        assertThat(lost.counters.get(Counter.TLS_GAP)).isEqualTo(1);
    }

    @Test
    void aHoleAnywhereNeverBreaksTheReader() {
        byte[] wire = mutual12.server();
        for (int at = 0; at < wire.length; at += 7) {
            for (int missing : new int[] {1, 4, 90, 1500}) {
                Reading r = new Reading().feed(wire, 0, at).gap(missing);
                int from = Math.min(at + missing, wire.length);
                r.feed(wire, from, wire.length - from);
                r.stream.end();
                assertThat(r.budget.left()).isEqualTo(Reading.LIMIT);
                assertThat(r.facts.size()).isLessThanOrEqualTo(3);
            }
        }
        assertThat(new Reading().feed(wire, 0, 50).gap(Long.MAX_VALUE).last).isEqualTo(MORE);
    }

    @Test
    void twoMessagesInOneRecordAreTwoFacts() {
        byte[] both = concat(
                messageOf(Tls.SERVER_HELLO, serverHello12()),
                messageOf(Tls.CERTIFICATE, certificates(new byte[] {1}, new byte[] {2})),
                messageOf(Tls.SERVER_HELLO_DONE, new byte[0]));
        Reading r = Reading.of(record(22, both));
        assertThat(r.kinds()).containsExactly("ServerHelloSeen", "CertificateSeen");
        assertThat(r.lines().get(1)).isEqualTo("certificate SERVER [01, 02]");
        assertThat(r.last).isEqualTo(MORE);
    }

    @Test
    void contradictingCertificateLengthsKeepWhatStands() {
        byte[] body = certificates(new byte[] {1}, new byte[] {2, 2});
        body[2] += 50; // the list promises more than the message holds
        Reading r = Reading.of(record(22, messageOf(Tls.CERTIFICATE, body)));
        assertThat(r.lines()).containsExactly("certificate UNKNOWN [01, 0202]");
        assertThat(r.counters.get(Counter.TLS_MALFORMED_MESSAGE)).isEqualTo(1);
    }

    @Test
    void aProxyHeaderBeforeTheHelloIsPassedOver() {
        byte[] line = "PROXY TCP4 10.0.0.1 10.0.0.2 5 443\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] wire = concat(line, record(22, messageOf(Tls.CLIENT_HELLO, clientHello("a.example"))));
        ByteBuf buffer = Unpooled.wrappedBuffer(wire);
        int before = TlsContent.begin(buffer, 0, wire.length, true);
        assertThat(before).isEqualTo(line.length);
        Reading r = new Reading(before);
        r.feed(wire, 0, 10).feed(wire, 10, wire.length - 10);
        assertThat(r.clientHello(0).sni()).isEqualTo("a.example");
    }

    /** Cuts every handshake record of the clear part into records of {@code size}. */
    private static byte[] refragment(byte[] direction, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        boolean clear = true;
        while (at + 5 <= direction.length) {
            int length = (direction[at + 3] & 0xff) << 8 | direction[at + 4] & 0xff;
            byte[] body = Arrays.copyOfRange(direction, at + 5, at + 5 + length);
            if (direction[at] == 22 && clear) {
                for (int i = 0; i < body.length; i += size) {
                    out.writeBytes(record(22, Arrays.copyOfRange(body, i, Math.min(i + size, body.length))));
                }
            } else {
                clear = false;
                out.writeBytes(record(direction[at], body));
            }
            at += 5 + length;
        }
        return out.toByteArray();
    }

    static byte[] record(int type, byte[] body) {
        return bytes(Unpooled.buffer()
                .writeByte(type)
                .writeShort(0x0303)
                .writeShort(body.length)
                .writeBytes(body));
    }

    static byte[] messageOf(int type, byte[] body) {
        return bytes(Unpooled.buffer().writeByte(type).writeMedium(body.length).writeBytes(body));
    }

    /** A name first, so that a cut hello still has it. */
    static byte[] clientHello(String name) {
        ByteBuf b = Unpooled.buffer().writeShort(0x0303).writeZero(32).writeByte(0);
        b.writeShort(2).writeShort(0x1301).writeShort(0x0100);
        b.writeShort(9 + name.length() + 44);
        b.writeShort(0)
                .writeShort(name.length() + 5)
                .writeShort(name.length() + 3)
                .writeByte(0);
        b.writeShort(name.length()).writeBytes(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        b.writeShort(21).writeShort(40).writeZero(40);
        return bytes(b);
    }

    static byte[] serverHello12() {
        return bytes(Unpooled.buffer()
                .writeShort(0x0303)
                .writeZero(32)
                .writeByte(0)
                .writeShort(0xc02f)
                .writeByte(0));
    }

    static byte[] serverHello13(byte[] random) {
        return bytes(Unpooled.buffer()
                .writeShort(0x0303)
                .writeBytes(random)
                .writeByte(0)
                .writeShort(0x1301)
                .writeByte(0)
                .writeShort(6)
                .writeShort(43)
                .writeShort(2)
                .writeShort(0x0304));
    }

    static byte[] certificates(byte[]... all) {
        ByteBuf list = Unpooled.buffer();
        for (byte[] c : all) {
            list.writeMedium(c.length).writeBytes(c);
        }
        return bytes(Unpooled.buffer().writeMedium(list.readableBytes()).writeBytes(list));
    }

    static byte[] ssl2Hello() {
        ByteBuf b = Unpooled.buffer()
                .writeByte(1)
                .writeShort(0x0301)
                .writeShort(6)
                .writeShort(0)
                .writeShort(16);
        b.writeMedium(0x2f).writeMedium(0x0700c0).writeZero(16);
        byte[] body = bytes(b);
        return concat(new byte[] {(byte) 0x80, (byte) body.length}, body);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(ByteBuf b) {
        byte[] all = new byte[b.readableBytes()];
        b.readBytes(all);
        return all;
    }
}
