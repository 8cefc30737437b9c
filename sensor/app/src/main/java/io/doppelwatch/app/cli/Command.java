// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.List;

/** One verb. */
interface Command {
    /** How it is called, a line for each way. */
    List<String> synopsis();

    /** What it does, in a sentence. */
    String description();

    /** Its options, in the order of the help page. */
    List<Flag> flags();

    /** What its other words are called; empty where it takes none. */
    String operand();

    /** What its other words are. */
    String operandDescription();

    /**
     * Does it and gives the exit status.
     *
     * @param filter what stood behind a lone {@code --}
     */
    int run(Words words, List<String> filter, Console console) throws UserError;

    /** For verbs that take no filter. */
    static void noFilter(List<String> filter) throws UserError {
        if (!filter.isEmpty()) {
            throw UserError.usage("nothing may follow '--' here, found '" + filter.get(0) + "'");
        }
    }
}
