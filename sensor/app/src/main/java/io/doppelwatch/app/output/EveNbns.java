// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.netbios.NbnsMessage;
import io.doppelwatch.decode.netbios.NetbiosName;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.NbnsSeen;
import java.io.IOException;
import java.util.Locale;

/** NetBIOS name service messages, which EVE has no type for: the {@code doppelwatch} object of type {@code nbns}. */
final class EveNbns {
    private static final String[] SECTIONS = {"question", "answer", "authority", "additional"};
    /** Entries, addresses and listed names written of one message; an honest one has a few. */
    private static final int MAX_LISTED = 256;

    private final NbnsMessage message = new NbnsMessage();

    void write(JsonGenerator json, NbnsSeen seen) throws IOException {
        message.wrap(seen.message());
        json.writeObjectFieldStart("doppelwatch");
        json.writeStringField("type", "nbns");
        json.writeNumberField("id", message.id());
        json.writeStringField("kind", message.isResponse() ? "response" : "request");
        json.writeStringField("opcode", opcode(message.opcode()));
        json.writeNumberField("rcode", message.rcode());
        if (message.isBroadcast()) {
            json.writeBooleanField("broadcast", true);
        }
        if (message.isResponse() && message.isFromNameServer()) {
            json.writeBooleanField("name_server", true);
        }
        boolean open = false;
        int listed = 0;
        while (message.next()) {
            if (listed++ >= MAX_LISTED) {
                continue;
            }
            if (!open) {
                json.writeArrayFieldStart("records");
                open = true;
            }
            entry(json);
        }
        if (open) {
            json.writeEndArray();
        }
        if (message.fault() != Fault.NONE) {
            json.writeStringField("malformed", message.fault().name().toLowerCase(Locale.ROOT));
        }
        if (listed > MAX_LISTED) {
            json.writeNumberField("records_left_out", listed - MAX_LISTED);
        }
        EveHeader.path(json, seen.where().path());
        json.writeEndObject();
    }

    private void entry(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("section", SECTIONS[message.section()]);
        name(json, message.name());
        json.writeStringField("rrtype", type(message.type()));
        if (message.section() > 0) {
            json.writeNumberField("ttl", message.ttl());
        }
        int addresses = Math.min(MAX_LISTED, message.addresses());
        if (addresses > 0) {
            json.writeArrayFieldStart("addresses");
            for (int i = 0; i < addresses; i++) {
                json.writeStartObject();
                json.writeStringField("ip", Ip.v4(message.address(i)).toString());
                json.writeBooleanField("group", message.isGroup(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        int names = message.listedNames();
        if (names > 0) {
            json.writeArrayFieldStart("names");
            for (int i = 0; i < names; i++) {
                json.writeStartObject();
                name(json, message.listedName(i));
                json.writeBooleanField("group", message.isListedGroup(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void name(JsonGenerator json, NetbiosName name) throws IOException {
        EveHeader.string(json, "name", name.toString());
        json.writeStringField("suffix", "%02x".formatted(name.suffix()));
        if (name.hasScope()) {
            EveHeader.string(json, "scope", name.scope());
        }
    }

    private static String type(int type) {
        return switch (type) {
            case NbnsMessage.NB -> "NB";
            case NbnsMessage.NBSTAT -> "NBSTAT";
            default -> Integer.toString(type);
        };
    }

    /** RFC 1002, 4.2.1.1. */
    private static String opcode(int opcode) {
        return switch (opcode) {
            case NbnsMessage.OPCODE_QUERY -> "query";
            case NbnsMessage.OPCODE_REGISTRATION -> "registration";
            case NbnsMessage.OPCODE_RELEASE -> "release";
            case NbnsMessage.OPCODE_WAIT -> "wait";
            case NbnsMessage.OPCODE_REFRESH, NbnsMessage.OPCODE_REFRESH_ALTERNATE -> "refresh";
            case NbnsMessage.OPCODE_MULTIHOMED_REGISTRATION -> "multihomed registration";
            default -> Integer.toString(opcode);
        };
    }
}
