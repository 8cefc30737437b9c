// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a certificate was seen, or why not: each reason from what stands in the hellos. */
class CertificateViewTest {
    private static final Where WHERE = new Where(
            new Source(0, 0, "test", "", 1, 0),
            1,
            0,
            0,
            Path.NONE,
            Mac.NONE,
            Mac.NONE,
            Ip.NONE,
            Ip.NONE,
            1,
            443,
            6,
            64,
            0);
    private static final byte[] ID = new byte[32];
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int PRE_SHARED_KEY = 41;
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    private static ClientHelloSeen client() {
        return new ClientHelloSeen(
                WHERE,
                new Bytes()
                        .u16(0x0303)
                        .zeros(32)
                        .u8(32)
                        .put(ID)
                        .u16(2)
                        .u16(0xc02f)
                        .u8(1)
                        .u8(0)
                        .toArray());
    }

    private static byte[] server12(int idLength) {
        return new Bytes()
                .u16(0x0303)
                .zeros(32)
                .u8(idLength)
                .zeros(idLength)
                .u16(0xc02f)
                .u8(0)
                .toArray();
    }

    private static byte[] server13(byte[] random, boolean preSharedKey) {
        Bytes extensions = new Bytes().u16(SUPPORTED_VERSIONS).u16(2).u16(0x0304);
        if (preSharedKey) {
            extensions.u16(PRE_SHARED_KEY).u16(2).u16(0);
        }
        return new Bytes()
                .u16(0x0303)
                .put(random)
                .u8(32)
                .put(ID)
                .u16(0x1301)
                .u8(0)
                .u16(extensions.size())
                .put(extensions.toArray())
                .toArray();
    }

    private static CertificateView view(
            byte @Nullable [] server, boolean keyed, @Nullable CertificateSeen certificate) {
        ServerHelloSeen hello = server == null ? null : new ServerHelloSeen(WHERE, server, 0, keyed);
        return new TlsSession(WHERE, client(), hello, certificate, null).certificateView();
    }

    private static CertificateSeen certificate(boolean decrypted, byte[]... chain) {
        return new CertificateSeen(
                WHERE, CertificateSeen.Side.SERVER, List.of(chain), CertificateSeen.Form.X509, decrypted);
    }

    @Test
    void aCertificateThatWasSeenWasInTheClearOrDecrypted() {
        assertThat(view(server12(0), false, certificate(false, new byte[4]))).isEqualTo(CertificateView.CLEAR);
        assertThat(view(server13(new byte[32], false), true, certificate(true, new byte[4])))
                .isEqualTo(CertificateView.DECRYPTED);
        assertThat(CertificateView.CLEAR.isVisible()).isTrue();
        assertThat(CertificateView.DECRYPTED.isVisible()).isTrue();
    }

    @Test
    void tls13WithoutKeysHidesIt() {
        assertThat(view(server13(new byte[32], false), false, null)).isEqualTo(CertificateView.ENCRYPTED);
        assertThat(CertificateView.ENCRYPTED.isVisible()).isFalse();
    }

    @Test
    void tls13WithKeysAndNoCertificateHasLostIt() {
        assertThat(view(server13(new byte[32], false), true, null)).isEqualTo(CertificateView.LOST);
    }

    @Test
    void aResumedSessionShowsNone() {
        assertThat(view(server13(new byte[32], true), false, null)).isEqualTo(CertificateView.RESUMED);
        assertThat(view(server13(new byte[32], true), true, null)).isEqualTo(CertificateView.RESUMED);
        assertThat(view(server12(32), false, null)).isEqualTo(CertificateView.RESUMED);
    }

    @Test
    void aSessionIdAloneIsNoResumptionWhereTheClientWasNotSeen() {
        TlsSession half = new TlsSession(WHERE, null, new ServerHelloSeen(WHERE, server12(32)), null, null);
        assertThat(half.certificateView()).isEqualTo(CertificateView.LOST);
    }

    @Test
    void tls12WithoutACertificateHasLostIt() {
        assertThat(view(server12(0), false, null)).isEqualTo(CertificateView.LOST);
        assertThat(view(server12(0), false, certificate(false))).isEqualTo(CertificateView.LOST);
    }

    @Test
    void anAttemptThatEndsWithARetryHasLostIt() {
        assertThat(view(server13(Bytes.hex(RETRY), false), false, null)).isEqualTo(CertificateView.LOST);
    }

    @Test
    void aServerThatDidNotAnswerIsUnseen() {
        assertThat(view(null, false, null)).isEqualTo(CertificateView.SERVER_UNSEEN);
    }
}
