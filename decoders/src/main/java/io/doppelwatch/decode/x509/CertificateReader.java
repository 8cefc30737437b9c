// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import io.doppelwatch.decode.Fault;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/**
 * Fills a {@link CertificateInfo}, field by field, so that what was read stands where the rest is bad: an impostor must
 * not hide a key behind an extension that does not parse.
 */
final class CertificateReader {
    /** Bytes of a certificate that is parsed; those of the public web stay below 20,000. */
    static final int MAX_LENGTH = 1 << 17;

    /** Alternative names kept. */
    static final int MAX_NAMES = 1024;

    /** Purposes, or addresses of one kind, kept. */
    static final int MAX_LISTED = 16;

    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat SERIAL = HexFormat.ofDelimiter(":").withUpperCase();

    private String spkiSha256 = "";
    private String subject = "";
    private String issuer = "";
    private List<String> commonNames = List.of();
    private String serial = "";
    private long notBefore;
    private long notAfter;
    private List<AltName> altNames = List.of();
    private String keyKind = "";
    private int keyBits;
    private String signatureAlgorithm = "";
    private boolean ca;
    private boolean selfIssued;
    private boolean selfSigned;
    private final ExtensionReader extensionReader = new ExtensionReader();

    static CertificateInfo read(byte[] der) {
        CertificateReader reader = new CertificateReader();
        Fault fault = der.length > MAX_LENGTH ? Fault.TOO_LONG : Der.check(der);
        if (fault == Fault.NONE) {
            try {
                reader.parse(der);
            } catch (IOException | RuntimeException e) {
                // BouncyCastle throws half a dozen kinds of these on bytes that are no certificate; their text helps
                // nobody
                fault = Fault.BAD_VALUE;
            }
        }
        return reader.info(fault, der);
    }

    static CertificateInfo readKey(byte[] der) {
        CertificateReader reader = new CertificateReader();
        Fault fault = der.length > MAX_LENGTH ? Fault.TOO_LONG : Der.check(der);
        reader.spkiSha256 = digest("SHA-256", der);
        if (fault == Fault.NONE) {
            try {
                SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(der);
                reader.keyKind = keyKind(key);
                reader.keyBits = keyBits(key, reader.keyKind);
            } catch (IOException | RuntimeException e) {
                // As above.
                fault = Fault.BAD_VALUE;
            }
        }
        return reader.info(fault, der);
    }

    private CertificateInfo info(Fault fault, byte[] der) {
        return new CertificateInfo(
                fault,
                digest("SHA-256", der),
                digest("SHA-1", der),
                spkiSha256,
                subject,
                issuer,
                commonNames,
                serial,
                notBefore,
                notAfter,
                altNames,
                keyKind,
                keyBits,
                signatureAlgorithm,
                ca,
                selfIssued,
                selfSigned,
                extensionReader.extensions());
    }

    private void parse(byte[] der) throws IOException {
        X509CertificateHolder holder = new X509CertificateHolder(der);
        TBSCertificate tbs = holder.toASN1Structure().getTBSCertificate();
        SubjectPublicKeyInfo key = tbs.getSubjectPublicKeyInfo();
        spkiSha256 = digest("SHA-256", key.getEncoded(ASN1Encoding.DER));
        subject = Names.text(tbs.getSubject());
        issuer = Names.text(tbs.getIssuer());
        commonNames = Names.commonNames(tbs.getSubject());
        selfIssued = Arrays.equals(
                tbs.getSubject().getEncoded(ASN1Encoding.DER), tbs.getIssuer().getEncoded(ASN1Encoding.DER));
        serial = SERIAL.formatHex(tbs.getSerialNumber().getValue().toByteArray());
        signatureAlgorithm = new DefaultAlgorithmNameFinder().getAlgorithmName(holder.getSignatureAlgorithm());
        keyKind = keyKind(key);
        notBefore = tbs.getStartDate().getDate().getTime() / 1000;
        notAfter = tbs.getEndDate().getDate().getTime() / 1000;
        Extensions extensions = tbs.getExtensions();
        altNames = altNames(extensions);
        ca = isCa(extensions);
        selfSigned = selfIssued && keyIdentifiersAgree(extensions);
        keyBits = keyBits(key, keyKind);
        extensionReader.read(extensions);
    }

    private static List<AltName> altNames(Extensions extensions) {
        List<AltName> names = new ArrayList<>();
        if (extensions != null) {
            GeneralNames list = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
            if (list != null) {
                for (GeneralName name : list.getNames()) {
                    if (names.size() < MAX_NAMES) {
                        names.add(Names.alt(name));
                    }
                }
            }
        }
        return names;
    }

    private static boolean isCa(Extensions extensions) {
        BasicConstraints constraints = extensions == null ? null : BasicConstraints.fromExtensions(extensions);
        return constraints != null && constraints.isCA();
    }

    private static boolean keyIdentifiersAgree(Extensions extensions) {
        if (extensions == null) {
            return true;
        }
        AuthorityKeyIdentifier authority = AuthorityKeyIdentifier.fromExtensions(extensions);
        if (authority == null || authority.getKeyIdentifierOctets() == null) {
            return true;
        }
        SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(extensions);
        return own != null && Arrays.equals(own.getKeyIdentifier(), authority.getKeyIdentifierOctets());
    }

    private static String keyKind(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                || algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return "RSA";
        } else if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        } else if (algorithm.equals(X9ObjectIdentifiers.id_dsa)) {
            return "DSA";
        } else if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return "Ed25519";
        } else if (algorithm.equals(EdECObjectIdentifiers.id_Ed448)) {
            return "Ed448";
        }
        return algorithm.getId();
    }

    private static int keyBits(SubjectPublicKeyInfo key, String kind) throws IOException {
        return switch (kind) {
            case "RSA" ->
                RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength();
            case "EC" -> curveBits(key);
            case "DSA" ->
                DSAParameter.getInstance(key.getAlgorithm().getParameters())
                        .getP()
                        .bitLength();
            case "Ed25519" -> 256;
            case "Ed448" -> 456;
            default -> 0;
        };
    }

    private static int curveBits(SubjectPublicKeyInfo key) {
        if (key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve) {
            X9ECParameters parameters = ECNamedCurveTable.getByOID(curve);
            return parameters == null ? 0 : parameters.getCurve().getFieldSize();
        }
        // curves spelt out (CVE-2020-0601 was made of them): the prime is the second number of the field's description
        ASN1Sequence explicit = ASN1Sequence.getInstance(key.getAlgorithm().getParameters());
        ASN1Sequence field = ASN1Sequence.getInstance(explicit.getObjectAt(1));
        return field.getObjectAt(1) instanceof ASN1Integer prime
                ? prime.getPositiveValue().bitLength()
                : 0;
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
