// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;

/**
 * A ClientHello (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2; with the cookie of DTLS, RFC 6347, 4.2.1), from its version on.
 *
 * <pre>
 * version 2 | random 32 | session id 1+n | (DTLS: cookie 1+n) | cipher suites 2+n | compression 1+n | extensions 2+n
 * </pre>
 *
 * <p>The hello of SSL 2.0, which old clients also send to offer TLS (RFC 5246, E.2), is read too, from its message type
 * on: its first byte is 1, where no other form's is.
 *
 * <pre>
 * type 1 | version 2 | cipher length 2 | session id length 2 | challenge length 2 | ciphers 3 each | …
 * </pre>
 *
 * <p>After a fault what was read before it stands: a hello cut by the snap length still has its name. Nothing is checked
 * that a sensor need not refuse: duplicates, forbidden combinations, unknown values are facts. Reusable; not
 * thread-safe; valid while the buffer is.
 */
public final class ClientHello {
    /** Which of the three shapes the bytes have. */
    public enum Form {
        TLS,
        DTLS,
        SSL_2
    }

    public static final int RANDOM_LENGTH = 32;

    private final Cursor cursor = new Cursor();
    private final Extensions extensions = new Extensions();
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private Form form = Form.TLS;
    private Fault fault = Fault.TRUNCATED;
    private int version;
    private int random;
    private int sessionId;
    private int sessionIdLength;
    private int ciphers;
    private int cipherCount;
    private int compression;
    private int compressionLength;

    /** Tells the shape of a hello that was kept as bytes, without reading it; {@link Form#TLS} where there are too few. */
    public static Form formOf(byte[] body) {
        return body.length == 0
                ? Form.TLS
                : switch (body[0] & 0xff) {
                    case Tls.CLIENT_HELLO -> Form.SSL_2;
                    case Tls.DTLS_1_0 >>> 8 -> Form.DTLS;
                    default -> Form.TLS;
                };
    }

    /** Reads a hello that was kept as bytes. */
    public static ClientHello of(byte[] body) {
        ClientHello hello = new ClientHello();
        hello.wrap(Unpooled.wrappedBuffer(body), 0, body.length);
        return hello;
    }

    /**
     * Points at a hello's body, after the handshake header.
     *
     * @return {@link Fault#NONE}, or why and how far it was read is not all of it
     */
    public Fault wrap(ByteBuf bytes, int offset, int length) {
        buffer = bytes;
        random = sessionId = ciphers = compression = offset;
        version = sessionIdLength = cipherCount = compressionLength = 0;
        extensions.clear(bytes);
        cursor.wrap(bytes, offset, length);
        if (cursor.has(1) && bytes.getByte(offset) == Tls.CLIENT_HELLO) {
            readSsl2();
        } else {
            readTls();
        }
        fault = cursor.fault();
        return fault;
    }

    private void readTls() {
        version = cursor.u16();
        form = version >>> 8 == 0xfe ? Form.DTLS : Form.TLS;
        random = cursor.skip(RANDOM_LENGTH);
        int length = cursor.u8();
        int at = cursor.skip(length);
        if (at >= 0) {
            sessionId = at;
            sessionIdLength = length;
        }
        if (form == Form.DTLS) {
            cursor.skip(cursor.u8());
        }
        length = cursor.u16();
        int there = Math.min(length, cursor.remaining()) & ~1;
        if (cursor.ok()) {
            ciphers = cursor.position();
            cipherCount = there / 2;
        }
        cursor.skip(length);
        length = cursor.u8();
        at = cursor.skip(length);
        if (at >= 0) {
            compression = at;
            compressionLength = length;
        }
        extensions.read(cursor);
    }

    private void readSsl2() {
        form = Form.SSL_2;
        cursor.u8();
        version = cursor.u16();
        int cipherLength = cursor.u16();
        int idLength = cursor.u16();
        int challengeLength = cursor.u16();
        if (cursor.ok()) {
            ciphers = cursor.position();
            cipherCount = Math.min(cipherLength, cursor.remaining()) / 3;
        }
        cursor.skip(cipherLength);
        int at = cursor.skip(idLength);
        if (at >= 0) {
            sessionId = at;
            sessionIdLength = idLength;
        }
        random = cursor.skip(challengeLength);
    }

    public Fault fault() {
        return fault;
    }

    public Form form() {
        return form;
    }

    /** The version field, which TLS 1.3 leaves at 1.2 (RFC 8446, 4.1.2). */
    public int legacyVersion() {
        return version;
    }

    /**
     * The newest version the client offers: of supported_versions where that is sent, else the version field. GREASE is
     * passed over, drafts of TLS 1.3 rank below it, and DTLS counts downwards.
     */
    public int newestVersion() {
        int newest = -1;
        for (int v : versions()) {
            if (!Tls.isGrease(v) && (newest < 0 || rank(v) > rank(newest))) {
                newest = v;
            }
        }
        return newest < 0 ? version : newest;
    }

    private static int rank(int v) {
        return switch (v >>> 8) {
            case 0xfe -> 0xffff - v;
            case 0x7f -> 2 * Tls.TLS_1_3 - 1;
            default -> 2 * v;
        };
    }

    /** Index in the buffer of the 32 bytes of random (of the challenge, in the SSL 2.0 form); -1 where cut off. */
    public int randomOffset() {
        return random;
    }

    /** A copy of the session id: empty where none is offered, and mostly random for TLS 1.3 (RFC 8446, D.4). */
    public byte[] sessionId() {
        byte[] id = new byte[sessionIdLength];
        buffer.getBytes(sessionId, id);
        return id;
    }

    /** Cipher suites offered, GREASE and signalling values included. */
    public int cipherCount() {
        return cipherCount;
    }

    /** @return 16 bits; 24 bits in the SSL 2.0 form, where TLS suites have a zero byte before them (RFC 5246, E.2) */
    public int cipher(int i) {
        return form == Form.SSL_2
                ? buffer.getUnsignedMedium(ciphers + 3 * i)
                : buffer.getUnsignedShort(ciphers + 2 * i);
    }

    public int compressionCount() {
        return compressionLength;
    }

    public int compression(int i) {
        return buffer.getUnsignedByte(compression + i);
    }

    public int extensionCount() {
        return extensions.count();
    }

    public int extensionType(int i) {
        return extensions.type(i);
    }

    /** Index in the buffer of an extension's content. */
    public int extensionOffset(int i) {
        return extensions.offset(i);
    }

    public int extensionLength(int i) {
        return extensions.length(i);
    }

    public boolean has(int extensionType) {
        return extensions.find(extensionType) >= 0;
    }

    /**
     * The server's name the client asks for (RFC 6066, 3), as sent: case kept, bytes that are not printable ASCII as
     * {@code \DDD}; empty without one.
     */
    public String sni() {
        return extensions.serverName();
    }

    /** Application protocols offered, in order (RFC 7301). */
    public List<String> alpn() {
        return extensions.alpn();
    }

    /** The first application protocol offered, as raw bytes; empty without one. */
    byte[] firstAlpn() {
        Cursor c = extensions.open(Tls.ALPN);
        c.u16();
        int length = Math.min(c.u8(), c.remaining());
        byte[] name = new byte[length];
        buffer.getBytes(c.ok() ? c.position() : 0, name);
        return name;
    }

    /** supported_versions (RFC 8446, 4.2.1) in order, GREASE included; empty without the extension. */
    public int[] versions() {
        return extensions.shorts(Tls.SUPPORTED_VERSIONS, 1);
    }

    /** supported_groups (RFC 8446, 4.2.7) in order, GREASE included. */
    public int[] groups() {
        return extensions.shorts(Tls.SUPPORTED_GROUPS, 2);
    }

    /** signature_algorithms (RFC 8446, 4.2.3) in order, GREASE included. */
    public int[] signatureAlgorithms() {
        return extensions.shorts(Tls.SIGNATURE_ALGORITHMS, 2);
    }

    /** ec_point_formats (RFC 8422, 5.1.2) in order. */
    public int[] pointFormats() {
        Cursor c = extensions.open(Tls.POINT_FORMATS);
        int[] formats = new int[Math.min(c.u8(), c.remaining())];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = c.u8();
        }
        return formats;
    }

    /** Groups a key share is sent for (RFC 8446, 4.2.8), in order. */
    public int[] keyShareGroups() {
        Cursor c = extensions.open(has(Tls.KEY_SHARE) ? Tls.KEY_SHARE : Tls.KEY_SHARE_DRAFT);
        int[] groups = new int[c.remaining() / 4];
        c.u16();
        int n = 0;
        while (c.has(4)) {
            int group = c.u16();
            c.skip(c.u16());
            if (c.ok()) {
                groups[n++] = group;
            }
        }
        return Arrays.copyOf(groups, n);
    }

    /** True where a session is offered for resumption by pre-shared key (RFC 8446, 4.2.11). */
    public boolean offersPreSharedKey() {
        return has(Tls.PRE_SHARED_KEY);
    }

    /** True where a filled session ticket is offered (RFC 5077, 3.2). */
    public boolean offersTicket() {
        int i = extensions.find(Tls.SESSION_TICKET);
        return i >= 0 && extensions.length(i) > 0;
    }

    /** True where data comes before the server has answered (RFC 8446, 4.2.10). */
    public boolean offersEarlyData() {
        return has(Tls.EARLY_DATA);
    }

    /**
     * True where the real name may be inside encrypted_client_hello or encrypted_server_name, so that {@link #sni()} is
     * only the name of the front. Browsers also send a meaningless one (RFC 9849, 6.2): presence proves nothing.
     */
    public boolean hasEncryptedHello() {
        return has(Tls.ENCRYPTED_CLIENT_HELLO) || has(Tls.ENCRYPTED_SERVER_NAME);
    }

    @Override
    public String toString() {
        return "ClientHello[" + Tls.versionText(newestVersion()) + " sni=" + sni() + " alpn=" + alpn() + " ciphers="
                + cipherCount + " extensions=" + extensionCount() + " fault=" + fault + "]";
    }
}
