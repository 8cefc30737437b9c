// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.engine.dissect.Packet;
import io.netty.buffer.ByteBufUtil;

/** States DNS messages in UDP datagrams. One for each worker. DNS over TCP is read by its stream. */
public final class DnsObserver {
    /** RFC 1035, 4.2. */
    public static final int PORT = 53;

    /** True where either side has the port. */
    public static boolean isOn(Packet packet, int port) {
        return packet.sourcePort() == port || packet.destinationPort() == port;
    }

    /** @param packet of kind {@link Packet.Kind#UDP} */
    public void datagram(Packet packet, Facts facts) {
        if (isOn(packet, PORT) && DnsMessage.looksLikeDns(packet.payloadCaptured())) {
            byte[] message = ByteBufUtil.getBytes(packet.buffer(), packet.payload(), packet.payloadCaptured());
            facts.add(new DnsSeen(facts.where(packet), message));
        }
    }
}
