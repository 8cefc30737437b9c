// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * DHCP transactions by path, client and id: from a DISCOVER or REQUEST to every answer. At most {@code cap}, of 10 KB at
 * most where four servers answer with all that is kept of them. Those nobody has answered go first, the oldest of them; one
 * that has been quiet for {@link #PATIENCE_NANOS} is over, and its id may be used for another.
 */
public final class DhcpTransactions {
    /** RFC 2131, 4.1: a client that has waited 64 seconds begins anew. */
    public static final long PATIENCE_NANOS = 64_000_000_000L;

    private final KeyHash keys;
    private final AgedTable<DhcpTransaction> table;

    public DhcpTransactions(int cap, KeyHash keys, Counters counters) {
        this.keys = keys;
        table = new AgedTable<>(cap, Counter.DHCP_TRANSACTIONS_EVICTED, counters);
    }

    public int size() {
        return table.size();
    }

    /** What an answer answers, before it is taken; null where that was not seen. */
    public @Nullable DhcpTransaction find(DhcpMessage message) {
        DhcpTransaction t = find(message, hash(message));
        return t == null || isOver(t, message.nanos()) ? null : t;
    }

    /** Takes a client's message or a server's answer; null for an answer to nothing that was seen. */
    public @Nullable DhcpTransaction add(DhcpMessage message) {
        long hash = hash(message);
        DhcpTransaction t = find(message, hash);
        boolean answer = message.kind().isAnswer();
        if (t != null && isOver(t, message.nanos())) {
            table.remove(t);
            t = null;
        }
        if (t == null) {
            if (answer) {
                return null;
            }
            t = new DhcpTransaction(message.where().path(), message.v6(), message.xid(), message.client());
            table.add(t, hash);
        }
        if (answer) {
            t.answered(message);
        } else {
            t.asks(message);
        }
        table.touch(t, answer);
        return t;
    }

    private long hash(DhcpMessage m) {
        return keys.of(m.where().path(), m.client(), m.xid(), m.v6() ? 14 : 13);
    }

    private static boolean isOver(DhcpTransaction t, long nowNanos) {
        return t.asked() != null && nowNanos - t.asked().nanos() > PATIENCE_NANOS;
    }

    private @Nullable DhcpTransaction find(DhcpMessage m, long hash) {
        for (DhcpTransaction t = table.bucket(hash); t != null; t = t.chain) {
            if (t.hash == hash
                    && t.xid == m.xid()
                    && t.client == m.client()
                    && t.v6 == m.v6()
                    && t.path.equals(m.where().path())) {
                return t;
            }
        }
        return null;
    }
}
