// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.ip.IpProtocol;
import io.doppelwatch.decode.ip.Ipv4Header;
import io.doppelwatch.decode.ip.Ipv6Header;
import io.doppelwatch.engine.net.Path;
import io.netty.buffer.ByteBuf;

/** IPv4 and IPv6, their extension headers and fragments. */
final class IpLayers {
    /** Extension headers followed in one IPv6 packet; RFC 8200, 4.1 knows nine, and none has to repeat. */
    static final int MAX_EXTENSIONS = 16;

    private static final long V4_PREFIX = 0x0000_ffff_0000_0000L;

    private IpLayers() {}

    /**
     * The shard of an address pair, the same in both directions. Not seeded: who chooses addresses so that they meet in
     * one shard slows one worker down and breaks no bound.
     */
    static int shard(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        long sum = sourceLow + destinationLow + 31 * (sourceHigh + destinationHigh);
        return (int) (sum * 0x9e37_79b9_7f4a_7c15L >>> 60);
    }

    static long v4(int address) {
        return V4_PREFIX | Integer.toUnsignedLong(address);
    }

    static int ipv4(Walk w) {
        if (!w.has(Ipv4Header.MIN_LENGTH)) {
            return w.tooShort();
        }
        ByteBuf buffer = w.buffer;
        int at = w.at;
        int header = Ipv4Header.headerLength(buffer, at);
        int total = Ipv4Header.totalLength(buffer, at);
        if (Ipv4Header.version(buffer, at) != 4 || header < Ipv4Header.MIN_LENGTH || total != 0 && total < header) {
            return Layer.INVALID;
        }
        Packet packet = w.packet;
        if (packet.ipVersion != 0) {
            w.see(packet.ipVersion == 4 ? Layer.IPV4_IN_IPV4 : Layer.IPV4_IN_IPV6);
        }
        packet.ipVersion = 4;
        packet.sourceHigh = 0;
        packet.sourceLow = v4(Ipv4Header.source(buffer, at));
        packet.destinationHigh = 0;
        packet.destinationLow = v4(Ipv4Header.destination(buffer, at));
        packet.ttl = Ipv4Header.ttl(buffer, at);
        packet.ipId = Ipv4Header.id(buffer, at);
        int protocol = Ipv4Header.protocol(buffer, at);
        packet.protocol = protocol;
        if (!mine(w)) {
            return Layer.NOT_MINE;
        }
        // Total length 0: the card was to fill it in when it cut the frame into segments (TSO), or BIG TCP.
        w.missing = w.cut;
        if (total != 0) {
            w.trim(total);
        }
        if (!w.has(header)) {
            return w.tooShort();
        }
        w.at += header;
        int fragment = Ipv4Header.fragment(buffer, at);
        if ((fragment & (Ipv4Header.MORE_FRAGMENTS | Ipv4Header.FRAGMENT_OFFSET_MASK)) != 0) {
            boolean more = (fragment & Ipv4Header.MORE_FRAGMENTS) != 0;
            return fragment(w, packet.ipId, (fragment & Ipv4Header.FRAGMENT_OFFSET_MASK) * 8, more);
        }
        return Layer.ofProtocol(protocol);
    }

    static int ipv6(Walk w) {
        if (!w.has(Ipv6Header.LENGTH)) {
            return w.tooShort();
        }
        ByteBuf buffer = w.buffer;
        int at = w.at;
        if (Ipv6Header.version(buffer, at) != 6) {
            return Layer.INVALID;
        }
        Packet packet = w.packet;
        if (packet.ipVersion != 0) {
            w.see(packet.ipVersion == 4 ? Layer.IPV6_IN_IPV4 : Layer.IPV6_IN_IPV6);
        }
        packet.ipVersion = 6;
        packet.sourceHigh = Ipv6Header.sourceHigh(buffer, at);
        packet.sourceLow = Ipv6Header.sourceLow(buffer, at);
        packet.destinationHigh = Ipv6Header.destinationHigh(buffer, at);
        packet.destinationLow = Ipv6Header.destinationLow(buffer, at);
        packet.ttl = Ipv6Header.hopLimit(buffer, at);
        packet.ipId = 0;
        int next = Ipv6Header.nextHeader(buffer, at);
        packet.protocol = next;
        if (!mine(w)) {
            return Layer.NOT_MINE;
        }
        int length = Ipv6Header.payloadLength(buffer, at);
        w.at += Ipv6Header.LENGTH;
        w.missing = w.cut;
        if (length != 0) {
            w.trim(length);
        } else if (next == IpProtocol.HOP_BY_HOP) {
            jumbo(w);
        }
        return extensions(w, next);
    }

    /** Whether the packet's shard, that of the outermost address pair, is this worker's. */
    private static boolean mine(Walk w) {
        if (w.sharded) {
            return true;
        }
        w.sharded = true;
        Packet p = w.packet;
        p.shard = shard(p.sourceHigh, p.sourceLow, p.destinationHigh, p.destinationLow);
        return (w.owned >>> p.shard & 1) != 0;
    }

    /** Takes the length of a jumbogram (RFC 2675, 2) from its hop-by-hop header. Without one the frame's end is the packet's. */
    private static void jumbo(Walk w) {
        if (!w.has(Ipv6Header.EXTENSION_LENGTH)) {
            return;
        }
        int end = Math.min(w.end, w.at + Ipv6Header.extensionLength(w.buffer, w.at));
        int at = w.at + 2;
        while (at < end) {
            int option = w.buffer.getUnsignedByte(at);
            if (option == Ipv6Header.OPTION_PAD1) {
                at++;
                continue;
            }
            if (end - at < 2) {
                return;
            }
            int length = w.buffer.getUnsignedByte(at + 1);
            if (option == Ipv6Header.OPTION_JUMBO && length == 4 && end - at >= 6) {
                int payload = w.buffer.getInt(at + 2);
                // RFC 2675, 3: up to 65535 is an error, and so is what no buffer of ours can hold.
                if (payload > 0xffff) {
                    w.trim(payload);
                }
                return;
            }
            at += 2 + length;
        }
    }

    /** Passes over extension headers (RFC 8200, 4) to what they lead to. */
    private static int extensions(Walk w, int first) {
        int next = first;
        for (int i = 0; i < MAX_EXTENSIONS; i++) {
            int length;
            switch (next) {
                case IpProtocol.HOP_BY_HOP,
                        IpProtocol.ROUTING,
                        IpProtocol.DESTINATION_OPTIONS,
                        IpProtocol.MOBILITY,
                        IpProtocol.HIP,
                        IpProtocol.SHIM6 -> {
                    if (!w.has(Ipv6Header.EXTENSION_LENGTH)) {
                        return w.tooShort();
                    }
                    length = Ipv6Header.extensionLength(w.buffer, w.at);
                }
                case IpProtocol.FRAGMENT -> {
                    if (!w.has(Ipv6Header.EXTENSION_LENGTH)) {
                        return w.tooShort();
                    }
                    int fragment = Ipv6Header.fragment(w.buffer, w.at);
                    int id = Ipv6Header.fragmentId(w.buffer, w.at);
                    next = Ipv6Header.extensionNext(w.buffer, w.at);
                    w.packet.protocol = next;
                    w.at += Ipv6Header.EXTENSION_LENGTH;
                    boolean more = (fragment & Ipv6Header.MORE_FRAGMENTS) != 0;
                    int offset = fragment & Ipv6Header.FRAGMENT_OFFSET_MASK;
                    // RFC 6946: a fragment that is the whole datagram stands for itself.
                    if (more || offset != 0) {
                        return fragment(w, id, offset, more);
                    }
                    continue;
                }
                default -> {
                    return Layer.ofProtocol(next);
                }
            }
            next = Ipv6Header.extensionNext(w.buffer, w.at);
            w.packet.protocol = next;
            if (!w.has(length)) {
                return w.tooShort();
            }
            w.at += length;
        }
        return Layer.INVALID;
    }

    private static int fragment(Walk w, int id, int offset, boolean more) {
        int there = w.end - w.at;
        Defragmenter defragmenter = w.defragmenters[w.packet.shard];
        ByteBuf whole = defragmenter.add(w.packet, id, offset, more, w.buffer, w.at, there, there + w.missing);
        if (whole != null) {
            w.buffer = whole;
            w.at = 0;
            w.end = whole.writerIndex();
            w.packet.reassembled = true;
            w.packet.firstPieceNanos = defragmenter.firstNanos();
            w.packet.headLength = defragmenter.headLength();
            w.packet.irregularities = defragmenter.irregularities();
            w.packet.protocol = defragmenter.protocol();
        } else if (offset != 0 || w.missing == 0) {
            return Layer.FRAGMENT;
        }
        // A first fragment that is not all there will never be whole: read what is there of it.
        return w.packet.ipVersion == 6 ? extensions(w, w.packet.protocol) : Layer.ofProtocol(w.packet.protocol);
    }

    /** Authentication header (RFC 4302): its payload is in the clear. */
    static int ah(Walk w) {
        if (!w.has(12)) {
            return w.tooShort();
        }
        int length = Ipv6Header.authenticationLength(w.buffer, w.at);
        int next = Ipv6Header.extensionNext(w.buffer, w.at);
        if (!w.has(length)) {
            return w.tooShort();
        }
        w.at += length;
        w.packet.protocol = next;
        w.push(Path.Kind.AH, 0);
        return w.packet.ipVersion == 6 ? extensions(w, next) : Layer.ofProtocol(next);
    }
}
