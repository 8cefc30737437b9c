// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.stats.Counters;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Several taps side by side. The calling thread reads frames into batches and hands each to every worker; a worker walks
 * all headers and takes only the packets of its shards; the calling thread then takes the facts back, batch by batch, in
 * the order of the packets.
 */
final class Workers {
    /** Batches under way at most: bounds memory, and hides the reader's waits. */
    private static final int IN_FLIGHT = 8;

    private final List<Tap> taps = new ArrayList<>();
    private final List<BlockingQueue<Batch>> inboxes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<List<Observation>> out = new ArrayList<>();
    private final ArrayDeque<Batch> free = new ArrayDeque<>();
    private final ArrayDeque<Batch> underWay = new ArrayDeque<>();
    private final Batch stop;
    private final int workers;
    private final Consumer<Observation> next;
    private volatile Error failure;
    private long packets;

    Workers(int workers, DnsPorts dnsPorts, KeyLog keyLog, Consumer<Observation> next) {
        this.workers = workers;
        this.next = next;
        stop = new Batch(workers);
        for (int i = 0; i < IN_FLIGHT; i++) {
            free.add(new Batch(workers));
        }
        for (int w = 0; w < workers; w++) {
            int worker = w;
            out.add(new ArrayList<>());
            taps.add(new Tap(w, workers, dnsPorts, keyLog, o -> out.get(worker).add(o)));
            inboxes.add(new ArrayBlockingQueue<>(IN_FLIGHT + 1));
            threads.add(new Thread(() -> work(worker), "tap-" + w));
        }
    }

    /** Reads the source to its end. */
    void run(FrameSource source, FrameListener listener) throws IOException, InterruptedException {
        threads.forEach(Thread::start);
        try {
            Frame frame = new Frame();
            boolean more = true;
            while (more) {
                Batch batch = free.isEmpty() ? takeBack() : free.remove();
                batch.clear(packets);
                // Under way from its first frame on: whatever the source throws, its buffers are let go below.
                underWay.add(batch);
                while (!batch.isFull() && (more = source.next(frame))) {
                    listener.frame(frame);
                    batch.add(frame);
                    packets++;
                }
                batch.handOut();
                for (BlockingQueue<Batch> inbox : inboxes) {
                    inbox.put(batch);
                }
            }
            while (!underWay.isEmpty()) {
                takeBack();
            }
        } finally {
            for (BlockingQueue<Batch> inbox : inboxes) {
                inbox.put(stop);
            }
            for (Thread t : threads) {
                t.join();
            }
            underWay.forEach(Batch::release);
        }
        for (int s = 0; s < Dissector.SHARDS; s++) {
            int worker = s % workers;
            taps.get(worker).end(s);
            out.get(worker).forEach(next);
            out.get(worker).clear();
        }
    }

    Counters counters() {
        Counters sum = new Counters();
        taps.forEach(t -> sum.merge(t.counters()));
        return sum;
    }

    private void work(int worker) {
        Tap tap = taps.get(worker);
        Frame frame = new Frame();
        try {
            for (Batch b = inboxes.get(worker).take();
                    b != stop;
                    b = inboxes.get(worker).take()) {
                out.set(worker, b.facts(worker));
                try {
                    for (int i = 0, n = b.size(); i < n; i++) {
                        b.get(i, frame);
                        tap.frame(frame, b.ordinal(i));
                    }
                } catch (Error e) {
                    failure = e;
                } finally {
                    b.workerDone();
                }
            }
            out.set(worker, new ArrayList<>());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the oldest batch and judges its facts in the order of the packets. */
    private Batch takeBack() throws InterruptedException {
        Batch batch = underWay.element();
        batch.awaitWorkers();
        underWay.remove();
        batch.release();
        if (failure != null) {
            throw failure;
        }
        int[] at = new int[workers];
        while (true) {
            int first = -1;
            long ordinal = Long.MAX_VALUE;
            for (int w = 0; w < workers; w++) {
                List<Observation> facts = batch.facts(w);
                if (at[w] < facts.size() && facts.get(at[w]).where().ordinal() < ordinal) {
                    first = w;
                    ordinal = facts.get(at[w]).where().ordinal();
                }
            }
            if (first < 0) {
                break;
            }
            next.accept(batch.facts(first).get(at[first]++));
        }
        for (int w = 0; w < workers; w++) {
            batch.facts(w).clear();
        }
        return batch;
    }
}
