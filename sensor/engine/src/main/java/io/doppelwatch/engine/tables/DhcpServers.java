// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DHCP servers by path and IP version. At most {@code cap} paths of eight servers, of 18 KB each at most (four networks,
 * three sets of terms in each) where somebody makes up all of it. Paths whose servers answered fewer than {@link #STANDING}
 * transactions go first.
 */
public final class DhcpServers {
    static final int STANDING = 4;

    private final KeyHash keys;
    private final AgedTable<DhcpNetwork> table;

    public DhcpServers(int cap, KeyHash keys, Counters counters) {
        this.keys = keys;
        table = new AgedTable<>(cap, Counter.DHCP_PATHS_EVICTED, counters);
    }

    public int size() {
        return table.size();
    }

    /** The servers known on a path. */
    public List<DhcpServer> on(Path path, boolean v6) {
        DhcpNetwork n = find(path, v6, hash(path, v6));
        return n == null ? List.of() : n.servers;
    }

    /** The server of an answer, before the answer is taken; null where it is new. */
    public @Nullable DhcpServer find(DhcpMessage answer) {
        DhcpNetwork n =
                find(answer.where().path(), answer.v6(), hash(answer.where().path(), answer.v6()));
        return n == null ? null : n.find(answer.server());
    }

    /** True where a server on the path named the address as a gateway or resolver. */
    public boolean names(Path path, Ip address) {
        for (DhcpServer s : on(path, !address.isV4())) {
            if (s.names(address)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a server's answer. */
    public DhcpServer add(DhcpMessage answer) {
        Path path = answer.where().path();
        long hash = hash(path, answer.v6());
        DhcpNetwork n = find(path, answer.v6(), hash);
        if (n == null) {
            n = new DhcpNetwork(path, answer.v6());
            table.add(n, hash);
        }
        DhcpServer s = n.find(answer.server());
        if (s == null) {
            s = n.add(answer);
        }
        s.answered(answer);
        table.touch(n, s.transactions() >= STANDING);
        return s;
    }

    private long hash(Path path, boolean v6) {
        return keys.of(path, v6 ? 6 : 4, 0, 15);
    }

    private @Nullable DhcpNetwork find(Path path, boolean v6, long hash) {
        for (DhcpNetwork n = table.bucket(hash); n != null; n = n.chain) {
            if (n.hash == hash && n.v6 == v6 && n.path.equals(path)) {
                return n;
            }
        }
        return null;
    }
}
