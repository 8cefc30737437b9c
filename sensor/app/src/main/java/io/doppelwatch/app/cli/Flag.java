// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.List;

/**
 * An option of a verb.
 *
 * @param names as typed, the long one last
 * @param label what its value is called; empty for an option without one
 * @param repeatable whether it may be given several times
 * @param description for the help page
 */
record Flag(List<String> names, String label, boolean repeatable, String description) {
    static final Flag HELP = flag("this page", "-h", "--help");
    static final Flag VERBOSE = flag("say more: a line for each file, stack traces of errors", "-v", "--verbose");

    /** Without a value. */
    static Flag flag(String description, String... names) {
        return new Flag(List.of(names), "", false, description);
    }

    /** With a value. */
    static Flag value(String label, String description, String... names) {
        return new Flag(List.of(names), label, false, description);
    }

    /** With a value, any number of times. */
    static Flag values(String label, String description, String... names) {
        return new Flag(List.of(names), label, true, description);
    }

    boolean hasValue() {
        return !label.isEmpty();
    }
}
