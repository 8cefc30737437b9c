// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any segments at all: each input is a list of (ports, flags, sequence, lengths, time) on a handful of connections. Nothing
 * throws, no bound is passed, and after the end nothing is left.
 */
class TcpTableFuzz {
    @FuzzTest
    void segments(FuzzedDataProvider data) {
        Script s = new Script(new TcpLimits(4, 3000, 6000, 5000, 50_000_000, 5_000_000, 8_000_000, 2_000_000));
        s.wanted = (text, start) -> !text.startsWith("n");
        s.last = "xx";
        for (int i = 0; i < 400 && data.remainingBytes() > 0; i++) {
            int port = data.consumeInt(1, 8);
            Script.Side side = data.consumeBoolean()
                    ? s.client(port, data.consumeInt(-3, 3))
                    : s.new Side(Script.SERVER, 443, Script.CLIENT, port, data.consumeInt(-3, 3));
            int flags = data.consumeByte() & 0x17;
            int at = data.consumeInt(-6000, 6000);
            int captured = data.consumeInt(0, 1500);
            char letter = "nxabc".charAt(data.consumeInt(0, 4));
            side.send(flags, at, String.valueOf(letter).repeat(captured), captured + data.consumeInt(0, 20));
            s.pause(data.consumeInt(-1, 6));
            assertThat(s.table.size()).isLessThanOrEqualTo(4);
            assertThat(s.table.held()).isBetween(0, 6000);
        }
        s.end();
        assertThat(s.table.size()).isZero();
        assertThat(s.table.held()).isZero();
    }
}
