// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;

/** How all our JSON is written: pure ASCII, so that no reader's encoding and no terminal can be upset by it. */
final class Json {
    private static final int LAST_PRINTABLE = 0x7e;

    private Json() {}

    /** One object after the other, each ended by whoever writes it. */
    static JsonGenerator lines(OutputStream out) throws IOException {
        JsonFactory factory =
                new JsonFactoryBuilder().rootValueSeparator((String) null).build();
        return ascii(factory.createGenerator(out, JsonEncoding.UTF8));
    }

    /** One document that people may read. */
    static JsonGenerator document(OutputStream out) throws IOException {
        JsonGenerator json = ascii(new JsonFactory().createGenerator(out, JsonEncoding.UTF8));
        json.setPrettyPrinter(new DefaultPrettyPrinter());
        return json;
    }

    private static JsonGenerator ascii(JsonGenerator json) {
        json.setHighestNonEscapedChar(LAST_PRINTABLE);
        return json;
    }
}
