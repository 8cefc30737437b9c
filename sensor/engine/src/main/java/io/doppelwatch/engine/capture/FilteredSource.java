// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.IOException;

/** The frames of another source that a filter accepts; they keep their numbers. Closes the other source with itself. */
public final class FilteredSource implements FrameSource {
    private final FrameSource frames;
    private final FrameFilter filter;

    public FilteredSource(FrameSource frames, FrameFilter filter) {
        this.frames = frames;
        this.filter = filter;
    }

    @Override
    public boolean next(Frame into) throws IOException {
        while (frames.next(into)) {
            if (filter.accepts(into)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
