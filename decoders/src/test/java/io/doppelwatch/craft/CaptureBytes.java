// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.nio.charset.StandardCharsets;

/** A pcapng file (draft-ietf-opsawg-pcapng), little-endian, block by block. */
public final class CaptureBytes {
    public static final int ETHERNET = 1;
    public static final int RAW = 101;

    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int NAMES = 4;
    private static final int ENHANCED_PACKET = 6;
    private static final int SECRETS = 10;

    private final Bytes file = new Bytes();

    private CaptureBytes() {}

    /** A file with one interface, time stamps in nanoseconds. */
    public static CaptureBytes pcapng(String interfaceName, int linkType) {
        return new CaptureBytes().section().networkInterface(interfaceName, linkType);
    }

    /** A file that begins with a section and nothing else. */
    public static CaptureBytes emptyPcapng() {
        return new CaptureBytes().section();
    }

    public CaptureBytes section() {
        Bytes body = new Bytes().le32(0x1a2b3c4dL).le16(1).le16(0).le64(-1);
        option(body, 4, "Doppelwatch make-pcaps".getBytes(StandardCharsets.UTF_8));
        return block(SECTION, end(body));
    }

    /** The next interface of the section. */
    public CaptureBytes networkInterface(String name, int linkType) {
        Bytes body = new Bytes().le16(linkType).le16(0).le32(0);
        option(body, 2, name.getBytes(StandardCharsets.UTF_8));
        option(body, 9, (byte) 9); // if_tsresol: 10^-9 s
        return block(INTERFACE, end(body));
    }

    public CaptureBytes packet(long timeNanos, byte[] frame) {
        return packet(0, timeNanos, frame, "");
    }

    /** @param comment what a reader should know about this packet; empty for nothing */
    public CaptureBytes packet(int interfaceId, long timeNanos, byte[] frame, String comment) {
        Bytes body = new Bytes()
                .le32(interfaceId)
                .le32(timeNanos >>> 32)
                .le32(timeNanos)
                .le32(frame.length)
                .le32(frame.length)
                .put(frame)
                .align(4);
        if (!comment.isEmpty()) {
            option(body, 1, comment.getBytes(StandardCharsets.UTF_8));
            end(body);
        }
        return block(ENHANCED_PACKET, body);
    }

    /** Decryption secrets in the NSS key log format. */
    public CaptureBytes tlsKeyLog(String lines) {
        byte[] text = lines.getBytes(StandardCharsets.UTF_8);
        return block(
                SECRETS,
                new Bytes().le32(0x544c534bL).le32(text.length).put(text).align(4));
    }

    /** Name resolution: one IPv4 address. */
    public CaptureBytes ipv4Name(String ip, String name) {
        Bytes entry = new Bytes().put(Bytes.ip(ip)).ascii(name).u8(0);
        Bytes body = new Bytes().le16(1).le16(entry.size()).put(entry.toArray()).align(4);
        return block(NAMES, body.le32(0));
    }

    /** Any block; the body is padded to four bytes by the caller. */
    public CaptureBytes block(int type, Bytes body) {
        int length = 12 + body.size();
        file.le32(type).le32(length).put(body.toArray()).le32(length);
        return this;
    }

    public byte[] toArray() {
        return file.toArray();
    }

    private static void option(Bytes body, int code, byte... value) {
        body.le16(code).le16(value.length).put(value).align(4);
    }

    private static Bytes end(Bytes body) {
        return body.le32(0);
    }

    /** A classic pcap file as a header to which {@link #classicPacket} adds; microseconds, big- or little-endian. */
    public static Bytes classic(boolean littleEndian, boolean nanoseconds, int linkType) {
        long magic = nanoseconds ? 0xa1b23c4dL : 0xa1b2c3d4L;
        Bytes header = new Bytes();
        return littleEndian
                ? header.le32(magic)
                        .le16(2)
                        .le16(4)
                        .le32(0)
                        .le32(0)
                        .le32(262_144)
                        .le32(linkType)
                : header.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(262_144).u32(linkType);
    }

    /** @param fraction micro- or nanoseconds, as the header says */
    public static Bytes classicPacket(Bytes file, boolean littleEndian, long seconds, long fraction, byte[] frame) {
        int length = frame.length;
        Bytes header = littleEndian
                ? file.le32(seconds).le32(fraction).le32(length).le32(length)
                : file.u32(seconds).u32(fraction).u32(length).u32(length);
        return header.put(frame);
    }
}
