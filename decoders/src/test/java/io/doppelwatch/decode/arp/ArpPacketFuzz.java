// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.arp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Any bytes are read without an exception, and what is said to be whole lies within them. */
class ArpPacketFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        ByteBuf buffer = Unpooled.wrappedBuffer(data);
        ArpPacket arp = new ArpPacket().wrap(buffer, 0, data.length);
        if (arp.ok() && arp.size() > data.length) {
            throw new AssertionError(arp + " is whole in " + data.length + " bytes");
        }
        if (arp.isIpv4OverMac() && arp.targetProtocol() + 4 > data.length) {
            throw new AssertionError("target address outside");
        }
        arp.senderMac();
        arp.targetMac();
        arp.senderIp();
        arp.targetIp();
        arp.isProbe();
        arp.isGratuitous();
        arp.isAnnouncement();
        if (arp.toString().isEmpty()) {
            throw new AssertionError("no text");
        }
    }
}
