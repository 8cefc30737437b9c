// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Holds a tree against one of our JSON schemas and says in words what was expected. */
final class SchemaCheck {
    private SchemaCheck() {}

    /** @param resource file beside this class */
    static void check(YamlTree tree, String resource) throws IOException {
        Schema schema = schema(resource);
        for (Error error : schema.validate(tree.root())) {
            // Of a choice the validator also reports why each branch did not fit; the choice itself says enough.
            if (!error.getEvaluationPath().contains("oneOf")
                    || error.getKeyword().equals("oneOf")) {
                report(tree, error, schema.getSchemaNode());
            }
        }
    }

    private static Schema schema(String resource) throws IOException {
        try (InputStream in = SchemaCheck.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the schema " + resource + " is missing from the program");
            }
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }

    private static void report(YamlTree tree, Error error, JsonNode schema) {
        Place place = place(error.getInstanceLocation());
        JsonNode limit = error.getSchemaNode();
        JsonNode found = error.getInstanceNode();
        switch (error.getKeyword()) {
            case "required" -> tree.add(place, "expected the key '" + error.getProperty() + "', which is missing");
            case "additionalProperties" ->
                tree.add(place.key(error.getProperty()), "expected no such key" + known(error, schema));
            case "type" -> tree.add(place, "expected " + type(limit) + ", found " + kind(found));
            case "enum" -> tree.add(place, "expected one of " + list(limit) + ", found " + kind(found));
            case "oneOf" ->
                tree.add(place, "expected off or {severity: high, medium, low or info}, found " + kind(found));
            case "minimum", "maximum" ->
                tree.add(
                        place,
                        "expected " + (error.getKeyword().equals("minimum") ? "at least " : "at most ") + limit.asText()
                                + ", found " + kind(found));
            case "minLength" -> tree.add(place, "expected a text, found nothing");
            case "minItems" -> tree.add(place, "expected at least one entry, found none");
            default -> tree.add(place, error.getMessage());
        }
    }

    private static Place place(NodePath path) {
        Place place = Place.ROOT;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            place = element instanceof Integer index ? place.item(index) : place.key(path.getName(i));
        }
        return place;
    }

    /** The keys that are known where an unknown one was found. */
    private static String known(Error error, JsonNode schema) {
        String at = error.getSchemaLocation().getFragment().toString();
        List<String> keys = new ArrayList<>();
        schema.at(at.substring(0, at.lastIndexOf('/')) + "/properties")
                .fieldNames()
                .forEachRemaining(keys::add);
        return keys.isEmpty() ? "" : "; known here: " + String.join(", ", keys);
    }

    private static String type(JsonNode type) {
        return switch (type.asText()) {
            case "object" -> "keys with values";
            case "array" -> "a list";
            case "string" -> "a text";
            case "integer" -> "a whole number";
            default -> type.asText().toLowerCase(Locale.ROOT);
        };
    }

    private static String list(JsonNode values) {
        List<String> words = new ArrayList<>();
        for (Iterator<JsonNode> i = values.elements(); i.hasNext(); ) {
            words.add(i.next().asText());
        }
        return String.join(", ", words);
    }

    /** What was found, short enough for a line. */
    static String kind(JsonNode node) {
        if (node.isObject()) {
            return "keys with values";
        }
        if (node.isArray()) {
            return "a list";
        }
        if (node.isTextual()) {
            return quote(node.textValue());
        }
        if (node.isBoolean()) {
            return node.asText() + " (quote it where a text is meant)";
        }
        return node.isNull() ? "nothing" : node.asText();
    }

    static String quote(String text) {
        return "'" + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + "'";
    }
}
