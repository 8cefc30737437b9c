// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.dhcp.Dhcp6Message;
import io.doppelwatch.decode.dhcp.Dhcp6Options;
import io.doppelwatch.decode.dhcp.DomainNames;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a DHCPv6 message says, in our own object, for EVE has no type for it: {@code type} is {@code dhcpv6}, {@code message}
 * the message's name in RFC 8415, 7.3. Not thread-safe.
 */
final class EveDhcpv6 {
    /** Addresses and prefixes of one message; a message of 64 KiB could hold two thousand. */
    private static final int MOST = 64;

    private final Dhcp6Message outer = new Dhcp6Message();
    private final Dhcp6Message relay = new Dhcp6Message();
    private final Dhcp6Message message = new Dhcp6Message();
    private final Dhcp6Options inside = new Dhcp6Options();

    /** Writes the fields into an object that is open. */
    void write(JsonGenerator json, Dhcpv6Seen seen) throws IOException {
        ByteBuf bytes = Unpooled.wrappedBuffer(seen.message());
        outer.wrap(bytes, 0, seen.message().length);
        message.wrapInnermost(outer);
        json.writeStringField("type", "dhcpv6");
        json.writeStringField("message", name(message.ok() ? message.type() : outer.type()));
        if (message.ok() && !message.isRelay()) {
            json.writeNumberField("id", message.id());
        }
        relays(json, bytes);
        if (message.ok()) {
            duid(json, "client_duid", Dhcp6Options.CLIENT_ID);
            duid(json, "server_duid", Dhcp6Options.SERVER_ID);
            options(json);
        }
    }

    /** Outermost first. */
    private void relays(JsonGenerator json, ByteBuf bytes) throws IOException {
        if (!outer.isRelay()) {
            return;
        }
        json.writeArrayFieldStart("relays");
        relay.wrap(bytes, 0, bytes.capacity());
        for (int i = 0; i < Dhcp6Message.MAX_RELAYS && relay.isRelay(); i++) {
            json.writeStartObject();
            json.writeStringField("message", name(relay.type()));
            json.writeNumberField("hops", relay.hops());
            json.writeStringField("link_address", new Ip(relay.linkHigh(), relay.linkLow()).toString());
            json.writeStringField("peer_address", new Ip(relay.peerHigh(), relay.peerLow()).toString());
            if (relay.find(Dhcp6Options.INTERFACE_ID)) {
                EveHeader.string(json, "interface_id", Text.ofBytes(relay.bytes(Dhcp6Options.INTERFACE_ID)));
            }
            json.writeEndObject();
            relay.wrapRelayed(relay);
        }
        json.writeEndArray();
    }

    private void duid(JsonGenerator json, String key, int code) throws IOException {
        byte[] duid = message.bytes(code);
        if (duid.length > 0) {
            json.writeStringField(key, ByteBufUtil.hexDump(duid));
        }
    }

    private void options(JsonGenerator json) throws IOException {
        List<String> addresses = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        List<String> resolvers = new ArrayList<>();
        Dhcp6Options o = message.options();
        while (o.next()) {
            switch (o.code()) {
                case Dhcp6Options.IA_NA, Dhcp6Options.IA_TA, Dhcp6Options.IA_PD -> {
                    inside.inside(o);
                    while (inside.next()) {
                        given(addresses, prefixes);
                    }
                }
                case Dhcp6Options.DNS_SERVERS -> {
                    for (int i = 0; i < o.addresses() && resolvers.size() < MOST; i++) {
                        resolvers.add(new Ip(o.addressHigh(i), o.addressLow(i)).toString());
                    }
                }
                default -> {}
            }
        }
        list(json, "addresses", addresses);
        list(json, "prefixes", prefixes);
        list(json, "dns_servers", resolvers);
        list(json, "domain_search", DomainNames.read(message.bytes(Dhcp6Options.DOMAIN_LIST)));
        number(json, "preference", Dhcp6Options.PREFERENCE);
        if (message.find(Dhcp6Options.RAPID_COMMIT)) {
            json.writeBooleanField("rapid_commit", true);
        }
        if (message.type() == Dhcp6Message.RECONFIGURE) {
            number(json, "reconfigure_to", Dhcp6Options.RECONFIGURE_MESSAGE);
        }
        byte[] status = message.bytes(Dhcp6Options.STATUS);
        if (status.length >= 2) {
            json.writeNumberField("status", (status[0] & 0xff) << 8 | status[1] & 0xff);
        }
    }

    private void given(List<String> addresses, List<String> prefixes) {
        if (inside.addresses() == 0) {
            return;
        }
        String ip = new Ip(inside.addressHigh(0), inside.addressLow(0)).toString();
        if (inside.code() == Dhcp6Options.IA_PREFIX && prefixes.size() < MOST) {
            prefixes.add(ip + "/" + inside.prefixLength());
        } else if (inside.code() == Dhcp6Options.IA_ADDRESS && addresses.size() < MOST) {
            addresses.add(ip);
        }
    }

    private void number(JsonGenerator json, String key, int code) throws IOException {
        byte[] b = message.bytes(code);
        if (b.length > 0) {
            json.writeNumberField(key, b[0] & 0xff);
        }
    }

    private static void list(JsonGenerator json, String key, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(key);
            for (String value : values) {
                json.writeString(Text.wellFormed(value));
            }
            json.writeEndArray();
        }
    }

    private static String name(int type) {
        return switch (type) {
            case Dhcp6Message.SOLICIT -> "solicit";
            case Dhcp6Message.ADVERTISE -> "advertise";
            case Dhcp6Message.REQUEST -> "request";
            case Dhcp6Message.CONFIRM -> "confirm";
            case Dhcp6Message.RENEW -> "renew";
            case Dhcp6Message.REBIND -> "rebind";
            case Dhcp6Message.REPLY -> "reply";
            case Dhcp6Message.RELEASE -> "release";
            case Dhcp6Message.DECLINE -> "decline";
            case Dhcp6Message.RECONFIGURE -> "reconfigure";
            case Dhcp6Message.INFORMATION_REQUEST -> "information_request";
            case Dhcp6Message.RELAY_FORWARD -> "relay_forward";
            case Dhcp6Message.RELAY_REPLY -> "relay_reply";
            default -> Integer.toString(type);
        };
    }
}
