// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8::, 2001:db8::",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
        "::ffff:192.0.2.1, 192.0.2.1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8"
    })
    void theFormsOfRfc4291(String text, String address) {
        assertThat(IpText.parse(text)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.256",
                "hub",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "::1.2.3",
                "1.2.3.4::",
                "g::"
            })
    void otherTextIsNone(String text) {
        assertThat(IpText.parse(text)).isNull();
    }
}
