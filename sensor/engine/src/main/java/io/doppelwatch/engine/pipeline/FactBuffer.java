// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Facts;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands a worker's facts on, and makes the {@link Where} of a packet once, on its first fact. */
final class FactBuffer implements Facts {
    private final Consumer<Observation> next;
    private long ordinal;
    private @Nullable Packet packet;
    private @Nullable Where where;

    FactBuffer(Consumer<Observation> next) {
        this.next = next;
    }

    /** A new packet begins. */
    void begin(long packetOrdinal) {
        ordinal = packetOrdinal;
        packet = null;
        where = null;
    }

    @Override
    public Where where(Packet p) {
        Where w = where;
        if (w == null || p != packet) {
            Frame f = p.frame();
            boolean ip = p.ipVersion() != 0;
            w = new Where(
                    f.source(),
                    f.number(),
                    ordinal,
                    f.timeNanos(),
                    p.path(),
                    p.sourceMac(),
                    p.destinationMac(),
                    ip ? new Ip(p.sourceHigh(), p.sourceLow()) : Ip.NONE,
                    ip ? new Ip(p.destinationHigh(), p.destinationLow()) : Ip.NONE,
                    p.sourcePort(),
                    p.destinationPort(),
                    p.protocol(),
                    p.ttl(),
                    p.ipId());
            packet = p;
            where = w;
        }
        return w;
    }

    @Override
    public void add(Observation observation) {
        next.accept(observation);
    }
}
