// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveTimeTest {
    private final EveTime time = new EveTime();

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000000+0000",
        "1795521600000123999, 2026-11-24T12:00:00.000123+0000",
        "951827696999999000, 2000-02-29T12:34:56.999999+0000",
        "-1, 1969-12-31T23:59:59.999999+0000",
        "9223372036854775807, 2262-04-11T23:47:16.854775+0000",
        "-9223372036854775808, 1677-09-21T00:12:43.145224+0000"
    })
    void writesMicrosecondsInUtc(long nanos, String text) {
        assertThat(time.text(nanos)).isEqualTo(text);
        assertThat(time.text(nanos)).describedAs("from the same second").isEqualTo(text);
    }
}
