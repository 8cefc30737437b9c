// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks a signature of a handshake by the number of its scheme (RFC 8446, 4.2.3). What this Java cannot check is said to be so, and never wrong.
 */
public final class Signatures {
    /** Longest modulus checked; keys made to be slow to check must not slow a sensor down. */
    static final int MAX_RSA_BITS = 8192;

    /** Longest exponent; those of real keys are 3 or 65537. */
    static final int MAX_EXPONENT_BITS = 33;

    /** What a check said. */
    public enum Verdict {
        VALID,
        /** The key did not sign this. */
        WRONG,
        /** A scheme that is not checked here: unknown, new, or of another kind of key. */
        UNKNOWN_SCHEME,
        /** A key that this Java cannot read, or will not for its size. */
        UNREADABLE_KEY
    }

    private Signatures() {}

    /**
     * Checks a signature.
     *
     * @param publicKey DER SubjectPublicKeyInfo
     * @param scheme 16 bits
     * @param content what should be signed
     */
    public static Verdict check(byte[] publicKey, int scheme, byte[] content, byte[] signature) {
        PublicKey key = key(publicKey);
        if (key == null) {
            return Verdict.UNREADABLE_KEY;
        }
        try {
            Signature verifier = verifier(scheme, key);
            if (verifier == null) {
                return Verdict.UNKNOWN_SCHEME;
            }
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature) ? Verdict.VALID : Verdict.WRONG;
        } catch (java.security.SignatureException e) {
            return Verdict.WRONG; // bytes that are no signature at all
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers throw both for parameters they refuse; that says nothing about who signed.
            return Verdict.UNREADABLE_KEY;
        }
    }

    private static @Nullable PublicKey key(byte[] spki) {
        for (String algorithm : algorithms(spki)) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
                boolean bearable = !(key instanceof RSAPublicKey rsa)
                        || rsa.getModulus().bitLength() <= MAX_RSA_BITS
                                && rsa.getPublicExponent().bitLength() <= MAX_EXPONENT_BITS;
                return bearable ? key : null;
            } catch (GeneralSecurityException | RuntimeException e) {
                continue; // not of this kind, or not a key
            }
        }
        return null;
    }

    private static final byte[] RSA_OID = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01
    };
    private static final byte[] EC_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    private static final byte[] DSA_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x38, 0x04, 0x01};
    private static final byte[] EDWARDS_OID = {0x06, 0x03, 0x2b, 0x65};

    /** What a key may be, by the algorithm that stands at its start; none where it is of no kind known. */
    private static String[] algorithms(byte[] spki) {
        for (int at = 0; at < Math.min(16, spki.length); at++) {
            if (stands(RSA_OID, spki, at) && at + RSA_OID.length < spki.length) {
                // rsaEncryption ends in 1, id-RSASSA-PSS in 10 (RFC 8017, A).
                return new String[] {spki[at + RSA_OID.length] == 10 ? "RSASSA-PSS" : "RSA"};
            } else if (stands(EC_OID, spki, at)) {
                return new String[] {"EC"};
            } else if (stands(DSA_OID, spki, at)) {
                return new String[] {"DSA"};
            } else if (stands(EDWARDS_OID, spki, at)) {
                return new String[] {"EdDSA"};
            }
        }
        return new String[0];
    }

    private static boolean stands(byte[] what, byte[] in, int at) {
        return at + what.length <= in.length && Arrays.equals(what, 0, what.length, in, at, at + what.length);
    }

    private static @Nullable Signature verifier(int scheme, PublicKey key) throws GeneralSecurityException {
        boolean rsa = key instanceof RSAPublicKey;
        boolean pssOnly = rsa && key.getAlgorithm().equals("RSASSA-PSS");
        boolean ec = key.getAlgorithm().equals("EC");
        boolean dsa = key instanceof DSAPublicKey;
        String name = switch (scheme) {
            case 0x0201 -> rsa && !pssOnly ? "SHA1withRSA" : null;
            case 0x0301 -> rsa && !pssOnly ? "SHA224withRSA" : null;
            case 0x0401 -> rsa && !pssOnly ? "SHA256withRSA" : null;
            case 0x0501 -> rsa && !pssOnly ? "SHA384withRSA" : null;
            case 0x0601 -> rsa && !pssOnly ? "SHA512withRSA" : null;
            case 0x0203 -> ec ? "SHA1withECDSA" : null;
            case 0x0303 -> ec ? "SHA224withECDSA" : null;
            case 0x0403 -> ec ? "SHA256withECDSA" : null;
            case 0x0503 -> ec ? "SHA384withECDSA" : null;
            case 0x0603 -> ec ? "SHA512withECDSA" : null;
            case 0x0202 -> dsa ? "SHA1withDSA" : null;
            case 0x0302 -> dsa ? "SHA224withDSA" : null;
            case 0x0402 -> dsa ? "SHA256withDSA" : null;
            case 0x0807 -> key.getAlgorithm().equals("EdDSA") ? "Ed25519" : null;
            case 0x0808 -> key.getAlgorithm().equals("EdDSA") ? "Ed448" : null;
            case 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b -> rsa ? "RSASSA-PSS" : null;
            default -> null;
        };
        if (name == null) {
            return null;
        }
        Signature signature = Signature.getInstance(name);
        if (name.equals("RSASSA-PSS")) {
            signature.setParameter(pss(scheme));
        }
        return signature;
    }

    /** RFC 8446, 4.2.3: MGF1 with the same hash, salt as long as its output. */
    private static PSSParameterSpec pss(int scheme) {
        return switch (scheme) {
            case 0x0804, 0x0809 -> new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
            case 0x0805, 0x080a -> new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1);
            default -> new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);
        };
    }
}
