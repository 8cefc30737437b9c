// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.tls.CertificateList;
import io.doppelwatch.decode.tls.CipherSuite;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.EncryptedExtensions;
import io.doppelwatch.decode.tls.RecordKeys;
import io.doppelwatch.decode.tls.RecordOpener;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.decode.tls.Tls13Opener;
import io.doppelwatch.decode.tls.TlsRecord;
import io.doppelwatch.decode.tls.crypto.Hash;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.keylog.HandshakeSecrets;
import io.doppelwatch.engine.keylog.KeyLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A handshake whose secrets may be given, followed through both directions: over TCP or QUIC, of TLS 1.0 to 1.3. Its hello waits
 * here for the ServerHello, at which the key log is asked, once; with secrets, its encrypted messages are stated as those in the
 * clear are, and the transcript is kept that a CertificateVerify signs.
 */
final class KeyedHandshake {
    /** What stands before the hash in what a server signs (RFC 8446, 4.4.3). */
    private static final byte[] SERVER_CONTEXT =
            (" ".repeat(64) + "TLS 1.3, server CertificateVerify\0").getBytes(StandardCharsets.US_ASCII);

    /** The certificate type of a raw public key (RFC 7250, 7). */
    private static final int RAW_PUBLIC_KEY = 2;

    private final KeyLog log;
    private Transcript transcript;
    private byte[] clientRandom;
    private @Nullable CipherSuite suite;
    private @Nullable HandshakeSecrets secrets;
    private @Nullable RecordKeys keys;
    private boolean newest;

    /** What the server showed; null before it did. */
    private @Nullable CertificateSeen shown;

    private CertificateSeen.Form form = CertificateSeen.Form.X509;

    /** @param clientHello a body that holds a random at least */
    KeyedHandshake(KeyLog log, byte[] clientHello) {
        this.log = log;
        transcript = new Transcript(clientHello);
        clientRandom = random(clientHello);
    }

    /** True for a hello's body in which a random stands where it should. */
    static boolean hasRandom(byte[] hello) {
        return hello.length >= 2 + ClientHello.RANDOM_LENGTH;
    }

    private static byte[] random(byte[] hello) {
        return Arrays.copyOfRange(hello, 2, 2 + ClientHello.RANDOM_LENGTH);
    }

    /** Bytes of hellos it keeps. */
    int kept() {
        return transcript.kept();
    }

    /** Takes another hello: the answer to a retry, or the beginning of a new handshake. */
    void clientHello(byte[] body) {
        if (transcript.awaitsHello()) {
            transcript.second(body);
        } else if (hasRandom(body)) {
            transcript = new Transcript(body);
            clientRandom = random(body);
            suite = null;
            secrets = null;
            keys = null;
        }
    }

    /**
     * Takes the server's answer.
     *
     * @param ordinal number in the run of the packet that brought it
     * @return true where secrets for what follows are given
     */
    boolean serverHello(byte[] body, long ordinal) {
        ServerHello hello = ServerHello.of(body);
        if (hello.isHelloRetryRequest()) {
            transcript.retry(body);
            return false;
        }
        suite = CipherSuite.of(hello.cipher());
        HandshakeSecrets given = suite == null || !hasRandom(body) ? null : log.find(clientRandom, ordinal);
        if (suite == null || given == null) {
            return false;
        }
        newest = suite.exchange() == CipherSuite.Exchange.TLS_1_3;
        if (newest != Tls.isVersion13(hello.selectedVersion())) {
            return false;
        }
        if (newest) {
            Hash hash = suite.hash();
            transcript.start(hash, body);
            secrets = new HandshakeSecrets(ofLength(given.client(), hash), ofLength(given.server(), hash), null);
            return secrets.client() != null || secrets.server() != null;
        }
        int version = hello.selectedVersion();
        if (given.master() == null || version < Tls.TLS_1_0 || version > Tls.TLS_1_2) {
            return false;
        }
        keys = RecordKeys.derive(
                suite, version, given.master(), clientRandom, random(body), hello.has(Tls.ENCRYPT_THEN_MAC));
        return true;
    }

    /** A secret of another length than the suite's hash is none of this handshake. */
    private static byte @Nullable [] ofLength(byte @Nullable [] secret, Hash hash) {
        return secret != null && secret.length == hash.length() ? secret : null;
    }

    /** True between a HelloRetryRequest and the hello that answers it, and until that is answered. */
    boolean isRetried() {
        return transcript.isRetried();
    }

    /** True where it is of TLS 1.3 and secrets were found. */
    boolean isTls13() {
        return newest && secrets != null;
    }

    /** The suite agreed on; null before that. */
    @Nullable
    CipherSuite suite() {
        return suite;
    }

    /** A direction's handshake traffic secret of TLS 1.3; null where it is not given. */
    byte @Nullable [] secret(CertificateSeen.Side side) {
        if (secrets == null) {
            return null;
        }
        return side == CertificateSeen.Side.CLIENT ? secrets.client() : secrets.server();
    }

    /** What opens a direction's records after its next change to ciphertext; null where that is not given. */
    @Nullable
    RecordOpener opener(CertificateSeen.Side side) {
        if (keys != null) {
            return side == CertificateSeen.Side.CLIENT ? keys.client() : keys.server();
        }
        byte[] secret = secret(side);
        return secret == null || suite == null ? null : Tls13Opener.of(suite, secret);
    }

    /**
     * States a message that was encrypted.
     *
     * @param message with its header
     * @return false where the handshake is over in this direction
     */
    boolean message(CertificateSeen.Side side, byte[] message, HandshakeFacts facts, Packet at) {
        return newest ? tls13(side, message, facts, at) : tls12(side, message, facts, at);
    }

    private boolean tls13(CertificateSeen.Side side, byte[] message, HandshakeFacts facts, Packet at) {
        boolean server = side == CertificateSeen.Side.SERVER;
        int type = message[0] & 0xff;
        switch (type) {
            case Tls.ENCRYPTED_EXTENSIONS -> extensions(message, facts, at);
            case Tls.CERTIFICATE -> certificates(side, Unpooled.wrappedBuffer(message), body(), message, facts, at);
            case Tls.COMPRESSED_CERTIFICATE -> {
                byte[] inflated = CompressedCertificate.inflate(message, body());
                if (inflated == null) {
                    facts.malformed();
                } else {
                    certificates(side, Unpooled.wrappedBuffer(inflated), 0, inflated, facts, at);
                }
            }
            case Tls.CERTIFICATE_VERIFY -> {
                if (server) {
                    verify(message, facts, at);
                }
            }
            default -> {}
        }
        transcript.add(message);
        return type != Tls.FINISHED;
    }

    private static int body() {
        return TlsRecord.HANDSHAKE_HEADER_LENGTH;
    }

    private void certificates(
            CertificateSeen.Side side, ByteBuf buffer, int offset, byte[] bytes, HandshakeFacts facts, Packet at) {
        boolean server = side == CertificateSeen.Side.SERVER;
        CertificateSeen.Form what = server ? form : CertificateSeen.Form.X509;
        CertificateSeen seen =
                facts.decrypted(buffer, offset, bytes.length - offset, side, CertificateList.Form.TLS_1_3, what, at);
        if (server) {
            shown = seen;
        }
    }

    private void extensions(byte[] message, HandshakeFacts facts, Packet at) {
        byte[] body = Arrays.copyOfRange(message, body(), message.length);
        EncryptedExtensions read = EncryptedExtensions.of(body);
        if (read.serverCertificateType() == RAW_PUBLIC_KEY) {
            form = CertificateSeen.Form.RAW_PUBLIC_KEY;
        }
        facts.add(new EncryptedExtensionsSeen(facts.where(at), body));
    }

    /** CertificateVerify (RFC 8446, 4.4.3): scheme 2, signature 2+n. */
    private void verify(byte[] message, HandshakeFacts facts, Packet at) {
        int start = body() + 4;
        int length = message.length < start ? -1 : (message[start - 2] & 0xff) << 8 | message[start - 1] & 0xff;
        if (length != message.length - start || shown == null || shown.chain().isEmpty()) {
            facts.malformed();
            return;
        }
        byte[] hash = transcript.hash();
        byte[] content = Arrays.copyOf(SERVER_CONTEXT, SERVER_CONTEXT.length + hash.length);
        System.arraycopy(hash, 0, content, SERVER_CONTEXT.length, hash.length);
        int scheme = (message[start - 4] & 0xff) << 8 | message[start - 3] & 0xff;
        facts.add(new CertificateVerifySeen(
                facts.where(at), shown, scheme, content, Arrays.copyOfRange(message, start, message.length)));
    }

    /** A handshake inside a connection: renegotiation (RFC 5746), and the Finished that ends each. */
    private boolean tls12(CertificateSeen.Side side, byte[] message, HandshakeFacts facts, Packet at) {
        boolean server = side == CertificateSeen.Side.SERVER;
        int type = message[0] & 0xff;
        ByteBuf buffer = Unpooled.wrappedBuffer(message);
        int length = message.length - body();
        switch (type) {
            case Tls.CLIENT_HELLO -> {
                if (!server) {
                    clientHello(facts.clientHello(buffer, body(), length, at).body());
                }
            }
            case Tls.SERVER_HELLO -> {
                if (server) {
                    byte[] hello = Arrays.copyOfRange(message, body(), message.length);
                    facts.serverHello(hello, false, at);
                    serverHello(hello, facts.where(at).ordinal());
                }
            }
            case Tls.CERTIFICATE ->
                facts.decrypted(
                        buffer, body(), length, side, CertificateList.Form.TLS_1_2, CertificateSeen.Form.X509, at);
            default -> {}
        }
        return true;
    }
}
