// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** Headers of the network and transport layer. */
final class Net {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;

    private Net() {}

    /** The segment with its checksum, where the protocol has one over the pseudo header. */
    static byte[] checksummed(int protocol, byte[] source, byte[] destination, byte[] segment) {
        int at = switch (protocol) {
            case TCP -> 16;
            case UDP -> 6;
            case ICMPV6 -> 2;
            default -> -1;
        };
        if (at < 0 || segment.length < at + 2) {
            return segment;
        }
        byte[] copy = segment.clone();
        int sum = Checksum.withPseudoHeader(source, destination, protocol, copy);
        if (sum == 0 && protocol == UDP) {
            sum = 0xffff; // RFC 768: zero means that there is none
        }
        copy[at] = (byte) (sum >>> 8);
        copy[at + 1] = (byte) sum;
        return copy;
    }

    static Layer ipv6(String source, String destination, int hopLimit) {
        return new Layer(0x86dd, 41, (payload, next) -> {
            byte[] from = Bytes.ip(source);
            byte[] to = Bytes.ip(destination);
            return new Bytes()
                    .u32(0x60000000L)
                    .u16(payload.length)
                    .u8(next.requireIpProtocol())
                    .u8(hopLimit)
                    .put(from)
                    .put(to)
                    .put(checksummed(next.ipProtocol(), from, to, payload))
                    .toArray();
        });
    }

    static Layer ipv6Extension(int protocol, int octets) {
        if (octets % 8 != 0 || octets < 8) {
            throw new IllegalArgumentException("an extension header is a multiple of 8 bytes");
        }
        return new Layer(
                Layer.NONE,
                protocol,
                (payload, next) -> new Bytes()
                        .u8(next.requireIpProtocol())
                        .u8(octets / 8 - 1)
                        .u8(1) // PadN
                        .u8(octets - 4)
                        .zeros(octets - 4)
                        .put(payload)
                        .toArray());
    }

    static Layer ipv6Fragment(int protocol, int offset, boolean more, long id) {
        return new Layer(
                Layer.NONE,
                44,
                (payload, next) -> new Bytes()
                        .u8(protocol)
                        .u8(0)
                        .u16(offset | (more ? 1 : 0))
                        .u32(id)
                        .put(payload)
                        .toArray());
    }

    static Layer ah(long spi) {
        return new Layer(
                Layer.NONE,
                51,
                (payload, next) -> new Bytes()
                        .u8(next.requireIpProtocol())
                        .u8(4)
                        .u16(0)
                        .u32(spi)
                        .u32(1)
                        .zeros(12)
                        .put(payload)
                        .toArray());
    }

    static Layer udp(int source, int destination) {
        return new Layer(
                Layer.NONE,
                UDP,
                (payload, next) -> new Bytes()
                        .u16(source)
                        .u16(destination)
                        .u16(8 + payload.length)
                        .u16(0)
                        .put(payload)
                        .toArray());
    }

    static Layer tcp(int source, int destination, long sequence, long acknowledgement, int flags, int window) {
        return new Layer(
                Layer.NONE,
                TCP,
                (payload, next) -> new Bytes()
                        .u16(source)
                        .u16(destination)
                        .u32(sequence)
                        .u32(acknowledgement)
                        .u8(0x50)
                        .u8(flags)
                        .u16(window)
                        .u32(0)
                        .put(payload)
                        .toArray());
    }

    static Layer icmp(int protocol, int type, int code) {
        return new Layer(Layer.NONE, protocol, (payload, next) -> {
            Bytes message = new Bytes().u8(type).u8(code).u16(0).put(payload);
            if (protocol == 1) {
                message.setU16(2, Checksum.of(message.toArray()));
            }
            return message.toArray();
        });
    }
}
