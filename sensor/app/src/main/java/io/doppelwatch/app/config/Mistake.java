// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import io.doppelwatch.app.output.Text;

/**
 * One thing wrong in a file.
 *
 * @param line from 1
 * @param where the key, as {@code services[0].pins[1]}; empty for the file as a whole
 * @param what what was expected and what was found
 */
public record Mistake(String file, int line, String where, String what) {
    /** {@code FILE:LINE: WHERE: WHAT}, as compilers say it. */
    @Override
    public String toString() {
        return Text.oneLine(file + ":" + line + ": " + (where.isEmpty() ? "" : where + ": ") + what);
    }
}
