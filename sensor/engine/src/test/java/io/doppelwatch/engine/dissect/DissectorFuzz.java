// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Any bytes under any link type: two bytes of LINKTYPE_, one of how much the capture cut off, then the frame. */
class DissectorFuzz {
    private static final int HEADER = 3;

    @FuzzTest
    void dissect(byte[] input) {
        if (input.length < HEADER) {
            return;
        }
        int linkType = (input[0] & 0xff) << 8 | input[1] & 0xff;
        byte[] frame = Arrays.copyOfRange(input, HEADER, input.length);
        int original = frame.length + (input[2] & 0xff);
        Bench bench = new Bench();
        String first = Bench.describe(bench.dissect(linkType, frame, frame.length, original));

        Bench again = new Bench();
        again.around = 0x5a;
        Packet p = again.dissect(linkType, frame, frame.length, original);

        if (!Bench.describe(p).equals(first)) {
            throw new AssertionError("depends on what lies around the frame");
        }
        if (p.payloadCaptured() < 0
                || p.payloadLength() < p.payloadCaptured()
                || p.payload() < 0
                || p.payload() + p.payloadCaptured() > p.buffer().capacity()) {
            throw new AssertionError("payload outside the frame");
        }
    }
}
