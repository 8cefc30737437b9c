// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.icmp;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * An ICMP error or redirect (RFC 792) or an ICMPv6 error (RFC 4443, 3), and the start of the packet it quotes.
 *
 * <pre>
 *  0      1      2          4                                8
 * +------+------+----------+--------------------------------+- - -
 * | type | code | checksum | gateway, MTU, pointer or unused| the quoted packet, as much as fits
 * +------+------+----------+--------------------------------+- - -
 * </pre>
 *
 * <p>Whoever sends the error can quote what they like: a quote is a claim, not traffic. Checked: that the eight fixed bytes
 * and the quoted IP header are there; a quote may end anywhere after that. IPv6 extension headers are followed, at most
 * {@value #MAX_EXTENSIONS}. Another ICMP type is {@link Fault#UNSUPPORTED}. Reusable; not thread-safe.
 */
public final class IcmpError {
    /** ICMP types. */
    public static final int UNREACHABLE = 3;

    public static final int SOURCE_QUENCH = 4;
    public static final int REDIRECT = 5;
    public static final int TIME_EXCEEDED = 11;
    public static final int PARAMETER_PROBLEM = 12;

    /** ICMPv6 errors are the types from 1 to 127 (RFC 4443, 2.1); these four are in use. */
    public static final int V6_UNREACHABLE = 1;

    public static final int V6_PARAMETER_PROBLEM = 4;

    public static final int MAX_EXTENSIONS = 8;

    private static final int QUOTE_OFFSET = 8;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;

    private ByteBuf buffer;
    private int offset;
    private int end;
    private int quote;
    private int version;
    private int protocol;
    private int transport;
    private boolean first;
    private Fault fault = Fault.TRUNCATED;

    /**
     * Points at a message.
     *
     * @param buffer read by absolute index
     * @param offset index of the ICMP type
     * @param length bytes of it that are there
     * @param v6 true for ICMPv6
     */
    public IcmpError wrap(ByteBuf buffer, int offset, int length, boolean v6) {
        this.buffer = buffer;
        this.offset = offset;
        version = 0;
        protocol = 0;
        first = false;
        transport = 0;
        if (offset < 0 || length < QUOTE_OFFSET || offset > buffer.capacity() - length) {
            fault = Fault.TRUNCATED;
            end = offset;
            return this;
        }
        end = offset + length;
        quote = offset + QUOTE_OFFSET;
        if (!isError(type(), v6)) {
            fault = Fault.UNSUPPORTED;
        } else {
            fault = v6 ? quotedV6() : quotedV4();
        }
        return this;
    }

    /** True for the types that quote a packet. */
    public static boolean isError(int type, boolean v6) {
        return v6
                ? type >= V6_UNREACHABLE && type <= V6_PARAMETER_PROBLEM
                : type == UNREACHABLE
                        || type == SOURCE_QUENCH
                        || type == REDIRECT
                        || type == TIME_EXCEEDED
                        || type == PARAMETER_PROBLEM;
    }

    private Fault quotedV4() {
        if (end - quote < 20) {
            return Fault.TRUNCATED;
        }
        int b = buffer.getUnsignedByte(quote);
        int header = 4 * (b & 0xf);
        if (b >>> 4 != 4 || header < 20) {
            return Fault.BAD_VALUE;
        }
        if (end - quote < header) {
            return Fault.TRUNCATED;
        }
        int total = buffer.getUnsignedShort(quote + 2);
        // Some senders quote a total length they have altered; then only what is there counts.
        end = total > header ? Math.min(end, quote + total) : end;
        version = 4;
        protocol = buffer.getUnsignedByte(quote + 9);
        first = (buffer.getUnsignedShort(quote + 6) & 0x1fff) == 0;
        transport = quote + header;
        return Fault.NONE;
    }

    private Fault quotedV6() {
        if (end - quote < 40) {
            return Fault.TRUNCATED;
        }
        if (buffer.getUnsignedByte(quote) >>> 4 != 6) {
            return Fault.BAD_VALUE;
        }
        int payload = buffer.getUnsignedShort(quote + 4);
        end = payload > 0 ? Math.min(end, quote + 40 + payload) : end;
        version = 6;
        int next = buffer.getUnsignedByte(quote + 6);
        int at = quote + 40;
        first = true;
        for (int i = 0; isExtension(next); i++) {
            if (i == MAX_EXTENSIONS) {
                return Fault.TOO_DEEP;
            }
            if (end - at < 8) {
                return Fault.TRUNCATED;
            }
            int length = buffer.getUnsignedByte(at + 1);
            if (next == 44) {
                first = first && (buffer.getUnsignedShort(at + 2) & 0xfff8) == 0;
                length = 0;
            }
            next = buffer.getUnsignedByte(at);
            at += 8 + 8 * length;
            if (at > end) {
                return Fault.TRUNCATED;
            }
        }
        protocol = next;
        transport = at;
        return Fault.NONE;
    }

    /** Hop-by-hop, routing, fragment, destination options. */
    private static boolean isExtension(int next) {
        return next == 0 || next == 43 || next == 44 || next == 60;
    }

    /** True where it is an error and the quoted IP header is whole. */
    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    public int type() {
        return end - offset >= 1 ? buffer.getUnsignedByte(offset) : 0;
    }

    public int code() {
        return end - offset >= 2 ? buffer.getUnsignedByte(offset + 1) : 0;
    }

    /** The 32 bits after the checksum: in an ICMP redirect the gateway to use instead. */
    public int rest() {
        return ok() ? buffer.getInt(offset + 4) : 0;
    }

    /** IP version of the quoted packet, 4 or 6; 0 where it cannot be read. */
    public int quotedVersion() {
        return ok() ? version : 0;
    }

    /** IANA protocol number of the quoted packet. */
    public int quotedProtocol() {
        return protocol;
    }

    /** Absolute index of the quoted source address, 4 or 16 bytes; the destination follows it. */
    public int quotedSource() {
        return quote + (version == 4 ? 12 : 8);
    }

    public int quotedDestination() {
        return quote + (version == 4 ? 16 : 24);
    }

    /** True where the quoted packet is the first fragment, of TCP or UDP, and its ports are there. */
    public boolean hasPorts() {
        return ok() && first && (protocol == TCP || protocol == UDP) && end - transport >= 4;
    }

    public int quotedSourcePort() {
        return hasPorts() ? buffer.getUnsignedShort(transport) : 0;
    }

    public int quotedDestinationPort() {
        return hasPorts() ? buffer.getUnsignedShort(transport + 2) : 0;
    }

    /** Absolute index of the quoted UDP payload. */
    public int quotedPayload() {
        return transport + UDP_HEADER;
    }

    /** Bytes of the quoted UDP payload that are there; 0 for another protocol. */
    public int quotedPayloadLength() {
        if (!hasPorts() || protocol != UDP || end - transport <= UDP_HEADER) {
            return 0;
        }
        int udp = buffer.getUnsignedShort(transport + 4);
        int there = end - transport;
        return (udp >= UDP_HEADER ? Math.min(udp, there) : there) - UDP_HEADER;
    }

    @Override
    public String toString() {
        return "icmp type " + type() + " code " + code() + " quotes protocol " + protocol;
    }
}
