// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.icmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Any bytes are read without an exception, and the quote lies within them. */
class IcmpErrorFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        for (boolean v6 : new boolean[] {false, true}) {
            IcmpError error = new IcmpError().wrap(Unpooled.wrappedBuffer(data), 0, data.length, v6);
            if (error.ok() && error.quotedDestination() + (error.quotedVersion() == 4 ? 4 : 16) > data.length) {
                throw new AssertionError("addresses outside " + error);
            }
            int length = error.quotedPayloadLength();
            if (length < 0 || length > 0 && error.quotedPayload() + length > data.length) {
                throw new AssertionError("payload outside " + error);
            }
            if (error.quotedSourcePort() > 0xffff || error.quotedDestinationPort() > 0xffff) {
                throw new AssertionError(error.toString());
            }
        }
    }
}
