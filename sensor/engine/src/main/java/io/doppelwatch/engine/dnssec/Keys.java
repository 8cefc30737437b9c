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
 * Keys of zones as they were seen, and what says that they are the zone's own. {@link #ZONES} zones, the one used longest
 * ago going first; {@link #SETS} sets of each: a stranger's set of keys stands beside the zone's own and replaces nothing
 * until there are more of them. About 4 KB a set, so 8 MB at most.
 */
final class Keys {
    static final int ZONES = 512;
    static final int SETS = 4;

    /** Delegations signed by an anchored parent; beside those given. */
    static final int ANCHORS = 1024;

    private final LinkedHashMap<Name, List<KeySet>> zones = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Name, List<DSRecord>> given;
    private final LinkedHashMap<Name, List<DSRecord>> derived = new LinkedHashMap<>();
    private final Counters counters;

    /** @param given trust anchors by zone */
    Keys(Map<Name, List<DSRecord>> given, Counters counters) {
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
        derived.put(zone, delegation);
        if (derived.size() > ANCHORS) {
            derived.remove(derived.keySet().iterator().next());
        }
    }

    void add(Name zone, KeySet set) {
        List<KeySet> sets = zones.computeIfAbsent(zone, z -> new ArrayList<>(1));
        for (int i = 0; i < sets.size(); i++) {
            if (sets.get(i).sameKeys(set)) {
                if (set.anchored()) {
                    sets.set(i, set);
                }
                return;
            }
        }
        if (sets.size() == SETS) {
            sets.remove(oldestUnanchored(sets));
            counters.increment(Counter.DNSSEC_KEYS_EVICTED);
        }
        sets.add(set);
        if (zones.size() > ZONES) {
            zones.remove(zones.keySet().iterator().next());
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
