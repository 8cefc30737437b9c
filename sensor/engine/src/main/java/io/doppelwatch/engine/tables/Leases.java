// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Leases by path and address, as ACKs say them. At most {@code cap}, of 2 KB at most; what was given once goes first, the
 * oldest of it, what was renewed stands.
 */
public final class Leases {
    private final KeyHash keys;
    private final AgedTable<Lease> table;

    public Leases(int cap, KeyHash keys, Counters counters) {
        this.keys = keys;
        table = new AgedTable<>(cap, Counter.DHCP_LEASES_EVICTED, counters);
    }

    public int size() {
        return table.size();
    }

    public @Nullable Lease find(Path path, Ip ip) {
        return find(path, ip, keys.of(path, ip.high(), ip.low(), 18));
    }

    /**
     * Takes an ACK that gives an address.
     *
     * @param direct whether the client was seen to ask for it from its own card
     */
    public void given(DhcpMessage ack, boolean direct) {
        Path path = ack.where().path();
        long hash = keys.of(path, ack.yourIp().high(), ack.yourIp().low(), 18);
        Lease lease = find(path, ack.yourIp(), hash);
        if (lease == null) {
            table.add(new Lease(ack, direct), hash);
        } else {
            boolean renewed = lease.isOf(ack) && ack.xid() != lease.ack().xid();
            lease.renewed(ack, direct);
            table.touch(lease, renewed);
        }
    }

    private @Nullable Lease find(Path path, Ip ip, long hash) {
        for (Lease l = table.bucket(hash); l != null; l = l.chain) {
            if (l.hash == hash && l.ip.equals(ip) && l.path.equals(path)) {
                return l;
            }
        }
        return null;
    }
}
