// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import io.doppelwatch.app.output.EventType;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.event.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings file. What the command line says wins.
 *
 * @param trust trust file, null for none
 * @param registries files and folders that name MCP servers, besides those of the trust file
 * @param interfaces what {@code watch} captures on without {@code -i}
 * @param filter BPF expression, empty for none
 * @param workers threads that read packets; 0 where not said
 * @param dnsPorts ports read as DNS besides 53
 * @param budget what everything that is remembered may hold together
 * @param directory as {@code --out}, null for none
 * @param eve as {@code --eve}, null for none
 * @param events event types EVE carries
 * @param failOn as {@code --fail-on}, null for none
 */
public record Settings(
        @Nullable Path trust,
        List<String> registries,
        List<String> interfaces,
        String filter,
        int workers,
        List<Integer> dnsPorts,
        Budget budget,
        @Nullable Path directory,
        @Nullable String eve,
        Set<EventType> events,
        @Nullable Severity failOn) {
    /** Where no file was named. */
    public static final Settings NONE = new Settings(
            null, List.of(), List.of(), "", 0, List.of(), Budget.STANDARD, null, null, EventType.ALL, null);
}
