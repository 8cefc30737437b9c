// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Any bytes, cut into datagrams at any length, are read to an end and keep no more than the bounds. */
class DtlsObserverFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        DtlsReading r = new DtlsReading();
        int at = 0;
        while (at < data.length) {
            int n = Math.min(1 + 4 * (data[at] & 0xff), data.length - at);
            r.feed((data[at] & 1) == 0, Arrays.copyOfRange(data, at + 1, at + n));
            at += n;
        }
        if (r.observer.held() > DtlsObserver.MAX_BYTES || r.observer.held() < 0) {
            throw new AssertionError("holds " + r.observer.held());
        }
        r.observer.end();
        if (r.observer.held() != 0) {
            throw new AssertionError("memory kept");
        }
    }
}
