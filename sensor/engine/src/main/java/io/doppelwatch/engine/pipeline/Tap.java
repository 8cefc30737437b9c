// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.dissect.Defragmenter;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Observers;
import io.doppelwatch.engine.reassemble.FragmentTable;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.function.Consumer;

/**
 * The left side for one worker: a frame in, its facts out, in place.
 *
 * <p>State is kept in {@link Dissector#SHARDS} shards by outermost address pair, each with bounds of its own, and a
 * worker owns some of them whole. So what is remembered, given up and counted for a packet is the same however many
 * workers there are.
 */
final class Tap {
    private final int worker;
    private final int workers;
    private final Counters counters = new Counters();
    private final FactBuffer facts;
    private final Dissector dissector;
    private final Packet packet = new Packet();
    private final Observers[] shards = new Observers[Dissector.SHARDS];

    Tap(int worker, int workers, DnsPorts dnsPorts, KeyLog keyLog, Consumer<Observation> next) {
        this.worker = worker;
        this.workers = workers;
        facts = new FactBuffer(next);
        Defragmenter[] defragmenters = new Defragmenter[Dissector.SHARDS];
        int mask = 0;
        for (int s = 0; s < Dissector.SHARDS; s++) {
            if (owns(s)) {
                mask |= 1 << s;
                defragmenters[s] = new FragmentTable(counters);
                shards[s] = new Observers(facts, counters, dnsPorts, keyLog);
            }
        }
        dissector = new Dissector(defragmenters, counters, mask);
    }

    private boolean owns(int shard) {
        return shard % workers == worker;
    }

    Counters counters() {
        return counters;
    }

    /**
     * Reads one frame. A decoder that throws is a fault of ours, not of the bytes: the packet is given up and counted,
     * and the sensor goes on.
     */
    void frame(Frame frame, long ordinal) {
        try {
            if (dissector.dissect(frame, packet)) {
                facts.begin(ordinal);
                shards[packet.shard()].packet(packet);
            }
        } catch (RuntimeException e) {
            counters.increment(Counter.INTERNAL_ERRORS);
        }
    }

    /** No more packets come for this shard. */
    void end(int shard) {
        if (owns(shard)) {
            shards[shard].end();
        }
    }
}
