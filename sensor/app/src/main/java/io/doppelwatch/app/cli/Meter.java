// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.pipeline.FrameListener;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Sees every frame of a run: counts, keeps the time span, paces, and now and then tells how far it is. */
final class Meter implements FrameListener {
    /** Frames between two reports, a power of two. */
    private static final int REPORT = 1 << 13;

    private final double speed;
    private final BooleanSupplier stopped;
    private final LongConsumer report;
    private long packets;
    private long bytes;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long startWall;
    private long startEvent;

    /**
     * @param speed how many times faster than recorded; 0 for as fast as possible
     * @param stopped ends waiting
     * @param report told the number of frames every few thousand
     */
    Meter(double speed, BooleanSupplier stopped, LongConsumer report) {
        this.speed = speed;
        this.stopped = stopped;
        this.report = report;
    }

    @Override
    public void frame(Frame frame) {
        long time = frame.timeNanos();
        first = Math.min(first, time);
        last = Math.max(last, time);
        bytes += frame.captured();
        packets++;
        if ((packets & REPORT - 1) == 0) {
            report.accept(packets);
        }
        if (speed > 0) {
            pace(time);
        }
    }

    private void pace(long time) {
        if (packets == 1) {
            startWall = System.nanoTime();
            startEvent = time;
            return;
        }
        long due = (long) ((time - startEvent) / speed);
        // In slices, so that an interrupt does not have to wait for the next packet.
        for (long wait = due - elapsed(); wait > 0 && !stopped.getAsBoolean(); wait = due - elapsed()) {
            LockSupport.parkNanos(Math.min(wait, 100_000_000));
        }
    }

    private long elapsed() {
        return System.nanoTime() - startWall;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long first() {
        return packets == 0 ? 0 : first;
    }

    long last() {
        return packets == 0 ? 0 : last;
    }
}
