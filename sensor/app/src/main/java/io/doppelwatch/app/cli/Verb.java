// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the program can be told to do. The order is the order of the help page. */
enum Verb {
    REPLAY("FILE... [-- BPF]", "read captures, as if live", ReplayCommand::new),
    WATCH("-i IFACE... [-- BPF]", "capture live", WatchCommand::new),
    INTERFACES("", "list what can be captured on", InterfacesCommand::new),
    RULES("[RULE]", "list the detection rules, or explain one", RulesCommand::new),
    CHECK("[-c FILE] [-t FILE]", "validate settings and trust file", CheckCommand::new),
    SCORE("--truth T --eve E", "hold findings against the truth of an exercise", ScoreCommand::new);

    /** Verbs of the contract that a later version brings. */
    private static final List<String> LATER = List.of("learn", "audit", "report", "query", "serve", "fleet");

    private final String arguments;
    private final String summary;
    private final Supplier<Command> command;

    Verb(String arguments, String summary, Supplier<Command> command) {
        this.arguments = arguments;
        this.summary = summary;
        this.command = command;
    }

    /** Lower-case name, as typed. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String arguments() {
        return arguments;
    }

    String summary() {
        return summary;
    }

    Command command() {
        return command.get();
    }

    static Optional<Verb> of(String word) {
        for (Verb verb : values()) {
            if (verb.text().equals(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    static boolean isLater(String word) {
        return LATER.contains(word);
    }
}
