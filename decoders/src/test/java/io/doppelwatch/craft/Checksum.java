// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** The Internet checksum (RFC 1071). */
final class Checksum {
    private Checksum() {}

    static int of(byte[]... parts) {
        long sum = 0;
        boolean odd = false;
        for (byte[] part : parts) {
            for (byte b : part) {
                sum += (b & 0xff) << (odd ? 0 : 8);
                odd = !odd;
            }
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }

    /** Of TCP, UDP and ICMPv6: with the pseudo header of RFC 9293, 3.1, or RFC 8200, 8.1. */
    static int withPseudoHeader(byte[] source, byte[] destination, int protocol, byte[] segment) {
        Bytes pseudo = new Bytes().put(source).put(destination);
        if (source.length == 4) {
            pseudo.u8(0).u8(protocol).u16(segment.length);
        } else {
            pseudo.u32(segment.length).u24(0).u8(protocol);
        }
        return of(pseudo.toArray(), segment);
    }
}
