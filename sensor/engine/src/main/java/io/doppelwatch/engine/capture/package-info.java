// SPDX-License-Identifier: Apache-2.0
/**
 * From a file or a ring to one {@link io.doppelwatch.engine.capture.Frame} at a time, in place.
 *
 * <p>Two doors: {@link io.doppelwatch.engine.capture.Captures} finds the files a user named and reads them, together by
 * time or each for itself; {@link io.doppelwatch.engine.capture.FrameSource} gives the next frame, to be read where it
 * lies, whatever it comes from. {@link io.doppelwatch.engine.capture.FilteredSource} leaves out what nobody wants.
 *
 * <p>Behind them: {@code Window} slides one reused buffer over the bytes of a file, a {@code RecordReader} a format
 * walks it, {@code FileSource} opens and decompresses, {@code MergedSource} merges. May use {@code java.nio}, Netty's
 * buffers and the decompressors; nothing of ours.
 */
package io.doppelwatch.engine.capture;
