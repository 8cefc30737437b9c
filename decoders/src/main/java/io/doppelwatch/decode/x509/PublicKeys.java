// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** The key of a certificate as bytes, to check signatures with. */
public final class PublicKeys {
    private PublicKeys() {}

    /** DER SubjectPublicKeyInfo; null where the certificate cannot be read so far. */
    public static byte @Nullable [] of(byte[] certificate) {
        if (certificate.length > CertificateReader.MAX_LENGTH) {
            return null;
        }
        try {
            return new X509CertificateHolder(certificate)
                    .getSubjectPublicKeyInfo()
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException | RuntimeException e) {
            return null; // BouncyCastle throws both on bytes that are no certificate
        }
    }
}
