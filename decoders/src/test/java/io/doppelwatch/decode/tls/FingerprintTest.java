// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Against the values their authors published. */
class FingerprintTest {
    /** The example of technical_details/JA4.md, with GREASE put in where Chrome puts it. */
    private static ClientHello chrome(boolean grease) {
        int[] suites = {
            0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x9c, 0x9d, 0x2f,
            0x35
        };
        int[] signatures = {0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601};
        byte[] none = {};
        return ClientHello.of(Craft.clientHello(0x0303, grease ? prepend(0x5a5a, suites) : suites)
                .extensions(
                        grease ? Craft.extension(0xcaca) : none,
                        Craft.extension(0x001b, (byte) 2, (byte) 0, (byte) 2),
                        Craft.serverName("hub.example"),
                        grease ? Craft.keyShare(0xbaba, 0x1d) : Craft.keyShare(0x1d),
                        Craft.alpn("h2", "http/1.1"),
                        Craft.extension(0x4469),
                        Craft.extension(0x0017),
                        Craft.extension(0x002d, (byte) 1, (byte) 1),
                        Craft.shorts(0x000d, 2, grease ? prepend(0x0a0a, signatures) : signatures),
                        Craft.extension(0x0005, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0),
                        Craft.extension(0x0023),
                        Craft.extension(0x0012),
                        grease
                                ? Craft.shorts(0x002b, 1, 0xfafa, 0x0304, 0x0303)
                                : Craft.shorts(0x002b, 1, 0x0304, 0x0303),
                        Craft.extension(0xff01, (byte) 0),
                        Craft.pointFormats(0),
                        grease ? Craft.shorts(0x000a, 2, 0x1a1a, 0x1d, 0x17) : Craft.shorts(0x000a, 2, 0x1d, 0x17),
                        Craft.extension(0x0015, new byte[7]),
                        grease ? Craft.extension(0x3a3a, (byte) 0) : none)
                .bytes());
    }

    private static int[] prepend(int first, int... rest) {
        int[] all = new int[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    @Test
    void ja4OfThePublishedExample() {
        assertThat(Ja4.hash(chrome(false), Ja4.Transport.TCP)).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
        assertThat(Ja4.text(chrome(false), Ja4.Transport.TCP))
                .isEqualTo("t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_"
                        + "0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_"
                        + "0403,0804,0401,0503,0805,0501,0806,0601");
    }

    @Test
    void greaseChangesNothing() {
        assertThat(chrome(true).fault()).isEqualTo(io.doppelwatch.decode.Fault.NONE);
        assertThat(Ja4.hash(chrome(true), Ja4.Transport.TCP)).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
        assertThat(Ja3.text(chrome(true))).isEqualTo(Ja3.text(chrome(false)));
    }

    @Test
    void ja4SaysWhatCarriesIt() {
        assertThat(Ja4.hash(chrome(false), Ja4.Transport.QUIC)).startsWith("q13d1516h2_");
        ClientHello dtls = ClientHello.of(Craft.clientHello(0xfefd, 0xc02b).bytes());
        assertThat(dtls.form()).isEqualTo(ClientHello.Form.DTLS);
        assertThat(Ja4.text(dtls, Ja4.Transport.DTLS)).isEqualTo("dd2i010000_c02b_");
    }

    @Test
    void ja4OfNothingIsZeros() {
        ClientHello bare = ClientHello.of(Craft.clientHello(0x0301).bytes());
        assertThat(Ja4.hash(bare, Ja4.Transport.TCP)).isEqualTo("t10i000000_000000000000_000000000000");
    }

    @Test
    void ja4WithoutSignatureAlgorithmsEndsWithoutUnderscore() {
        ClientHello hello = ClientHello.of(Craft.clientHello(0x0303, 0x2f)
                .extensions(
                        Craft.extension(0x001b),
                        Craft.serverName("a"),
                        Craft.extension(0x0033),
                        Craft.alpn("h2"),
                        Craft.extension(0x4469),
                        Craft.extension(0x0017),
                        Craft.extension(0x002d),
                        Craft.extension(0x000d),
                        Craft.extension(0x0005),
                        Craft.extension(0x0023),
                        Craft.extension(0x0012),
                        Craft.extension(0x002b),
                        Craft.extension(0xff01),
                        Craft.extension(0x000b),
                        Craft.extension(0x000a),
                        Craft.extension(0x0015))
                .bytes());
        assertThat(Ja4.hash(hello, Ja4.Transport.TCP)).endsWith("_6d807ffa2a79");
    }

    @Test
    void ja4AlpnCharactersOfThePublishedTable() {
        assertThat(Ja4.alpn(new byte[0])).isEqualTo("00");
        assertThat(Ja4.alpn("h2".getBytes(StandardCharsets.US_ASCII))).isEqualTo("h2");
        assertThat(Ja4.alpn("http/1.1".getBytes(StandardCharsets.US_ASCII))).isEqualTo("h1");
        assertThat(Ja4.alpn("x".getBytes(StandardCharsets.US_ASCII))).isEqualTo("xx");
        assertThat(Ja4.alpn(new byte[] {(byte) 0xab})).isEqualTo("ab");
        assertThat(Ja4.alpn(new byte[] {(byte) 0xab, (byte) 0xcd})).isEqualTo("ad");
        assertThat(Ja4.alpn(new byte[] {0x30, (byte) 0xab})).isEqualTo("3b");
        assertThat(Ja4.alpn(new byte[] {0x30, 0x31, (byte) 0xab, (byte) 0xcd})).isEqualTo("3d");
        assertThat(Ja4.alpn(new byte[] {0x30, (byte) 0xab, (byte) 0xcd, 0x31})).isEqualTo("01");
    }

    @Test
    void ja3OfThePublishedExamples() {
        ClientHello hello = ClientHello.of(Craft.clientHello(
                        0x0301, 47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4)
                .extensions(Craft.serverName("hub.example"), Craft.shorts(10, 2, 23, 24, 25), Craft.pointFormats(0))
                .bytes());
        assertThat(Ja3.text(hello)).isEqualTo("769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0");
        assertThat(Ja3.hash(hello)).isEqualTo("ada70206e40642a3e4461f35503241d5");

        ClientHello bare = ClientHello.of(Craft.clientHello(0x0301, 4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99)
                .bytes());
        assertThat(Ja3.text(bare)).isEqualTo("769,4-5-10-9-100-98-3-6-19-18-99,,,");
        assertThat(Ja3.hash(bare)).isEqualTo("de350869b8c85de67a350c8d186f11e6");
    }

    /** The JA3S every list of them has for TLS_AES_128_GCM_SHA256 with key_share before supported_versions. */
    @Test
    void ja3sOfAWellKnownServer() {
        ServerHello hello = ServerHello.of(Craft.serverHello(0x0303, Craft.random(), 4865)
                .extensions(Craft.extension(51), Craft.extension(0x2a2a), Craft.extension(43))
                .bytes());
        assertThat(Ja3.text(hello)).isEqualTo("771,4865,51-43");
        assertThat(Ja3.hash(hello)).isEqualTo("eb1d94daa7e0344597e756a1fb6e7054");
        assertThat(Ja3.text(ServerHello.of(
                        Craft.serverHello(0x0303, Craft.random(), 0xc02f).bytes())))
                .isEqualTo("771,49199,");
    }

    @Test
    void serverShapeTellsWhatAServerDecides() {
        ServerHello hello = ServerHello.of(Craft.serverHello(0x0303, Craft.random(), 0x1302)
                .extensions(
                        Craft.extension(0x0a0a),
                        Craft.extension(0x002b, (byte) 3, (byte) 4),
                        Craft.extension(0x0033, (byte) 0, (byte) 0x1d, (byte) 0, (byte) 1, (byte) 9),
                        Craft.extension(0x0029, (byte) 0, (byte) 0),
                        Craft.alpn("h2"))
                .bytes());
        assertThat(ServerShape.text(hello)).isEqualTo("0303_0304_1302_00_0_002b:2,0033:001d,0010");
        assertThat(ServerShape.hash(hello))
                .hasSize(12)
                .isEqualTo(Text.sha256(ServerShape.text(hello)).substring(0, 12));
    }
}
