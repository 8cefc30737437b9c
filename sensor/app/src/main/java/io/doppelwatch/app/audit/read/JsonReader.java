// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259), with the comments and trailing commas that editors allow in their settings. Keys are kept as often as they stand there:
 * RFC 8259, 4 leaves open what a reader makes of the second.
 */
final class JsonReader {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH)
                    .maxStringLength(Limits.BYTES)
                    .maxNameLength(Limits.BYTES)
                    .build())
            .build();

    private final String file;
    private final List<Problem> problems;
    private final Limits.Budget budget = new Limits.Budget();
    private Node root = Node.NONE;

    private JsonReader(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Reads up to the first mistake, and keeps what stands before it. */
    static Node read(String file, String text, List<Problem> problems) {
        JsonReader reader = new JsonReader(file, problems);
        try (JsonParser parser = FACTORY.createParser(text)) {
            reader.document(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            problems.add(new Problem(file, at == null ? At.START : at(at), "JSON ends here: " + reason(e)));
        } catch (IOException e) {
            problems.add(new Problem(file, At.START, "cannot be read: " + e.getMessage()));
        }
        return reader.root;
    }

    /** Jackson quotes what it found, which may be part of a token or password: only what it expected is said. */
    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Unexpected end-of-input")) {
            return "the file is cut short";
        }
        if (message.contains("nesting depth")) {
            return "more than " + Limits.DEPTH + " levels deep";
        }
        int expected = message.indexOf("expecting ");
        if (expected < 0) {
            expected = message.indexOf("was expecting ");
        }
        String hint = expected < 0 ? "" : message.substring(expected).replaceAll("[)\\s]+$", "");
        return hint.isEmpty() || hint.length() > 120 ? "not well-formed" : "not well-formed, " + hint;
    }

    private void document(JsonParser parser) throws IOException {
        Deque<Node> open = new ArrayDeque<>();
        Deque<String> keys = new ArrayDeque<>();
        Deque<At> places = new ArrayDeque<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            At at = at(parser.currentTokenLocation());
            if (token == JsonToken.FIELD_NAME) {
                keys.push(parser.currentName());
                places.push(at);
                continue;
            }
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open.pop();
                continue;
            }
            if (open.isEmpty() && root.isThere()) {
                problems.add(new Problem(file, at, "something follows the end of the JSON value"));
                return;
            }
            if (!budget.take()) {
                problems.add(new Problem(file, at, "more than " + Limits.NODES + " values; the rest was not read"));
                return;
            }
            Node node = node(parser, token, at);
            Node outer = open.peek();
            attach(node, outer, keys, places);
            if (node.isTable() || node.isList()) {
                open.push(node);
            }
        }
        if (!root.isThere()) {
            problems.add(new Problem(file, At.START, "nothing in it"));
        }
    }

    private void attach(Node node, @Nullable Node outer, Deque<String> keys, Deque<At> places) {
        if (outer == null) {
            root = node;
        } else if (outer.isTable()) {
            outer.put(keys.pop(), places.pop(), node);
        } else {
            outer.add(node);
        }
    }

    private static Node node(JsonParser parser, JsonToken token, At at) throws IOException {
        return switch (token) {
            case START_OBJECT -> Node.table(at);
            case START_ARRAY -> Node.list(at);
            case VALUE_STRING -> Node.text(at, parser.getText());
            case VALUE_NULL -> Node.nothing(at);
            default -> Node.other(at, parser.getText());
        };
    }

    private static At at(JsonLocation location) {
        return new At(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
