// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DHCP servers of one path and IP version, at most {@link #KEPT}: the one with the fewest transactions makes room, of
 * equals the one silent longest. So a crowd of made-up servers pushes out its own kind.
 */
final class DhcpNetwork extends AgedEntry<DhcpNetwork> {
    static final int KEPT = 8;

    final Path path;
    final boolean v6;
    final List<DhcpServer> servers = new ArrayList<>(2);

    DhcpNetwork(Path path, boolean v6) {
        this.path = path;
        this.v6 = v6;
    }

    @Nullable
    DhcpServer find(String name) {
        for (DhcpServer s : servers) {
            if (s.name().equals(name)) {
                return s;
            }
        }
        return null;
    }

    DhcpServer add(DhcpMessage answer) {
        if (servers.size() == KEPT) {
            DhcpServer out = servers.get(0);
            for (DhcpServer s : servers) {
                boolean less = s.transactions() < out.transactions()
                        || s.transactions() == out.transactions()
                                && s.last().timeNanos() < out.last().timeNanos();
                out = less ? s : out;
            }
            servers.remove(out);
        }
        DhcpServer s = new DhcpServer(answer, servers);
        servers.add(s);
        return s;
    }
}
