// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.dhcp.DhcpOptions;
import io.doppelwatch.decode.dhcp.DhcpPacket;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The {@code dhcp} object, as Suricata writes it with {@code extended: yes}: options in the order they came, each once. BOOTP
 * without options is written too. Not thread-safe.
 */
final class EveDhcp {
    private static final int HARDWARE_LONGEST = 16;

    private final DhcpPacket packet = new DhcpPacket();
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    void write(JsonGenerator json, DhcpSeen seen) throws IOException {
        bytes = Unpooled.wrappedBuffer(seen.message());
        packet.wrap(bytes, 0, seen.message().length);
        boolean reply = packet.op() == DhcpPacket.BOOT_REPLY;
        json.writeObjectFieldStart("dhcp");
        json.writeStringField("type", type());
        json.writeNumberField("id", Integer.toUnsignedLong(packet.id()));
        byte[] hardware = new byte[Math.min(HARDWARE_LONGEST, packet.hardwareLength())];
        bytes.getBytes(DhcpPacket.HARDWARE_OFFSET, hardware);
        json.writeStringField("client_mac", colons(hardware, 0));
        json.writeStringField("assigned_ip", ip(packet.yourAddress()));
        json.writeStringField("client_ip", ip(packet.clientAddress()));
        if (reply) {
            json.writeStringField("relay_ip", ip(packet.relay()));
            json.writeStringField("next_server_ip", ip(packet.nextServer()));
        }
        BitSet written = new BitSet();
        for (int code : codes()) {
            if (!written.get(code)) {
                written.set(code);
                option(json, code);
            }
        }
        json.writeEndObject();
    }

    private String type() {
        return switch (packet.op()) {
            case DhcpPacket.BOOT_REQUEST -> "request";
            case DhcpPacket.BOOT_REPLY -> "reply";
            default -> "<unknown>";
        };
    }

    /** An option's value may come in pieces: the codes first, then each with all its bytes. */
    private List<Integer> codes() {
        List<Integer> codes = new ArrayList<>();
        DhcpOptions options = packet.options();
        while (options.next()) {
            codes.add(options.code());
        }
        return codes;
    }

    private void option(JsonGenerator json, int code) throws IOException {
        switch (code) {
            case DhcpOptions.MESSAGE_TYPE -> {
                if (packet.messageType() != 0) {
                    json.writeStringField("dhcp_type", messageType(packet.messageType()));
                }
            }
            case DhcpOptions.CLIENT_ID -> {
                // The first byte says of what kind it is (RFC 2132, 9.14); Suricata leaves it out.
                byte[] id = packet.bytes(code);
                if (id.length > 1) {
                    json.writeStringField("client_id", colons(id, 1));
                }
            }
            case DhcpOptions.LEASE_TIME -> seconds(json, "lease_time", code);
            case DhcpOptions.RENEWAL_TIME -> seconds(json, "renewal_time", code);
            case DhcpOptions.REBINDING_TIME -> seconds(json, "rebinding_time", code);
            case DhcpOptions.SUBNET_MASK -> address(json, "subnet_mask", code);
            case DhcpOptions.REQUESTED_ADDRESS -> address(json, "requested_ip", code);
            case DhcpOptions.HOST_NAME -> text(json, "hostname", code);
            case DhcpOptions.VENDOR_CLASS -> text(json, "vendor_class_identifier", code);
            case DhcpOptions.PARAMETERS -> parameters(json, packet.bytes(code));
            case DhcpOptions.DNS_SERVERS -> addresses(json, "dns_servers", code);
            case DhcpOptions.ROUTERS -> addresses(json, "routers", code);
            default -> {}
        }
    }

    private void seconds(JsonGenerator json, String key, int code) throws IOException {
        long seconds = packet.number(code);
        if (seconds >= 0) {
            json.writeNumberField(key, seconds);
        }
    }

    private void address(JsonGenerator json, String key, int code) throws IOException {
        int[] all = packet.addresses(code);
        if (all.length > 0) {
            json.writeStringField(key, ip(all[0]));
        }
    }

    private void text(JsonGenerator json, String key, int code) throws IOException {
        byte[] b = packet.bytes(code);
        if (b.length > 0) {
            EveHeader.string(json, key, Text.ofBytes(b));
        }
    }

    private void addresses(JsonGenerator json, String key, int code) throws IOException {
        int[] all = packet.addresses(code);
        if (all.length > 0) {
            json.writeArrayFieldStart(key);
            for (int a : all) {
                json.writeString(ip(a));
            }
            json.writeEndArray();
        }
    }

    /** Those that Suricata has a name for. */
    private static void parameters(JsonGenerator json, byte[] codes) throws IOException {
        boolean open = false;
        for (byte code : codes) {
            String name = parameter(code & 0xff);
            if (!name.isEmpty()) {
                if (!open) {
                    json.writeArrayFieldStart("params");
                    open = true;
                }
                json.writeString(name);
            }
        }
        if (open) {
            json.writeEndArray();
        }
    }

    private static String parameter(int code) {
        return switch (code) {
            case DhcpOptions.SUBNET_MASK -> "subnet_mask";
            case DhcpOptions.ROUTERS -> "router";
            case DhcpOptions.DNS_SERVERS -> "dns_server";
            case DhcpOptions.DOMAIN_NAME -> "domain";
            case 35 -> "arp_timeout";
            case 42 -> "ntp_server";
            case 66 -> "tftp_server_name";
            case 150 -> "tftp_server_ip";
            default -> "";
        };
    }

    private static String messageType(int type) {
        return switch (type) {
            case DhcpPacket.DISCOVER -> "discover";
            case DhcpPacket.OFFER -> "offer";
            case DhcpPacket.REQUEST -> "request";
            case DhcpPacket.DECLINE -> "decline";
            case DhcpPacket.ACK -> "ack";
            case DhcpPacket.NAK -> "nak";
            case DhcpPacket.RELEASE -> "release";
            case DhcpPacket.INFORM -> "inform";
            default -> "unknown";
        };
    }

    private static String ip(int address) {
        return Ip.v4(address).toString();
    }

    private static String colons(byte[] b, int from) {
        StringBuilder s = new StringBuilder(3 * b.length);
        for (int i = from; i < b.length; i++) {
            s.append(i == from ? "" : ":")
                    .append(Character.forDigit(b[i] >> 4 & 0xf, 16))
                    .append(Character.forDigit(b[i] & 0xf, 16));
        }
        return s.toString();
    }
}
