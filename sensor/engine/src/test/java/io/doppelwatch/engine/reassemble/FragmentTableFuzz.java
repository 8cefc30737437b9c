// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.dissect.Bench;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;

/** Fragments of a few datagrams in any order, size and overlap, with time passing. */
class FragmentTableFuzz {
    @FuzzTest
    void fragments(FuzzedDataProvider data) {
        Bench bench = new Bench();
        while (data.remainingBytes() > 0) {
            boolean v4 = data.consumeBoolean();
            int id = data.consumeInt(0, 3);
            int offset = data.consumeInt(0, 0x1fff);
            boolean more = data.consumeBoolean();
            bench.pass(data.consumeInt(0, 1) * 10_000_000_000L);
            byte[] payload = data.consumeBytes(data.consumeInt(0, 64));
            byte[] header = v4
                    ? Bench.hex(String.format(
                            "45 00 %04x %04x %04x 40 fd 0000 0a4d0015 0a4d0035",
                            20 + payload.length, id, offset | (more ? 0x2000 : 0)))
                    : Bench.hex(String.format(
                            "60000000 %04x 2c 40 %032x %032x fd 00 %04x %08x",
                            8 + payload.length, 1, 2, offset << 3 | (more ? 1 : 0), id));
            Packet p = bench.dissect(LinkType.RAW, Bench.join(header, payload));
            if (p.payloadCaptured() < 0 || p.payloadLength() < p.payloadCaptured()) {
                throw new AssertionError("payload outside the datagram");
            }
        }
        long whole = bench.count(Counter.DEFRAG_IPV4_REASSEMBLED) + bench.count(Counter.DEFRAG_IPV6_REASSEMBLED);
        long seen = bench.count(Counter.DEFRAG_IPV4_FRAGMENTS) + bench.count(Counter.DEFRAG_IPV6_FRAGMENTS);
        if (whole > seen) {
            throw new AssertionError("more datagrams than fragments");
        }
    }
}
