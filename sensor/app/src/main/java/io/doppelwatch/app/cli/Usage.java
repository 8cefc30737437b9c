// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads command lines that are not plain, explains wrong ones in one line, and prints help pages: picocli's work. */
final class Usage {
    /** Options of the contract that a later version brings. */
    private static final Set<String> LATER =
            Set.of("--history", "--evidence", "--host-events", "--report", "--write", "-w");

    private static final int WIDTH = 100;

    private final Command command;
    private final String name;
    private final CommandLine line;

    /** @param name how the command is called, with the program's name */
    Usage(Command command, String name) {
        this.command = command;
        this.name = name;
        this.line = new CommandLine(spec(command, name));
    }

    private static CommandSpec spec(Command command, String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage()
                .synopsisHeading("")
                .customSynopsis(command.synopsis().toArray(new String[0]))
                .description("%n" + command.description() + "%n")
                .sortOptions(false)
                .width(WIDTH);
        for (Flag flag : command.flags()) {
            String[] names = flag.names().toArray(new String[0]);
            OptionSpec.Builder option = OptionSpec.builder(names).description(flag.description());
            if (flag == Flag.HELP) {
                option.usageHelp(true);
            } else if (flag.hasValue()) {
                option.paramLabel(flag.label()).arity("1").type(flag.repeatable() ? String[].class : String.class);
            }
            spec.addOption(option.build());
        }
        if (!command.operand().isEmpty()) {
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel(command.operand())
                    .description(command.operandDescription())
                    .arity("0..*")
                    .type(String[].class)
                    .build());
        }
        return spec;
    }

    /** Takes a command line apart; empty where it asks for the help page. */
    Optional<Words> read(List<String> arguments) throws UserError {
        CommandLine.ParseResult result;
        try {
            result = line.parseArgs(arguments.toArray(new String[0]));
        } catch (CommandLine.ParameterException e) {
            throw UserError.usage(explain(e));
        }
        if (result.isUsageHelpRequested()) {
            return Optional.empty();
        }
        Words words = new Words();
        for (Flag flag : command.flags()) {
            String option = flag.names().get(0);
            if (result.hasMatchedOption(option)) {
                if (flag.hasValue()) {
                    result.matchedOption(option).originalStringValues().forEach(v -> words.add(flag, v));
                } else {
                    words.add(flag, "");
                }
            }
        }
        if (result.hasMatchedPositional(0)) {
            result.matchedPositional(0).originalStringValues().forEach(words::add);
        }
        return Optional.of(words);
    }

    void print(PrintStream out, boolean colour) {
        line.usage(out, colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
    }

    private String explain(CommandLine.ParameterException e) {
        String see = " (see " + name + " --help)";
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
