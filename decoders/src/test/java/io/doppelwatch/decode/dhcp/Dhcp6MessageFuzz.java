// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Any bytes are walked to an end without an exception, relays and nested options included. */
class Dhcp6MessageFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        Dhcp6Message message = new Dhcp6Message().wrap(Unpooled.wrappedBuffer(data), 0, data.length);
        Dhcp6Message inner = new Dhcp6Message().wrapInnermost(message);
        if (inner.bytes(Dhcp6Options.SERVER_ID).length > data.length
                || DomainNames.read(inner.bytes(Dhcp6Options.DOMAIN_LIST)).size() > DomainNames.MAX_NAMES) {
            throw new AssertionError("more in the options than their bytes can hold");
        }
        for (int i = 0; i <= Dhcp6Message.MAX_RELAYS && message.ok(); i++) {
            walk(message, data.length);
            message = new Dhcp6Message().wrapRelayed(message);
        }
    }

    private static void walk(Dhcp6Message message, int size) {
        long sum = message.linkHigh() ^ message.linkLow() ^ message.peerHigh() ^ message.peerLow();
        Dhcp6Options options = message.options();
        Dhcp6Options inside = new Dhcp6Options();
        while (options.next()) {
            if (options.value() + options.length() > size) {
                throw new AssertionError("an option outside " + message + sum);
            }
            inside.inside(options);
            while (inside.next()) {
                sum += inside.addressHigh(0) + inside.addressLow(0) + inside.prefixLength() + inside.firstByte();
                sum += inside.validLifetime();
                if (inside.value() + inside.length() > options.value() + options.length()) {
                    throw new AssertionError("an inner option outside " + message + sum);
                }
            }
        }
    }
}
