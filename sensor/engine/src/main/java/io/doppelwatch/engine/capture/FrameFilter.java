// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

/** Says which frames are wanted. Not thread-safe: belongs to the thread that pulls the frames. */
@FunctionalInterface
public interface FrameFilter {
    /** True where the frame is wanted. Reads the frame in place and keeps nothing of it. */
    boolean accepts(Frame frame);
}
