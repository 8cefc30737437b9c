// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.nd;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Any bytes are walked to an end without an exception. */
class NdMessageFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        NdMessage message = new NdMessage().wrap(Unpooled.wrappedBuffer(data), 0, data.length);
        long sum = message.targetHigh() + message.targetLow() + message.destinationHigh() + message.destinationLow();
        sum += message.routerLifetime() + message.hopLimit() + message.preference() + message.code();
        sum += message.reachableMillis() + message.retransmitMillis();
        NdOptions options = message.options();
        while (options.next()) {
            if (options.value() + options.valueLength() > data.length) {
                throw new AssertionError("an option outside " + message + sum);
            }
            sum += options.mac() + options.mtu() + options.lifetime() + options.preferredLifetime();
            sum += options.routePreference()
                    + options.routeHigh()
                    + options.routeLow()
                    + options.pref64High()
                    + options.pref64Low()
                    + options.pref64Length();
            sum += options.quotedSourceHigh() + options.quotedSourceLow();
            sum += options.quotedDestinationHigh() + options.quotedDestinationLow();
            if (options.names().size() > NdOptions.MAX_NAMES) {
                throw new AssertionError("names without end in " + message + sum);
            }
            for (int i = 0; i < options.addresses(); i++) {
                sum += options.addressHigh(i) + options.addressLow(i);
            }
        }
    }
}
