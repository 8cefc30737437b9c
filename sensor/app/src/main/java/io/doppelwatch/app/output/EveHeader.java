// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.io.IOException;

/** The fields every event has, in the order Suricata writes them. Not thread-safe. */
final class EveHeader {
    private final EveTime time = new EveTime();
    private final CommunityId communityId = new CommunityId();

    /** Opens the event's object and writes what is known of where it was seen. */
    void open(JsonGenerator json, EventType type, Where where) throws IOException {
        json.writeStartObject();
        json.writeStringField("timestamp", time.text(where.timeNanos()));
        boolean flow = where.protocol() != 0 && hasAddresses(where);
        if (flow) {
            json.writeNumberField("flow_id", FlowId.of(where));
        }
        Source source = where.source();
        if (!source.interfaceName().isEmpty()) {
            string(json, "in_iface", source.interfaceName());
        }
        if (!source.path().isEmpty() && !source.isConfiguration()) {
            json.writeNumberField("pcap_cnt", where.packet());
            string(json, "pcap_filename", source.path());
        }
        json.writeStringField("event_type", type.text());
        vlans(json, where.path());
        if (hasAddresses(where)) {
            json.writeStringField("src_ip", where.sourceIp().toString());
            if (hasPorts(where)) {
                json.writeNumberField("src_port", where.sourcePort());
            }
            json.writeStringField("dest_ip", where.destinationIp().toString());
            if (hasPorts(where)) {
                json.writeNumberField("dest_port", where.destinationPort());
            }
        }
        if (where.protocol() != 0) {
            json.writeStringField("proto", protocol(where.protocol()));
        }
        ether(json, where);
        if (flow && CommunityId.covers(where.protocol())) {
            json.writeStringField(
                    "community_id",
                    communityId.of(
                            where.sourceIp(),
                            where.sourcePort(),
                            where.destinationIp(),
                            where.destinationPort(),
                            where.protocol()));
        }
    }

    /**
     * Opens an event that belongs to no packet.
     *
     * @param file the capture it is about, empty for all of them
     */
    void open(JsonGenerator json, EventType type, long timeNanos, String file) throws IOException {
        json.writeStartObject();
        json.writeStringField("timestamp", time.text(timeNanos));
        if (!file.isEmpty()) {
            string(json, "pcap_filename", file);
        }
        json.writeStringField("event_type", type.text());
    }

    EveTime clock() {
        return time;
    }

    String time(long nanos) {
        return time.text(nanos);
    }

    /**
     * The tunnels a packet came through, in our own object, for EVE's {@code tunnel} is about addresses that an
     * observation does not keep. Nothing where there were none.
     */
    static void path(JsonGenerator json, Path path) throws IOException {
        for (Path.Tag tag : path.tags()) {
            if (!isVlan(tag)) {
                json.writeStringField("path", path.toString());
                return;
            }
        }
    }

    static boolean hasTunnel(Path path) {
        for (Path.Tag tag : path.tags()) {
            if (!isVlan(tag)) {
                return true;
            }
        }
        return false;
    }

    /** A field with text that may hold anything. */
    static void string(JsonGenerator json, String key, String value) throws IOException {
        json.writeStringField(key, Text.wellFormed(value));
    }

    private static void vlans(JsonGenerator json, Path path) throws IOException {
        boolean open = false;
        for (Path.Tag tag : path.tags()) {
            if (isVlan(tag)) {
                if (!open) {
                    json.writeArrayFieldStart("vlan");
                    open = true;
                }
                json.writeNumber(tag.id());
            }
        }
        if (open) {
            json.writeEndArray();
        }
    }

    private static boolean isVlan(Path.Tag tag) {
        return tag.kind() == Path.Kind.VLAN || tag.kind() == Path.Kind.QINQ;
    }

    private static void ether(JsonGenerator json, Where where) throws IOException {
        if (where.sourceMac() == Mac.NONE && where.destinationMac() == Mac.NONE) {
            return;
        }
        json.writeObjectFieldStart("ether");
        if (where.sourceMac() != Mac.NONE) {
            json.writeStringField("src_mac", Mac.text(where.sourceMac()));
        }
        if (where.destinationMac() != Mac.NONE) {
            json.writeStringField("dest_mac", Mac.text(where.destinationMac()));
        }
        json.writeEndObject();
    }

    private static boolean hasAddresses(Where where) {
        return !(where.sourceIp().equals(Ip.NONE) && where.destinationIp().equals(Ip.NONE));
    }

    private static boolean hasPorts(Where where) {
        return CommunityId.covers(where.protocol());
    }

    /** Suricata's names; a number where it has none. */
    static String protocol(int number) {
        return switch (number) {
            case 1 -> "ICMP";
            case 6 -> "TCP";
            case 17 -> "UDP";
            case 58 -> "IPv6-ICMP";
            case 112 -> "VRRP";
            case 132 -> "SCTP";
            default -> Integer.toString(number);
        };
    }
}
