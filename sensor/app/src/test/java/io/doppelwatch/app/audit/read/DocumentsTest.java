// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final String JSONC = """
            {
              // the hub
              "servers": {
                "hub": {"url": "https://hub.corp.test/mcp", "port": 443, "on": true, "off": null,},
                /* again */
                "hub": {"args": ["-y", 7]},
              },
            }
            """;

    private static Document json(String text) {
        return Documents.of("f.json", text.getBytes(StandardCharsets.UTF_8), Format.JSON);
    }

    private static Document yaml(String text) {
        return Documents.of("f.yaml", text.getBytes(StandardCharsets.UTF_8), Format.YAML);
    }

    private static Document toml(String text) {
        return Documents.of("f.toml", text.getBytes(StandardCharsets.UTF_8), Format.TOML);
    }

    private static List<String> problems(Document document) {
        return document.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void jsonKeepsEveryKeyWithItsPlaceThroughCommentsAndTrailingCommas() {
        Document document = json(JSONC);

        assertThat(document.problems()).isEmpty();
        List<Node.Member> servers = document.root().get("servers").members();
        assertThat(servers).extracting(Node.Member::key).containsExactly("hub", "hub");
        assertThat(servers).extracting(Node.Member::at).containsExactly(new At(4, 5), new At(6, 5));
        Node first = servers.get(0).value();
        assertThat(first.text("uri", "url")).isEqualTo("https://hub.corp.test/mcp");
        assertThat(first.get("url").at()).isEqualTo(new At(4, 20));
        assertThat(first.get("port").text()).isEqualTo("443");
        assertThat(first.get("on").isTrue()).isTrue();
        assertThat(first.get("off").isThere()).isFalse();
        assertThat(document.root().get("servers").get("hub").get("args").texts())
                .as("the last of one key")
                .containsExactly("-y", "7");
    }

    @Test
    void jsonIsReadUpToTheDamage() {
        Document document = json("{\"a\": {\"url\": \"https://hub.corp.test\"},\n \"b\": {\"token\": s3cr3t} }");

        assertThat(document.root().get("a").text("url")).isEqualTo("https://hub.corp.test");
        assertThat(problems(document))
                .singleElement()
                .asString()
                .startsWith("f.json:2:")
                .doesNotContain("s3cr3t");
    }

    @Test
    void everyPrefixOfAFileEndsQuietly() {
        for (int n = 0; n < JSONC.stripTrailing().length(); n++) {
            Document document = json(JSONC.substring(0, n));
            assertThat(document.problems()).as("the first %d characters", n).isNotEmpty();
        }
    }

    @Test
    void whatFollowsTheValueIsReported() {
        assertThat(problems(json("{}\n{}"))).containsExactly("f.json:2:1: something follows the end of the JSON value");
        assertThat(problems(json(""))).containsExactly("f.json:1:1: nothing in it");
    }

    @Test
    void depthIsBounded() {
        assertThat(problems(json("[".repeat(10_000))))
                .singleElement()
                .asString()
                .contains("more than 64 levels deep");
        assertThat(problems(yaml("[".repeat(10_000))))
                .singleElement()
                .asString()
                .contains("not well-formed YAML");
        assertThat(problems(toml("a = " + "[".repeat(10_000))))
                .singleElement()
                .asString()
                .contains("more than 64 brackets");
        assertThat(problems(toml("a = " + "{b=".repeat(10_000))))
                .singleElement()
                .asString()
                .contains("more than 64 brackets");
    }

    @Test
    void whatIsTooLargeIsReportedAndNotRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("big.json");
        Files.write(file, new byte[Limits.BYTES + 1]);

        assertThat(problems(Documents.read(file, "big.json")))
                .singleElement()
                .asString()
                .contains("larger than 16 MB");

        Path toml = folder.resolve("big.toml");
        Files.write(toml, new byte[Limits.TOML_BYTES + 1]);
        assertThat(problems(Documents.read(toml, "big.toml")))
                .singleElement()
                .asString()
                .contains("larger than 1 MB");
    }

    @Test
    void byteOrderMarksAndOtherBytes() {
        byte[] utf16 = "\ufeff{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(Documents.of("f", utf16, Format.JSON).root().get("a").text()).isEqualTo("1");
        assertThat(json("\ufeff{\"a\": 1}").root().get("a").text()).isEqualTo("1");
        assertThat(problems(Documents.of("f", new byte[] {'{', (byte) 0xff, '}'}, Format.JSON)))
                .containsExactly("f:1:1: not UTF-8 text");
    }

    @Test
    void yamlKeepsEveryKeyAndFollowsAnchors() {
        Document document = yaml("""
                base: &base
                  type: sse
                  url: https://other.corp.test
                mcpServers:
                  hub:
                    <<: *base
                    url: https://hub.corp.test
                  hub: *base
                """);

        assertThat(document.problems()).isEmpty();
        List<Node.Member> servers = document.root().get("mcpServers").members();
        assertThat(servers).extracting(Node.Member::at).containsExactly(new At(5, 3), new At(8, 3));
        assertThat(servers.get(0).value().text("type")).isEqualTo("sse");
        assertThat(servers.get(0).value().text("url")).isEqualTo("https://hub.corp.test");
        assertThat(servers.get(1).value().text("url")).isEqualTo("https://other.corp.test");
    }

    @Test
    void yamlThatGrowsWithoutEndIsCut() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String before = "*a" + (i - 1);
            laughs.append(
                    "a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, before))));
        }

        assertThat(problems(yaml(laughs.toString()))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: b: c", "\t- x", "a: !!java.lang.Runtime {}\n\"", "%YAML 9.9\n---", "&a *a"})
    void yamlThatIsNoneIsAProblem(String text) {
        assertThat(yaml(text).problems()).isNotEmpty();
    }

    @Test
    void secondYamlDocumentsAreReported() {
        assertThat(problems(yaml("a: 1\n---\nb: 2\n")))
                .containsExactly("f.yaml:3:1: a second YAML document, which was not read");
    }

    @Test
    void tomlHasPlacesToo() {
        Document document = toml("""
                model = "x"
                [mcp_servers.hub]
                url = "https://hub.corp.test"
                args = ["-y", 7]
                """);

        assertThat(document.problems()).isEmpty();
        Node.Member hub = document.root().get("mcp_servers").members().get(0);
        assertThat(hub.key()).isEqualTo("hub");
        assertThat(hub.at()).isEqualTo(new At(2, 1));
        assertThat(hub.value().text("url")).isEqualTo("https://hub.corp.test");
        assertThat(hub.value().get("args").texts()).containsExactly("-y", "7");
    }

    @Test
    void aTomlTableTwiceIsAProblemAtItsLine() {
        Document document = toml("""
                [mcp_servers.hub]
                url = "https://hub.corp.test"
                [mcp_servers.hub]
                url = "https://other.corp.test"
                """);

        assertThat(problems(document))
                .containsExactly(
                        "f.toml:3:1: defined twice, which TOML forbids: mcp_servers.hub previously defined at line 1, column 1",
                        "f.toml:4:1: defined twice, which TOML forbids: url previously defined at line 2, column 1");
        assertThat(document.root().get("mcp_servers").get("hub").text("url")).isEqualTo("https://hub.corp.test");
    }

    @Test
    void tomlSecretsAreNotQuoted() {
        assertThat(problems(toml("token = s3cr3t\n")))
                .singleElement()
                .asString()
                .startsWith("f.toml:1:")
                .doesNotContain("s3cr3t");
    }
}
