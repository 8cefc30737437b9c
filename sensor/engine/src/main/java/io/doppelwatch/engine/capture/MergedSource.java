// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Many captures as one, by time stamp; ties go to the file given first, and within a file its own order stays. A file
 * is opened when its first frame is due and closed after its last, so that as many are open as overlap in time.
 */
final class MergedSource implements FrameSource {
    private final Opener opener;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private @Nullable Entry current;
    private int open;

    /** Opens the frames of a file. */
    interface Opener {
        /** @param open how many are open already */
        FrameSource open(CaptureFile file, int open);
    }

    /** One file that still has frames: its next one, or the time of its first where it is not open yet. */
    private static final class Entry implements Comparable<Entry> {
        final CaptureFile file;
        final Frame frame = new Frame();

        @Nullable
        FrameSource frames;

        long time;

        Entry(CaptureFile file, long time) {
            this.file = file;
            this.time = time;
        }

        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(time, other.time);
            return order != 0 ? order : Integer.compare(file.index(), other.file.index());
        }
    }

    /** A file and the time of its first frame. */
    record Due(CaptureFile file, long firstTime) {}

    MergedSource(List<Due> files, Opener opener) {
        this.opener = opener;
        for (Due due : files) {
            queue.add(new Entry(due.file, due.firstTime));
        }
    }

    @Override
    public boolean next(Frame into) throws IOException {
        advance();
        while (!queue.isEmpty()) {
            Entry first = queue.poll();
            if (first.frames == null) {
                first.frames = opener.open(first.file, open++);
                current = first;
                // A file that changed since its first time stamp was read takes its new place.
                advance();
                continue;
            }
            current = first;
            Frame frame = first.frame;
            into.set(
                    frame.data(),
                    frame.offset(),
                    frame.captured(),
                    frame.original(),
                    frame.timeNanos(),
                    frame.number(),
                    frame.source());
            return true;
        }
        return false;
    }

    /** Moves the file whose frame was given out last to its next frame: only now, for that frame lay in its buffer. */
    private void advance() throws IOException {
        Entry entry = current;
        current = null;
        if (entry == null) {
            return;
        }
        if (entry.frames.next(entry.frame)) {
            entry.time = entry.frame.timeNanos();
            queue.add(entry);
        } else {
            entry.frames.close();
            open--;
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.frames.close();
        }
        for (Entry entry : queue) {
            if (entry.frames != null) {
                entry.frames.close();
            }
        }
        queue.clear();
        current = null;
    }
}
