// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dnssec;

import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;

/**
 * Keys of zones as they were seen, and what says that they are the zone's own. {@link #SETS} sets of each zone: a stranger's set
 * of keys stands beside the zone's own and replaces nothing until there are more of them. All together hold at most {@code
 * maxBytes}, a quarter of it for delegations; the zone used longest ago goes first.
 */
final class Keys {
    static final int SETS = 4;

    /** DS records of one delegation that are kept, as many as anybody has while keys roll. */
    static final int DELEGATIONS = 8;

    private static final int DELEGATION_BYTES = 2000;

    private final long maxBytes;
    private final int maxDerived;
    private long bytes;
    private final LinkedHashMap<Name, List<KeySet>> zones = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Name, List<DSRecord>> given;
    private final LinkedHashMap<Name, List<DSRecord>> derived = new LinkedHashMap<>();
    private final Counters counters;

    /** @param given trust anchors by zone */
    Keys(Map<Name, List<DSRecord>> given, long maxBytes, Counters counters) {
        this.maxBytes = maxBytes / 4 * 3;
        maxDerived = (int) Math.max(1, maxBytes / 4 / DELEGATION_BYTES);
        this.given = given;
        this.counters = counters;
    }

    List<KeySet> of(Name zone) {
        return zones.getOrDefault(zone, List.of());
    }

    /** What has to name one of the zone's keys; empty where nothing was said of it. */
    List<DSRecord> anchors(Name zone) {
        List<DSRecord> own = given.get(zone);
        return own != null ? own : derived.getOrDefault(zone, List.of());
    }

    void derive(Name zone, List<DSRecord> delegation) {
        derived.put(zone, List.copyOf(delegation.subList(0, Math.min(DELEGATIONS, delegation.size()))));
        if (derived.size() > maxDerived) {
            derived.remove(derived.keySet().iterator().next());
        }
    }

    void add(Name zone, KeySet set) {
        List<KeySet> sets = zones.computeIfAbsent(zone, z -> new ArrayList<>(1));
        for (int i = 0; i < sets.size(); i++) {
            if (sets.get(i).sameKeys(set)) {
                if (set.anchored()) {
                    bytes += set.bytes() - sets.get(i).bytes();
                    sets.set(i, set);
                }
                return;
            }
        }
        if (sets.size() == SETS) {
            bytes -= sets.remove(oldestUnanchored(sets)).bytes();
            counters.increment(Counter.DNSSEC_KEYS_EVICTED);
        }
        sets.add(set);
        bytes += set.bytes();
        while (bytes > maxBytes) {
            Name oldest = zones.keySet().iterator().next();
            for (KeySet out : zones.getOrDefault(oldest, List.of())) {
                bytes -= out.bytes();
            }
            zones.remove(oldest);
            counters.increment(Counter.DNSSEC_KEYS_EVICTED);
        }
    }

    private static int oldestUnanchored(List<KeySet> sets) {
        for (int i = 0; i < sets.size(); i++) {
            if (!sets.get(i).anchored()) {
                return i;
            }
        }
        return 0;
    }

    /** True where the record names the key (RFC 4034, 5.1.4); the digest is of the key's own. */
    static boolean names(DSRecord ds, DNSKEYRecord key, Name zone) {
        return ds.getFootprint() == key.getFootprint()
                && ds.getAlgorithm() == key.getAlgorithm()
                && Arrays.equals(
                        ds.getDigest(), new DSRecord(zone, ds.getDClass(), 0, ds.getDigestID(), key).getDigest());
    }

    /** Where the keys with this tag and algorithm came from, anchored ones first. */
    List<KeySet> with(Name zone, int keyTag, int algorithm) {
        List<KeySet> found = new ArrayList<>(1);
        for (KeySet set : of(zone)) {
            for (DNSKEYRecord key : set.keys()) {
                if (key.getFootprint() == keyTag && key.getAlgorithm() == algorithm) {
                    found.add(set.anchored() ? 0 : found.size(), set);
                    break;
                }
            }
        }
        return found;
    }

    static Where first(List<KeySet> sets) {
        return sets.get(0).where();
    }
}
