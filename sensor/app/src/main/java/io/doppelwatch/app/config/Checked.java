// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import java.util.List;

/**
 * A file as far as it could be read.
 *
 * @param value complete where there are no mistakes; otherwise without what is wrong
 * @param mistakes in the order of the lines
 */
public record Checked<T>(T value, List<Mistake> mistakes) {
    /** The value, where nothing is wrong. */
    T orThrow() throws InvalidFile {
        if (!mistakes.isEmpty()) {
            throw new InvalidFile(mistakes);
        }
        return value;
    }
}
