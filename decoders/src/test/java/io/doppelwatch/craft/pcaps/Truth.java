// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What really happened in a capture, in the form that {@code doppelwatch score} reads. */
final class Truth {
    private final String scenario;
    private final String tool;
    private final @Nullable Host attacker;
    private final List<String> attacks = new ArrayList<>();

    /** @param attacker null where there is none */
    Truth(String scenario, String tool, @Nullable Host attacker) {
        this.scenario = scenario;
        this.tool = tool;
        this.attacker = attacker;
    }

    /** @param start seconds since 1970, as {@code end} */
    void attack(String id, String technique, double start, double end, Host victim, String subject, String... rules) {
        if (attacker == null) {
            throw new IllegalStateException("an attack without an attacker");
        }
        String ruleList = Stream.of(rules).map(rule -> '"' + rule + '"').collect(Collectors.joining(", "));
        attacks.add(String.format(
                Locale.ROOT,
                """
                    {"id": "%s", "technique": "%s", "start": %.6f, "end": %.6f,
                     "attacker": {"mac": "%s", "ip": "%s"}, "victims": ["%s"],
                     "subject": "%s",
                     "rules": [%s]}""",
                id,
                technique,
                start,
                end,
                attacker.mac(),
                attacker.ip(),
                victim.ip(),
                subject,
                ruleList));
    }

    String json() {
        String list = attacks.isEmpty() ? "[]" : attacks.stream().collect(Collectors.joining(",\n", "[\n", "\n  ]"));
        return """
                {
                  "scenario": "%s",
                  "tool": "%s",
                  "attacks": %s
                }
                """.formatted(scenario, tool, list);
    }
}
