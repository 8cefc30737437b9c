// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.registry.AllowList.ByCommand;
import io.doppelwatch.engine.registry.AllowList.ByName;
import io.doppelwatch.engine.registry.AllowList.ByUrl;
import io.doppelwatch.engine.registry.AllowList.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowListTest {
    private static final Layer LAYER = new Layer(List.of("Host"), Scope.USER, "", true, "");

    private static RegistryEntry entry(String name, Target target) {
        return new RegistryEntry(LAYER, "f", 1, "servers", 0, name, List.of(target), true, "", false);
    }

    private static RegistryEntry remote(String url) {
        return entry("hub", Target.Remote.of(url));
    }

    private static AllowList list(Item... allowed) {
        return new AllowList(List.of("Host"), "", "f", 1, true, List.of(allowed), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub.test/mcp, https://hub.test/mcp, true",
        "https://hub.test/mcp, https://hub.test/mcp2, false",
        "https://*.corp.test/*, https://HUB.corp.test/mcp, true",
        "https://*.corp.test/*, https://hub.example/mcp, false",
        "https://*.corp.test/*, http://hub.corp.test/mcp, false",
        "*, https://x.test, true",
        "https://a*a, https://a, false",
        "https://a*b*c, https://a-b-b-c, true",
        "https://a*b*c, https://a-c-b, false"
    })
    void aUrlMayHaveStars(String pattern, String url, boolean covered) {
        assertThat(new ByUrl(pattern).covers(remote(url))).isEqualTo(covered);
    }

    @Test
    void manyStarsCostNoMoreThanTheyAreLong() {
        String url = "https://" + "a".repeat(8_000);
        assertThat(new ByUrl("https://" + "*a".repeat(2_000) + "*b").covers(remote(url)))
                .isFalse();
    }

    @Test
    void aNameDoesNotDoWhereServersOfItsKindAreListedByMore() {
        RegistryEntry named = remote("https://stranger.test/mcp");
        assertThat(list(new ByName("hub")).misses(named)).isFalse();
        assertThat(list(new ByName("hub"), new ByUrl("https://hub.test/*")).misses(named))
                .isTrue();

        RegistryEntry started = entry("hub", Target.Program.of(new CommandLine("npx", List.of("hub@1.0.0"))));
        assertThat(list(new ByName("hub"), new ByUrl("https://hub.test/*")).misses(started))
                .isFalse();
        assertThat(list(new ByName("hub"), new ByCommand(List.of("npx", "hub@1.0.1")))
                        .misses(started))
                .isTrue();
        assertThat(list(new ByCommand(List.of("npx", "hub@1.0.0"))).misses(started))
                .isFalse();
    }

    @Test
    void anEmptyListAllowsNothingAndNoneAllowsEverything() {
        assertThat(list().misses(remote("https://hub.test"))).isTrue();
        AllowList none = new AllowList(List.of("Host"), "", "f", 1, false, List.of(), List.of(new ByName("games")));
        assertThat(none.misses(remote("https://hub.test"))).isFalse();
        assertThat(none.denies(entry("games", Target.Remote.of("https://games.test"))))
                .isTrue();
    }
}
