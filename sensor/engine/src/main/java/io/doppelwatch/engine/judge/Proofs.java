// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.decode.tls.crypto.Signatures;
import io.doppelwatch.decode.x509.PublicKeys;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.CertificateVerifySeen;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;

/**
 * Whether servers hold the keys of the certificates they show: their signatures over TLS 1.3 handshakes, where secrets let them be
 * seen. At most {@link #CHECKS} are checked in a second of event time, since one takes up to a millisecond; others are counted.
 */
final class Proofs {
    static final int CHECKS = 64;
    private static final long SECOND = 1_000_000_000L;

    private final Counters counters;
    private long second = Long.MIN_VALUE;
    private int checks;

    Proofs(Counters counters) {
        this.counters = counters;
    }

    /** Checks a signature and counts what came of it. */
    void add(CertificateVerifySeen seen) {
        long now = Math.floorDiv(seen.where().timeNanos(), SECOND);
        if (now != second) {
            second = now;
            checks = 0;
        }
        counters.increment(checks++ < CHECKS ? verdict(seen) : Counter.PROOFS_PASSED_OVER);
    }

    private static Counter verdict(CertificateVerifySeen seen) {
        byte[] shown = seen.certificate().chain().get(0);
        byte[] key = seen.certificate().form() == CertificateSeen.Form.RAW_PUBLIC_KEY ? shown : PublicKeys.of(shown);
        if (key == null) {
            return Counter.PROOFS_UNKNOWN;
        }
        return switch (Signatures.check(key, seen.scheme(), seen.content(), seen.signature())) {
            case VALID -> Counter.PROOFS_VALID;
            case WRONG -> Counter.PROOFS_WRONG;
            case UNKNOWN_SCHEME, UNREADABLE_KEY -> Counter.PROOFS_UNKNOWN;
        };
    }
}
