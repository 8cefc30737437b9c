// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.List;

/** One verb, its options filled in by picocli. */
interface Command {
    /** Takes what stood behind a lone {@code --}: the words of a filter. */
    default void filterWords(List<String> words) throws UserError {
        if (!words.isEmpty()) {
            throw UserError.usage("nothing may follow '--' here, found '" + words.get(0) + "'");
        }
    }

    /** Does it and gives the exit status. */
    int run(Console console) throws UserError;
}
