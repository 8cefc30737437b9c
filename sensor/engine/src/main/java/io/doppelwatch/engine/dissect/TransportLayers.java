// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.ip.TcpHeader;
import io.doppelwatch.decode.ip.UdpHeader;

/** TCP, UDP and ICMP: what a walk looks for. */
final class TransportLayers {
    private TransportLayers() {}

    static int tcp(Walk w) {
        if (!w.has(TcpHeader.MIN_LENGTH)) {
            return w.tooShort();
        }
        int header = TcpHeader.headerLength(w.buffer, w.at);
        if (header < TcpHeader.MIN_LENGTH || header > w.end - w.at + (long) w.cut) {
            return Layer.INVALID;
        }
        Packet packet = w.packet;
        packet.sourcePort = TcpHeader.sourcePort(w.buffer, w.at);
        packet.destinationPort = TcpHeader.destinationPort(w.buffer, w.at);
        packet.sequence = TcpHeader.sequence(w.buffer, w.at);
        packet.acknowledgement = TcpHeader.acknowledgement(w.buffer, w.at);
        packet.tcpFlags = TcpHeader.flags(w.buffer, w.at);
        w.skip(header);
        return w.found(Packet.Kind.TCP);
    }

    static int udp(Walk w) {
        if (!w.has(UdpHeader.LENGTH)) {
            return w.tooShort();
        }
        int length = UdpHeader.length(w.buffer, w.at);
        if (length != 0 && length < UdpHeader.LENGTH) {
            return Layer.INVALID;
        }
        Packet packet = w.packet;
        packet.sourcePort = UdpHeader.sourcePort(w.buffer, w.at);
        packet.destinationPort = UdpHeader.destinationPort(w.buffer, w.at);
        // Length 0: more than 65535 (RFC 2675, 4), or left to the card.
        if (length != 0) {
            w.trim(length);
        }
        w.at += UdpHeader.LENGTH;
        if (UdpTunnels.port(packet.sourcePort, packet.destinationPort)) {
            int tunnel = UdpTunnels.of(w, packet.sourcePort, packet.destinationPort);
            if (tunnel != Layer.OTHER) {
                return tunnel;
            }
        }
        return w.found(Packet.Kind.UDP);
    }

    /** ICMP belongs to IPv4 and ICMPv6 to IPv6; a host ignores either in the other. What errors quote is not dissected. */
    static int icmp(Walk w, int ipVersion, Packet.Kind kind) {
        return w.packet.ipVersion == ipVersion ? w.found(kind) : Layer.OTHER;
    }
}
