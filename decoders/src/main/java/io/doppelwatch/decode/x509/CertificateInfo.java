// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import io.doppelwatch.decode.Fault;
import java.util.List;

/**
 * What one X.509 certificate (RFC 5280) says, and what identifies it. Immutable.
 *
 * <p>The two fingerprints are there for any bytes. Where {@link #fault()} is not {@link Fault#NONE}, what could be read
 * before the bad part is there, and the rest is empty or zero. All hex is lower case without separators, but for {@code serial}.
 *
 * @param fault {@link Fault#TOO_LONG} beyond {@link CertificateReader#MAX_LENGTH}, {@link Fault#TOO_DEEP} beyond its
 *     nesting bound, {@link Fault#BAD_VALUE} for anything that is not a certificate
 * @param sha256 of the whole DER
 * @param sha1 of the whole DER
 * @param spkiSha256 of the DER of SubjectPublicKeyInfo: what pins are made of (RFC 7469, 2.4)
 * @param subject as Suricata's EVE shows it: {@code C=US, O=Example, CN=hub.example}, in the order of the certificate,
 *     nothing escaped. For people only: a value may hold {@code ", CN="} itself, so never take it apart
 * @param issuer likewise
 * @param commonNames values of the subject's CN attributes, in order
 * @param serial as EVE shows it, the bytes of the INTEGER: {@code 0A:1B:2C}
 * @param notBefore seconds since 1970-01-01T00:00:00Z
 * @param notAfter seconds since 1970-01-01T00:00:00Z
 * @param altNames in order, at most {@link CertificateReader#MAX_NAMES}
 * @param keyKind {@code RSA}, {@code EC}, {@code DSA}, {@code Ed25519}, {@code Ed448}, or the algorithm's dotted OID
 * @param keyBits length of the modulus or field; 0 where not known
 * @param signatureAlgorithm such as {@code SHA256WITHRSA}; the dotted OID of one without a name
 * @param ca basicConstraints says it may issue certificates
 * @param selfIssued subject and issuer are the same bytes
 * @param selfSigned a hint, no proof: self-issued, and the authority key identifier is absent or its own
 * @param extensions what else the extensions say
 */
public record CertificateInfo(
        Fault fault,
        String sha256,
        String sha1,
        String spkiSha256,
        String subject,
        String issuer,
        List<String> commonNames,
        String serial,
        long notBefore,
        long notAfter,
        List<AltName> altNames,
        String keyKind,
        int keyBits,
        String signatureAlgorithm,
        boolean ca,
        boolean selfIssued,
        boolean selfSigned,
        CertificateExtensions extensions) {

    public CertificateInfo {
        commonNames = List.copyOf(commonNames);
        altNames = List.copyOf(altNames);
    }

    /** Reads a certificate; never throws on what it holds. */
    public static CertificateInfo of(byte[] der) {
        return CertificateReader.read(der);
    }

    /**
     * A raw public key in a certificate's place (RFC 7250, 3): its hash, kind and size, and nothing else.
     *
     * @param spki DER of SubjectPublicKeyInfo
     */
    public static CertificateInfo ofKey(byte[] spki) {
        return CertificateReader.readKey(spki);
    }

    /** Values of the DNS entries of subjectAltName, in order, as written. */
    public List<String> dnsNames() {
        return altNames.stream()
                .filter(n -> n.kind() == AltName.Kind.DNS)
                .map(AltName::value)
                .toList();
    }

    /** The SHA-1 as EVE shows it: {@code aa:bb:…}. */
    public String fingerprint() {
        StringBuilder s = new StringBuilder(59);
        for (int i = 0; i < sha1.length(); i += 2) {
            s.append(i == 0 ? "" : ":").append(sha1, i, i + 2);
        }
        return s.toString();
    }
}
