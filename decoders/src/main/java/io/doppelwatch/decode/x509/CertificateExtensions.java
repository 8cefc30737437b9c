// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import java.util.List;

/**
 * What the extensions of a certificate say (RFC 5280, 4.2; RFC 6962, 3.3), but for its names. Where one does not parse, it
 * and those behind it are as if absent, and the certificate has a fault.
 *
 * @param pathLength how many authorities may stand below this one; -1 where not said
 * @param keyUsage names of the bits set, as RFC 5280 spells them; empty where not said
 * @param extendedKeyUsage {@code serverAuth}, {@code clientAuth}, …; the dotted OID of one without a name; at most {@link
 *     CertificateReader#MAX_LISTED}
 * @param scts signed certificate timestamps inside; -1 where the extension is absent
 * @param ocsp where OCSP is asked, at most {@link CertificateReader#MAX_LISTED}
 * @param issuers where the issuer's certificate lies, likewise
 * @param subjectKeyId lower-case hex; empty where not said
 * @param authorityKeyId likewise
 */
public record CertificateExtensions(
        int pathLength,
        List<String> keyUsage,
        List<String> extendedKeyUsage,
        int scts,
        List<String> ocsp,
        List<String> issuers,
        String subjectKeyId,
        String authorityKeyId) {
    /** Of a certificate without any. */
    public static final CertificateExtensions NONE =
            new CertificateExtensions(-1, List.of(), List.of(), -1, List.of(), List.of(), "", "");

    public CertificateExtensions {
        keyUsage = List.copyOf(keyUsage);
        extendedKeyUsage = List.copyOf(extendedKeyUsage);
        ocsp = List.copyOf(ocsp);
        issuers = List.copyOf(issuers);
    }
}
