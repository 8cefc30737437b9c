// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/**
 * Any bytes in any pieces are read to an end, say the same whole and in pieces, keep no memory behind, and never more
 * facts than their length allows.
 */
class TlsStreamFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int size = 1 + (data[0] & 0x3f);
        byte[] stream = java.util.Arrays.copyOfRange(data, 1, data.length);
        TlsContent.begin(Unpooled.wrappedBuffer(stream), 0, stream.length, true);
        Reading whole = Reading.of(stream);
        Reading pieces = Reading.pieces(stream, size);
        if (!whole.lines().equals(pieces.lines()) || whole.last != pieces.last) {
            throw new AssertionError("pieces of " + size + " say something else");
        }
        Reading holed = new Reading().feed(stream, 0, stream.length / 2).gap(size);
        int rest = Math.min(stream.length, stream.length / 2 + size);
        holed.feed(stream, rest, stream.length - rest);
        for (Reading r : new Reading[] {whole, pieces, holed}) {
            r.stream.end();
            if (r.budget.left() != Reading.LIMIT) {
                throw new AssertionError("memory kept");
            }
            if (r.facts.size() > 1 + stream.length / 4) {
                throw new AssertionError("more facts than messages fit");
            }
        }
    }
}
