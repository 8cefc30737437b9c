// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.trust;

import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import java.util.List;
import java.util.Map;

/**
 * The trust file, read and valid. Empty lists mean that nothing was said, not that nothing is allowed.
 *
 * @param rules what the user changed for a rule, by rule id
 * @param anchors keys of signed zones, by their digests
 */
public record Trust(
        List<Service> services,
        List<Gateway> gateways,
        List<Redundancy> redundancy,
        List<Ip> resolvers,
        List<Ip> dhcpServers,
        List<Ip> routers6,
        List<String> registries,
        Map<String, RuleSetting> rules,
        List<Anchor> anchors) {
    public static final Trust EMPTY =
            new Trust(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());

    /** Without trust anchors. */
    public Trust(
            List<Service> services,
            List<Gateway> gateways,
            List<Redundancy> redundancy,
            List<Ip> resolvers,
            List<Ip> dhcpServers,
            List<Ip> routers6,
            List<String> registries,
            Map<String, RuleSetting> rules) {
        this(services, gateways, redundancy, resolvers, dhcpServers, routers6, registries, rules, List.of());
    }

    /** The same with other registries. */
    public Trust withRegistries(List<String> files) {
        return new Trust(services, gateways, redundancy, resolvers, dhcpServers, routers6, files, rules, anchors);
    }

    /**
     * One identity.
     *
     * @param name lower case, without a final dot; aliases likewise
     * @param addresses where it may be
     * @param ports empty for any
     * @param pins SHA-256 of SubjectPublicKeyInfo, lower-case hex; leaf or any CA of the chain
     * @param fingerprints SHA-256 of a whole certificate, lower-case hex
     * @param macs 48 bits each
     * @param mcpServerName empty where not given
     */
    public record Service(
            String name,
            List<String> aliases,
            List<Cidr> addresses,
            List<Integer> ports,
            List<String> pins,
            List<String> fingerprints,
            List<Long> macs,
            String mcpServerName,
            List<Change> changes) {}

    /** A declared change: between the two instants (nanoseconds, until exclusive) what {@code allow} names is expected. */
    public record Change(long fromNanos, long untilNanos, List<String> allow, String note) {}

    public record Gateway(Ip ip, long mac) {}

    /**
     * A key that a zone must be signed by, as a DS record says it (RFC 4034, 5).
     *
     * @param zone lower case, without a final dot; empty for the root
     * @param digest hexadecimal
     */
    public record Anchor(String zone, int keyTag, int algorithm, int digestType, String digest) {}

    /** A virtual address that may move between machines. */
    public record Redundancy(Ip ip, String protocol, int group) {}

    /** @param severity null where not changed */
    public record RuleSetting(
            boolean off, @org.jspecify.annotations.Nullable Severity severity) {}

    /** A network, or one address where the prefix is 128 bits (IPv4 prefixes count from bit 96). */
    public record Cidr(Ip network, int prefix) {
        public boolean contains(Ip ip) {
            long highMask = prefix >= 64 ? -1 : prefix == 0 ? 0 : -1L << 64 - prefix;
            long lowMask = prefix <= 64 ? 0 : prefix == 128 ? -1 : -1L << 128 - prefix;
            return ((ip.high() ^ network.high()) & highMask) == 0 && ((ip.low() ^ network.low()) & lowMask) == 0;
        }
    }
}
