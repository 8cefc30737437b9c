// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.observe.Observation;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Frames on their way to the workers, and the facts on their way back. The bytes stay where the source put them: a batch
 * retains the buffers its frames lie in and releases them when every worker has read them.
 */
final class Batch {
    /** Frames in a batch at most; enough that handing it over costs nothing, few enough that it stays in the cache. */
    static final int FRAMES = 2048;

    private final ByteBuf[] data = new ByteBuf[FRAMES];
    private final int[] offset = new int[FRAMES];
    private final int[] captured = new int[FRAMES];
    private final int[] original = new int[FRAMES];
    private final long[] timeNanos = new long[FRAMES];
    private final long[] number = new long[FRAMES];
    private final Source[] source = new Source[FRAMES];
    private final List<ByteBuf> retained = new ArrayList<>();
    private final List<List<Observation>> facts = new ArrayList<>();
    private long firstOrdinal;
    private int size;
    private CountDownLatch read = new CountDownLatch(0);

    Batch(int workers) {
        for (int i = 0; i < workers; i++) {
            facts.add(new ArrayList<>());
        }
    }

    void clear(long ordinal) {
        firstOrdinal = ordinal;
        size = 0;
    }

    boolean isFull() {
        return size == FRAMES;
    }

    int size() {
        return size;
    }

    void add(Frame f) {
        ByteBuf b = f.data();
        if (size == 0 || data[size - 1] != b) {
            retained.add(b.retain());
        }
        data[size] = b;
        offset[size] = f.offset();
        captured[size] = f.captured();
        original[size] = f.original();
        timeNanos[size] = f.timeNanos();
        number[size] = f.number();
        source[size] = f.source();
        size++;
    }

    /** Points a worker's own frame at the i-th. */
    void get(int i, Frame into) {
        into.set(data[i], offset[i], captured[i], original[i], timeNanos[i], number[i], source[i]);
    }

    long ordinal(int i) {
        return firstOrdinal + i;
    }

    List<Observation> facts(int worker) {
        return facts.get(worker);
    }

    void handOut() {
        read = new CountDownLatch(facts.size());
    }

    void workerDone() {
        read.countDown();
    }

    void awaitWorkers() throws InterruptedException {
        read.await();
    }

    /** Lets the bytes go; only after {@link #awaitWorkers}. */
    void release() {
        retained.forEach(ByteBuf::release);
        retained.clear();
    }
}
