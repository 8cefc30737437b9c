// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * DHCP clients by path, and how many new ones come at once. At most {@code cap} clients, of 2 KB at most; those that were
 * never given an address go first, the one silent longest of them. At most {@code crowds} paths are counted on, the
 * oldest gives way.
 */
public final class DhcpClients {
    /** A client that has not been answered asks again after four seconds (RFC 2131, 4.1); a mirror port's copy comes at once. */
    private static final long COPY_NANOS = 500_000_000L;

    private final KeyHash keys;
    private final AgedTable<DhcpClient> table;
    private final AgedTable<DhcpCrowd> crowds;

    public DhcpClients(int cap, int paths, KeyHash keys, Counters counters) {
        this.keys = keys;
        table = new AgedTable<>(cap, Counter.DHCP_CLIENTS_EVICTED, counters);
        crowds = new AgedTable<>(paths, Counter.DHCP_PATHS_EVICTED, counters);
    }

    public int size() {
        return table.size();
    }

    public @Nullable DhcpClient find(DhcpMessage message) {
        return find(message, hash(message));
    }

    /** Takes what a client says; the crowd it belongs to where it is new and asks for an address, else null. */
    public @Nullable DhcpCrowd asked(DhcpMessage message) {
        long hash = hash(message);
        DhcpClient c = find(message, hash);
        boolean fresh = c == null;
        if (c == null) {
            c = new DhcpClient(message.where().path(), message.client(), message.nanos());
            table.add(c, hash);
        }
        boolean again = !fresh && message.nanos() - c.lastNanos > COPY_NANOS;
        c.lastNanos = message.nanos();
        table.touch(c, false);
        if (message.v6() || message.clientMac() == Mac.NONE || message.kind() != DhcpMessage.Kind.DISCOVER) {
            return null;
        }
        DhcpCrowd crowd = crowd(message);
        if (fresh) {
            crowd.joined(message);
            return crowd;
        }
        if (again) {
            crowd.askedAgain(c.firstNanos);
        }
        return null;
    }

    /** Takes an ACK. */
    public void told(DhcpMessage ack) {
        long hash = hash(ack);
        DhcpClient c = find(ack, hash);
        if (c == null) {
            c = new DhcpClient(ack.where().path(), ack.client(), ack.nanos());
            table.add(c, hash);
        } else if (!c.leased && !ack.v6()) {
            crowd(ack).leased(c.firstNanos);
        }
        c.told(ack);
        table.touch(c, true);
    }

    private DhcpCrowd crowd(DhcpMessage message) {
        Path path = message.where().path();
        long hash = keys.of(path, 0, 0, 16);
        DhcpCrowd c = null;
        for (DhcpCrowd i = crowds.bucket(hash); i != null && c == null; i = i.chain) {
            c = i.hash == hash && i.path.equals(path) ? i : null;
        }
        if (c == null) {
            c = new DhcpCrowd(path);
            crowds.add(c, hash);
        }
        crowds.touch(c, false);
        c.advance(message.nanos());
        return c;
    }

    private long hash(DhcpMessage m) {
        return keys.of(m.where().path(), m.client(), 0, 17);
    }

    private @Nullable DhcpClient find(DhcpMessage m, long hash) {
        for (DhcpClient c = table.bucket(hash); c != null; c = c.chain) {
            if (c.hash == hash
                    && c.client == m.client()
                    && c.path.equals(m.where().path())) {
                return c;
            }
        }
        return null;
    }
}
