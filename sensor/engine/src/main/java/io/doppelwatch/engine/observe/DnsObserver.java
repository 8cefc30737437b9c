// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;

/** States DNS messages in UDP datagrams. One for each state shard. DNS over TCP is read by its stream. */
public final class DnsObserver {
    private final Counters counters;

    public DnsObserver(Counters counters) {
        this.counters = counters;
    }

    /** True where either side has the port. */
    public static boolean isOn(Packet packet, int port) {
        return packet.sourcePort() == port || packet.destinationPort() == port;
    }

    /** @param packet of kind {@link Packet.Kind#UDP}, with one of the {@link DnsPorts} on either side */
    public void datagram(Packet packet, Facts facts) {
        if (DnsMessage.looksLikeDns(packet.payloadCaptured())) {
            byte[] message = new byte[packet.payloadCaptured()];
            packet.buffer().getBytes(packet.payload(), message);
            facts.add(new DnsSeen(facts.where(packet), message, packet.reassembled() ? fragments(packet) : null));
        } else {
            counters.increment(Counter.DNS_TOO_SMALL);
        }
    }

    private static Fragments fragments(Packet p) {
        int bits = p.irregularities();
        return new Fragments(
                p.firstPieceNanos(),
                p.headLength(),
                (bits & Packet.HEAD_LAST) != 0,
                (bits & Packet.PIECES_OVERLAP) != 0,
                (bits & Packet.PIECES_DIFFER) != 0);
    }
}
