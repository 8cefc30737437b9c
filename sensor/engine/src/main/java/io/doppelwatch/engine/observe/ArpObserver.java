// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.arp.ArpPacket;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;

/**
 * States every ARP packet whose fixed part is there, with its addresses where they are whole and of the usual kind. An
 * ATMARP packet has to be whole to be told from noise. One for each state shard.
 */
public final class ArpObserver {
    private final Counters counters;
    private final ArpPacket arp = new ArpPacket();

    public ArpObserver(Counters counters) {
        this.counters = counters;
    }

    /** @param packet of kind {@link Packet.Kind#ARP} */
    public void observe(Packet packet, Facts facts) {
        arp.wrap(packet.buffer(), packet.payload(), packet.payloadCaptured());
        if (!arp.hasHeader() || arp.isAtm() && !arp.ok()) {
            counters.increment(Counter.ARP_TOO_SMALL);
            return;
        }
        boolean usual = arp.isIpv4OverMac();
        facts.add(new ArpSeen(
                facts.where(packet),
                arp.operation(),
                usual ? arp.senderMac() : Mac.NONE,
                usual ? Ip.v4(arp.senderIp()) : Ip.NONE,
                usual ? arp.targetMac() : Mac.NONE,
                usual ? Ip.v4(arp.targetIp()) : Ip.NONE,
                arp.hardwareType(),
                arp.protocolType(),
                arp.hardwareLength(),
                arp.protocolLength()));
    }
}
