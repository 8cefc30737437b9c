// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A ServerHello (RFC 8446, 4.1.3; RFC 5246, 7.4.1.3), from its version on, and the HelloRetryRequest of the same form.
 *
 * <pre>
 * version 2 | random 32 | session id 1+n | cipher suite 2 | compression 1 | extensions 2+n
 * </pre>
 *
 * <p>Drafts of TLS 1.3 before 22 (version 0x7f00 to 0x7f15) have no session id and no compression. After a fault what
 * was read before it stands. Reusable; not thread-safe; valid while the buffer is.
 */
public final class ServerHello {
    /** SHA-256 of "HelloRetryRequest": the random that makes one (RFC 8446, 4.1.3). */
    private static final long[] RETRY = {
        0xcf21ad74e59a6111L, 0xbe1d8c021e65b891L, 0xc2a211167abb8c5eL, 0x079e09e2c8a8339cL
    };

    /** Last eight bytes of the random of a server that could do better than it was asked (RFC 8446, 4.1.3): "DOWNGRD". */
    private static final long DOWNGRADE = 0x444f574e47524400L;

    private final Cursor cursor = new Cursor();
    private final Extensions extensions = new Extensions();
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private Fault fault = Fault.TRUNCATED;
    private int version;
    private int random;
    private int sessionId;
    private int sessionIdLength;
    private int cipher;
    private int compression;

    /** True for a hello of DTLS that was kept as bytes. */
    public static boolean isDtls(byte[] body) {
        return body.length > 0 && (body[0] & 0xff) == Tls.DTLS_1_0 >>> 8;
    }

    /** Reads a hello that was kept as bytes. */
    public static ServerHello of(byte[] body) {
        ServerHello hello = new ServerHello();
        hello.wrap(Unpooled.wrappedBuffer(body), 0, body.length);
        return hello;
    }

    /** Points at a hello's body, after the handshake header. */
    public Fault wrap(ByteBuf bytes, int offset, int length) {
        buffer = bytes;
        sessionId = offset;
        sessionIdLength = 0;
        extensions.clear(bytes);
        cursor.wrap(bytes, offset, length);
        version = cursor.u16();
        random = cursor.skip(ClientHello.RANDOM_LENGTH);
        boolean oldDraft = version >>> 8 == 0x7f && (version & 0xff) < 22;
        if (!oldDraft) {
            int size = cursor.u8();
            int at = cursor.skip(size);
            if (at >= 0) {
                sessionId = at;
                sessionIdLength = size;
            }
        }
        cipher = cursor.u16();
        compression = oldDraft ? 0 : cursor.u8();
        extensions.read(cursor);
        fault = cursor.fault();
        return fault;
    }

    public Fault fault() {
        return fault;
    }

    /** The version field, which TLS 1.3 leaves at 1.2. */
    public int legacyVersion() {
        return version;
    }

    /** The version agreed on: of supported_versions where that is sent, else the version field. */
    public int selectedVersion() {
        Cursor c = extensions.open(Tls.SUPPORTED_VERSIONS);
        int selected = c.u16();
        return c.ok() ? selected : version;
    }

    /** Index in the buffer of the 32 bytes of random; -1 where cut off. */
    public int randomOffset() {
        return random;
    }

    /** True where this asks the client for another hello (RFC 8446, 4.1.4). */
    public boolean isHelloRetryRequest() {
        return isHelloRetryRequest(buffer, random);
    }

    /** @param random index of 32 bytes that are there; or -1 */
    static boolean isHelloRetryRequest(ByteBuf buffer, int random) {
        if (random < 0) {
            return false;
        }
        for (int i = 0; i < RETRY.length; i++) {
            if (buffer.getLong(random + 8 * i) != RETRY[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * True where the random ends as that of a server which speaks a newer version than the one agreed on (RFC 8446,
     * 4.1.3): against a client that offered the newer one, somebody stood between them.
     */
    public boolean hasDowngradeMark() {
        return random >= 0 && (buffer.getLong(random + 24) & ~1L) == DOWNGRADE;
    }

    /** A copy of the session id: TLS 1.3 echoes the client's. */
    public byte[] sessionId() {
        byte[] id = new byte[sessionIdLength];
        buffer.getBytes(sessionId, id);
        return id;
    }

    public int sessionIdLength() {
        return sessionIdLength;
    }

    /** The cipher suite agreed on. */
    public int cipher() {
        return cipher;
    }

    public int compression() {
        return compression;
    }

    public int extensionCount() {
        return extensions.count();
    }

    public int extensionType(int i) {
        return extensions.type(i);
    }

    public int extensionOffset(int i) {
        return extensions.offset(i);
    }

    public int extensionLength(int i) {
        return extensions.length(i);
    }

    public boolean has(int extensionType) {
        return extensions.find(extensionType) >= 0;
    }

    /** The application protocol agreed on in the clear (TLS 1.2 and older); empty without one. */
    public String alpn() {
        var names = extensions.alpn();
        return names.isEmpty() ? "" : names.get(0);
    }

    /** Group of the server's key share, or the one a retry asks for (RFC 8446, 4.2.8); -1 without one. */
    public int keyShareGroup() {
        Cursor c = extensions.open(has(Tls.KEY_SHARE) ? Tls.KEY_SHARE : Tls.KEY_SHARE_DRAFT);
        int group = c.u16();
        return c.ok() ? group : -1;
    }

    /** True where the session is resumed by pre-shared key (RFC 8446, 4.2.11): no certificate follows. */
    public boolean acceptsPreSharedKey() {
        return has(Tls.PRE_SHARED_KEY);
    }

    @Override
    public String toString() {
        return "ServerHello[" + Tls.versionText(selectedVersion()) + " cipher=" + Integer.toHexString(cipher)
                + (isHelloRetryRequest() ? " retry" : "") + " extensions=" + extensionCount() + " fault=" + fault + "]";
    }
}
