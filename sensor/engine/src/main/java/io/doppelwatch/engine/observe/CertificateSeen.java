// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import java.util.List;

/**
 * A TLS Certificate message; over UDP, of DTLS or QUIC.
 *
 * @param side who sent it, as far as the direction's own hello tells
 * @param chain DER certificates in the order sent, the leaf first; may be empty (a client without one). With {@link
 *     Form#RAW_PUBLIC_KEY} the one DER SubjectPublicKeyInfo that stands in their place
 * @param decrypted true where it was sent encrypted and read with secrets that were given
 */
public record CertificateSeen(Where where, Side side, List<byte[]> chain, Form form, boolean decrypted)
        implements Observation {
    /** X.509 in the clear. */
    public CertificateSeen(Where where, Side side, List<byte[]> chain) {
        this(where, side, chain, Form.X509, false);
    }

    /** What the chain is made of (RFC 7250, 3). */
    public enum Form {
        X509,
        RAW_PUBLIC_KEY
    }

    /** Who speaks. */
    public enum Side {
        CLIENT,
        SERVER,
        UNKNOWN
    }
}
