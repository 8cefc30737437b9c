// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doppelwatch.app.audit.host.HostReader;
import io.doppelwatch.app.audit.read.Documents;
import io.doppelwatch.app.audit.read.Format;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.judge.Judge;
import io.doppelwatch.engine.registry.RegistrySeen;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;

/** Any text as the file of any host, read and judged to the end: findings that say where, or none. */
class AnyEntriesFuzz {
    private static final List<String> PATHS = List.of(
            "/home/ann/.claude.json",
            "/home/ann/x/.mcp.json",
            "/home/ann/.codex/config.toml",
            "/x/librechat.yaml",
            "/x/server.json",
            "/x/.docker/mcp/catalogs/a.yaml",
            "/x/manifest.json",
            "/x/.well-known/mcp/catalog.json",
            "/home/ann/.continue/config.yaml",
            "/x/managed-settings.json",
            "/x/unknown");

    @FuzzTest
    void anyText(FuzzedDataProvider data) {
        String path = data.pickValue(PATHS);
        byte[] bytes = data.consumeRemainingAsBytes();
        HostReader.Contents contents =
                new HostReader("/home/ann").read(Documents.of("f", bytes, Format.of(path)), path, 1);
        Judge judge = new Judge(
                Trust.EMPTY,
                e -> {
                    if (e instanceof Event.Alert alert) {
                        assertThat(alert.finding().where().source().path()).isEqualTo("f");
                        assertThat(alert.finding().where().packet()).isPositive();
                        assertThat(alert.finding().signature()).isNotBlank();
                        assertThat(alert.finding().evidence()).isNotEmpty();
                    }
                },
                new Counters());
        judge.registries(new RegistrySeen(contents.entries(), contents.lists()));
        judge.end(1);
    }
}
