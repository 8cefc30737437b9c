// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.Closeable;
import java.io.IOException;

/**
 * Frames in time order, pulled one at a time. Not thread-safe.
 *
 * <p>Damage is not an exception: a source reads up to it, ends, and says so through {@link Damage} where it was opened.
 */
public interface FrameSource extends Closeable {
    /**
     * Points {@code into} at the next frame.
     *
     * @return false at the end
     * @throws IOException where the device itself fails, not where the bytes are bad
     */
    boolean next(Frame into) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * What is wrong with a capture, said once.
     *
     * @param file path as the user named it
     * @param offset bytes from the start of the (decompressed) capture
     * @param reason one line for a person, lower case, without the file or the offset
     */
    record Damage(String file, long offset, String reason) {}
}
