// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://Hub.Corp.Test/mcp/              | https://hub.corp.test/mcp
        https://hub.corp.test:443/mcp?key=x#y   | https://hub.corp.test/mcp
        https://hub.corp.test.                  | https://hub.corp.test
        HTTP://hub.corp.test:8080               | http://hub.corp.test:8080
        https://hub.corp.test@trap.test/x       | https://trap.test/x
        https://a:b@c@trap.test                 | https://trap.test
        https://trap.test\\@hub.corp.test/      | https://trap.test\\@hub.corp.test
        wss://[2001:db8::1]:443/a               | wss://[2001:db8::1]/a
        sse://hub.corp.test/a                   | sse://hub.corp.test/a
        """)
    void oneServerIsWrittenOneWay(String url, String expected) {
        assertThat(Endpoint.parse(url)).asString().isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub.corp.test",
                "https://",
                "https:///x",
                "https://${HUB}/mcp",
                "https://{tenant}.corp.test",
                "https://h:99999/",
                "https://[::1",
                "https://%68ub/"
            })
    void whatHasNoHostBeforeItRunsIsNone(String url) {
        assertThat(Endpoint.parse(url)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://192.0.2.10/, 192.0.2.10",
        "https://3221225994/, 192.0.2.10",
        "https://0xc000020a/, 192.0.2.10",
        "https://[::ffff:192.0.2.10]/, 192.0.2.10",
        "https://[fe80::1%25eth0]/, fe80::1",
    })
    void addressesAreSeenInEveryForm(String url, String address) {
        Endpoint e = Endpoint.parse(url);
        assertThat(e).isNotNull();
        assertThat(e.hasAddress()).isTrue();
        assertThat(e.address()).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost", "http://127.9.9.9", "http://[::1]", "http://x.localhost", "http://0.0.0.0:1"
            })
    void whatStaysOnTheMachineIsLoopback(String url) {
        Endpoint e = Endpoint.parse(url);
        assertThat(e).isNotNull();
        assertThat(e.isLoopback()).isTrue();
    }

    @Test
    void aNameOfDigitsAndDotsThatIsNoAddressIsAName() {
        Endpoint e = Endpoint.parse("https://1.2.3.4.5/");
        assertThat(e).isNotNull();
        assertThat(e.hasAddress()).isFalse();
    }
}
