// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** Puts picocli's complaints in one line that says what to do. */
final class Usage {
    /** Options of the contract that a later version brings. */
    private static final Set<String> LATER =
            Set.of("--keylog", "--history", "--evidence", "--host-events", "--report", "--write", "-w");

    private Usage() {}

    static String explain(CommandLine.ParameterException e, String command) {
        String see = " (see " + command + " --help)";
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            int equals = word.indexOf('=');
            String option = equals < 0 ? word : word.substring(0, equals);
            if (LATER.contains(option) || isLaterWrite(option)) {
                return "this version does not have the option " + (option.startsWith("--") ? option : "-w") + see;
            }
            if (!word.startsWith("-")) {
                return "nothing is expected at '" + word + "'" + see;
            }
            List<String> suggestions = unmatched.getSuggestions();
            return "unknown option '" + option + "'"
                    + (suggestions.isEmpty() ? "" : ", did you mean " + suggestions.get(0) + "?") + see;
        }
        return decapitalise(e.getMessage()) + see;
    }

    /** {@code -wFILE}: a short option with its value attached. */
    private static boolean isLaterWrite(String option) {
        return option.startsWith("-w") && !option.startsWith("--");
    }

    private static String decapitalise(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
