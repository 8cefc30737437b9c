// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.nd.NdMessage;
import io.doppelwatch.decode.nd.NdOptions;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.NdSeen;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Neighbour Discovery in our own object: {@code {"type": "nd", "message": "router_advertisement", …}}. Of each kind of
 * option at most {@value #MAX_EACH} are written; a message of 64 KiB could hold thousands. Not thread-safe.
 */
final class EveNd {
    private static final int MAX_EACH = 32;

    private final NdMessage message = new NdMessage();

    void write(JsonGenerator json, NdSeen seen) throws IOException {
        message.wrap(seen.message());
        json.writeStringField("type", "nd");
        json.writeStringField("message", name(message.type()));
        json.writeNumberField("hop_limit", seen.where().ttl());
        switch (message.type()) {
            case NdMessage.ROUTER_ADVERTISEMENT -> router(json);
            case NdMessage.NEIGHBOUR_ADVERTISEMENT -> advertisement(json);
            case NdMessage.NEIGHBOUR_SOLICITATION -> {
                target(json);
                if (seen.where().sourceIp().equals(Ip.NONE)) {
                    json.writeBooleanField("dad", true);
                }
            }
            case NdMessage.REDIRECT -> {
                target(json);
                if (message.ok()) {
                    Ip destination = new Ip(message.destinationHigh(), message.destinationLow());
                    json.writeStringField("destination", destination.toString());
                }
            }
            default -> {}
        }
        macs(json);
        quoted(json);
        Fault fault = fault();
        if (fault != Fault.NONE) {
            json.writeStringField("malformed", fault.name().toLowerCase(Locale.ROOT));
        }
    }

    /** RFC 4861's names. */
    private static String name(int type) {
        return switch (type) {
            case NdMessage.ROUTER_SOLICITATION -> "router_solicitation";
            case NdMessage.ROUTER_ADVERTISEMENT -> "router_advertisement";
            case NdMessage.NEIGHBOUR_SOLICITATION -> "neighbor_solicitation";
            case NdMessage.NEIGHBOUR_ADVERTISEMENT -> "neighbor_advertisement";
            default -> "redirect";
        };
    }

    private Fault fault() {
        if (!message.ok()) {
            return message.fault();
        }
        NdOptions options = message.options();
        while (options.next()) {
            // To the end, or to what is wrong.
        }
        return options.fault();
    }

    private void target(JsonGenerator json) throws IOException {
        if (message.hasTarget()) {
            json.writeStringField("target", new Ip(message.targetHigh(), message.targetLow()).toString());
        }
    }

    private void advertisement(JsonGenerator json) throws IOException {
        target(json);
        if (message.ok()) {
            json.writeBooleanField("router", message.isRouter());
            json.writeBooleanField("solicited", message.isSolicited());
            json.writeBooleanField("override", message.isOverride());
        }
    }

    private void macs(JsonGenerator json) throws IOException {
        NdOptions options = message.options();
        boolean source = false;
        boolean target = false;
        while (options.next()) {
            long mac = options.mac();
            if (mac != Mac.NONE && options.type() == NdOptions.SOURCE_LINK_LAYER && !source) {
                json.writeStringField("source_mac", Mac.text(mac));
                source = true;
            } else if (mac != Mac.NONE && options.type() == NdOptions.TARGET_LINK_LAYER && !target) {
                json.writeStringField("target_mac", Mac.text(mac));
                target = true;
            }
        }
    }

    private void router(JsonGenerator json) throws IOException {
        if (!message.ok()) {
            return;
        }
        json.writeNumberField("router_lifetime", message.routerLifetime());
        json.writeNumberField("cur_hop_limit", message.hopLimit());
        json.writeStringField("preference", preference(message.preference()));
        json.writeBooleanField("managed", message.isManaged());
        json.writeBooleanField("other_config", message.isOtherConfiguration());
        json.writeNumberField("reachable_ms", message.reachableMillis());
        json.writeNumberField("retransmit_ms", message.retransmitMillis());
        NdOptions options = message.options();
        while (options.next()) {
            if (options.mtu() != 0) {
                json.writeNumberField("mtu", options.mtu());
                break;
            }
        }
        prefixes(json);
        routes(json);
        resolvers(json);
        searchList(json);
        nat64(json);
    }

    private static String preference(int preference) {
        return preference > 0 ? "high" : preference < 0 ? "low" : "medium";
    }

    private void prefixes(JsonGenerator json) throws IOException {
        int n = 0;
        NdOptions options = message.options();
        while (n < MAX_EACH && options.next()) {
            if (options.type() != NdOptions.PREFIX || options.addresses() == 0) {
                continue;
            }
            if (n++ == 0) {
                json.writeArrayFieldStart("prefixes");
            }
            json.writeStartObject();
            json.writeStringField("prefix", network(options.addressHigh(0), options.addressLow(0), options));
            json.writeBooleanField("on_link", options.isOnLink());
            json.writeBooleanField("autonomous", options.isAutonomous());
            json.writeNumberField("valid_lifetime", options.lifetime());
            json.writeNumberField("preferred_lifetime", options.preferredLifetime());
            json.writeEndObject();
        }
        end(json, n);
    }

    private static String network(long high, long low, NdOptions options) {
        return new Ip(high, low) + "/" + options.prefixLength();
    }

    private void routes(JsonGenerator json) throws IOException {
        int n = 0;
        NdOptions options = message.options();
        while (n < MAX_EACH && options.next()) {
            if (options.type() != NdOptions.ROUTE) {
                continue;
            }
            if (n++ == 0) {
                json.writeArrayFieldStart("routes");
            }
            json.writeStartObject();
            json.writeStringField("prefix", network(options.routeHigh(), options.routeLow(), options));
            json.writeStringField("preference", preference(options.routePreference()));
            json.writeNumberField("lifetime", options.lifetime());
            json.writeEndObject();
        }
        end(json, n);
    }

    private void resolvers(JsonGenerator json) throws IOException {
        int n = 0;
        NdOptions options = message.options();
        while (n < MAX_EACH && options.next()) {
            for (int i = 0; options.type() == NdOptions.RDNSS && i < options.addresses() && n < MAX_EACH; i++) {
                if (n++ == 0) {
                    json.writeArrayFieldStart("rdnss");
                }
                json.writeStartObject();
                json.writeStringField("address", new Ip(options.addressHigh(i), options.addressLow(i)).toString());
                json.writeNumberField("lifetime", options.lifetime());
                json.writeEndObject();
            }
        }
        end(json, n);
    }

    private void searchList(JsonGenerator json) throws IOException {
        int n = 0;
        NdOptions options = message.options();
        while (n < MAX_EACH && options.next()) {
            List<String> names = options.names();
            for (int i = 0; i < names.size() && n < MAX_EACH; i++) {
                if (n++ == 0) {
                    json.writeArrayFieldStart("dnssl");
                }
                json.writeString(Text.wellFormed(names.get(i)));
            }
        }
        end(json, n);
    }

    private void nat64(JsonGenerator json) throws IOException {
        NdOptions options = message.options();
        while (options.next()) {
            if (options.pref64Length() > 0) {
                json.writeStringField(
                        "pref64", new Ip(options.pref64High(), options.pref64Low()) + "/" + options.pref64Length());
                return;
            }
        }
    }

    /** What a redirect quotes: the packet that caused it, if its IPv6 header is whole. */
    private void quoted(JsonGenerator json) throws IOException {
        NdOptions options = message.options();
        while (options.next()) {
            if (options.quotes()) {
                Ip source = new Ip(options.quotedSourceHigh(), options.quotedSourceLow());
                Ip destination = new Ip(options.quotedDestinationHigh(), options.quotedDestinationLow());
                json.writeObjectFieldStart("quoted");
                json.writeStringField("src_ip", source.toString());
                json.writeStringField("dest_ip", destination.toString());
                json.writeEndObject();
                return;
            }
        }
    }

    private static void end(JsonGenerator json, int n) throws IOException {
        if (n > 0) {
            json.writeEndArray();
        }
    }
}
