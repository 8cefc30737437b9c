// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    @Test
    void agreesWithExactArithmeticForEveryResolution() {
        Random random = new Random(1);
        for (int resolution = 0; resolution < 256; resolution++) {
            for (int i = 0; i < 200; i++) {
                long ticks = random.nextLong() >>> random.nextInt(64);
                long offset = i % 3 == 0 ? random.nextLong() >> random.nextInt(64) : 0;
                assertThat(new TimeScale(resolution, offset).nanos(ticks))
                        .as("resolution %d, ticks %d, offset %d", resolution, ticks, offset)
                        .isEqualTo(exact(resolution, ticks, offset));
            }
        }
    }

    @Test
    void extremesAnswerTooEarlyOrTooLate() {
        for (int resolution = 0; resolution < 256; resolution++) {
            for (long ticks : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                for (long offset : new long[] {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                    assertThat(new TimeScale(resolution, offset).nanos(ticks))
                            .as("resolution %d, ticks %d, offset %d", resolution, ticks, offset)
                            .isEqualTo(exact(resolution, ticks, offset));
                }
            }
        }
    }

    private static long exact(int resolution, long ticks, long offset) {
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(ticks));
        BigInteger unit = BigInteger.valueOf((resolution & 0x80) != 0 ? 2 : 10).pow(resolution & 0x7f);
        BigInteger nanos = unsigned.multiply(NANOS)
                .divide(unit)
                .add(BigInteger.valueOf(offset).multiply(NANOS));
        if (nanos.signum() < 0) {
            return TimeScale.TOO_EARLY;
        }
        return nanos.compareTo(BigInteger.valueOf(TimeScale.LATEST)) > 0 ? TimeScale.TOO_LATE : nanos.longValueExact();
    }
}
