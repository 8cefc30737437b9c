// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate with its key, and those made with it: EC P-256, ECDSA with SHA-256. */
public record Certificates(X509Certificate certificate, KeyPair keys, List<X509Certificate> chain) {
    private static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant RENEWED = Instant.parse("2026-11-20T00:00:00Z");

    /** A root that signs itself. */
    public static Certificates authority(String commonName) {
        KeyPair keys = newKeys();
        X500Principal subject = new X500Principal("CN=" + commonName);
        return new Certificates(sign(subject, keys, NOT_BEFORE, subject, keys, List.of()), keys, List.of());
    }

    /** A server's certificate from this authority; the root is not part of its chain. */
    public Certificates server(String name, String... moreNames) {
        return server(newKeys(), NOT_BEFORE, name, moreNames);
    }

    /** A later certificate for the key a server already has, as a renewal gives it. */
    public Certificates renewed(Certificates server, String name, String... moreNames) {
        return server(server.keys(), RENEWED, name, moreNames);
    }

    private Certificates server(KeyPair serverKeys, Instant notBefore, String name, String... moreNames) {
        List<String> names =
                Stream.concat(Stream.of(name), Stream.of(moreNames)).toList();
        X509Certificate leaf = sign(
                new X500Principal("CN=" + name),
                serverKeys,
                notBefore,
                certificate.getSubjectX500Principal(),
                keys,
                names);
        return new Certificates(
                leaf, serverKeys, Stream.concat(Stream.of(leaf), chain.stream()).toList());
    }

    /** An authority below this one, sent along in the chains of what it signs. */
    public Certificates intermediate(String commonName) {
        KeyPair below = newKeys();
        X509Certificate made = sign(
                new X500Principal("CN=" + commonName),
                below,
                NOT_BEFORE,
                certificate.getSubjectX500Principal(),
                keys,
                List.of());
        return new Certificates(
                made, below, Stream.concat(Stream.of(made), chain.stream()).toList());
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger serial(KeyPair keys, Instant notBefore) {
        BigInteger fromKey = new BigInteger(1, Bytes.slice(keys.getPublic().getEncoded(), 40, 48));
        return fromKey.add(BigInteger.valueOf(notBefore.getEpochSecond()));
    }

    private static X509Certificate sign(
            X500Principal subject,
            KeyPair subjectKeys,
            Instant notBefore,
            X500Principal issuer,
            KeyPair issuerKeys,
            List<String> names) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    serial(subjectKeys, notBefore),
                    Date.from(notBefore),
                    Date.from(notBefore.plus(Duration.ofDays(365))),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.isEmpty()));
            if (!names.isEmpty()) {
                GeneralName[] alternatives = names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
