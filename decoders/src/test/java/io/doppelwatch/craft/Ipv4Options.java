// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/**
 * An IPv4 header with what is not usual.
 *
 * @param fragmentOffset bytes, a multiple of 8; the layer after a fragment's header gets no checksum
 * @param options padded to four bytes
 */
public record Ipv4Options(
        String source,
        String destination,
        int ttl,
        int id,
        boolean dontFragment,
        boolean moreFragments,
        int fragmentOffset,
        byte[] options) {
    public Ipv4Options(String source, String destination) {
        this(source, destination, 64, 0, true, false, 0, new byte[0]);
    }

    public Ipv4Options withTtl(int value) {
        return new Ipv4Options(source, destination, value, id, dontFragment, moreFragments, fragmentOffset, options);
    }

    public Ipv4Options withId(int value) {
        return new Ipv4Options(source, destination, ttl, value, dontFragment, moreFragments, fragmentOffset, options);
    }

    public Ipv4Options withFragment(int offset, boolean more) {
        return new Ipv4Options(source, destination, ttl, id, false, more, offset, options);
    }

    public Ipv4Options withOptions(byte... bytes) {
        return new Ipv4Options(source, destination, ttl, id, dontFragment, moreFragments, fragmentOffset, bytes);
    }

    Layer layer() {
        return new Layer(0x0800, 4, this::wrap);
    }

    private byte[] wrap(byte[] payload, Layer next) {
        byte[] from = Bytes.ip(source);
        byte[] to = Bytes.ip(destination);
        boolean whole = !moreFragments && fragmentOffset == 0;
        byte[] body = whole ? Net.checksummed(next.ipProtocol(), from, to, payload) : payload;
        byte[] padded = new Bytes().put(options).align(4).toArray();
        int headerLength = 20 + padded.length;
        Bytes header = new Bytes()
                .u8(0x40 | headerLength / 4)
                .u8(0)
                .u16(headerLength + body.length)
                .u16(id)
                .u16((dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0) | fragmentOffset / 8)
                .u8(ttl)
                .u8(next.requireIpProtocol())
                .u16(0)
                .put(from)
                .put(to)
                .put(padded);
        header.setU16(10, Checksum.of(header.toArray()));
        return header.put(body).toArray();
    }
}
