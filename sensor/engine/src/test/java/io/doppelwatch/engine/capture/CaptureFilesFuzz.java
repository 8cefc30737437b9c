// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * Any bytes as a capture file: nothing is thrown, nothing leaks ({@link Reading} sees to that), and what is read does not
 * depend on how the window slides.
 */
class CaptureFilesFuzz {
    @FuzzTest
    void read(byte[] data) {
        Reading whole = Reading.of(data);
        Reading bySlices = Reading.of(data, 64);

        assertThat(bySlices.frames()).isEqualTo(whole.frames());
        assertThat(bySlices.damage()).isEqualTo(whole.damage());
        assertThat(bySlices.file().failure().isPresent())
                .isEqualTo(whole.file().failure().isPresent());
        check(whole.frames());
    }

    private static void check(List<Reading.Seen> frames) {
        long last = 0;
        for (Reading.Seen frame : frames) {
            assertThat(frame.number()).isGreaterThan(last);
            assertThat(frame.timeNanos()).isBetween(0L, TimeScale.LATEST);
            assertThat(frame.original()).isNotNegative();
            last = frame.number();
        }
    }
}
