// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dhcp;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.capture.Source;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Packets of an attacker who wants the tables full: one frame a kind, in which every address, id and name is made anew
 * before it is given out. First some of the network's own, then the flood, then one more of the attacker's.
 */
final class Flood implements FrameSource {
    private static final long START = 1_764_000_000_000_000_000L;
    private static final int SPACING = 10_000;
    private static final int IP = 14;
    private static final int UDP = IP + 20;
    private static final int PAYLOAD = UDP + 8;

    private final Source source = new Source(0, 0, "flood", "", LinkType.ETHERNET, 0);
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<byte[]> before;
    private final List<byte[]> after;
    private final List<Kind> kinds;
    private final long count;
    private final LongConsumer listener;
    private long given;

    /** A frame, and what makes it another. */
    private record Kind(ByteBuf frame, int length, Change change) {}

    private interface Change {
        void apply(ByteBuf frame);
    }

    /**
     * @param what "arp", "dns", "names" or "hosts"
     * @param listener told how many frames were given out, every 65,536
     */
    Flood(String what, long count, List<byte[]> before, List<byte[]> after, LongConsumer listener) {
        this.count = count;
        this.before = before;
        this.after = after;
        this.listener = listener;
        kinds = switch (what) {
            case "arp" -> arp();
            case "dns" -> dns();
            case "names" -> names();
            default -> hosts();
        };
    }

    private List<Kind> arp() {
        byte[] reply = Arp.reply("06:00:00:00:00:00", "11.0.0.0", "02:00:00:00:00:21", "10.77.0.21")
                .frame();
        byte[] request =
                Arp.request("06:00:00:00:00:00", "11.0.0.0", "10.77.0.21").frame();
        Change change = f -> {
            int mac = random.nextInt();
            f.setInt(8, mac);
            f.setInt(IP + 10, mac);
            f.setMedium(IP + 15, random.nextInt(1 << 24));
        };
        return List.of(kind(reply, change), kind(reply, change), kind(request, change));
    }

    /** Questions nobody answers, and answers nobody asked for. */
    private List<Kind> dns() {
        byte[] query = Dns.query(0, "aaaaaaaaaaaa.example.test", Dns.A).bytes();
        byte[] answer = Dns.response(0, "aaaaaaaaaaaa.example.test", Dns.A)
                .address(60, "192.0.2.1")
                .bytes();
        return List.of(
                kind(udp("10.77.0.21", 40000, "10.77.0.53", 53, query), f -> {
                    f.setShort(IP + 14, random.nextInt());
                    f.setShort(UDP, 1024 + random.nextInt(60_000));
                    f.setShort(PAYLOAD, random.nextInt());
                    label(f, PAYLOAD + 13, 12, 'a');
                }),
                kind(udp("10.77.0.53", 53, "10.77.0.21", 40000, answer), f -> {
                    f.setMedium(IP + 13, random.nextInt());
                    f.setShort(UDP + 2, 1024 + random.nextInt(60_000));
                    f.setShort(PAYLOAD, random.nextInt());
                    label(f, PAYLOAD + 13, 12, 'a');
                }));
    }

    private List<Kind> names() {
        byte[] mdns = new Bytes()
                .u16(0)
                .u16(0x8400)
                .u16(0)
                .u16(1)
                .u16(0)
                .u16(0)
                .put(Bytes.hex("0c 616161616161616161616161 05 6c6f63616c 00 0001 8001 00000078 0004 0a4d0021"))
                .toArray();
        byte[] llmnr =
                Dns.response(0, "aaaaaaaaaaaa", Dns.A).address(30, "10.77.0.66").bytes();
        byte[] nbns = new Bytes()
                .put(Bytes.hex("1234 8500 0000 0001 0000 0000 20"))
                .ascii("EBEBEBEBEBEBEBEBEBEBEBEBEBEBEBEB")
                .put(Bytes.hex("00 0020 0001 000493e0 0006 0000 0a4d0042"))
                .toArray();
        Change from = f -> {
            f.setInt(8, random.nextInt());
            f.setShort(IP + 14, random.nextInt());
        };
        return List.of(
                kind(udp("10.77.0.33", 5353, "224.0.0.251", 5353, mdns), f -> {
                    from.apply(f);
                    label(f, PAYLOAD + 13, 12, 'a');
                }),
                kind(udp("10.77.0.66", 5355, "10.77.0.21", 50000, llmnr), f -> {
                    from.apply(f);
                    f.setShort(PAYLOAD, random.nextInt());
                    label(f, PAYLOAD + 13, 12, 'a');
                }),
                kind(udp("10.77.0.66", 137, "10.77.0.21", 137, nbns), f -> {
                    from.apply(f);
                    label(f, PAYLOAD + 13, 30, 'A');
                }));
    }

    /** Neighbours, routers, clients and shared addresses that do not exist. */
    private List<Kind> hosts() {
        Craft link = Craft.ethernet("06:00:00:00:00:00", "33:33:00:00:00:01");
        byte[] neighbour = link.ipv6("fe80::1", "ff02::1", 255)
                .icmpv6(136, 0)
                .data(Bytes.hex("20000000 fe800000000000000000000000000001 0201 060000000000"));
        byte[] router = link.ipv6("fe80::1", "ff02::1", 255)
                .icmpv6(134, 0)
                .data(
                        Bytes.hex(
                                "40000708 00000000 00000000 0304 40c0 00015180 00003840 00000000 20010db8000000000000000000000000"));
        byte[] hello = Craft.ethernet("06:00:00:00:00:00", "01:00:5e:00:00:12")
                .ipv4("10.77.0.66", "224.0.0.18")
                .protocol(112, Bytes.hex("31 07 ff 01 0064 0000 0a4d00fe"));
        byte[] discover = udp(
                "0.0.0.0",
                68,
                "255.255.255.255",
                67,
                new Dhcp(Dhcp.DISCOVER, 1, "06:00:00:00:00:00", "0.0.0.0", "0.0.0.0", "0.0.0.0")
                        .bytes("0.0.0.0", "0.0.0.0", 0));
        return List.of(
                kind(neighbour, f -> {
                    int mac = random.nextInt();
                    f.setInt(8, mac);
                    f.setInt(f.capacity() - 4, mac);
                    f.setInt(IP + 40 + 8 + 12, random.nextInt());
                }),
                kind(router, f -> {
                    f.setInt(8, random.nextInt());
                    f.setInt(IP + 20, random.nextInt());
                }),
                kind(hello, f -> {
                    f.setInt(8, random.nextInt());
                    f.setByte(UDP + 1, random.nextInt());
                    f.setInt(UDP + 8, random.nextInt());
                }),
                kind(discover, f -> {
                    int mac = random.nextInt();
                    f.setInt(8, mac);
                    f.setInt(PAYLOAD + 4, random.nextInt());
                    f.setInt(PAYLOAD + 30, mac);
                }));
    }

    private static byte[] udp(String from, int fromPort, String to, int toPort, byte[] payload) {
        return Craft.ethernet("06:00:00:00:00:00", "02:00:00:00:00:21")
                .ipv4(from, to)
                .udp(fromPort, toPort)
                .data(payload);
    }

    private void label(ByteBuf frame, int at, int letters, char capital) {
        long bits = random.nextLong();
        for (int i = 0; i < letters; i++) {
            frame.setByte(at + i, capital + (int) (bits & 15));
            bits = i == 14 ? random.nextLong() : bits >>> 4;
        }
    }

    private static Kind kind(byte[] bytes, Change change) {
        return new Kind(direct(bytes), bytes.length, change);
    }

    private static ByteBuf direct(byte[] bytes) {
        return Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }

    @Override
    public boolean next(Frame into) {
        long n = given++;
        if ((n & 0xffff) == 0) {
            listener.accept(n);
        }
        ByteBuf frame;
        if (n < before.size()) {
            frame = direct(before.get((int) n));
        } else if (n < before.size() + count) {
            Kind kind = kinds.get((int) (n % kinds.size()));
            kind.change.apply(kind.frame);
            frame = kind.frame;
        } else if (n < before.size() + count + after.size()) {
            frame = direct(after.get((int) (n - before.size() - count)));
        } else {
            return false;
        }
        int length = frame.capacity();
        into.set(frame, 0, length, length, START + n * SPACING, n + 1, source);
        return true;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
