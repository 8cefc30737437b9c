// SPDX-License-Identifier: Apache-2.0
/**
 * From a file or a ring to one {@link io.doppelwatch.engine.capture.Frame} at a time, in place.
 *
 * <p>The door is {@link io.doppelwatch.engine.capture.FrameSource}: pull the next frame, read it where it lies. May use
 * {@code java.nio} and the decompressors; nothing of ours.
 */
package io.doppelwatch.engine.capture;
