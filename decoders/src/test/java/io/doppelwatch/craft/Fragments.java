// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One transport segment in several IP fragments. */
public final class Fragments {
    private Fragments() {}

    /**
     * Splits an IPv4 packet without options.
     *
     * @param packet the IPv4 packet, from its version on
     * @param pieceLength payload bytes of every fragment but the last, a multiple of 8
     * @return the fragments as IPv4 packets, in order
     */
    public static List<byte[]> ofIpv4(byte[] packet, int pieceLength) {
        requireMultipleOf8(pieceLength);
        List<byte[]> pieces = new ArrayList<>();
        int length = packet.length - 20;
        for (int offset = 0; offset < length; offset += pieceLength) {
            int end = Math.min(length, offset + pieceLength);
            Bytes header = new Bytes().put(Bytes.slice(packet, 0, 20));
            header.setU16(2, 20 + end - offset);
            header.setU16(6, (end < length ? 0x2000 : 0) | offset / 8);
            header.setU16(10, 0);
            header.setU16(10, Checksum.of(header.toArray()));
            pieces.add(header.put(Bytes.slice(packet, 20 + offset, 20 + end)).toArray());
        }
        return pieces;
    }

    /**
     * Splits what follows an IPv6 header without extensions.
     *
     * @param packet the IPv6 packet
     * @param pieceLength payload bytes of every fragment but the last, a multiple of 8
     */
    public static List<byte[]> ofIpv6(byte[] packet, int pieceLength, long id) {
        requireMultipleOf8(pieceLength);
        List<byte[]> pieces = new ArrayList<>();
        int length = packet.length - 40;
        int protocol = packet[6];
        for (int offset = 0; offset < length; offset += pieceLength) {
            int end = Math.min(length, offset + pieceLength);
            Bytes piece = new Bytes().put(Bytes.slice(packet, 0, 40));
            piece.setU16(4, 8 + end - offset);
            piece.setU16(6, 44 << 8 | packet[7] & 0xff);
            piece.u8(protocol).u8(0).u16(offset | (end < length ? 1 : 0)).u32(id);
            pieces.add(piece.put(Bytes.slice(packet, 40 + offset, 40 + end)).toArray());
        }
        return pieces;
    }

    /** Puts every piece into a frame. */
    public static List<byte[]> framed(List<byte[]> packets, Function<byte[], byte[]> frame) {
        return packets.stream().map(frame).toList();
    }

    private static void requireMultipleOf8(int pieceLength) {
        if (pieceLength <= 0 || pieceLength % 8 != 0) {
            throw new IllegalArgumentException("fragments are cut at multiples of 8 bytes (RFC 791, 3.1)");
        }
    }
}
