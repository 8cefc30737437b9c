// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.icmp.IcmpError;
import io.doppelwatch.decode.nd.NdMessage;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** States Neighbour Discovery, and ICMP errors with what they quote. One for each state shard. */
public final class IcmpObserver {
    private static final byte[] NOTHING = {};

    private final Counters counters;
    private final IcmpError error = new IcmpError();

    public IcmpObserver(Counters counters) {
        this.counters = counters;
    }

    /** @param packet of kind {@link Packet.Kind#ICMP} or {@link Packet.Kind#ICMPV6} */
    public void observe(Packet packet, Facts facts) {
        if (packet.payloadCaptured() < 2) {
            return;
        }
        boolean v6 = packet.kind() == Packet.Kind.ICMPV6;
        int type = packet.buffer().getUnsignedByte(packet.payload());
        if (v6 && NdMessage.isNd(type)) {
            facts.add(new NdSeen(
                    facts.where(packet),
                    type,
                    ByteBufUtil.getBytes(packet.buffer(), packet.payload(), packet.payloadCaptured())));
        } else if (IcmpError.isError(type, v6)) {
            error(packet, v6, facts);
        }
    }

    private void error(Packet packet, boolean v6, Facts facts) {
        ByteBuf buffer = packet.buffer();
        error.wrap(buffer, packet.payload(), packet.payloadCaptured(), v6);
        if (!error.ok()) {
            counters.increment(Counter.ICMP_QUOTE_UNREADABLE);
            return;
        }
        boolean quotesV4 = error.quotedVersion() == 4;
        int source = error.quotedSource();
        int destination = error.quotedDestination();
        int length = error.quotedPayloadLength();
        facts.add(new IcmpErrorSeen(
                facts.where(packet),
                error.type(),
                error.code(),
                !v6 && error.type() == IcmpError.REDIRECT ? Ip.v4(error.rest()) : Ip.NONE,
                error.quotedProtocol(),
                quotesV4 ? Ip.v4(buffer, source) : Ip.v6(buffer, source),
                quotesV4 ? Ip.v4(buffer, destination) : Ip.v6(buffer, destination),
                error.quotedSourcePort(),
                error.quotedDestinationPort(),
                length == 0 ? NOTHING : ByteBufUtil.getBytes(buffer, error.quotedPayload(), length)));
    }
}
