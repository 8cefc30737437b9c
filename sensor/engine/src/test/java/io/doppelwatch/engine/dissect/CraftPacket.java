// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Packets for tests of what comes after the dissector, without a frame to dissect. */
public final class CraftPacket {
    private static final Source SOURCE = new Source(0, 0, "craft.pcap", "", 1, 0);

    private CraftPacket() {}

    public static Packet tcp(
            long number,
            long timeNanos,
            Path path,
            Ip source,
            int sourcePort,
            Ip destination,
            int destinationPort,
            int flags,
            int sequence,
            int acknowledgement,
            byte[] payload,
            int payloadLength) {
        Packet p = ip(number, timeNanos, path, source, sourcePort, destination, destinationPort, 6, payload);
        p.kind = Packet.Kind.TCP;
        p.tcpFlags = flags;
        p.sequence = sequence;
        p.acknowledgement = acknowledgement;
        p.payloadLength = payloadLength;
        return p;
    }

    public static Packet udp(
            long number,
            long timeNanos,
            Path path,
            Ip source,
            int sourcePort,
            Ip destination,
            int destinationPort,
            byte[] payload) {
        return udp(number, timeNanos, path, source, sourcePort, destination, destinationPort, payload, payload.length);
    }

    /** A datagram the capture cut short where {@code payloadLength} is more than there is payload. */
    public static Packet udp(
            long number,
            long timeNanos,
            Path path,
            Ip source,
            int sourcePort,
            Ip destination,
            int destinationPort,
            byte[] payload,
            int payloadLength) {
        Packet p = ip(number, timeNanos, path, source, sourcePort, destination, destinationPort, 17, payload);
        p.kind = Packet.Kind.UDP;
        p.payloadLength = payloadLength;
        return p;
    }

    private static Packet ip(
            long number,
            long timeNanos,
            Path path,
            Ip source,
            int sourcePort,
            Ip destination,
            int destinationPort,
            int protocol,
            byte[] payload) {
        ByteBuf bytes = Unpooled.wrappedBuffer(payload);
        Packet p = new Packet();
        p.frame = new Frame();
        p.frame.set(bytes, 0, payload.length, payload.length, timeNanos, number, SOURCE);
        p.path = path;
        p.ipVersion = source.isV4() ? 4 : 6;
        p.sourceHigh = source.high();
        p.sourceLow = source.low();
        p.destinationHigh = destination.high();
        p.destinationLow = destination.low();
        p.protocol = protocol;
        p.sourcePort = sourcePort;
        p.destinationPort = destinationPort;
        p.buffer = bytes;
        p.payloadCaptured = payload.length;
        p.payloadLength = payload.length;
        return p;
    }
}
