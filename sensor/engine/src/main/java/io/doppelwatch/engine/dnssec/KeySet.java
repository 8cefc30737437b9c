// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dnssec;

import io.doppelwatch.engine.observe.Where;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;

/** Keys of one zone that came together and are signed by one of them; {@code anchored} where an anchor names that one. */
record KeySet(List<DNSKEYRecord> keys, boolean anchored, Where where) {
    boolean sameKeys(KeySet other) {
        return keys.size() == other.keys.size() && keys.containsAll(other.keys);
    }
}
