// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Fragments;
import io.doppelwatch.craft.TcpTalk;
import io.doppelwatch.craft.TlsTalk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Small captures, each with the same three things in it: somebody asks for the hub's address, its MAC, and connects. */
final class Encapsulations {
    private static final String START = "2026-11-26T08:00:00Z";
    private static final String SWITCH = "02:00:00:00:01:01";
    private static final String COLLECTOR = "02:00:00:00:01:02";

    private Encapsulations() {}

    static byte[] vlans() {
        Story story = new Story("trunk0", START);
        visit(story.at(0).under(c -> c.vlan(10)));
        visit(story.at(10).under(c -> c.vlan(0x88a8, 100).vlan(10)));
        visit(story.at(20).under(c -> c.vlan(10).mpls(16, 17)), false);
        return story.pcapng();
    }

    static byte[] vxlan() {
        return mirrored(outer -> outer.vxlan(5001));
    }

    static byte[] erspan() {
        return mirrored(outer -> outer.erspan2(10, 3, 1));
    }

    /** The whole visit, each frame inside another. */
    private static byte[] mirrored(UnaryOperator<Craft> tunnel) {
        Story inner = new Story("", START);
        visit(inner);
        Story story = new Story("uplink0", START);
        Craft outer = tunnel.apply(Craft.ethernet(SWITCH, COLLECTOR).ipv4("10.88.0.1", "10.88.0.2"));
        inner.forEach((timeNanos, frame) -> story.atNanos(timeNanos).frame(outer.carrying(frame)));
        return story.pcapng();
    }

    /** Answers too long for one frame: IPv4 in order, IPv4 backwards, IPv6. */
    static byte[] fragments() {
        Story story = new Story("span0", START);
        byte[] v4 = Craft.raw()
                .ipv4(RESOLVER.ip(), CLIENT.ip())
                .udp(53, 40_000)
                .data(longAnswer(0x1111).bytes());
        story.query(CLIENT, RESOLVER, 40_000, 0x1111, HUB_NAME).micros(600);
        story.all(frames(Fragments.ofIpv4(v4, 1480), 0x0800), "in order");

        byte[] backwards = Craft.raw()
                .ipv4(new io.doppelwatch.craft.Ipv4Options(RESOLVER.ip(), CLIENT.ip()).withId(7))
                .udp(53, 40_001)
                .data(longAnswer(0x2222).bytes());
        List<byte[]> pieces = new ArrayList<>(frames(Fragments.ofIpv4(backwards, 600), 0x0800));
        Collections.reverse(pieces);
        story.at(1).query(CLIENT, RESOLVER, 40_001, 0x2222, HUB_NAME).micros(600);
        story.all(pieces, "backwards");

        Craft link = Craft.ethernet(CLIENT.mac(), RESOLVER.mac()).ipv6("fd77::21", "fd77::53");
        byte[] v6 = Craft.raw()
                .ipv6("fd77::53", "fd77::21")
                .udp(53, 40_002)
                .data(longAnswer(0x3333).bytes());
        story.at(2)
                .frame(link.udp(40_002, 53)
                        .data(Dns.query(0x3333, HUB_NAME, Dns.A).bytes()))
                .micros(600);
        story.all(frames(Fragments.ofIpv6(v6, 1448, 0xabcdL), 0x86dd), "IPv6");
        return story.pcapng();
    }

    private static List<byte[]> frames(List<byte[]> packets, int etherType) {
        return Fragments.framed(
                packets, p -> Craft.ethernet(RESOLVER.mac(), CLIENT.mac()).etherType(etherType, p));
    }

    /** The hub's address among so many others that no frame holds it. */
    private static Dns longAnswer(int id) {
        Dns answer = Dns.response(id, HUB_NAME, Dns.A).address(300, HUB.ip());
        for (int i = 1; i <= 120; i++) {
            answer.address(300, "192.0.2." + i);
        }
        return answer;
    }

    /** TLS that reaches the sensor cut small, twice, backwards and in small records. */
    static byte[] tlsOutOfOrder() {
        Story story = new Story("span0", START);
        TlsTalk talk = Handshakes.talk("hub-tls12");
        story.at(0).all(swapped(segments(talk, 50_001, 512)), "every second pair of segments swapped");
        story.at(1).all(doubled(segments(talk, 50_002, 512)), "every segment twice");
        story.at(2).all(segments(talk.withServerRecordsOf(200), 50_003, 97), "records of 200 bytes, segments of 97");
        TcpTalk wrapping = new TcpTalk(CLIENT.end(50_004), HUB.end(443)).startingAt(0xffff_ff00L, 0xffff_ff80L);
        talk.in(wrapping.open());
        story.at(3).all(wrapping.close().takeFrames(), "sequence numbers wrap");
        return story.pcapng();
    }

    private static List<byte[]> segments(TlsTalk talk, int port, int mss) {
        TcpTalk tcp = new TcpTalk(CLIENT.end(port), HUB.end(443)).mss(mss).open();
        talk.in(tcp);
        return tcp.close().takeFrames();
    }

    private static List<byte[]> swapped(List<byte[]> frames) {
        List<byte[]> out = new ArrayList<>(frames);
        // The three segments that open the connection stay where they are.
        for (int i = 3; i + 1 < out.size() - 3; i += 2) {
            Collections.swap(out, i, i + 1);
        }
        return out;
    }

    private static List<byte[]> doubled(List<byte[]> frames) {
        return frames.stream().flatMap(f -> java.util.stream.Stream.of(f, f)).toList();
    }

    /** A truncated answer, then the same question by TCP: two questions in one segment, an answer over three. */
    static byte[] dnsOverTcp() {
        Story story = new Story("span0", START);
        int port = story.newPort();
        story.query(CLIENT, RESOLVER, port, 0x4444, HUB_NAME).micros(500);
        story.answer(
                RESOLVER,
                CLIENT,
                port,
                Dns.message(0x4444, Dns.QR | Dns.RD | Dns.RA | Dns.TC, HUB_NAME, Dns.A),
                "truncated");
        TcpTalk tcp = new TcpTalk(CLIENT.end(50_100), RESOLVER.end(53)).mss(800).open();
        tcp.client(Bytes.concat(
                Dns.query(0x5555, HUB_NAME, Dns.A).overTcp(),
                Dns.query(0x5556, HUB_NAME, Dns.AAAA).overTcp()));
        tcp.server(longAnswer(0x5555).overTcp());
        tcp.server(Dns.response(0x5556, HUB_NAME, Dns.AAAA).overTcp());
        story.micros(5_000).all(tcp.close().takeFrames(), "");
        return story.pcapng();
    }

    private static void visit(Story story) {
        visit(story, true);
    }

    /** @param arp false where what is around the packet carries IP only */
    private static void visit(Story story, boolean arp) {
        if (arp) {
            story.resolve(CLIENT, RESOLVER);
        }
        story.lookUp(CLIENT, HUB_NAME, HUB.ip());
        if (arp) {
            story.resolve(CLIENT, HUB);
        }
        story.tls(CLIENT, HUB, Handshakes.talk("hub-tls12"), "");
    }
}
