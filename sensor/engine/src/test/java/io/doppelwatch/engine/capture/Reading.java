// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that can be read from some bytes. */
record Reading(List<Seen> frames, CaptureFile file, Run run) {
    /** A frame as it was. */
    record Seen(long number, long timeNanos, int original, String hex, Source source) {
        static Seen of(Frame frame) {
            return new Seen(
                    frame.number(),
                    frame.timeNanos(),
                    frame.original(),
                    ByteBufUtil.hexDump(frame.data(), frame.offset(), frame.captured()),
                    frame.source());
        }
    }

    static Reading of(byte[] bytes) {
        return of(bytes, Window.SIZE);
    }

    /** @param readAhead a small one makes the window slide within few bytes */
    static Reading of(byte[] bytes, int readAhead) {
        BufferPool pool = new BufferPool(Window.SIZE);
        Run run = new Run(pool);
        CaptureFile file = new CaptureFile(0, "x", Optional.empty(), false, 0);
        List<Seen> frames = new ArrayList<>();
        try (FileSource source = FileSource.open(file, run, new ByteArrayInputStream(bytes), readAhead)) {
            Frame frame = new Frame();
            while (source.next(frame)) {
                frames.add(Seen.of(frame));
            }
        }
        pool.close();
        if (pool.allocated() != 0) {
            throw new AssertionError(pool.allocated() + " bytes of direct memory leaked");
        }
        return new Reading(frames, file, run);
    }

    /** All frames of a source. */
    static List<Seen> all(FrameSource source) throws IOException {
        List<Seen> frames = new ArrayList<>();
        try (source) {
            Frame frame = new Frame();
            while (source.next(frame)) {
                frames.add(Seen.of(frame));
            }
        }
        return frames;
    }

    Seen frame(int index) {
        return frames.get(index);
    }

    /** Offset and reason of the damage, {@code whole} without. */
    String damage() {
        return file.damage().map(d -> d.offset() + ": " + d.reason()).orElse("whole");
    }
}
