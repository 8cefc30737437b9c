// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import io.doppelwatch.decode.Cursor;
import io.netty.buffer.Unpooled;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** Fills a {@link CertificateExtensions}, extension by extension. */
final class ExtensionReader {
    /** RFC 6962, 3.3. */
    private static final ASN1ObjectIdentifier SCT_LIST = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

    /** RFC 5280, 4.2.1.3, in the order of the bits. */
    private static final String[] USAGES = {
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly"
    };

    private static final int[] USAGE_BITS = {
        KeyUsage.digitalSignature,
        KeyUsage.nonRepudiation,
        KeyUsage.keyEncipherment,
        KeyUsage.dataEncipherment,
        KeyUsage.keyAgreement,
        KeyUsage.keyCertSign,
        KeyUsage.cRLSign,
        KeyUsage.encipherOnly,
        KeyUsage.decipherOnly
    };

    private static final Map<KeyPurposeId, String> PURPOSES = Map.of(
            KeyPurposeId.anyExtendedKeyUsage, "anyExtendedKeyUsage",
            KeyPurposeId.id_kp_serverAuth, "serverAuth",
            KeyPurposeId.id_kp_clientAuth, "clientAuth",
            KeyPurposeId.id_kp_codeSigning, "codeSigning",
            KeyPurposeId.id_kp_emailProtection, "emailProtection",
            KeyPurposeId.id_kp_timeStamping, "timeStamping",
            KeyPurposeId.id_kp_OCSPSigning, "OCSPSigning");

    private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

    private int pathLength = -1;
    private final List<String> keyUsage = new ArrayList<>(2);
    private final List<String> extendedKeyUsage = new ArrayList<>(2);
    private int scts = -1;
    private final List<String> ocsp = new ArrayList<>(1);
    private final List<String> issuers = new ArrayList<>(1);
    private String subjectKeyId = "";
    private String authorityKeyId = "";

    /** Reads them; what BouncyCastle throws on bad ones goes to the caller, and what came before stands. */
    void read(@org.jspecify.annotations.Nullable Extensions extensions) {
        if (extensions == null) {
            return;
        }
        BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
        if (constraints != null && constraints.getPathLenConstraint() != null) {
            pathLength = constraints.getPathLenConstraint().min(MOST).intValue();
        }
        SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(extensions);
        subjectKeyId = own == null ? "" : hex(own.getKeyIdentifier());
        AuthorityKeyIdentifier authority = AuthorityKeyIdentifier.fromExtensions(extensions);
        authorityKeyId = authority == null || authority.getKeyIdentifierOctets() == null
                ? ""
                : hex(authority.getKeyIdentifierOctets());
        usages(extensions);
        access(extensions);
        Extension list = extensions.getExtension(SCT_LIST);
        if (list != null) {
            scts = count(ASN1OctetString.getInstance(list.getParsedValue()).getOctets());
        }
    }

    private void usages(Extensions extensions) {
        KeyUsage usage = KeyUsage.fromExtensions(extensions);
        for (int i = 0; usage != null && i < USAGES.length; i++) {
            if (usage.hasUsages(USAGE_BITS[i])) {
                keyUsage.add(USAGES[i]);
            }
        }
        ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(extensions);
        if (purposes != null) {
            for (KeyPurposeId purpose : purposes.getUsages()) {
                if (extendedKeyUsage.size() < CertificateReader.MAX_LISTED) {
                    extendedKeyUsage.add(PURPOSES.getOrDefault(purpose, purpose.getId()));
                }
            }
        }
    }

    /** RFC 5280, 4.2.2.1. */
    private void access(Extensions extensions) {
        AuthorityInformationAccess access = AuthorityInformationAccess.fromExtensions(extensions);
        if (access == null) {
            return;
        }
        for (AccessDescription d : access.getAccessDescriptions()) {
            List<String> to = d.getAccessMethod().equals(AccessDescription.id_ad_ocsp)
                    ? ocsp
                    : d.getAccessMethod().equals(AccessDescription.id_ad_caIssuers) ? issuers : null;
            if (to != null
                    && to.size() < CertificateReader.MAX_LISTED
                    && d.getAccessLocation().getTagNo() == GeneralName.uniformResourceIdentifier) {
                to.add(Names.alt(d.getAccessLocation()).value());
            }
        }
    }

    /** RFC 6962, 3.3: a list of two bytes of length, each entry two bytes of length and its value. */
    private static int count(byte[] list) {
        Cursor c = new Cursor();
        c.wrap(Unpooled.wrappedBuffer(list), 0, list.length);
        int length = c.u16();
        int n = 0;
        while (c.ok() && length >= 2 && c.remaining() >= 2) {
            c.skip(c.u16());
            n += c.ok() ? 1 : 0;
        }
        return n;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    CertificateExtensions extensions() {
        return new CertificateExtensions(
                pathLength, keyUsage, extendedKeyUsage, scts, ocsp, issuers, subjectKeyId, authorityKeyId);
    }
}
