// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trust file of the contract is read whole, and every mistake is named with its line and what was expected. */
class TrustFileTest {
    private static final Set<String> RULES = Set.of("arp-binding-changed", "dns-unanswered");

    @TempDir
    Path folder;

    @Test
    void readsTheTrustFileOfTheContract() throws Exception {
        Trust trust = ConfigFiles.trust(file("""
                services:
                  - name: Analytics-Hub.corp.test.
                    aliases: [analytics-hub.local]
                    addresses: [10.77.0.10, 10.77.0.0/28, "fd00::/64"]
                    ports: [443]
                    pins: ["sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]
                    fingerprints: ["sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"]
                    macs: [02:00:00:00:00:10]
                    mcp: {server-name: analytics-hub}
                    changes: [{from: 2026-11-30T22:00:00Z, until: 2026-11-30T23:00:00Z, allow: [certificate, address], note: "planned cutover"}]
                network:
                  gateways: [{ip: 10.77.0.1, mac: "02:00:00:00:00:01"}]
                  redundancy: [{ip: 10.77.0.254, protocol: vrrp, group: 7}]
                  resolvers: [10.77.0.53]
                  dhcp-servers: [10.77.0.1]
                  routers6: ["fe80::1"]
                registries: [/etc/mcp/registry.json]
                rules: {arp-binding-changed: {severity: low}, dns-unanswered: off}
                """), RULES);

        String emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Trust.Service hub = trust.services().get(0);
        assertThat(hub.name()).isEqualTo("analytics-hub.corp.test");
        assertThat(hub.aliases()).containsExactly("analytics-hub.local");
        assertThat(hub.addresses()).hasSize(3);
        assertThat(hub.addresses().get(0).contains(v4("10.77.0.10"))).isTrue();
        assertThat(hub.addresses().get(0).contains(v4("10.77.0.11"))).isFalse();
        assertThat(hub.addresses().get(1).contains(v4("10.77.0.15"))).isTrue();
        assertThat(hub.addresses().get(1).contains(v4("10.77.0.16"))).isFalse();
        assertThat(hub.addresses().get(2).contains(v4("fd00::7"))).isTrue();
        assertThat(hub.addresses().get(2).contains(v4("fd00:0:0:1::7"))).isFalse();
        assertThat(hub.ports()).containsExactly(443);
        assertThat(hub.pins()).containsExactly(emptyDigest);
        assertThat(hub.fingerprints()).containsExactly(emptyDigest);
        assertThat(hub.macs()).containsExactly(0x020000000010L);
        assertThat(hub.mcpServerName()).isEqualTo("analytics-hub");
        assertThat(hub.changes())
                .containsExactly(new Trust.Change(
                        1_796_076_000_000_000_000L,
                        1_796_079_600_000_000_000L,
                        List.of("certificate", "address"),
                        "planned cutover"));
        assertThat(trust.gateways()).containsExactly(new Trust.Gateway(v4("10.77.0.1"), 0x020000000001L));
        assertThat(trust.redundancy()).containsExactly(new Trust.Redundancy(v4("10.77.0.254"), "vrrp", 7));
        assertThat(trust.resolvers()).containsExactly(v4("10.77.0.53"));
        assertThat(trust.dhcpServers()).containsExactly(v4("10.77.0.1"));
        assertThat(trust.routers6()).containsExactly(v4("fe80::1"));
        assertThat(trust.registries()).containsExactly("/etc/mcp/registry.json");
        assertThat(trust.rules())
                .containsEntry("arp-binding-changed", new Trust.RuleSetting(false, Severity.LOW))
                .containsEntry("dns-unanswered", new Trust.RuleSetting(true, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "services:\nnetwork:\nrules:\n", "---\n"})
    void anEmptyTrustFileTrustsNobodyAndIsNoMistake(String text) throws Exception {
        assertThat(ConfigFiles.trust(file(text), RULES)).isEqualTo(Trust.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        services: [{name: a, addresses: [10.0.0.300]}]          | services[0].addresses[0]: expected an address or a network, as 10.0.0.1 or 10.0.0.0/28, found '10.0.0.300'
        services: [{name: a, addresses: [10.0.0.0/33]}]         | services[0].addresses[0]: expected an address or a network, as 10.0.0.1 or 10.0.0.0/28, found '10.0.0.0/33'
        services: [{name: a, addresses: [10.0.0.7/28]}]         | services[0].addresses[0]: expected a network's first address, as 10.0.0.0/28, found '10.0.0.7/28'
        services: [{name: a, addresses: ["fe80::1::2"]}]        | services[0].addresses[0]: expected an address or a network, as 10.0.0.1 or 10.0.0.0/28, found 'fe80::1::2'
        services: [{name: a, ports: [70000]}]                   | services[0].ports[0]: expected at most 65535, found 70000
        services: [{name: a, ports: [https]}]                   | services[0].ports[0]: expected a whole number, found 'https'
        services: [{name: a, ports: 443}]                       | services[0].ports: expected a list, found 443
        services: [{name: a, pins: [sha256/AAAA]}]              | services[0].pins[0]: expected sha256/ and the base64 of 32 bytes (44 characters), found 'sha256/AAAA'
        services: [{name: a, pins: [sha1/47DEQpj8HBSa]}]        | services[0].pins[0]: expected sha256/ and the base64 of 32 bytes (44 characters), found 'sha1/47DEQpj8HBSa'
        services: [{name: a, fingerprints: ["sha256:xyz"]}]     | services[0].fingerprints[0]: expected sha256: and 64 hexadecimal digits, found 'sha256:xyz'
        services: [{name: a, macs: ["02:00:00:00:00"]}]         | services[0].macs[0]: expected a hardware address, as 02:00:00:00:00:01, found '02:00:00:00:00'
        services: [{name: a b}]                                 | services[0].name: expected a DNS name (of another script: its xn-- form), found 'a b'
        services: [{aliases: [a]}]                              | services[0]: expected the key 'name', which is missing
        services: [{name: true}]                                | services[0].name: expected a text, found true (quote it where a text is meant)
        services: [{name: a, aliases: [a]}]                     | services[0].aliases[0]: expected each name once, found 'a' again (first at services[0].name, line 1)
        services: [{name: a, mcp: {server: a}}]                 | services[0].mcp.server: expected no such key; known here: server-name
        services: [{name: a, changes: [{from: 2026-01-02T00:00:00Z, until: 2026-01-01T00:00:00Z, allow: [address]}]}] | services[0].changes[0].until: expected a time after 'from' (2026-01-02T00:00:00Z), found 2026-01-01T00:00:00Z
        services: [{name: a, changes: [{from: 2026-01-02, until: 2026-02-01T00:00:00Z, allow: [address]}]}] | services[0].changes[0].from: expected a time with its zone, as 2026-11-30T22:00:00Z, found '2026-01-02'
        services: [{name: a, changes: [{from: 2026-01-02T00:00:00Z, until: 2026-02-01T00:00:00Z, allow: [all]}]}] | services[0].changes[0].allow[0]: expected one of certificate, address, mac, found 'all'
        network: {gateways: [{ip: 10.0.0.1}]}                   | network.gateways[0]: expected the key 'mac', which is missing
        network: {gateway: 10.0.0.1}                            | network.gateway: expected no such key; known here: gateways, redundancy, resolvers, dhcp-servers, routers6, trust-anchors
        network: {redundancy: [{ip: 10.0.0.1, protocol: ospf, group: 1}]} | network.redundancy[0].protocol: expected one of vrrp, hsrp, glbp, carp, found 'ospf'
        network: {routers6: [10.0.0.1]}                         | network.routers6[0]: expected an IPv6 address, as fe80::1, found '10.0.0.1'
        network: {resolvers: [ns.example]}                      | network.resolvers[0]: expected an IPv4 or IPv6 address, as 10.0.0.1 or fe80::1, found 'ns.example'
        rules: {arp-binding-chnaged: off}                       | rules.arp-binding-chnaged: expected the id of a rule (doppelwatch rules lists them), found 'arp-binding-chnaged'
        rules: {dns-unanswered: loud}                           | rules.dns-unanswered: expected off or {severity: high, medium, low or info}, found 'loud'
        rules: {dns-unanswered: {severity: loud}}               | rules.dns-unanswered: expected off or {severity: high, medium, low or info}, found keys with values
        [a, b]                                                  | expected keys with values, found a list
        services: [{name: a}, {name: *x}]                       | services[1].name: expected a value, found the alias *x; write the value out
        """)
    void namesTheMistakeAndWhatWasExpected(String yaml, String mistake) throws Exception {
        Path file = file(yaml);

        assertThatThrownBy(() -> ConfigFiles.trust(file, RULES))
                .isInstanceOfSatisfying(
                        InvalidFile.class,
                        e -> assertThat(e.mistakes())
                                .extracting(Mistake::toString)
                                .contains(file + ":1: " + mistake));
    }

    @Test
    void namesEveryMistakeWithItsLineInTheOrderOfTheLines() throws Exception {
        Path file = file("""
                services:
                  - name: hub.test
                    addresses:
                      - 10.0.0.1
                      - nowhere
                    prots: [443]
                  - name: HUB.test
                network:
                  gateways:
                    - ip: 10.0.0.1
                      mac: zz
                services: []
                """);

        assertThat(ConfigFiles.checkTrust(file, RULES).mistakes())
                .extracting(Mistake::line, Mistake::where)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5, "services[0].addresses[1]"),
                        org.assertj.core.groups.Tuple.tuple(6, "services[0].prots"),
                        org.assertj.core.groups.Tuple.tuple(7, "services[1].name"),
                        org.assertj.core.groups.Tuple.tuple(11, "network.gateways[0].mac"),
                        org.assertj.core.groups.Tuple.tuple(12, "services"));
    }

    @Test
    void readsTrustAnchorsAsZoneFilesHaveThem() throws Exception {
        String digest = "AB".repeat(32);
        Trust trust = ConfigFiles.trust(file("""
                network:
                  trust-anchors:
                    - "Corp.test. 3600 IN DS 12345 13 2 %s"
                    - ". DS 20326 8 2 %s"
                """.formatted(digest, digest)), RULES);

        assertThat(trust.anchors())
                .containsExactly(
                        new Trust.Anchor("corp.test", 12_345, 13, 2, "ab".repeat(32)),
                        new Trust.Anchor("", 20_326, 8, 2, "ab".repeat(32)));
    }

    @Test
    void aTrustAnchorWithADigestOfAnotherLengthIsAMistake() throws Exception {
        Path file = file("""
                network:
                  trust-anchors: ["corp.test. DS 12345 13 2 abcd", "corp.test. DNSKEY 257 3 13 abcd"]
                """);

        assertThat(ConfigFiles.checkTrust(file, RULES).mistakes())
                .extracting(Mistake::where)
                .containsExactly("network.trust-anchors[0]", "network.trust-anchors[1]");
    }

    @Test
    void aServiceWithoutAUsableNameIsReadToItsEnd() throws Exception {
        Path file = file("""
                services:
                  - name: 5
                    pins: ["sha256/abc"]
                    changes: [{from: 2026-12-01T00:00:00Z, until: 2026-11-01T00:00:00Z, allow: [certificate]}]
                """);

        assertThat(ConfigFiles.checkTrust(file, RULES).mistakes())
                .extracting(Mistake::where)
                .containsExactly("services[0].name", "services[0].pins[0]", "services[0].changes[0].until");
    }

    @Test
    void aSyntaxErrorIsNamedWithItsLine() throws Exception {
        Path file = file("services:\n  - name: a\n bad: [\n");

        assertThat(ConfigFiles.checkTrust(file, RULES).mistakes())
                .singleElement()
                .satisfies(m -> assertThat(m.toString())
                        .startsWith(file + ":3: expected YAML, found a syntax error: ")
                        .doesNotContain("\n"));
    }

    @Test
    void aFileThatIsNoTextIsOneMistakeHoweverHostile() throws Exception {
        Path file = folder.resolve("bytes.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThat(ConfigFiles.checkTrust(file, RULES).mistakes()).hasSize(1);

        Path deep = file("[".repeat(200_000));
        assertThat(ConfigFiles.checkTrust(deep, RULES).mistakes()).hasSize(1);

        Path large = folder.resolve("large.yaml");
        Files.write(large, "# filler filler filler\n".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        assertThat(ConfigFiles.checkTrust(large, RULES).mistakes())
                .singleElement()
                .satisfies(m -> assertThat(m.what()).contains("at most"));
    }

    @Test
    void theSampleTrustFileIsValid() throws Exception {
        Path sample = Path.of(System.getProperty("doppelwatch.root", "../.."), "config", "trust.yaml");

        Trust trust = ConfigFiles.trust(sample, RULES);

        assertThat(trust.services()).hasSize(1);
        assertThat(trust.gateways()).hasSize(1);
        assertThat(trust.resolvers()).hasSize(1);
    }

    private static Ip v4(String text) {
        return Values.ip(text).orElseThrow();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("trust.yaml"), text);
    }
}
