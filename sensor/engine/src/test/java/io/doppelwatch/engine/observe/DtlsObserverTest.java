// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.engine.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DtlsObserverTest {
    private static List<DtlsTalk.Datagram> talk;
    private static List<String> chain;

    @BeforeAll
    static void shakeHands() throws Exception {
        Handshakes.Identity server = Handshakes.identity("RSA", "SHA256withRSA");
        talk = DtlsTalk.run(server, 400);
        chain = server.der().stream().map(HexFormat.of()::formatHex).toList();
    }

    @Test
    void statesHellosAndTheChainOfARealHandshakeInSmallDatagrams() {
        DtlsReading r = new DtlsReading();
        for (DtlsTalk.Datagram d : talk) {
            r.feed(d.fromClient(), d.bytes());
        }
        assertThat(r.kinds())
                .containsExactly("ClientHelloSeen", "ClientHelloSeen", "ServerHelloSeen", "CertificateSeen");
        ClientHello second = ClientHello.of(((ClientHelloSeen) r.facts.get(1)).body());
        assertThat(second.form()).isEqualTo(ClientHello.Form.DTLS);
        assertThat(second.sni()).isEqualTo(Handshakes.NAME);
        CertificateSeen certificate = (CertificateSeen) r.facts.get(3);
        assertThat(certificate.side()).isEqualTo(CertificateSeen.Side.SERVER);
        assertThat(certificate.chain().stream().map(HexFormat.of()::formatHex)).isEqualTo(chain);
        assertThat(r.observer.held()).isZero();
    }

    @Test
    void theOrderOfFragmentsDoesNotMatter() {
        byte[] body = TlsStreamTest.certificates(new byte[] {1, 2, 3}, new byte[900]);
        List<byte[]> fragments = new ArrayList<>();
        for (int i = 0; i < body.length; i += 100) {
            fragments.add(record(22, 0, fragment(Tls.CERTIFICATE, body, 2, i, Math.min(100, body.length - i))));
        }
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(fragments, new Random(seed));
            DtlsReading r = new DtlsReading();
            for (byte[] f : fragments) {
                assertThat(r.facts).isEmpty();
                r.feed(false, f);
            }
            assertThat(r.kinds()).containsExactly("CertificateSeen");
            assertThat(r.lines().get(0)).startsWith("certificate UNKNOWN [010203, ");
            assertThat(r.observer.held()).isZero();
        }
    }

    @Test
    void overlappingFragmentsKeepTheByteSeenFirst() {
        byte[] body = TlsStreamTest.certificates(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        byte[] other = body.clone();
        Arrays.fill(other, 6, 14, (byte) 9);
        DtlsReading r = new DtlsReading();
        r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, body, 2, 0, 8)));
        r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, other, 2, 10, 4)));
        r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, body, 2, 4, 10)));
        assertThat(r.lines()).containsExactly("certificate UNKNOWN [0102030409090909]");
    }

    @Test
    void aFlightSentAgainIsStatedAgain() {
        byte[] whole = record(22, 0, fragment(Tls.CLIENT_HELLO, dtlsHello(), 0, 0, dtlsHello().length));
        DtlsReading r = new DtlsReading();
        r.feed(true, whole);
        r.feed(true, whole);
        assertThat(r.kinds()).containsExactly("ClientHelloSeen", "ClientHelloSeen");
    }

    @Test
    void severalRecordsOfOneDatagramAreReadAndCiphertextIsNot() {
        byte[] hello = record(22, 0, fragment(Tls.CLIENT_HELLO, dtlsHello(), 0, 0, dtlsHello().length));
        byte[] alert = record(21, 0, new byte[] {2, 40});
        byte[] finished = record(22, 1, fragment(Tls.CLIENT_HELLO, dtlsHello(), 3, 0, dtlsHello().length));
        DtlsReading r = new DtlsReading();
        r.feed(true, TlsStreamTest.concat(hello, record(20, 0, new byte[] {1}), finished, alert));
        assertThat(r.kinds()).containsExactly("ClientHelloSeen", "TlsAlertSeen");
    }

    @Test
    void looksBehindCapwapsFourBytesOnItsPortsOnly() {
        byte[] hello = record(22, 0, fragment(Tls.CLIENT_HELLO, dtlsHello(), 0, 0, dtlsHello().length));
        byte[] capwap = TlsStreamTest.concat(new byte[] {1, 0, 0, 0}, hello);
        DtlsReading r = new DtlsReading();
        r.feed(true, capwap);
        assertThat(r.facts).isEmpty();
        r.port = 5246;
        r.feed(true, capwap);
        assertThat(r.kinds()).containsExactly("ClientHelloSeen");
    }

    @Test
    void everyPrefixIsReadToItsEnd() {
        DtlsReading r = new DtlsReading();
        for (DtlsTalk.Datagram d : talk) {
            for (int n = 0; n < d.bytes().length; n++) {
                r.facts.clear();
                r.feed(d.fromClient(), Arrays.copyOf(d.bytes(), n));
                r.observer.end();
                assertThat(r.observer.held()).isZero();
                assertThat(r.facts.size()).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void contradictoryAndHugeLengthsTakeNoMemory() {
        DtlsReading r = new DtlsReading();
        byte[] beyond = fragment(Tls.CERTIFICATE, new byte[50], 1, 0, 50);
        beyond[8] = 10; // offset 10 + length 50 of 50
        r.feed(false, record(22, 0, beyond));
        assertThat(r.counters.get(Counter.TLS_INVALID_RECORD)).isEqualTo(1);
        byte[] huge = fragment(Tls.CERTIFICATE, new byte[50], 1, 0, 50);
        huge[1] = (byte) 0xff;
        r.feed(false, record(22, 0, huge));
        assertThat(r.observer.held()).isZero();
        assertThat(r.counters.get(Counter.TLS_MESSAGE_GIVEN_UP)).isEqualTo(1);
        assertThat(r.facts).isEmpty();
    }

    @Test
    void unfinishedMessagesAreBoundedInNumberAndBytes() {
        DtlsReading r = new DtlsReading();
        byte[] body = new byte[DtlsObserver.MAX_MESSAGE];
        for (int i = 0; i < 2000; i++) {
            r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, body, i, 0, 10)));
        }
        assertThat(r.observer.held()).isEqualTo(10 * DtlsObserver.MAX_PENDING);
        for (int i = 0; i < 200; i++) {
            r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, body, i, body.length - 20, 10)));
        }
        assertThat(r.observer.held()).isLessThanOrEqualTo(DtlsObserver.MAX_BYTES);
        assertThat(r.counters.get(Counter.TLS_MESSAGE_GIVEN_UP)).isGreaterThan(1900);
        r.observer.end();
        assertThat(r.observer.held()).isZero();
    }

    @Test
    void datagramsWithoutAFactAllocateNothing() {
        DtlsReading r = new DtlsReading();
        assertThat(r.allocated(new byte[100])).isZero();
        assertThat(r.allocated(record(23, 1, new byte[100]))).isZero();
        assertThat(r.allocated(record(22, 0, fragment(Tls.SERVER_KEY_EXCHANGE, new byte[90], 3, 0, 90))))
                .isZero();
    }

    @Test
    void fragmentsOfLongAgoAreNotPutTogetherWithNewOnes() {
        byte[] body = TlsStreamTest.certificates(new byte[] {1, 2, 3});
        DtlsReading r = new DtlsReading();
        r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, body, 2, 0, 5)));
        r.now += DtlsObserver.TIMEOUT_NANOS + 1;
        r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, body, 2, 5, body.length - 5)));
        assertThat(r.facts).isEmpty();
        r.feed(false, record(22, 0, fragment(Tls.CERTIFICATE, body, 2, 0, 5)));
        assertThat(r.kinds()).containsExactly("CertificateSeen");
    }

    static byte[] dtlsHello() {
        ByteBuf b = Unpooled.buffer().writeShort(0xfefd).writeZero(32).writeShort(0);
        b.writeShort(2).writeShort(0xc02b).writeShort(0x0100);
        return bytes(b);
    }

    static byte[] record(int type, int epoch, byte[] body) {
        return bytes(Unpooled.buffer()
                .writeByte(type)
                .writeShort(0xfefd)
                .writeShort(epoch)
                .writeZero(6)
                .writeShort(body.length)
                .writeBytes(body));
    }

    static byte[] fragment(int type, byte[] body, int sequence, int offset, int length) {
        return bytes(Unpooled.buffer()
                .writeByte(type)
                .writeMedium(body.length)
                .writeShort(sequence)
                .writeMedium(offset)
                .writeMedium(length)
                .writeBytes(body, offset, length));
    }

    private static byte[] bytes(ByteBuf b) {
        byte[] all = new byte[b.readableBytes()];
        b.readBytes(all);
        return all;
    }
}
