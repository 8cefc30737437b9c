// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.Arrays;

/**
 * Certificates already read, so that each is parsed once however often it is shown. At most {@code cap} of them and
 * {@code maxBytes} of DER: the one not shown for longest goes first.
 */
public final class Certificates {
    private final int cap;
    private final long maxBytes;
    private final KeyHash keys;
    private final Counters counters;
    private final Index<Read> index = new Index<>();
    private final Ages<Read> ages = new Ages<>();
    private long bytes;

    private static final class Read extends Entry<Read> {
        final byte[] der;
        final CertificateInfo info;

        Read(byte[] der) {
            this.der = der;
            this.info = CertificateInfo.of(der);
        }
    }

    public Certificates(int cap, long maxBytes, KeyHash keys, Counters counters) {
        this.cap = cap;
        this.maxBytes = maxBytes;
        this.keys = keys;
        this.counters = counters;
    }

    public int size() {
        return index.size();
    }

    /** What a certificate says; the bytes are kept and must not change. */
    public CertificateInfo info(byte[] der) {
        long hash = keys.of(der);
        for (Read r = index.bucket(hash); r != null; r = r.chain) {
            if (r.hash == hash && Arrays.equals(r.der, der)) {
                ages.touch(r);
                return r.info;
            }
        }
        Read r = new Read(der);
        index.add(r, hash);
        ages.add(r);
        bytes += der.length;
        while (ages.size() > cap || bytes > maxBytes && ages.size() > 1) {
            Read oldest = ages.oldest();
            if (oldest == null) {
                break;
            }
            ages.remove(oldest);
            index.remove(oldest);
            bytes -= oldest.der.length;
            counters.increment(Counter.CERTIFICATES_EVICTED);
        }
        return r.info;
    }
}
