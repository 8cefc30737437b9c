// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.trust.Trust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * From the tree of a trust file to {@link Trust}. The schema has complained about shapes already; here what has the
 * right shape is held against its meaning, and what has not is passed over.
 */
final class TrustReader {
    private static final String AN_ADDRESS = "an IPv4 or IPv6 address, as 10.0.0.1 or fe80::1";
    private static final String A_MAC = "a hardware address, as 02:00:00:00:00:01";
    private static final String A_NAME = "a DNS name (of another script: its xn-- form)";
    private static final String AN_ANCHOR = "a DS record, as 'corp.test. DS 12345 13 2 <64 hex digits>'";
    private static final String AN_INSTANT = "a time with its zone, as 2026-11-30T22:00:00Z";

    private final YamlTree tree;
    private final Set<String> ruleIds;
    /** Every name and alias, with where it stood first. */
    private final Map<String, Place> names = new HashMap<>();

    TrustReader(YamlTree tree, Set<String> ruleIds) {
        this.tree = tree;
        this.ruleIds = ruleIds;
    }

    Trust read() {
        JsonNode root = tree.root();
        JsonNode network = root.path("network");
        Place at = Place.ROOT.key("network");
        return new Trust(
                items(root, Place.ROOT, "services", this::service),
                items(network, at, "gateways", this::gateway),
                items(network, at, "redundancy", this::redundancy),
                texts(network, at, "resolvers", AN_ADDRESS, Values::ip),
                texts(network, at, "dhcp-servers", AN_ADDRESS, Values::ip),
                texts(network, at, "routers6", "an IPv6 address, as fe80::1", TrustReader::ip6),
                texts(root, Place.ROOT, "registries", "a path", Optional::of),
                rules(root.path("rules"), Place.ROOT.key("rules")),
                texts(network, at, "trust-anchors", AN_ANCHOR, Values::anchor));
    }

    private Optional<Trust.Service> service(JsonNode node, Place place) {
        Optional<String> name = text(node, place, "name", A_NAME, Values::name);
        name.ifPresent(n -> unique(n, place.key("name")));
        List<String> aliases = new ArrayList<>();
        List<String> given = texts(node, place, "aliases", A_NAME, Values::name);
        for (int i = 0; i < given.size(); i++) {
            unique(given.get(i), place.key("aliases").item(i));
            aliases.add(given.get(i));
        }
        // All of it is read, whatever its name is worth: every mistake is named at once.
        Trust.Service service = new Trust.Service(
                name.orElse(""),
                List.copyOf(aliases),
                texts(node, place, "addresses", "an address or a network, as 10.0.0.1 or 10.0.0.0/28", Values::cidr),
                ports(node),
                texts(node, place, "pins", "sha256/ and the base64 of 32 bytes (44 characters)", Values::pin),
                texts(node, place, "fingerprints", "sha256: and 64 hexadecimal digits", Values::fingerprint),
                texts(node, place, "macs", A_MAC, Values::mac),
                node.path("mcp").path("server-name").asText(""),
                items(node, place, "changes", this::change));
        return name.map(n -> service);
    }

    private void unique(String name, Place place) {
        Place first = names.putIfAbsent(name, place);
        if (first != null) {
            tree.add(
                    place,
                    "expected each name once, found '" + name + "' again (first at " + first + ", line "
                            + tree.line(first) + ")");
        }
    }

    private static List<Integer> ports(JsonNode service) {
        List<Integer> ports = new ArrayList<>();
        for (JsonNode port : service.path("ports")) {
            if (port.isIntegralNumber() && port.canConvertToInt()) {
                ports.add(port.intValue());
            }
        }
        return List.copyOf(ports);
    }

    private Optional<Trust.Change> change(JsonNode node, Place place) {
        Optional<Long> from = text(node, place, "from", AN_INSTANT, Values::instant);
        Optional<Long> until = text(node, place, "until", AN_INSTANT, Values::instant);
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        if (until.get() <= from.get()) {
            tree.add(
                    place.key("until"),
                    "expected a time after 'from' (" + node.path("from").asText() + "), found "
                            + node.path("until").asText());
            return Optional.empty();
        }
        return Optional.of(new Trust.Change(
                from.get(),
                until.get(),
                texts(node, place, "allow", "", Optional::of),
                node.path("note").asText("")));
    }

    private Optional<Trust.Gateway> gateway(JsonNode node, Place place) {
        Optional<Ip> ip = text(node, place, "ip", AN_ADDRESS, Values::ip);
        Optional<Long> mac = text(node, place, "mac", A_MAC, Values::mac);
        return ip.isPresent() && mac.isPresent()
                ? Optional.of(new Trust.Gateway(ip.get(), mac.get()))
                : Optional.empty();
    }

    private Optional<Trust.Redundancy> redundancy(JsonNode node, Place place) {
        return text(node, place, "ip", AN_ADDRESS, Values::ip)
                .map(ip -> new Trust.Redundancy(
                        ip, node.path("protocol").asText(""), node.path("group").asInt(0)));
    }

    private Map<String, Trust.RuleSetting> rules(JsonNode node, Place place) {
        Map<String, Trust.RuleSetting> settings = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> rule = i.next();
            if (!ruleIds.contains(rule.getKey())) {
                tree.add(
                        place.key(rule.getKey()),
                        "expected the id of a rule (doppelwatch rules lists them), found "
                                + SchemaCheck.quote(rule.getKey()));
            }
            JsonNode severity = rule.getValue().path("severity");
            settings.put(
                    rule.getKey(),
                    severity.isTextual()
                            ? new Trust.RuleSetting(false, severity(severity.textValue()))
                            : new Trust.RuleSetting(true, null));
        }
        return settings;
    }

    private static @org.jspecify.annotations.Nullable Severity severity(String text) {
        for (Severity severity : Severity.values()) {
            if (severity.text().equals(text.toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        return null;
    }

    private static Optional<Ip> ip6(String text) {
        return Values.ip(text).filter(ip -> !ip.isV4());
    }

    /** One element of a list, where it is what it should be. */
    private interface Item<T> {
        Optional<T> read(JsonNode node, Place place);
    }

    private <T> List<T> items(JsonNode outer, Place place, String key, Item<T> item) {
        List<T> values = new ArrayList<>();
        JsonNode list = outer.path(key);
        for (int i = 0; i < list.size(); i++) {
            if (list.isArray() && list.get(i).isObject()) {
                item.read(list.get(i), place.key(key).item(i)).ifPresent(values::add);
            }
        }
        return List.copyOf(values);
    }

    private <T> List<T> texts(
            JsonNode outer, Place place, String key, String expected, Function<String, Optional<T>> parse) {
        List<T> values = new ArrayList<>();
        JsonNode list = outer.path(key);
        for (int i = 0; i < list.size(); i++) {
            if (list.isArray() && list.get(i).isTextual()) {
                value(list.get(i), place.key(key).item(i), expected, parse).ifPresent(values::add);
            }
        }
        return List.copyOf(values);
    }

    private <T> Optional<T> text(
            JsonNode outer, Place place, String key, String expected, Function<String, Optional<T>> parse) {
        JsonNode node = outer.path(key);
        return node.isTextual() ? value(node, place.key(key), expected, parse) : Optional.empty();
    }

    private <T> Optional<T> value(JsonNode node, Place place, String expected, Function<String, Optional<T>> parse) {
        Optional<T> value = parse.apply(node.textValue());
        if (value.isEmpty()) {
            tree.add(place, "expected " + expected + ", found " + SchemaCheck.quote(node.textValue()));
        } else if (value.get() instanceof Trust.Cidr cidr
                && !Values.network(cidr).equals(cidr.network())) {
            String prefix = node.textValue().substring(node.textValue().indexOf('/'));
            tree.add(
                    place,
                    "expected a network's first address, as " + Values.network(cidr) + prefix + ", found "
                            + SchemaCheck.quote(node.textValue()));
        }
        return value;
    }
}
