// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsName;
import io.doppelwatch.engine.lookalike.Likeness;
import io.doppelwatch.engine.lookalike.Lookalikes;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names seen at work, each held once against the trusted ones, and those that look like one.
 *
 * <p>Which names were compared is kept as hashes, 8 bytes and each in its one place: a name that
 * another has pushed out is compared again, which costs time and says nothing new. Of those that look alike a
 * hundredth as many are kept, about 1 KB each, the oldest going first. Without trusted names nothing is kept or compared.
 */
public final class LookalikeNames {
    private static final int COMPARED_TO_ONE = 100;

    private final Lookalikes lookalikes;
    private final long seed;
    private final Counters counters;
    private final LinkedHashMap<String, Known> known = new LinkedHashMap<>();
    private final long[] compared;
    private final int cap;

    private static final class Known {
        final Likeness likeness;
        Ip address = Ip.NONE;

        @Nullable
        Where resolved;

        @Nullable
        Where connected;

        Known(Likeness likeness) {
            this.likeness = likeness;
        }
    }

    /**
     * @param compared hashes kept, a power of two
     * @param seed of the name hashes
     */
    public LookalikeNames(Lookalikes lookalikes, int compared, long seed, Counters counters) {
        this.lookalikes = lookalikes;
        this.seed = seed;
        this.counters = counters;
        this.compared = new long[lookalikes.isEmpty() ? 0 : compared];
        cap = Math.max(16, compared / COMPARED_TO_ONE);
    }

    /** True where nothing is trusted, so that nothing can look like it. */
    public boolean isEmpty() {
        return compared.length == 0;
    }

    /**
     * Takes an answer.
     *
     * @param reader reads the message in words; asked once a name
     * @return null mostly
     */
    public @Nullable LookalikeSeen resolved(DnsSeen seen, long nameHash, Function<DnsSeen, Answer> reader) {
        if (wasCompared(nameHash)) {
            return null;
        }
        Answer answer = reader.apply(seen);
        if (answer.addresses().isEmpty()) {
            return null; // a name that leads nowhere; it is compared once it does
        }
        compared[slot(nameHash)] = nameHash;
        Known k = find(answer.name());
        if (k == null || k.resolved != null) {
            return null;
        }
        k.resolved = seen.where();
        k.address = answer.addresses().get(0);
        return transition(answer.name(), k, seen.where(), seen.where().destinationIp());
    }

    /**
     * Takes a handshake that a server answered.
     *
     * @param name by SNI, lower case, without a final dot
     * @param where turned so that the source is the client
     * @return null mostly
     */
    public @Nullable LookalikeSeen connected(String name, Where where) {
        Known k = known.get(name);
        if (k == null) {
            byte[] wire = DnsName.wireOf(name);
            long hash = wire == null ? 0 : ~DnsName.of(wire).hash(seed);
            if (wire == null || wasCompared(hash)) {
                return null;
            }
            compared[slot(hash)] = hash;
            k = find(name);
        }
        if (k == null || k.connected != null) {
            return null;
        }
        k.connected = where;
        return transition(name, k, where, where.sourceIp());
    }

    private static LookalikeSeen transition(String name, Known k, Where where, Ip client) {
        return new LookalikeSeen(name, k.likeness, k.address, k.resolved, k.connected, client, where);
    }

    private @Nullable Known find(String name) {
        Known k = known.get(name);
        if (k != null) {
            return k;
        }
        Likeness likeness = lookalikes.of(name);
        if (likeness == null) {
            return null;
        }
        if (known.size() >= cap) {
            known.remove(known.keySet().iterator().next());
            counters.increment(Counter.LOOKALIKES_EVICTED);
        }
        k = new Known(likeness);
        known.put(name, k);
        return k;
    }

    private boolean wasCompared(long hash) {
        return compared[slot(hash)] == hash;
    }

    private int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & compared.length - 1;
    }
}
