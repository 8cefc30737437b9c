// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line, taken apart: options with their values, and the other words. */
final class Words {
    /** By identity: flags are constants, and to hash a record costs more than the rest of this class at start-up. */
    private final Map<Flag, List<String>> given = new IdentityHashMap<>();

    private final List<String> others = new ArrayList<>();

    void add(Flag flag, String value) {
        given.computeIfAbsent(flag, f -> new ArrayList<>()).add(value);
    }

    void add(String word) {
        others.add(word);
    }

    boolean has(Flag flag) {
        return given.containsKey(flag);
    }

    /** Its values in the order given; empty where it was not. */
    List<String> values(Flag flag) {
        return given.getOrDefault(flag, List.of());
    }

    Optional<String> value(Flag flag) {
        return values(flag).stream().findFirst();
    }

    /** The words that belong to no option, in the order given. */
    List<String> others() {
        return others;
    }

    /**
     * Takes a plain command line apart: options by their whole names, values as the next word or after an equals sign.
     *
     * <p>What is not plain (bundled letters, a mistake, a call for help) is picocli's to read or to explain. It can do
     * all of this, but to load it takes longer than many a capture takes to read.
     *
     * @return empty where it is not plain
     */
    static Optional<Words> plain(List<Flag> flags, List<String> arguments) {
        Map<String, Flag> byName = new HashMap<>();
        for (Flag flag : flags) {
            for (String name : flag.names()) {
                byName.put(name, flag);
            }
        }
        Words words = new Words();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                words.add(word);
                continue;
            }
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            Flag flag = byName.get(equals < 0 ? word : word.substring(0, equals));
            if (flag == null
                    || flag == Flag.HELP
                    || words.has(flag) && !flag.repeatable()
                    || equals >= 0 && !flag.hasValue()) {
                return Optional.empty();
            }
            if (!flag.hasValue()) {
                words.add(flag, "");
            } else if (equals >= 0) {
                words.add(flag, word.substring(equals + 1));
            } else {
                i++;
                String value = i < arguments.size() ? arguments.get(i) : "-?";
                if (value.startsWith("-") && !value.equals("-")) {
                    return Optional.empty();
                }
                words.add(flag, value);
            }
        }
        return Optional.of(words);
    }
}
