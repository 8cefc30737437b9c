// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.netbios;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Any bytes are walked to an end without an exception. */
class NbnsMessageFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        NbnsMessage message = new NbnsMessage().wrap(Unpooled.wrappedBuffer(data), 0, data.length);
        int entries = 0;
        while (message.next()) {
            entries++;
            if (5 * entries > data.length) {
                throw new AssertionError(entries + " entries in " + data.length + " bytes");
            }
            if (message.name().toString().length() > 60 || message.name().suffix() > 255) {
                throw new AssertionError("a name of more than fifteen bytes");
            }
            message.name().scope();
            message.name().hash(entries);
            for (int i = 0; i <= message.listedNames(); i++) {
                if (message.listedName(i).ok() != i < message.listedNames()) {
                    throw new AssertionError("a name that is not listed");
                }
                message.isListedGroup(i);
            }
            for (int i = 0; i < message.addresses(); i++) {
                if (message.isGroup(i) && message.address(i) == 0 && message.rdataLength() < 6) {
                    throw new AssertionError("an address outside");
                }
            }
        }
    }
}
