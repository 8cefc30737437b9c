// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Frames to filter. */
final class Frames {
    static final Source ETHERNET = new Source(0, 0, "x", "", 1, 0);
    static final Source RAW_IP = new Source(1, 0, "x", "", 101, 0);

    private static final String MACS = "0200000000020200000000 01".replace(" ", "");

    private Frames() {}

    /** Who has 10.0.0.2? Tell 10.0.0.1. */
    static byte[] arp() {
        return hex(MACS + "0806" + "0001080006040001" + "020000000001" + "0a000001" + "000000000000" + "0a000002");
    }

    /** A UDP datagram from 10.0.0.1, port 40000. */
    static byte[] udp(int port) {
        return hex(MACS + "0800" + udp4(port));
    }

    static byte[] taggedUdp(int vlan, int port) {
        return hex(MACS + "8100" + String.format("%04x", vlan) + "0800" + udp4(port));
    }

    /** The same without a link layer. */
    static byte[] rawUdp(int port) {
        return hex(udp4(port));
    }

    /** A TCP SYN from 10.0.0.1 to 10.0.0.2, with options in the IP header. */
    static byte[] tcp(int port) {
        return hex(MACS + "0800" + "4600002c00010000400600000a0000010a000002" + "01010100" + "9c40"
                + String.format("%04x", port) + "00000001000000005002ffff00000000");
    }

    /** A UDP datagram over IPv6. */
    static byte[] udp6(int port) {
        return hex(MACS + "86dd" + "60000000000c1140" + "fe800000000000000000000000000001"
                + "fe800000000000000000000000000002" + "9c40" + String.format("%04x", port) + "000c0000" + "01020304");
    }

    private static String udp4(int port) {
        return "4500002000010000401100000a0000010a000002" + "9c40" + String.format("%04x", port) + "000c0000"
                + "01020304";
    }

    /** Good frames, cut ones, changed ones and noise; always the same. */
    static List<byte[]> many() {
        List<byte[]> good = List.of(
                arp(),
                udp(53),
                udp(443),
                taggedUdp(10, 53),
                taggedUdp(4000, 67),
                tcp(443),
                tcp(22),
                udp6(53),
                rawUdp(53));
        List<byte[]> frames = new ArrayList<>(good);
        Random random = new Random(7);
        for (byte[] frame : good) {
            for (int length = 0; length < frame.length; length++) {
                frames.add(java.util.Arrays.copyOf(frame, length));
            }
            for (int i = 0; i < 60; i++) {
                byte[] changed = frame.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                frames.add(changed);
            }
        }
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            frames.add(noise);
        }
        return frames;
    }

    /** A frame that lies in the middle of a buffer. */
    static Frame frame(byte[] data, int original, Source source) {
        byte[] around = new byte[data.length + 7];
        java.util.Arrays.fill(around, (byte) 0x5a);
        System.arraycopy(data, 0, around, 3, data.length);
        Frame frame = new Frame();
        frame.set(Unpooled.wrappedBuffer(around), 3, data.length, original, 0, 1, source);
        return frame;
    }

    private static byte[] hex(String hex) {
        return ByteBufUtil.decodeHexDump(hex);
    }
}
