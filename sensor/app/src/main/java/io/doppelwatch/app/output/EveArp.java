// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.arp.ArpPacket;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.ArpSeen;
import java.io.IOException;

/** The {@code arp} object. */
final class EveArp {
    private EveArp() {}

    static void write(JsonGenerator json, ArpSeen seen) throws IOException {
        json.writeObjectFieldStart("arp");
        json.writeStringField("hw_type", hardware(seen.hardwareType()));
        json.writeStringField("proto_type", protocol(seen.protocolType()));
        json.writeStringField("opcode", operation(seen.operation()));
        if (seen.isIpv4OverMac()) {
            json.writeStringField("src_mac", Mac.text(seen.senderMac()));
            json.writeStringField("src_ip", seen.senderIp().toString());
            json.writeStringField("dest_mac", Mac.text(seen.targetMac()));
            json.writeStringField("dest_ip", seen.targetIp().toString());
        }
        json.writeEndObject();
    }

    /** Suricata knows Ethernet only; the others by IANA's name, or their number. */
    private static String hardware(int type) {
        return switch (type) {
            case ArpPacket.HARDWARE_ETHERNET -> "ethernet";
            case ArpPacket.HARDWARE_IEEE802 -> "ieee802";
            case ArpPacket.HARDWARE_ATM -> "atm";
            default -> Integer.toString(type);
        };
    }

    private static String protocol(int type) {
        return type == ArpPacket.PROTOCOL_IPV4 ? "ipv4" : "0x%04x".formatted(type);
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
