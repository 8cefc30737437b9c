// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.x509;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a certificate with or without a fault, and have both fingerprints. */
class CertificateFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        CertificateInfo info = CertificateInfo.of(data);
        if (info.sha256().length() != 64
                || info.sha1().length() != 40
                || info.fingerprint().length() != 59) {
            throw new AssertionError("no fingerprint");
        }
        if (info.altNames().size() > CertificateReader.MAX_NAMES
                || info.dnsNames().size() > info.altNames().size()) {
            throw new AssertionError("too many names");
        }
    }
}
