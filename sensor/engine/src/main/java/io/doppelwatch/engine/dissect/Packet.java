// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What the dissector found in one frame: the innermost packet and the way to it. Reused; holds until the next frame.
 *
 * <p>Written by the dissector only. Everybody else reads.
 */
public final class Packet {
    /** What the innermost layer is. */
    public enum Kind {
        /** Nothing for us: another protocol, or a frame that ends too early. */
        OTHER,
        /** A fragment whose datagram is not whole yet. */
        FRAGMENT,
        /** The payload is the ARP packet. */
        ARP,
        /** The payload is the UDP payload. */
        UDP,
        /** The payload is the TCP segment's data. */
        TCP,
        /** The payload is the ICMP message from its type on. */
        ICMP,
        /** The payload is the ICMPv6 message from its type on. */
        ICMPV6,
        /** The payload is a VRRP or CARP message. */
        VRRP,
        /** The payload is the slow protocol frame from its subtype on. */
        LACP
    }

    /** TCP flags (RFC 9293, 3.1), low byte of the flags field. */
    public static final int FIN = 0x01;

    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int ACK = 0x10;

    /** The piece with the datagram's beginning came after another. */
    public static final int HEAD_LAST = 1;
    /** Pieces repeated some of the bytes of others. */
    public static final int PIECES_OVERLAP = 1 << 1;
    /** Pieces said something else where they overlap; the first seen of each byte stayed. */
    public static final int PIECES_DIFFER = 1 << 2;

    Frame frame;
    Kind kind = Kind.OTHER;
    Path path = Path.NONE;
    int shard;
    long sourceMac = Mac.NONE;
    long destinationMac = Mac.NONE;
    int ipVersion;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int ttl;
    int ipId;
    int protocol;
    boolean reassembled;
    long firstPieceNanos;
    int headLength;
    int irregularities;
    int sourcePort;
    int destinationPort;
    int tcpFlags;
    int sequence;
    int acknowledgement;
    ByteBuf buffer;
    int payload;
    int payloadCaptured;
    int payloadLength;

    /** Forgets the packet before: nothing is known of this frame but that its bytes begin here. */
    void nothing(Frame of) {
        frame = of;
        kind = Kind.OTHER;
        path = Path.NONE;
        shard = 0;
        sourceMac = Mac.NONE;
        destinationMac = Mac.NONE;
        ipVersion = 0;
        sourceHigh = 0;
        sourceLow = 0;
        destinationHigh = 0;
        destinationLow = 0;
        ttl = 0;
        ipId = 0;
        protocol = 0;
        reassembled = false;
        sourcePort = 0;
        destinationPort = 0;
        tcpFlags = 0;
        sequence = 0;
        acknowledgement = 0;
        buffer = of.data();
        payload = of.offset();
        payloadCaptured = 0;
        payloadLength = 0;
    }

    /** The frame this packet came in; for a reassembled datagram the frame that completed it. */
    public Frame frame() {
        return frame;
    }

    public Kind kind() {
        return kind;
    }

    /** Tags and tunnels around the packet; interned, never null. */
    public Path path() {
        return path;
    }

    /**
     * Number of the state shard, from 0 to {@link Dissector#SHARDS} - 1: a symmetric hash of the outermost IP address
     * pair, so that both directions, fragments and everything a tunnel carries share one; 0 without an IP layer.
     */
    public int shard() {
        return shard;
    }

    /** Innermost Ethernet (or 802.11, SLL) source, {@link Mac#NONE} where the link has none. */
    public long sourceMac() {
        return sourceMac;
    }

    public long destinationMac() {
        return destinationMac;
    }

    /** 4 or 6 for the innermost IP layer, 0 without one. */
    public int ipVersion() {
        return ipVersion;
    }

    /** First half of the source address, as {@link io.doppelwatch.engine.net.Ip} holds it. */
    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    public long destinationHigh() {
        return destinationHigh;
    }

    public long destinationLow() {
        return destinationLow;
    }

    /** IPv4 time to live or IPv6 hop limit, 0 to 255. */
    public int ttl() {
        return ttl;
    }

    /** IPv4 identification, 0 to 65535; 0 for IPv6. */
    public int ipId() {
        return ipId;
    }

    /** IANA protocol number of the innermost payload; 0 without an IP layer. */
    public int protocol() {
        return protocol;
    }

    /** True where the datagram was put together from fragments. */
    public boolean reassembled() {
        return reassembled;
    }

    /** When the first piece came of a datagram that was put together; means nothing for another. */
    public long firstPieceNanos() {
        return firstPieceNanos;
    }

    /** Bytes of IP payload in the piece at its beginning. */
    public int headLength() {
        return headLength;
    }

    /** Bits of {@link #HEAD_LAST}, {@link #PIECES_OVERLAP}, {@link #PIECES_DIFFER}. */
    public int irregularities() {
        return irregularities;
    }

    public int sourcePort() {
        return sourcePort;
    }

    public int destinationPort() {
        return destinationPort;
    }

    public int tcpFlags() {
        return tcpFlags;
    }

    /** TCP sequence number, 32 bits unsigned in an int. */
    public int sequence() {
        return sequence;
    }

    /** TCP acknowledgement number, 32 bits unsigned in an int. */
    public int acknowledgement() {
        return acknowledgement;
    }

    /** The buffer the payload lies in: the frame's, or a reassembled datagram's. Valid until the next frame. */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Index of the payload's first byte in {@link #buffer()}. */
    public int payload() {
        return payload;
    }

    /** Payload bytes that are there to be read. */
    public int payloadCaptured() {
        return payloadCaptured;
    }

    /** Payload bytes by the headers; more than {@link #payloadCaptured()} where the capture cut the frame short. */
    public int payloadLength() {
        return payloadLength;
    }

    /**
     * A copy that outlives the frame, with a part of the payload and nothing else of the frame's bytes. It keeps the
     * frame's number, time and source, so that a fact found in it later still says where it was seen.
     *
     * @param skip payload bytes to leave out at the front
     * @param length payload bytes to keep, by the headers; those of them that were captured are copied
     */
    public Packet keep(int skip, int length) {
        int captured = Math.max(0, Math.min(length, payloadCaptured - skip));
        byte[] bytes = new byte[captured];
        if (captured > 0) {
            buffer.getBytes(payload + skip, bytes);
        }
        Packet kept = new Packet();
        kept.buffer = Unpooled.wrappedBuffer(bytes);
        kept.payloadCaptured = captured;
        kept.payloadLength = length;
        kept.frame = new Frame();
        kept.frame.set(kept.buffer, 0, captured, length, frame.timeNanos(), frame.number(), frame.source());
        kept.kind = kind;
        kept.path = path;
        kept.shard = shard;
        kept.sourceMac = sourceMac;
        kept.destinationMac = destinationMac;
        kept.ipVersion = ipVersion;
        kept.sourceHigh = sourceHigh;
        kept.sourceLow = sourceLow;
        kept.destinationHigh = destinationHigh;
        kept.destinationLow = destinationLow;
        kept.ttl = ttl;
        kept.ipId = ipId;
        kept.protocol = protocol;
        kept.reassembled = reassembled;
        kept.firstPieceNanos = firstPieceNanos;
        kept.headLength = headLength;
        kept.irregularities = irregularities;
        kept.sourcePort = sourcePort;
        kept.destinationPort = destinationPort;
        kept.tcpFlags = tcpFlags;
        kept.sequence = sequence;
        kept.acknowledgement = acknowledgement;
        return kept;
    }
}
