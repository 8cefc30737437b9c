// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.capture.CaptureFile;
import org.jspecify.annotations.Nullable;

/**
 * What came of one capture.
 *
 * @param path as the user named it
 * @param packets frames read
 * @param bytes captured bytes of them
 * @param error what was wrong with it, null where nothing was
 */
public record ReadFile(
        String path, long packets, long bytes, @Nullable String error) {
    /** What stands in a file's result after it was read. */
    public static ReadFile of(CaptureFile file) {
        return new ReadFile(file.path(), file.packets(), file.bytes(), error(file));
    }

    private static @Nullable String error(CaptureFile file) {
        if (file.failure().isPresent()) {
            return file.failure().get().getMessage();
        }
        return file.damage()
                .map(d -> d.file() + ": damaged at byte " + d.offset() + ": " + d.reason())
                .orElse(null);
    }
}
