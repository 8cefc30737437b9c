// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes captures of every kind, right ones and wrong ones, field by field. */
final class CaptureBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order;

    CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    /** What follows is written in the other order: for a section of its own. */
    CaptureBytes order(ByteOrder next) {
        order = next;
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    int size() {
        return out.size();
    }

    CaptureBytes u8(int value) {
        out.write(value);
        return this;
    }

    CaptureBytes u16(int value) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    CaptureBytes u32(long value) {
        return raw(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
    }

    CaptureBytes i64(long value) {
        return raw(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    CaptureBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Classic pcap file header. */
    CaptureBytes pcap(int magic, long snapLength, long linkType) {
        return pcap(magic, 2, 4, snapLength, linkType);
    }

    CaptureBytes pcap(int magic, int major, int minor, long snapLength, long linkType) {
        return u32(magic).u16(major).u16(minor).u32(0).u32(0).u32(snapLength).u32(linkType);
    }

    /** Classic pcap record. */
    CaptureBytes record(long seconds, long fraction, byte[] data, int original) {
        return u32(seconds).u32(fraction).u32(data.length).u32(original).raw(data);
    }

    /** Section header block without options, of unknown length. */
    CaptureBytes section() {
        return block(
                0x0a0d0d0a,
                new CaptureBytes(order).u32(0x1a2b3c4d).u16(1).u16(0).i64(-1));
    }

    /** Interface description block. */
    CaptureBytes iface(int linkType, int snapLength, byte[] options) {
        return block(
                1, new CaptureBytes(order).u16(linkType).u16(0).u32(snapLength).raw(options));
    }

    /** One option, padded. */
    byte[] option(int code, byte[] value) {
        return new CaptureBytes(order)
                .u16(code)
                .u16(value.length)
                .raw(value)
                .pad()
                .toBytes();
    }

    byte[] option(int code, String value) {
        return option(code, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Enhanced packet block. */
    CaptureBytes enhanced(int iface, long ticks, byte[] data, int original) {
        return enhanced(iface, ticks, data.length, data, original);
    }

    CaptureBytes enhanced(int iface, long ticks, long captured, byte[] data, int original) {
        return block(
                6,
                new CaptureBytes(order)
                        .u32(iface)
                        .u32(ticks >>> 32)
                        .u32(ticks)
                        .u32(captured)
                        .u32(original)
                        .raw(data)
                        .pad());
    }

    /** Obsolete packet block. */
    CaptureBytes obsolete(int iface, int drops, long ticks, byte[] data, int original) {
        return block(
                2,
                new CaptureBytes(order)
                        .u16(iface)
                        .u16(drops)
                        .u32(ticks >>> 32)
                        .u32(ticks)
                        .u32(data.length)
                        .u32(original)
                        .raw(data)
                        .pad());
    }

    /** Simple packet block. */
    CaptureBytes simple(byte[] data, int original) {
        return block(3, new CaptureBytes(order).u32(original).raw(data).pad());
    }

    /** Decryption secrets block. */
    CaptureBytes secrets(int type, byte[] data) {
        return block(
                10, new CaptureBytes(order).u32(type).u32(data.length).raw(data).pad());
    }

    CaptureBytes block(int type, CaptureBytes body) {
        return block(type, body.toBytes());
    }

    CaptureBytes block(int type, byte[] body) {
        return u32(type).u32(body.length + 12).raw(body).u32(body.length + 12);
    }

    /** Snoop file header. */
    CaptureBytes snoop(int datalink) {
        return raw("snoop\0\0\0".getBytes(StandardCharsets.US_ASCII)).u32(2).u32(datalink);
    }

    CaptureBytes snoopRecord(long seconds, long micros, byte[] data, int original) {
        int padding = 4 - data.length % 4;
        return u32(original)
                .u32(data.length)
                .u32(24 + data.length + padding)
                .u32(0)
                .u32(seconds)
                .u32(micros)
                .raw(data)
                .raw(new byte[padding]);
    }

    CaptureBytes pad() {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
        return this;
    }

    /** So many bytes that tell where they come from. */
    static byte[] frame(int seed, int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (seed * 31 + i);
        }
        return data;
    }
}
