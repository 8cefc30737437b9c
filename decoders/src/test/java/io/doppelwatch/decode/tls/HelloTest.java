// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HelloTest {
    private static byte[] full() {
        return Craft.clientHello(0x0303, 0x1a1a, 0x1301, 0xc02f, 0x00ff)
                .extensions(
                        Craft.serverName("Hub.Example"),
                        Craft.alpn("h2", "http/1.1"),
                        Craft.shorts(Tls.SUPPORTED_VERSIONS, 1, 0x3a3a, 0x0303, 0x0304),
                        Craft.shorts(Tls.SUPPORTED_GROUPS, 2, 0x1d, 0x17),
                        Craft.shorts(Tls.SIGNATURE_ALGORITHMS, 2, 0x0403, 0x0804),
                        Craft.pointFormats(0, 1, 2),
                        Craft.keyShare(0x1d, 0x17),
                        Craft.extension(Tls.SESSION_TICKET, (byte) 9),
                        Craft.extension(Tls.EARLY_DATA),
                        Craft.extension(Tls.ENCRYPTED_CLIENT_HELLO, (byte) 0),
                        Craft.extension(Tls.PRE_SHARED_KEY, (byte) 0, (byte) 0))
                .bytes();
    }

    @Test
    void clientHelloSaysWhatItOffers() {
        ClientHello hello = ClientHello.of(full());
        assertThat(hello.fault()).isEqualTo(Fault.NONE);
        assertThat(hello.form()).isEqualTo(ClientHello.Form.TLS);
        assertThat(hello.legacyVersion()).isEqualTo(Tls.TLS_1_2);
        assertThat(hello.newestVersion()).isEqualTo(Tls.TLS_1_3);
        assertThat(hello.versions()).containsExactly(0x3a3a, 0x0303, 0x0304);
        assertThat(hello.sni()).as("case is the client's").isEqualTo("Hub.Example");
        assertThat(hello.alpn()).containsExactly("h2", "http/1.1");
        assertThat(hello.cipherCount()).isEqualTo(4);
        assertThat(hello.cipher(2)).isEqualTo(0xc02f);
        assertThat(hello.compressionCount()).isEqualTo(1);
        assertThat(hello.compression(0)).isZero();
        assertThat(hello.groups()).containsExactly(0x1d, 0x17);
        assertThat(hello.signatureAlgorithms()).containsExactly(0x0403, 0x0804);
        assertThat(hello.pointFormats()).containsExactly(0, 1, 2);
        assertThat(hello.keyShareGroups()).containsExactly(0x1d, 0x17);
        assertThat(hello.offersTicket()).isTrue();
        assertThat(hello.offersEarlyData()).isTrue();
        assertThat(hello.offersPreSharedKey()).isTrue();
        assertThat(hello.hasEncryptedHello()).isTrue();
        assertThat(hello.extensionCount()).isEqualTo(11);
        assertThat(hello.randomOffset()).isEqualTo(2);
        assertThat(hello)
                .hasToString(
                        "ClientHello[TLS 1.3 sni=Hub.Example alpn=[h2, http/1.1] ciphers=4 extensions=11 fault=NONE]");
    }

    @Test
    void clientHelloWithoutExtensionsIsWellFormed() {
        ClientHello hello = ClientHello.of(Craft.clientHello(0x0301, 0x2f).bytes());
        assertThat(hello.fault()).isEqualTo(Fault.NONE);
        assertThat(hello.newestVersion()).isEqualTo(Tls.TLS_1_0);
        assertThat(hello.sni()).isEmpty();
        assertThat(hello.alpn()).isEmpty();
        assertThat(hello.versions()).isEmpty();
        assertThat(hello.keyShareGroups()).isEmpty();
        assertThat(hello.offersTicket()).isFalse();
        assertThat(hello.hasEncryptedHello()).isFalse();
    }

    @Test
    void newestVersionKnowsDraftsAndDtls() {
        assertThat(newest(0x0303, 0x7f1c, 0x0303)).isEqualTo(0x7f1c);
        assertThat(newest(0x0303, 0x7f1c, 0x0304)).isEqualTo(0x0304);
        assertThat(newest(0x0303, 0x0303, 0x0302)).isEqualTo(0x0303);
        assertThat(newest(0xfefd, 0xfefd, 0xfefc)).isEqualTo(Tls.DTLS_1_3);
        assertThat(newest(0x0303, 0x2a2a)).as("nothing but GREASE").isEqualTo(0x0303);
    }

    private static int newest(int legacy, int... versions) {
        return ClientHello.of(Craft.clientHello(legacy, 0x2f)
                        .extensions(Craft.shorts(Tls.SUPPORTED_VERSIONS, 1, versions))
                        .bytes())
                .newestVersion();
    }

    @Test
    void serverNameThatIsNoTextIsEscaped() {
        ClientHello hello = ClientHello.of(Craft.clientHello(0x0303, 0x2f)
                .extensions(Craft.serverName("a\n\\\u00e4 \u001b[31m"))
                .bytes());
        assertThat(hello.sni()).isEqualTo("a\\010\\092\\228\\032\\027[31m");
    }

    @Test
    void serverNameListTakesTheFirstHostName() {
        byte[] names = HexFormat.of()
                .parseHex("0010" + "01" + "0002" + "6161" + "00" + "0003" + "622e63" + "00" + "0001" + "64");
        ClientHello hello = ClientHello.of(Craft.clientHello(0x0303, 0x2f)
                .extensions(Craft.extension(0, names))
                .bytes());
        assertThat(hello.sni()).isEqualTo("b.c");
    }

    @Test
    void ssl2HelloIsReadFromItsMessageTypeOn() {
        byte[] hello = HexFormat.of()
                .parseHex("01" + "0301" + "0009" + "0002" + "0010" + "00002f" + "0700c0" + "000004" + "abcd"
                        + "000102030405060708090a0b0c0d0e0f");
        ClientHello c = ClientHello.of(hello);
        assertThat(c.fault()).isEqualTo(Fault.NONE);
        assertThat(c.form()).isEqualTo(ClientHello.Form.SSL_2);
        assertThat(c.newestVersion()).isEqualTo(Tls.TLS_1_0);
        assertThat(c.cipherCount()).isEqualTo(3);
        assertThat(c.cipher(1)).isEqualTo(0x0700c0);
        assertThat(c.sessionId()).containsExactly(0xab, 0xcd);
        assertThat(c.randomOffset()).isEqualTo(20);
        for (int n = 0; n < hello.length; n++) {
            assertThat(ClientHello.of(Arrays.copyOf(hello, n)).fault()).isEqualTo(Fault.TRUNCATED);
        }
    }

    @Test
    void theShapeOfKeptBytesIsToldWithoutReadingThem() {
        assertThat(ClientHello.formOf(full())).isEqualTo(ClientHello.Form.TLS);
        assertThat(ClientHello.formOf(new byte[0])).isEqualTo(ClientHello.Form.TLS);
        assertThat(ClientHello.formOf(new byte[] {1, 3, 1})).isEqualTo(ClientHello.Form.SSL_2);
        assertThat(ClientHello.formOf(Craft.clientHello(0xfeff, 0x2f).bytes())).isEqualTo(ClientHello.Form.DTLS);
        assertThat(ServerHello.isDtls(
                        Craft.serverHello(0xfefd, Craft.random(), 0xc02b).bytes()))
                .isTrue();
        assertThat(ServerHello.isDtls(
                        Craft.serverHello(0x0303, Craft.random(), 0xc02b).bytes()))
                .isFalse();
        assertThat(ServerHello.isDtls(new byte[0])).isFalse();
    }

    @Test
    void dtlsHelloHasACookie() {
        ClientHello hello = ClientHello.of(Craft.clientHello(0xfefd, 0xc02b)
                .extensions(Craft.serverName("hub.example"))
                .bytes());
        assertThat(hello.fault()).isEqualTo(Fault.NONE);
        assertThat(hello.form()).isEqualTo(ClientHello.Form.DTLS);
        assertThat(hello.cipher(0)).isEqualTo(0xc02b);
        assertThat(hello.sni()).isEqualTo("hub.example");
    }

    @Test
    void everyPrefixOfAClientHelloFaultsAndKeepsWhatItHas() {
        byte[] body = full();
        ClientHello whole = ClientHello.of(body);
        boolean named = false;
        for (int n = 0; n < body.length; n++) {
            ClientHello hello = ClientHello.of(Arrays.copyOf(body, n));
            boolean endsBeforeExtensions = n == body.length - extensionsLength(body);
            assertThat(hello.fault())
                    .as("prefix of %d", n)
                    .isEqualTo(endsBeforeExtensions ? Fault.NONE : Fault.TRUNCATED);
            assertThat(hello.extensionCount()).isLessThan(whole.extensionCount());
            assertThat(hello.cipherCount()).isLessThanOrEqualTo(whole.cipherCount());
            named |= hello.sni().equals(whole.sni());
            Ja3.hash(hello);
            Ja4.hash(hello, Ja4.Transport.TCP);
            assertThat(hello.toString()).isNotEmpty();
        }
        assertThat(named).as("the name outlives the cut").isTrue();
    }

    /** Length of the extensions with their own two bytes. */
    private static int extensionsLength(byte[] body) {
        ClientHello hello = ClientHello.of(body);
        return body.length - (hello.extensionOffset(0) - 4) + 2;
    }

    @Test
    void everyPrefixOfAServerHelloFaults() {
        byte[] body = Craft.serverHello(0x0303, Craft.random(), 0x1301)
                .extensions(Craft.extension(43, (byte) 3, (byte) 4), Craft.keyShare(0x1d))
                .bytes();
        for (int n = 0; n < body.length; n++) {
            ServerHello hello = ServerHello.of(Arrays.copyOf(body, n));
            assertThat(hello.fault()).as("prefix of %d", n).isEqualTo(n == 38 ? Fault.NONE : Fault.TRUNCATED);
            assertThat(hello.toString()).isNotEmpty();
            ServerShape.hash(hello);
        }
    }

    @Test
    void contradictoryLengthsEndWhereTheRoomEnds() {
        byte[] long_ = Craft.extension(Tls.SUPPORTED_GROUPS, (byte) 0xff, (byte) 0xff, (byte) 0, (byte) 0x1d);
        byte[] odd = Craft.extension(Tls.SIGNATURE_ALGORITHMS, (byte) 0, (byte) 3, (byte) 4, (byte) 3, (byte) 8);
        byte[] name = Craft.extension(0, (byte) 0, (byte) 9, (byte) 0, (byte) 0xff, (byte) 0xff, (byte) 'a');
        byte[] formats = Craft.extension(Tls.POINT_FORMATS, (byte) 200, (byte) 1);
        byte[] alpn = Craft.extension(Tls.ALPN, (byte) 0, (byte) 2, (byte) 100, (byte) 'h');
        byte[] shares =
                Craft.extension(Tls.KEY_SHARE, (byte) 0, (byte) 4, (byte) 0, (byte) 0x1d, (byte) 0xff, (byte) 0xff);
        ClientHello hello = ClientHello.of(Craft.clientHello(0x0303, 0x2f)
                .extensions(long_, odd, name, formats, alpn, shares)
                .bytes());
        assertThat(hello.groups()).containsExactly(0x1d);
        assertThat(hello.signatureAlgorithms()).containsExactly(0x0403);
        assertThat(hello.sni()).isEqualTo("a");
        assertThat(hello.pointFormats()).containsExactly(1);
        assertThat(hello.alpn()).isEmpty();
        assertThat(hello.keyShareGroups()).isEmpty();
    }

    @Test
    void extensionsAreBounded() {
        byte[][] many = new byte[Extensions.MAX + 5][];
        Arrays.fill(many, Craft.extension(0x1234));
        ClientHello hello =
                ClientHello.of(Craft.clientHello(0x0303, 0x2f).extensions(many).bytes());
        assertThat(hello.fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(hello.extensionCount()).isEqualTo(Extensions.MAX);
    }

    @Test
    void aFlyweightIsReusedWithoutLeftovers() {
        ClientHello hello = ClientHello.of(full());
        byte[] bare = Craft.clientHello(0x0301).bytes();
        assertThat(hello.wrap(Unpooled.wrappedBuffer(bare), 0, bare.length)).isEqualTo(Fault.NONE);
        assertThat(hello.extensionCount()).isZero();
        assertThat(hello.cipherCount()).isZero();
        assertThat(hello.sni()).isEmpty();
        assertThat(hello.wrap(Unpooled.wrappedBuffer(bare), 0, 1)).isEqualTo(Fault.TRUNCATED);
        assertThat(hello.compressionCount()).isZero();
    }

    @Test
    void serverHelloSaysWhatWasAgreed() {
        ServerHello old = ServerHello.of(Craft.serverHello(0x0303, Craft.random(), 0xc02f)
                .extensions(Craft.alpn("h2"), Craft.extension(0xff01, (byte) 0))
                .bytes());
        assertThat(old.fault()).isEqualTo(Fault.NONE);
        assertThat(old.selectedVersion()).isEqualTo(Tls.TLS_1_2);
        assertThat(old.cipher()).isEqualTo(0xc02f);
        assertThat(old.alpn()).isEqualTo("h2");
        assertThat(old.isHelloRetryRequest()).isFalse();
        assertThat(old.hasDowngradeMark()).isFalse();
        assertThat(old.keyShareGroup()).isEqualTo(-1);
        ServerHello now = ServerHello.of(Craft.serverHello(0x0303, Craft.random(), 0x1301)
                .extensions(Craft.extension(43, (byte) 3, (byte) 4), Craft.extension(41, (byte) 0, (byte) 0))
                .bytes());
        assertThat(now.selectedVersion()).isEqualTo(Tls.TLS_1_3);
        assertThat(now.acceptsPreSharedKey()).isTrue();
        assertThat(now.alpn()).isEmpty();
    }

    @Test
    void helloRetryRequestIsKnownByItsRandom() {
        byte[] retry = HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
        ServerHello hello = ServerHello.of(Craft.serverHello(0x0303, retry, 0x1301)
                .extensions(Craft.extension(43, (byte) 3, (byte) 4), Craft.extension(51, (byte) 0, (byte) 0x17))
                .bytes());
        assertThat(hello.isHelloRetryRequest()).isTrue();
        assertThat(hello.keyShareGroup()).isEqualTo(0x17);
        retry[31]++;
        assertThat(ServerHello.of(Craft.serverHello(0x0303, retry, 0x1301).bytes())
                        .isHelloRetryRequest())
                .isFalse();
    }

    @Test
    void downgradeMarkIsSeen() {
        byte[] random = Craft.random();
        System.arraycopy(HexFormat.of().parseHex("444f574e47524401"), 0, random, 24, 8);
        assertThat(ServerHello.of(Craft.serverHello(0x0303, random, 0xc02f).bytes())
                        .hasDowngradeMark())
                .isTrue();
        random[31] = 0;
        assertThat(ServerHello.of(Craft.serverHello(0x0302, random, 0x2f).bytes())
                        .hasDowngradeMark())
                .isTrue();
        random[31] = 2;
        assertThat(ServerHello.of(Craft.serverHello(0x0302, random, 0x2f).bytes())
                        .hasDowngradeMark())
                .isFalse();
    }

    @Test
    void earlyDraftsOfTls13HaveNeitherSessionIdNorCompression() {
        byte[] body = Craft.bytes(Unpooled.buffer()
                .writeShort(0x7f12)
                .writeBytes(Craft.random())
                .writeShort(0x1301)
                .writeShort(0));
        ServerHello hello = ServerHello.of(body);
        assertThat(hello.fault()).isEqualTo(Fault.NONE);
        assertThat(hello.cipher()).isEqualTo(0x1301);
        assertThat(Tls.versionText(hello.selectedVersion())).isEqualTo("TLS 1.3 draft-18");
    }

    @Test
    void alertsHaveNames() {
        assertThat(Alert.name(48)).isEqualTo("unknown_ca");
        assertThat(Alert.name(255)).isEmpty();
        assertThat(Alert.plausible(2, 40)).isTrue();
        assertThat(Alert.plausible(3, 40)).isFalse();
        assertThat(Alert.plausible(1, 5)).isFalse();
    }
}
