// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

/** Assigned numbers of TLS (RFC 8446, appendix B, and IANA's TLS registries) that this sensor reads by name. */
public final class Tls {
    /** Handshake types (RFC 8446, 4). */
    public static final int HELLO_REQUEST = 0;

    public static final int CLIENT_HELLO = 1;
    public static final int SERVER_HELLO = 2;
    public static final int HELLO_VERIFY_REQUEST = 3;
    public static final int NEW_SESSION_TICKET = 4;
    public static final int END_OF_EARLY_DATA = 5;
    public static final int ENCRYPTED_EXTENSIONS = 8;
    public static final int CERTIFICATE = 11;
    public static final int SERVER_KEY_EXCHANGE = 12;
    public static final int CERTIFICATE_REQUEST = 13;
    public static final int SERVER_HELLO_DONE = 14;
    public static final int CERTIFICATE_VERIFY = 15;
    public static final int CLIENT_KEY_EXCHANGE = 16;
    public static final int FINISHED = 20;
    public static final int CERTIFICATE_URL = 21;
    public static final int CERTIFICATE_STATUS = 22;
    public static final int SUPPLEMENTAL_DATA = 23;
    public static final int KEY_UPDATE = 24;
    public static final int COMPRESSED_CERTIFICATE = 25;
    /** In place of the first ClientHello in the transcript after a HelloRetryRequest (RFC 8446, 4.4.1). */
    public static final int MESSAGE_HASH = 254;

    /** Protocol versions. */
    public static final int SSL_2 = 0x0002;

    public static final int SSL_3 = 0x0300;
    public static final int TLS_1_0 = 0x0301;
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;
    public static final int TLS_1_3 = 0x0304;
    public static final int DTLS_1_0 = 0xfeff;
    public static final int DTLS_1_2 = 0xfefd;
    public static final int DTLS_1_3 = 0xfefc;

    /** Extension types. */
    public static final int SERVER_NAME = 0;

    public static final int SUPPORTED_GROUPS = 10;
    public static final int POINT_FORMATS = 11;
    public static final int SIGNATURE_ALGORITHMS = 13;
    public static final int ALPN = 16;
    public static final int SERVER_CERTIFICATE_TYPE = 20;
    public static final int ENCRYPT_THEN_MAC = 22;
    public static final int SESSION_TICKET = 35;
    public static final int PRE_SHARED_KEY = 41;
    public static final int EARLY_DATA = 42;
    public static final int SUPPORTED_VERSIONS = 43;
    public static final int COOKIE = 44;
    public static final int KEY_SHARE = 51;
    public static final int QUIC_TRANSPORT_PARAMETERS = 57;
    /** key_share before draft 23 of TLS 1.3 moved it. */
    public static final int KEY_SHARE_DRAFT = 40;

    public static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;
    /** encrypted_server_name, ECH's predecessor (draft-ietf-tls-esni-02 to -06). */
    public static final int ENCRYPTED_SERVER_NAME = 0xffce;

    private Tls() {}

    /** True for the values of RFC 8701 that mean nothing and must be ignored: 0x0a0a, 0x1a1a, … 0xfafa. */
    public static boolean isGrease(int value) {
        return (value & 0x0f0f) == 0x0a0a && value >>> 8 == (value & 0xff);
    }

    /** True for TLS 1.3, its drafts (0x7f00 and up), and DTLS 1.3. */
    public static boolean isVersion13(int version) {
        return version == TLS_1_3 || version >>> 8 == 0x7f || version == DTLS_1_3;
    }

    /**
     * A version as tools of the field print it: {@code TLS 1.2}, {@code SSLv3}, {@code DTLS 1.2}.
     *
     * @param version 16 bits from the wire
     */
    public static String versionText(int version) {
        return switch (version) {
            case SSL_2 -> "SSLv2";
            case SSL_3 -> "SSLv3";
            case TLS_1_0 -> "TLSv1";
            case TLS_1_1 -> "TLS 1.1";
            case TLS_1_2 -> "TLS 1.2";
            case TLS_1_3 -> "TLS 1.3";
            case DTLS_1_0 -> "DTLS 1.0";
            case DTLS_1_2 -> "DTLS 1.2";
            case DTLS_1_3 -> "DTLS 1.3";
            default -> version >>> 8 == 0x7f ? "TLS 1.3 draft-" + (version & 0xff) : String.format("0x%04x", version);
        };
    }
}
