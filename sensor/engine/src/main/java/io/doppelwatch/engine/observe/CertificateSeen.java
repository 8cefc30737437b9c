// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import java.util.List;

/**
 * A TLS Certificate message in the clear, or of DTLS where {@code where.protocol()} is UDP.
 *
 * @param side who sent it, as far as the direction's own hello tells
 * @param chain DER certificates in the order sent, the leaf first; may be empty (a client without one)
 */
public record CertificateSeen(Where where, Side side, List<byte[]> chain) implements Observation {
    /** Who speaks. */
    public enum Side {
        CLIENT,
        SERVER,
        UNKNOWN
    }
}
