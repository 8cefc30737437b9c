// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import io.doppelwatch.app.output.Text;

/**
 * What kept a file, or the rest of it, from being read.
 *
 * @param what in words, without the file's own text where that could be a secret
 */
public record Problem(String file, At at, String what) {
    /** {@code FILE:LINE:COLUMN: WHAT}, as compilers say it. */
    @Override
    public String toString() {
        return Text.oneLine(file + ":" + at.line() + ":" + at.column() + ": " + what);
    }
}
