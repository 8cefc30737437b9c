// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsName;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The trust file's names by the hash of their wire form, so that a message's name is known without making a text of it. */
public final class TrustedNames {
    private final long[] hashes;
    private final Trust.Service[] services;

    /** @param seed of the name hashes */
    public TrustedNames(TrustIndex trust, long seed) {
        Map<Long, Trust.Service> byHash = new TreeMap<>();
        trust.names().forEach((name, service) -> {
            byte[] wire = DnsName.wireOf(name);
            if (wire != null) {
                byHash.put(DnsName.of(wire).hash(seed), service);
            }
        });
        hashes = byHash.keySet().stream().mapToLong(Long::longValue).toArray();
        services = byHash.values().toArray(Trust.Service[]::new);
    }

    public boolean isEmpty() {
        return hashes.length == 0;
    }

    /** True where a trusted name has this hash. */
    public boolean mayHave(long hash) {
        return find(hash) != null;
    }

    /** Whose name has this hash; null where nobody's. The caller holds the text against the service's names. */
    private Trust.@Nullable Service find(long hash) {
        int i = Arrays.binarySearch(hashes, hash);
        return i < 0 ? null : services[i];
    }

    /** Whose name this is, told by hash first and then by its text. */
    public Trust.@Nullable Service find(long hash, String name) {
        Trust.Service s = find(hash);
        return s != null && (s.name().equals(name) || s.aliases().contains(name)) ? s : null;
    }
}
