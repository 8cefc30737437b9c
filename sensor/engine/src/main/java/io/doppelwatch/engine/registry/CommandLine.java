// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A program and its arguments.
 *
 * @param program as written
 */
public record CommandLine(String program, List<String> arguments) {
    private static final int LAYERS = 4;
    private static final int MOST = 256;
    private static final int LONGEST = 2048;

    public CommandLine {
        program = cut(program);
        arguments = arguments.stream().limit(MOST).map(CommandLine::cut).toList();
    }

    /** What is longer than any argument people write is told from others by its hash. */
    private static String cut(String word) {
        return word.length() <= LONGEST
                ? word
                : word.substring(0, LONGEST) + "..." + Integer.toHexString(word.hashCode());
    }

    /** Some hosts take the whole line in one text. */
    public static CommandLine of(String program, List<String> arguments) {
        String trimmed = program.strip();
        int space = trimmed.indexOf(' ');
        boolean path = trimmed.startsWith("/") || trimmed.contains("\\") || trimmed.contains(":/");
        if (space < 0 || path || !arguments.isEmpty()) {
            return new CommandLine(trimmed, arguments);
        }
        List<String> words = List.of(trimmed.split(" +"));
        return new CommandLine(words.get(0), words.subList(1, words.size()));
    }

    /** The program's name without folder and Windows ending, lower case. */
    public String name() {
        String name = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return name.replaceFirst("\\.(exe|cmd|bat|ps1)$", "");
    }

    /** What is started in the end, where a shell or {@code env} only passes it on: {@code cmd /c npx x}, {@code sh -c "npx x"}. */
    public CommandLine inner() {
        CommandLine line = this;
        for (int i = 0; i < LAYERS; i++) {
            CommandLine next = line.unwrapped();
            if (next.equals(line)) {
                return line;
            }
            line = next;
        }
        return line;
    }

    private CommandLine unwrapped() {
        switch (name()) {
            case "cmd" -> {
                return after(List.of("/c", "/k"));
            }
            case "sh", "bash", "zsh", "dash" -> {
                CommandLine rest = after(List.of("-c", "-lc", "-ic"));
                if (rest.equals(this)) {
                    return this;
                }
                String script = rest.program.replaceFirst("^exec ", "");
                return isPlain(script) ? of(script, List.of()) : this;
            }
            case "env" -> {
                int i = 0;
                while (i < arguments.size()
                        && (arguments.get(i).startsWith("-") || arguments.get(i).indexOf('=') > 0)) {
                    i++;
                }
                return from(i);
            }
            default -> {
                return this;
            }
        }
    }

    /** A script of one command; of others one cannot tell what they start. */
    private static boolean isPlain(String script) {
        return !script.matches("(?s).*[;&|<>`$(){}\"'\\n\\\\].*");
    }

    private CommandLine after(List<String> flags) {
        for (int i = 0; i < arguments.size(); i++) {
            if (flags.contains(arguments.get(i).toLowerCase(Locale.ROOT))) {
                return from(i + 1);
            }
        }
        return this;
    }

    private CommandLine from(int i) {
        return i < arguments.size()
                ? new CommandLine(arguments.get(i), arguments.subList(i + 1, arguments.size()))
                : this;
    }

    /** Everything, secrets too: to compare, not to show. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        all.add(program);
        all.addAll(arguments);
        return String.join(" ", all);
    }
}
