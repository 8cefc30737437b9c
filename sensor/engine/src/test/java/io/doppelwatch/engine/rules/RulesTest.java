// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.RuleInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    private final List<RuleInfo> all = Rules.all();

    @Test
    void theyStandInTheOrderOfTheirNumbersWhichAreOurs() {
        assertThat(all)
                .extracting(RuleInfo::number)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(n -> n >= 1_700_000);
        assertThat(all).extracting(RuleInfo::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)+"));
    }

    @Test
    void theContractsRulesAreThere() {
        assertThat(all)
                .extracting(RuleInfo::id)
                .contains("arp-binding-changed", "arp-unsolicited-reply", "dns-conflicting-answers", "dns-unanswered");
    }

    @Test
    void eachSaysEverythingItsPageNeeds() {
        assertThat(all).allSatisfy(r -> {
            assertThat(r.title()).isNotBlank().doesNotEndWith(".");
            assertThat(r.triggers()).endsWith(".");
            assertThat(r.evidence()).endsWith(".");
            assertThat(r.benignCauses()).isNotEmpty();
            assertThat(r.nextSteps()).isNotEmpty().allMatch(s -> s.endsWith("."));
            assertThat(r.references()).isNotEmpty();
            assertThat(r.attack()).isNotEmpty().allMatch(t -> t.matches("T1557(\\.00[1-3])?"));
            assertThat(r.safe()).containsExactly("SAFE-T1004");
            assertThat(r.confidence()).isBetween(0.0, 1.0);
        });
    }
}
