// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.ArpSeen;
import java.io.IOException;

/** The {@code arp} object. */
final class EveArp {
    private EveArp() {}

    static void write(JsonGenerator json, ArpSeen seen) throws IOException {
        json.writeObjectFieldStart("arp");
        json.writeStringField("hw_type", "ethernet");
        json.writeStringField("proto_type", "ipv4");
        json.writeStringField("opcode", operation(seen.operation()));
        json.writeStringField("src_mac", Mac.text(seen.senderMac()));
        json.writeStringField("src_ip", seen.senderIp().toString());
        json.writeStringField("dest_mac", Mac.text(seen.targetMac()));
        json.writeStringField("dest_ip", seen.targetIp().toString());
        json.writeEndObject();
    }

    /** Suricata's words, and IANA's names (arp-parameters) in the same style where it has none. */
    private static String operation(int number) {
        return switch (number) {
            case 1 -> "request";
            case 2 -> "reply";
            case 3 -> "request_reverse";
            case 4 -> "reply_reverse";
            case 8 -> "inverse_request";
            case 9 -> "inverse_reply";
            default -> "unknown";
        };
    }
}
