// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Any bytes are walked to an end without an exception. */
class DhcpPacketFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        DhcpPacket packet = new DhcpPacket().wrap(Unpooled.wrappedBuffer(data), 0, data.length);
        DhcpOptions options = packet.options();
        int total = 0;
        while (options.next()) {
            total += 2 + options.length();
            if (options.value() + options.length() > data.length) {
                throw new AssertionError("an option outside");
            }
        }
        if (total > data.length || packet.bytes(DhcpOptions.CLASSLESS_ROUTES).length > data.length) {
            throw new AssertionError("more options than bytes");
        }
        if (packet.routes().size() * 5 > data.length
                || packet.relayAgent(DhcpPacket.CIRCUIT_ID).length > data.length
                || DomainNames.read(packet.bytes(DhcpOptions.DOMAIN_SEARCH)).size() > DomainNames.MAX_NAMES) {
            throw new AssertionError("more in the options than their bytes can hold");
        }
        if (packet.messageType() < 0 || packet.number(DhcpOptions.LEASE_TIME) > 0xffffffffL) {
            throw new AssertionError(packet.toString());
        }
    }
}
