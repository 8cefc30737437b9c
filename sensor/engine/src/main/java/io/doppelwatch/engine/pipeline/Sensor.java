// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.capture.DecryptionSecrets;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import io.doppelwatch.engine.judge.Judge;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.registry.RegistrySeen;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * From frames to events. One sensor is one run with fresh state; it tells every observation, TLS handshake, finding and
 * incident to its sink in the order of the packets, then the counts. The same frames give the same events however many
 * workers there are.
 */
public final class Sensor {
    private final int workers;
    private final DnsPorts dnsPorts;
    private final KeyLog keyLog;
    private final EventSink sink;
    private final Counters counters = new Counters();
    private final Judge judge;
    private long packets;
    private long bytes;
    private long firstNanos;
    private long lastNanos;
    private @Nullable RegistryFiles registries;

    /**
     * @param trust who is who; {@link Trust#EMPTY} to learn it
     * @param workers 1 to {@link Dissector#SHARDS}; 1 does everything on the calling thread
     */
    public Sensor(Trust trust, int workers, EventSink sink) {
        this(trust, workers, DnsPorts.STANDARD, Budget.STANDARD, sink);
    }

    /**
     * @param trust who is who; {@link Trust#EMPTY} to learn it
     * @param workers 1 to {@link Dissector#SHARDS}; 1 does everything on the calling thread
     * @param dnsPorts read as DNS
     * @param budget what everything that is remembered may hold together
     */
    public Sensor(Trust trust, int workers, DnsPorts dnsPorts, Budget budget, EventSink sink) {
        this(trust, workers, dnsPorts, budget, new KeyLog(), sink);
    }

    /**
     * @param trust who is who; {@link Trust#EMPTY} to learn it
     * @param workers 1 to {@link Dissector#SHARDS}; 1 does everything on the calling thread
     * @param dnsPorts read as DNS
     * @param budget what everything that is remembered may hold together
     * @param keyLog secrets of handshakes; of this sensor alone, since packets are numbered from its first on
     */
    public Sensor(Trust trust, int workers, DnsPorts dnsPorts, Budget budget, KeyLog keyLog, EventSink sink) {
        if (workers < 1 || workers > Dissector.SHARDS) {
            throw new IllegalArgumentException("workers: 1 to " + Dissector.SHARDS);
        }
        this.workers = workers;
        this.dnsPorts = dnsPorts;
        this.keyLog = keyLog;
        this.sink = sink;
        counters.add(Counter.MEMORY_BOUND, budget.total());
        judge = new Judge(trust, dnsPorts, budget, sink, counters);
    }

    /** Has files judged beside the packets. */
    public void registries(RegistryFiles files) {
        registries = files;
    }

    /**
     * Takes secrets that a capture brought; they hold for the packets after them. To be called on the thread that pulls the
     * frames, while it pulls them.
     */
    public void secrets(DecryptionSecrets found) {
        if (found.type() == DecryptionSecrets.TLS_KEY_LOG) {
            keyLog.add(found.data(), packets);
        }
    }

    /**
     * Reads a source to its end. Once only.
     *
     * @param listener sees each frame on the calling thread
     * @throws IOException where the source's device fails
     * @throws InterruptedException where the calling thread is interrupted while it waits for workers
     */
    public void run(FrameSource source, FrameListener listener) throws IOException, InterruptedException {
        if (workers == 1) {
            Tap tap = new Tap(0, 1, dnsPorts, keyLog, this::observed);
            Frame frame = new Frame();
            while (source.next(frame)) {
                count(frame);
                listener.frame(frame);
                tap.frame(frame, packets++);
            }
            for (int s = 0; s < Dissector.SHARDS; s++) {
                tap.end(s);
            }
            counters.merge(tap.counters());
        } else {
            Workers side = new Workers(workers, dnsPorts, keyLog, this::observed);
            side.run(source, f -> {
                count(f);
                listener.frame(f);
                packets++;
            });
            counters.merge(side.counters());
        }
        judge.end(lastNanos);
        counters.add(Counter.KEY_LOG_CONNECTIONS, keyLog.size());
        counters.add(Counter.KEY_LOG_BAD_LINES, keyLog.badLines());
        counters.add(Counter.KEY_LOG_DROPPED, keyLog.dropped());
        counters.add(Counter.PACKETS, packets);
        counters.add(Counter.BYTES, bytes);
        sink.accept(new Event.Stats(
                lastNanos,
                Math.max(0, (lastNanos - firstNanos) / 1_000_000_000),
                counters,
                judge.pins(),
                judge.windows()));
    }

    private void count(Frame f) {
        if (registries != null) {
            RegistrySeen seen = registries.read(f.timeNanos());
            if (seen != null) {
                judge.registries(seen);
            }
        }
        bytes += f.captured();
        if (packets == 0) {
            firstNanos = f.timeNanos();
        }
        // Captures are not always in order; the end is the latest time seen.
        lastNanos = packets == 0 ? f.timeNanos() : Math.max(lastNanos, f.timeNanos());
    }

    private void observed(Observation o) {
        sink.accept(new Event.Observed(o));
        judge.observe(o);
    }
}
