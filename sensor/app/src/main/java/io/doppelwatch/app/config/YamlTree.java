// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML file as a tree in which every value knows its line. Keys without a value count as not given; keys given twice,
 * aliases and further documents are mistakes, for they would be dropped without a word.
 */
final class YamlTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private JsonNode root = NODES.objectNode();
    private int lastLine = 1;

    private YamlTree(String file) {
        this.file = file;
    }

    /** Reads {@code text}; what cannot be read ends the tree and is a mistake. */
    static YamlTree read(String file, String text) throws IOException {
        YamlTree tree = new YamlTree(file);
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            tree.readDocument(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            tree.add(
                    at == null ? tree.lastLine : Math.max(1, at.getLineNr()),
                    "",
                    "expected YAML, found a syntax error: " + problem(e.getOriginalMessage()));
        }
        return tree;
    }

    String file() {
        return file;
    }

    JsonNode root() {
        return root;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    /** Line of the value (of its key, where it has one) at a place; that of the nearest one around it otherwise. */
    int line(Place place) {
        for (Place p = place; ; p = p.parent()) {
            Integer line = lines.get(p.toString());
            if (line != null) {
                return line;
            }
            if (p.isRoot()) {
                return 1;
            }
        }
    }

    void add(Place place, String what) {
        add(line(place), place.toString(), what);
    }

    private void add(int line, String where, String what) {
        mistakes.add(new Mistake(file, line, where, what));
    }

    /** SnakeYAML tells the context first and the problem, a line of its own, after it. */
    private static String problem(String message) {
        String problem = "";
        for (String line : message.split("\\R")) {
            if (!line.isEmpty() && !line.startsWith(" ")) {
                problem = line;
            }
        }
        return problem;
    }

    private void readDocument(YAMLParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return;
        }
        JsonNode document = value(parser, first, Place.ROOT);
        if (!document.isNull()) {
            root = document;
        }
        if (parser.nextToken() != null) {
            add(line(parser), "", "expected one YAML document, found another after it");
        }
    }

    private int line(YAMLParser parser) {
        lastLine = Math.max(1, parser.currentTokenLocation().getLineNr());
        return lastLine;
    }

    private JsonNode value(YAMLParser parser, JsonToken token, Place place) throws IOException {
        lines.putIfAbsent(place.toString(), line(parser));
        if (parser.isCurrentAlias()) {
            add(
                    line(parser),
                    place.toString(),
                    "expected a value, found the alias *" + parser.getText() + "; write the value out");
            return NODES.nullNode();
        }
        return switch (token) {
            case START_OBJECT -> object(parser, place);
            case START_ARRAY -> array(parser, place);
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.textNode(parser.getText());
        };
    }

    private ObjectNode object(YAMLParser parser, Place place) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String key = parser.currentName();
            Place at = place.key(key);
            int line = line(parser);
            boolean again = lines.putIfAbsent(at.toString(), line) != null;
            if (again) {
                add(
                        line,
                        at.toString(),
                        "expected each key once, found it again (first on line " + lines.get(at.toString()) + ")");
            }
            JsonNode value = value(parser, parser.nextToken(), again ? place.key(key + " (again)") : at);
            if (!again && !value.isNull()) {
                object.set(key, value);
            }
        }
        return object;
    }

    private ArrayNode array(YAMLParser parser, Place place) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token, place.item(array.size())));
        }
        return array;
    }
}
