// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WinnersTest {
    private static final Layer USER = layer(Scope.USER, "", true);
    private static final Layer PROJECT = layer(Scope.PROJECT, "/src/app", true);
    private static final Layer LOCAL = layer(Scope.LOCAL, "/src/app", true);

    private static Layer layer(Scope scope, String place, boolean ordered) {
        return new Layer(List.of("Host"), scope, place, ordered, "");
    }

    private static RegistryEntry entry(Layer layer, int line, boolean enabled) {
        return new RegistryEntry(
                layer,
                layer.scope().text(),
                line,
                "servers",
                0,
                "hub",
                List.of(Target.Remote.of("https://" + line + ".test")),
                enabled,
                "",
                false);
    }

    @Test
    void theHighestScopeCountsWhereTheHostHasAnOrder() {
        RegistryEntry user = entry(USER, 1, true);
        RegistryEntry local = entry(LOCAL, 2, true);
        RegistryEntry project = entry(PROJECT, 3, true);
        Winners winners = new Winners(List.of(user, local, project));

        assertThat(winners.above(user)).isSameAs(local);
        assertThat(winners.above(project)).isSameAs(local);
        assertThat(winners.above(local)).isNull();
    }

    @Test
    void theLastOfOneKeyCounts() {
        RegistryEntry first = entry(USER, 1, true);
        RegistryEntry last = entry(USER, 2, true);
        Winners winners = new Winners(List.of(first, last));

        assertThat(winners.above(first)).isSameAs(last);
        assertThat(winners.above(last)).isNull();
    }

    @Test
    void nothingIsSaidWhereNoOrderIsKnownOrNoProgramSeesBoth() {
        RegistryEntry user = entry(layer(Scope.USER, "", false), 1, true);
        RegistryEntry project = entry(layer(Scope.PROJECT, "/src/app", false), 2, true);
        assertThat(new Winners(List.of(user, project)).above(user)).isNull();

        RegistryEntry other = entry(layer(Scope.LOCAL, "/src/other", true), 3, true);
        RegistryEntry here = entry(PROJECT, 4, true);
        assertThat(new Winners(List.of(other, here)).above(here)).isNull();

        RegistryEntry off = entry(LOCAL, 5, false);
        assertThat(new Winners(List.of(off, here)).above(here)).isNull();
    }
}
