// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** Certificates made here; what the JDK reads in them is what we must read. */
class CertificateInfoTest {
    private static final Date FROM = new Date(1_764_000_000_000L);
    private static final Date UNTIL = new Date(1_795_536_000_000L);

    private static KeyPair keys(String algorithm, Object size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (size instanceof Integer bits) {
            generator.initialize(bits);
        } else if (size instanceof String curve) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
        return new JcaX509v3CertificateBuilder(
                issuer, new BigInteger("8a0b0c", 16), FROM, UNTIL, subject, keys.getPublic());
    }

    private static byte[] sign(JcaX509v3CertificateBuilder builder, KeyPair with, String algorithm) throws Exception {
        return builder.build(new JcaContentSignerBuilder(algorithm).build(with.getPrivate()))
                .getEncoded();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void readsWhatTheCertificateSays() throws Exception {
        KeyPair ca = keys("RSA", 2048);
        KeyPair server = keys("EC", "secp384r1");
        X500Name issuer = new X500NameBuilder()
                .addRDN(BCStyle.C, "DE")
                .addRDN(BCStyle.O, "Example, Inc.")
                .addRDN(BCStyle.CN, "Example CA")
                .build();
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.C, "DE")
                .addMultiValuedRDN(
                        new ASN1ObjectIdentifier[] {BCStyle.OU, BCStyle.CN}, new String[] {"Hub", "hub.example"})
                .addRDN(BCStyle.E, "ops@hub.example")
                .addRDN(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), new DERUTF8String("odd"))
                .build();
        var b = builder(issuer, subject, server);
        b.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "hub.example"),
            new GeneralName(GeneralName.dNSName, "*.hub.example"),
            new GeneralName(GeneralName.iPAddress, "10.77.0.10"),
            new GeneralName(GeneralName.iPAddress, "2001:db8::1"),
            new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://example/hub"),
            new GeneralName(GeneralName.rfc822Name, "ops@hub.example"),
            new GeneralName(new X500Name("CN=inner")),
            new GeneralName(GeneralName.registeredID, "1.2.3.4")
        }));
        byte[] der = sign(b, ca, "SHA256withRSA");

        CertificateInfo info = CertificateInfo.of(der);

        assertThat(info.fault()).isEqualTo(Fault.NONE);
        assertThat(info.subject())
                .startsWith("C=DE, ")
                .contains("OU=Hub", " + ", "CN=hub.example", "Email=ops@hub.example", "1.3.6.1.4.1.99999.1=odd");
        assertThat(info.issuer()).isEqualTo("C=DE, O=Example, Inc., CN=Example CA");
        assertThat(info.commonNames()).containsExactly("hub.example");
        assertThat(info.serial()).isEqualTo("00:8A:0B:0C");
        assertThat(info.notBefore()).isEqualTo(1_764_000_000L);
        assertThat(info.notAfter()).isEqualTo(1_795_536_000L);
        assertThat(info.dnsNames()).containsExactly("hub.example", "*.hub.example");
        assertThat(info.altNames())
                .containsExactly(
                        new AltName(AltName.Kind.DNS, "hub.example"),
                        new AltName(AltName.Kind.DNS, "*.hub.example"),
                        new AltName(AltName.Kind.IP, "10.77.0.10"),
                        new AltName(AltName.Kind.IP, "2001:db8:0:0:0:0:0:1"),
                        new AltName(AltName.Kind.URI, "spiffe://example/hub"),
                        new AltName(AltName.Kind.EMAIL, "ops@hub.example"),
                        new AltName(AltName.Kind.DIRECTORY, "CN=inner"),
                        new AltName(AltName.Kind.REGISTERED_ID, "1.2.3.4"));
        assertThat(info.keyKind()).isEqualTo("EC");
        assertThat(info.keyBits()).isEqualTo(384);
        assertThat(info.signatureAlgorithm()).isEqualTo("SHA256WITHRSA");
        assertThat(info.ca()).isFalse();
        assertThat(info.selfIssued()).isFalse();
        assertThat(info.selfSigned()).isFalse();
    }

    @Test
    void hashesAreThoseOfTheJdk() throws Exception {
        KeyPair keys = keys("RSA", 1024);
        byte[] der = sign(builder(new X500Name("CN=a"), new X500Name("CN=a"), keys), keys, "SHA1withRSA");
        X509Certificate jdk = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));

        CertificateInfo info = CertificateInfo.of(der);

        assertThat(info.sha256()).isEqualTo(sha256(der));
        assertThat(info.spkiSha256()).isEqualTo(sha256(jdk.getPublicKey().getEncoded()));
        assertThat(info.fingerprint())
                .isEqualTo(HexFormat.ofDelimiter(":")
                        .formatHex(MessageDigest.getInstance("SHA-1").digest(der)));
        assertThat(info.keyKind()).isEqualTo("RSA");
        assertThat(info.keyBits()).isEqualTo(1024);
    }

    @Test
    void tellsTheKindsOfKey() throws Exception {
        for (Object[] c : new Object[][] {
            {"EC", "secp256r1", "SHA256withECDSA", "EC", 256},
            {"EC", "secp521r1", "SHA512withECDSA", "EC", 521},
            {"Ed25519", null, "Ed25519", "Ed25519", 256},
            {"Ed448", null, "Ed448", "Ed448", 456},
            {"DSA", 1024, "SHA256withDSA", "DSA", 1024}
        }) {
            KeyPair keys = keys((String) c[0], c[1]);
            byte[] der = sign(builder(new X500Name("CN=k"), new X500Name("CN=k"), keys), keys, (String) c[2]);
            CertificateInfo info = CertificateInfo.of(der);
            assertThat(info.keyKind()).isEqualTo(c[3]);
            assertThat(info.keyBits()).isEqualTo(c[4]);
            assertThat(info.fault()).isEqualTo(Fault.NONE);
        }
    }

    @Test
    void selfSignedNeedsItsOwnKeyIdentifier() throws Exception {
        KeyPair own = keys("EC", "secp256r1");
        KeyPair other = keys("EC", "secp256r1");
        X500Name name = new X500Name("CN=root");
        var ids = new JcaX509ExtensionUtils();
        var root = builder(name, name, own);
        root.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        root.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(own.getPublic()));
        root.addExtension(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(own.getPublic()));
        CertificateInfo info = CertificateInfo.of(sign(root, own, "SHA256withECDSA"));
        assertThat(info.ca()).isTrue();
        assertThat(info.selfIssued()).isTrue();
        assertThat(info.selfSigned()).isTrue();

        var rollover = builder(name, name, own);
        rollover.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(own.getPublic()));
        rollover.addExtension(
                Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(other.getPublic()));
        info = CertificateInfo.of(sign(rollover, other, "SHA256withECDSA"));
        assertThat(info.selfIssued()).isTrue();
        assertThat(info.selfSigned()).isFalse();
    }

    @Test
    void aBadExtensionDoesNotHideTheKey() throws Exception {
        KeyPair keys = keys("EC", "secp256r1");
        var b = builder(new X500Name("CN=a"), new X500Name("CN=b"), keys);
        b.addExtension(Extension.subjectAlternativeName, false, new byte[] {5, 0});
        CertificateInfo info = CertificateInfo.of(sign(b, keys, "SHA256withECDSA"));
        assertThat(info.fault()).isEqualTo(Fault.BAD_VALUE);
        assertThat(info.spkiSha256()).isEqualTo(sha256(keys.getPublic().getEncoded()));
        assertThat(info.subject()).isEqualTo("CN=b");
        assertThat(info.serial()).isEqualTo("00:8A:0B:0C");
    }

    @Test
    void everyPrefixIsAValueWithAFaultAndAFingerprint() throws Exception {
        KeyPair keys = keys("EC", "secp256r1");
        byte[] der = sign(builder(new X500Name("CN=a"), new X500Name("CN=b"), keys), keys, "SHA256withECDSA");
        for (int n = 0; n < der.length; n++) {
            byte[] prefix = Arrays.copyOf(der, n);
            CertificateInfo info = CertificateInfo.of(prefix);
            assertThat(info.fault()).as("prefix of %d", n).isNotEqualTo(Fault.NONE);
            assertThat(info.sha256()).isEqualTo(sha256(prefix));
        }
        assertThat(CertificateInfo.of(Arrays.copyOf(der, der.length + 1)).fault())
                .isEqualTo(Fault.BAD_LENGTH);
    }

    @Test
    void everyByteChangedIsStillAValue() throws Exception {
        KeyPair keys = keys("EC", "secp256r1");
        byte[] der = sign(builder(new X500Name("CN=a"), new X500Name("CN=b"), keys), keys, "SHA256withECDSA");
        for (int i = 0; i < der.length; i++) {
            for (int value : new int[] {0, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xff}) {
                byte[] changed = der.clone();
                changed[i] = (byte) value;
                assertThat(CertificateInfo.of(changed).sha256()).isEqualTo(sha256(changed));
            }
        }
    }

    @Test
    void shapesThatBreakParsersAreRefusedBeforeOne() {
        byte[] deep = new byte[4000];
        for (int i = 0; i < deep.length; i += 4) {
            int rest = deep.length - i - 4;
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x82;
            deep[i + 2] = (byte) (rest >>> 8);
            deep[i + 3] = (byte) rest;
        }
        assertThat(CertificateInfo.of(deep).fault()).isEqualTo(Fault.TOO_DEEP);
        byte[] indefinite = new byte[4000];
        for (int i = 0; i < indefinite.length; i += 2) {
            indefinite[i] = 0x30;
            indefinite[i + 1] = (byte) 0x80;
        }
        assertThat(CertificateInfo.of(indefinite).fault()).isEqualTo(Fault.UNSUPPORTED);
        assertThat(CertificateInfo.of(new byte[CertificateReader.MAX_LENGTH + 1])
                        .fault())
                .isEqualTo(Fault.TOO_LONG);
        assertThat(CertificateInfo.of(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1})
                        .fault())
                .isEqualTo(Fault.BAD_LENGTH);
        assertThat(CertificateInfo.of(new byte[] {0x30, (byte) 0x88, 0, 0, 0, 0, 0, 0, 0, 0})
                        .fault())
                .isEqualTo(Fault.BAD_LENGTH);
    }
}
