// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the extensions say, and that a bad one costs no more than itself and those behind it. */
class CertificateExtensionsTest {
    private static final ASN1ObjectIdentifier SCT_LIST = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
    private KeyPair keys;
    private JcaX509v3CertificateBuilder builder;

    @BeforeEach
    void begin() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=ca.test");
        builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, new Date(0), new Date(1_000_000_000L), name, keys.getPublic());
    }

    private CertificateInfo signed() throws Exception {
        return CertificateInfo.of(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded());
    }

    private static DEROctetString octets(String hex) {
        return new DEROctetString(HexFormat.of().parseHex(hex));
    }

    @Test
    void withoutAnyNothingIsSaid() throws Exception {
        assertThat(signed().extensions()).isEqualTo(CertificateExtensions.NONE);
    }

    @Test
    void eachIsRead() throws Exception {
        JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(2));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.10.3.3"))
        }));
        builder.addExtension(
                Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, uri("http://ocsp.test")),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, uri("http://ca.test/ca.der"))
                }));
        builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(keys.getPublic()));
        builder.addExtension(SCT_LIST, false, octets("000a" + "0003010203" + "0003040506"));

        CertificateInfo info = signed();
        CertificateExtensions e = info.extensions();

        assertThat(info.fault()).isEqualTo(Fault.NONE);
        assertThat(info.ca()).isTrue();
        assertThat(e.pathLength()).isEqualTo(2);
        assertThat(e.keyUsage()).containsExactly("keyCertSign", "cRLSign");
        assertThat(e.extendedKeyUsage()).containsExactly("serverAuth", "1.3.6.1.4.1.311.10.3.3");
        assertThat(e.ocsp()).containsExactly("http://ocsp.test");
        assertThat(e.issuers()).containsExactly("http://ca.test/ca.der");
        assertThat(e.subjectKeyId()).hasSize(40);
        assertThat(e.authorityKeyId()).isEmpty();
        assertThat(e.scts()).isEqualTo(2);
    }

    private static GeneralName uri(String text) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, text);
    }

    @Test
    void aTimestampListThatLiesAboutItsLengthsIsCountedAsFarAsItGoes() throws Exception {
        builder.addExtension(SCT_LIST, false, octets("ffff" + "0003010203" + "00ff04"));

        assertThat(signed().extensions().scts()).isEqualTo(1);
    }

    @Test
    void aBadOneIsAFaultAndWhatCameBeforeStands() throws Exception {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
        builder.addExtension(
                new Extension(Extension.keyUsage, true, HexFormat.of().parseHex("0500")));

        CertificateInfo info = signed();

        assertThat(info.fault()).isEqualTo(Fault.BAD_VALUE);
        assertThat(info.spkiSha256()).hasSize(64);
        assertThat(info.extensions().pathLength()).isEqualTo(1);
        assertThat(info.extensions().keyUsage()).isEmpty();
    }

    @Test
    void aPathLengthBeyondAnyIntIsCappedAndManyPurposesAreCut() throws Exception {
        builder.addExtension(new Extension(
                Extension.basicConstraints, true, HexFormat.of().parseHex("30100101ff020b00ffffffffffffffffffff")));
        KeyPurposeId[] many = new KeyPurposeId[40];
        java.util.Arrays.setAll(
                many, i -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999." + i)));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(many));

        CertificateExtensions e = signed().extensions();

        assertThat(e.pathLength()).isEqualTo(Integer.MAX_VALUE);
        assertThat(e.extendedKeyUsage()).hasSize(CertificateReader.MAX_LISTED);
    }

    @Test
    void aRawPublicKeyIsItsHashKindAndSize() {
        CertificateInfo info = CertificateInfo.ofKey(keys.getPublic().getEncoded());

        assertThat(info.fault()).isEqualTo(Fault.NONE);
        assertThat(info.keyKind()).isEqualTo("EC");
        assertThat(info.keyBits()).isEqualTo(256);
        assertThat(info.spkiSha256()).isEqualTo(info.sha256());
        assertThat(CertificateInfo.ofKey(new byte[] {1, 2}).fault()).isNotEqualTo(Fault.NONE);
    }
}
