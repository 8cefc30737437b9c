// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Writes DNS messages for tests, right or wrong, field by field. */
final class Wire {
    private final ByteBuf out = Unpooled.buffer();

    /** A header with its flags and counts. */
    static Wire message(int flags, int questions, int answers, int authorities, int additionals) {
        return new Wire()
                .u16(0x1234)
                .u16(flags)
                .u16(questions)
                .u16(answers)
                .u16(authorities)
                .u16(additionals);
    }

    Wire u8(int v) {
        out.writeByte(v);
        return this;
    }

    Wire u16(int v) {
        out.writeShort(v);
        return this;
    }

    Wire u32(long v) {
        out.writeInt((int) v);
        return this;
    }

    Wire hex(String hex) {
        out.writeBytes(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
        return this;
    }

    /** One label. */
    Wire label(String text) {
        byte[] b = text.getBytes(StandardCharsets.ISO_8859_1);
        out.writeByte(b.length).writeBytes(b);
        return this;
    }

    /** A whole uncompressed name; no escapes. */
    Wire name(String dotted) {
        if (!dotted.isEmpty()) {
            for (String l : dotted.split("\\.")) {
                label(l);
            }
        }
        return u8(0);
    }

    Wire pointer(int to) {
        return u16(0xc000 | to);
    }

    Wire question(String name, int type) {
        return name(name).u16(type).u16(1);
    }

    /** A record of class IN and TTL 300 with this data. */
    Wire record(String name, int type, Wire rdata) {
        name(name).u16(type).u16(1).u32(300).u16(rdata.size());
        out.writeBytes(rdata.out, 0, rdata.size());
        return this;
    }

    int size() {
        return out.writerIndex();
    }

    byte[] bytes() {
        return ByteBufUtil.getBytes(out);
    }

    /** The message somewhere in the middle of a buffer, so that offsets are taken from the message's start. */
    DnsMessage wrap() {
        ByteBuf around = Unpooled.buffer().writeBytes(new byte[7]).writeBytes(bytes());
        around.writeBytes(new byte[] {(byte) 0xc0, 0x0c, 1, 2, 3});
        return new DnsMessage().wrap(around, 7, size());
    }
}
