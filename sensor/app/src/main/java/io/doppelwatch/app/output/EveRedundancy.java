// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.LacpSeen;
import io.doppelwatch.engine.observe.RedundancySeen;
import java.io.IOException;
import java.util.Locale;

/** Who shares an address or a link, in our own object: {@code {"type": "redundancy", "protocol": "vrrp", …}}. */
final class EveRedundancy {
    private EveRedundancy() {}

    static void write(JsonGenerator json, RedundancySeen seen) throws IOException {
        json.writeStringField("type", "redundancy");
        json.writeStringField("protocol", seen.protocol().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("version", seen.version());
        json.writeNumberField("group", seen.group());
        json.writeNumberField("priority", seen.priority());
        json.writeBooleanField("active", seen.active());
        json.writeArrayFieldStart("addresses");
        for (Ip ip : seen.addresses()) {
            json.writeString(ip.toString());
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, LacpSeen seen) throws IOException {
        json.writeStringField("type", "lacp");
        json.writeStringField("system", Mac.text(seen.system()));
        json.writeNumberField("key", seen.key());
        if (seen.partner() != 0) {
            json.writeStringField("partner", Mac.text(seen.partner()));
        }
    }
}
