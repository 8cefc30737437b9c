// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

/** How the server's certificate of a handshake came to be seen, or why it did not. */
public enum CertificateView {
    /** In the clear, as up to TLS 1.2. */
    CLEAR("clear"),
    /** Decrypted with secrets that were given (a key log, or a pcapng decryption-secrets block). */
    DECRYPTED("decrypted"),
    /** TLS 1.3 encrypts it (RFC 8446, 2), and no secrets of this handshake were given. */
    ENCRYPTED("encrypted"),
    /** A session is resumed: the server sends none (RFC 8446, 2.2; RFC 5246, 7.3). */
    RESUMED("resumed"),
    /** Of the server no hello was seen: it did not answer, or only one direction was captured. */
    SERVER_UNSEEN("server not seen"),
    /** It should have been there to be read: lost, cut by the snap length, or of an attempt that went no further. */
    LOST("lost"),
    /**
     * Another name was asked for in the clear, at a machine of a pinned service, and the hello may hold a second name
     * inside (RFC 9849): said of a pin only, for it depends on whose pin it is.
     */
    NAME_HIDDEN("name hidden by ECH");

    private final String text;

    CertificateView(String text) {
        this.text = text;
    }

    /** As EVE says it. */
    public String text() {
        return text;
    }

    /** True where there is a certificate that a pin can be held against. */
    public boolean isVisible() {
        return this == CLEAR || this == DECRYPTED;
    }
}
