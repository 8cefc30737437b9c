// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of somebody else's to maps, lists, texts, numbers and truth values; how deep it may be, the parser limits. */
final class JsonText {
    /** A few levels more than EVE has: what is deeper is neither of our files. */
    private static final int DEEPEST = 64;

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** @param where for the message, file and line */
    static Map<String, @Nullable Object> object(String text, String where) throws BadInput {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadInput(where, "no JSON object");
            }
            Map<String, @Nullable Object> object = object(parser, where, 0);
            if (parser.nextToken() != null) {
                throw new BadInput(where, "something follows the JSON object");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new BadInput(where, "no valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, String where, int depth)
            throws IOException, BadInput {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            object.put(key, value(parser, where, depth + 1));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser, String where, int depth) throws IOException, BadInput {
        if (depth > DEEPEST) {
            throw new BadInput(where, "nested too deeply");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, where, depth);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser, where, depth + 1));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, where);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static BigDecimal number(JsonParser parser, String where) throws IOException, BadInput {
        BigDecimal number = parser.getDecimalValue();
        // 1e999999999 is short to write and long to compute with.
        if (Math.abs((long) number.scale()) > 400 || number.precision() > 400) {
            throw new BadInput(where, "a number out of all measure");
        }
        return number;
    }
}
