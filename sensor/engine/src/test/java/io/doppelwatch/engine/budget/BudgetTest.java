// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    @Test
    void thePartsAreTheWhole() {
        assertThat(Arrays.stream(Share.values()).mapToInt(Share::part).sum()).isEqualTo(Share.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {Budget.LEAST, Budget.USUAL, (1L << 30) + 12_345, Budget.MOST})
    void fullTablesAreTogetherNoMoreThanTheTotal(long total) {
        Budget budget = new Budget(total);
        long sum = 0;
        for (Share s : Share.values()) {
            long full = (long) budget.entries(s) * s.each();
            assertThat(full).as(s.name()).isLessThanOrEqualTo(budget.bytes(s));
            sum += budget.bytes(s);
        }
        assertThat(sum).isLessThanOrEqualTo(total);
    }

    @ParameterizedTest
    @ValueSource(longs = {Budget.LEAST, Budget.USUAL})
    void theLeastThereIsHasRoomForANetwork(long total) {
        Budget budget = new Budget(total);
        assertThat(budget.entries(Share.BINDINGS)).isGreaterThan(4096);
        assertThat(budget.entries(Share.HOSTS)).isGreaterThan(2048);
        assertThat(budget.entries(Share.DNS_TRANSACTIONS)).isGreaterThan(4096);
        for (Share s : Share.values()) {
            assertThat(budget.entries(s)).as(s.name()).isGreaterThanOrEqualTo(s == Share.DNS_ODD ? 1 : 3);
        }
    }

    @Test
    void slotsAreAPowerOfTwo() {
        int slots = Budget.STANDARD.slots(Share.RELAYS);
        assertThat(Integer.bitCount(slots)).isOne();
        assertThat(slots).isBetween(Budget.STANDARD.entries(Share.RELAYS) / 2, Budget.STANDARD.entries(Share.RELAYS));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Budget.LEAST - 1, Budget.MOST + 1, Long.MAX_VALUE})
    void lessOrMoreIsNoBudget(long total) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget(total));
    }
}
