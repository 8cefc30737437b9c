// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.Memory;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.reassemble.StreamReader;
import io.doppelwatch.engine.reassemble.StreamReaders;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/** Opens a {@link TlsStream} where TLS begins. One for each state shard, which so has its own bound on memory. */
public final class TlsStreams implements StreamReaders {
    private final Facts facts;
    private final Counters counters;
    private final TlsBudget budget;
    private final Memory memory = new Memory();
    private final @Nullable KeyedConnections keys;

    /** @param limit bytes all unfinished handshake messages of this shard may hold together */
    public TlsStreams(Facts facts, Counters counters, int limit) {
        this(facts, counters, limit, null);
    }

    /**
     * @param limit bytes all unfinished handshake messages of this shard may hold together
     * @param log the secrets given; null for none
     */
    public TlsStreams(Facts facts, Counters counters, int limit, @Nullable KeyLog log) {
        keys = log == null ? null : new KeyedConnections(log, counters);
        this.facts = facts;
        this.counters = counters;
        budget = new TlsBudget(limit);
    }

    @Override
    public @Nullable StreamReader open(Packet packet, boolean start) {
        int length = packet.payloadCaptured();
        if (length >= TlsContent.FIRST_LOOK) {
            long at = memory.at(packet.buffer(), packet.payload(), TlsContent.FIRST_LOOK);
            // Asked of every segment that carries data of a connection nobody reads.
            if (at != Memory.NOWHERE && !TlsContent.mayBegin(Memory.u8(at), Memory.u8(at + 2))) {
                return null;
            }
        }
        int before = TlsContent.begin(packet.buffer(), packet.payload(), length, start);
        return before < 0 ? null : new TlsStream(facts, counters, budget, before, keys);
    }
}
