// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** TOML 1.0. A key or table defined twice is an error there, and is reported as one; the first stands. */
final class TomlReader {
    private static final int MOST_PROBLEMS = 20;

    private final Limits.Budget budget = new Limits.Budget();

    private TomlReader() {}

    static Node read(String file, String text, List<Problem> problems) {
        At deep = tooDeep(text);
        if (deep != null) {
            problems.add(new Problem(file, deep, "more than " + Limits.DEPTH + " brackets open"));
            return Node.NONE;
        }
        TomlParseResult result;
        try {
            result = Toml.parse(text);
        } catch (RuntimeException | AssertionError e) { // tomlj throws some of its errors, and asserts what texts break
            problems.add(new Problem(file, At.START, "not well-formed TOML"));
            return Node.NONE;
        }
        for (TomlParseError error : result.errors()
                .subList(0, Math.min(MOST_PROBLEMS, result.errors().size()))) {
            problems.add(new Problem(file, at(error.position()), reason(error.getMessage())));
        }
        return new TomlReader().table(result, At.START, 0);
    }

    /** The parser goes down a stack frame a bracket; those in texts and comments are counted too, which people do not mind. */
    private static @Nullable At tooDeep(String text) {
        int depth = 0;
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '[', '{' -> depth++;
                case ']', '}' -> depth = Math.max(0, depth - 1);
                case '\n' -> {
                    line++;
                    start = i + 1;
                }
                default -> {}
            }
            if (depth > Limits.DEPTH) {
                return new At(line, i - start + 1);
            }
        }
        return null;
    }

    /** tomlj quotes what it found, which may be part of a token or password; names of keys it may quote. */
    private static String reason(@Nullable String message) {
        if (message != null && message.endsWith("previously defined") && message.length() < 200) {
            return "defined twice, which TOML forbids: " + message;
        }
        if (message != null && message.contains("previously defined at")) {
            return "defined twice, which TOML forbids: " + message.replaceAll("\\s+", " ");
        }
        return "not well-formed TOML";
    }

    private Node table(TomlTable toml, At at, int depth) {
        Node table = Node.table(at);
        for (String key : toml.keySet()) {
            List<String> path = List.of(key);
            Object value = toml.get(path);
            At place = at(toml.inputPositionOf(path));
            if (value == null || !budget.take() || depth > Limits.DEPTH) {
                continue;
            }
            table.put(key, place, node(value, place, depth + 1));
        }
        return table;
    }

    private Node node(Object value, At at, int depth) {
        if (value instanceof TomlTable table) {
            return table(table, at, depth);
        }
        if (value instanceof TomlArray array) {
            Node list = Node.list(at);
            for (int i = 0; i < array.size() && budget.take() && depth <= Limits.DEPTH; i++) {
                list.add(node(array.get(i), at(array.inputPositionOf(i)), depth + 1));
            }
            return list;
        }
        return value instanceof String text ? Node.text(at, text) : Node.other(at, value.toString());
    }

    private static At at(@Nullable TomlPosition position) {
        return position == null ? At.START : new At(Math.max(1, position.line()), Math.max(1, position.column()));
    }
}
