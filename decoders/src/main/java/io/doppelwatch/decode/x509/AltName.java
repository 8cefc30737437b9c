// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

/**
 * One entry of subjectAltName (RFC 5280, 4.2.1.6).
 *
 * @param value a DNS name, address, URI or mail address as written (addresses as text); the dotted OID of {@code OTHER}
 *     and {@code REGISTERED_ID}; the name's text for {@code DIRECTORY}
 */
public record AltName(Kind kind, String value) {
    /** What sort of name. */
    public enum Kind {
        DNS,
        IP,
        URI,
        EMAIL,
        DIRECTORY,
        REGISTERED_ID,
        OTHER
    }
}
