// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.List;
import java.util.Optional;

/** What the program can be told to do. The order is the order of the help page. */
enum Verb {
    REPLAY("FILE... [-- BPF]", "read captures, as if live"),
    WATCH("-i IFACE... [-- BPF]", "capture live"),
    INTERFACES("", "list what can be captured on"),
    RULES("[RULE]", "list the detection rules, or explain one"),
    CHECK("[-c FILE] [-t FILE]", "validate settings and trust file"),
    AUDIT("PATH...", "audit what MCP hosts and registries name: doubles, look-alikes, the unpinned"),
    SCORE("--truth T --eve E", "hold findings against the truth of an exercise");

    /** Verbs of the contract that a later version brings. */
    private static final List<String> LATER = List.of("learn", "report", "query", "serve", "fleet");

    private final String arguments;
    private final String summary;

    Verb(String arguments, String summary) {
        this.arguments = arguments;
        this.summary = summary;
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
        return switch (this) {
            case REPLAY -> new ReplayCommand();
            case WATCH -> new WatchCommand();
            case INTERFACES -> new InterfacesCommand();
            case RULES -> new RulesCommand();
            case CHECK -> new CheckCommand();
            case AUDIT -> new AuditCommand();
            case SCORE -> new ScoreCommand();
        };
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
