// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dnssec;

import io.doppelwatch.engine.observe.Where;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;

/** Keys of one zone that came together and are signed by one of them; {@code anchored} where an anchor names that one. */
record KeySet(List<DNSKEYRecord> keys, boolean anchored, Where where) {
    private static final int OWN_BYTES = 300;
    /** A record, its name, and the key as Java has it beside its octets. */
    private static final int KEY_BYTES = 400;

    /** Bytes it holds on to, about. */
    long bytes() {
        long n = OWN_BYTES;
        for (DNSKEYRecord key : keys) {
            n += KEY_BYTES + 2L * key.getKey().length;
        }
        return n;
    }

    boolean sameKeys(KeySet other) {
        return keys.size() == other.keys.size() && keys.containsAll(other.keys);
    }
}
