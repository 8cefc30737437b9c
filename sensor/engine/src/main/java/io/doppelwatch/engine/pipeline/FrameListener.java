// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.engine.capture.Frame;

/** Sees every frame as it is read, before any of its facts is told; for counts, progress and pacing. Must not keep the frame. */
@FunctionalInterface
public interface FrameListener {
    void frame(Frame frame);
}
