// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Puts TLS messages together for tests, with whatever lengths a test asks for. */
final class Craft {
    final ByteBuf out = Unpooled.buffer();

    static byte[] random() {
        byte[] random = new byte[32];
        for (int i = 0; i < 32; i++) {
            random[i] = (byte) (0x40 + i);
        }
        return random;
    }

    /** A ClientHello up to the extensions. */
    static Craft clientHello(int version, int... ciphers) {
        Craft c = new Craft();
        c.out.writeShort(version).writeBytes(random());
        c.out.writeByte(0);
        if (version >>> 8 == 0xfe) {
            c.out.writeByte(4).writeInt(0xc00c1e00);
        }
        c.out.writeShort(2 * ciphers.length);
        for (int cipher : ciphers) {
            c.out.writeShort(cipher);
        }
        c.out.writeShort(0x0100);
        return c;
    }

    static Craft serverHello(int version, byte[] random, int cipher) {
        Craft c = new Craft();
        c.out.writeShort(version)
                .writeBytes(random)
                .writeByte(0)
                .writeShort(cipher)
                .writeByte(0);
        return c;
    }

    /** Appends the extensions with their length. */
    Craft extensions(byte[]... extensions) {
        ByteBuf list = Unpooled.buffer();
        for (byte[] e : extensions) {
            list.writeBytes(e);
        }
        out.writeShort(list.readableBytes()).writeBytes(list);
        return this;
    }

    byte[] bytes() {
        return bytes(out);
    }

    static byte[] bytes(ByteBuf buffer) {
        byte[] b = new byte[buffer.readableBytes()];
        buffer.readBytes(b);
        return b;
    }

    static byte[] extension(int type, byte... content) {
        return bytes(
                Unpooled.buffer().writeShort(type).writeShort(content.length).writeBytes(content));
    }

    static byte[] serverName(String name) {
        byte[] n = name.getBytes(StandardCharsets.ISO_8859_1);
        return extension(
                0,
                bytes(Unpooled.buffer()
                        .writeShort(n.length + 3)
                        .writeByte(0)
                        .writeShort(n.length)
                        .writeBytes(n)));
    }

    static byte[] alpn(String... names) {
        ByteBuf list = Unpooled.buffer();
        for (String name : names) {
            list.writeByte(name.length()).writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        }
        return extension(
                16, bytes(Unpooled.buffer().writeShort(list.readableBytes()).writeBytes(list)));
    }

    static byte[] shorts(int type, int lengthBytes, int... values) {
        ByteBuf b = Unpooled.buffer();
        if (lengthBytes == 1) {
            b.writeByte(2 * values.length);
        } else {
            b.writeShort(2 * values.length);
        }
        for (int v : values) {
            b.writeShort(v);
        }
        return extension(type, bytes(b));
    }

    static byte[] pointFormats(int... formats) {
        ByteBuf b = Unpooled.buffer().writeByte(formats.length);
        for (int f : formats) {
            b.writeByte(f);
        }
        return extension(11, bytes(b));
    }

    static byte[] keyShare(int... groups) {
        ByteBuf b = Unpooled.buffer();
        for (int g : groups) {
            b.writeShort(g).writeShort(3).writeMedium(0x010203);
        }
        return extension(
                51, bytes(Unpooled.buffer().writeShort(b.readableBytes()).writeBytes(b)));
    }
}
