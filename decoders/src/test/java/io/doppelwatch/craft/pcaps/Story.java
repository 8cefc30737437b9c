// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.CaptureBytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Ipv4Options;
import io.doppelwatch.craft.Nd;
import io.doppelwatch.craft.TcpTalk;
import io.doppelwatch.craft.TlsTalk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A capture that is being told: a clock and what happens at its time. Every delay is written down or follows from a
 * fixed pattern, so the same story gives the same bytes.
 */
final class Story {
    private static final long MICRO = 1_000;

    private record Packet(long timeNanos, byte[] frame, String comment) {}

    private final Instant start;
    private final String interfaceName;
    private final List<Packet> packets = new ArrayList<>();
    private long now;
    private int nextId = 0x1000;
    private int nextPort = 49_200;
    private UnaryOperator<Craft> tags = UnaryOperator.identity();

    Story(String interfaceName, String startUtc) {
        this.interfaceName = interfaceName;
        start = Instant.parse(startUtc);
        now = start.getEpochSecond() * 1_000_000_000L;
    }

    /** Puts the clock to so many seconds after the start. */
    Story at(double seconds) {
        now = start.getEpochSecond() * 1_000_000_000L + Math.round(seconds * 1e9);
        return this;
    }

    Story atNanos(long epochNanos) {
        now = epochNanos;
        return this;
    }

    /** Everything from here on is sent under these tags (between the Ethernet and the IP header). */
    Story under(UnaryOperator<Craft> encapsulation) {
        tags = encapsulation;
        return this;
    }

    Story micros(long micros) {
        now += micros * MICRO;
        return this;
    }

    Story seconds(double seconds) {
        now += Math.round(seconds * 1e9);
        return this;
    }

    /** Seconds since 1970, as the truth file counts, of so many seconds after the start. */
    double epoch(double seconds) {
        return start.getEpochSecond() + seconds;
    }

    Story frame(byte[] frame) {
        return frame(frame, "");
    }

    Story frame(byte[] frame, String comment) {
        packets.add(new Packet(now, frame, comment));
        return this;
    }

    /** The last packet once more, as a SPAN port that mirrors both ways sends it. */
    Story mirroredTwice() {
        Packet last = packets.get(packets.size() - 1);
        packets.add(new Packet(last.timeNanos + 3 * MICRO, last.frame, last.comment));
        return this;
    }

    /** From one host to another, IPv4 or IPv6 as their addresses are. */
    Craft from(Host source, Host destination) {
        Craft link = link(source.mac(), destination.mac());
        return source.isV4() ? link.ipv4(source.ip(), destination.ip()) : link.ipv6(source.ip(), destination.ip());
    }

    /** The frame's beginning, with the tags of {@link #under}. */
    Craft link(String sourceMac, String destinationMac) {
        return tags.apply(Craft.ethernet(sourceMac, destinationMac));
    }

    /** Any datagram; to a group with {@link Host#group}. */
    Story udp(Host source, int sourcePort, Host destination, int destinationPort, byte[] payload, String comment) {
        return frame(from(source, destination).udp(sourcePort, destinationPort).data(payload), comment);
    }

    /**
     * A message of neighbour discovery, which no router passes on (RFC 4861: hop limit 255).
     *
     * @param body what follows type, code and checksum, as {@link Nd} makes it
     */
    Story nd(Host source, Host destination, int type, byte[] body, String comment) {
        return frame(
                link(source.mac(), destination.mac())
                        .ipv6(source.ip(), destination.ip(), 255)
                        .icmpv6(type, 0)
                        .data(body),
                comment);
    }

    /** "Who has?" over IPv6 and its answer, solicited. */
    Story resolve6(Host asker, Host owner) {
        nd(asker, owner.solicitedNode(), Nd.NEIGHBOUR_SOLICITATION, Nd.solicitation(owner.ip(), asker.mac()), "");
        micros(210);
        int flags = Nd.SOLICITED | Nd.OVERRIDE;
        nd(owner, asker, Nd.NEIGHBOUR_ADVERTISEMENT, Nd.advertisement(flags, owner.ip(), owner.mac()), "");
        return micros(150);
    }

    /** "Who has?" and its answer. */
    Story resolve(Host asker, Host owner) {
        arp(Arp.request(asker.mac(), asker.ip(), owner.ip()), Craft.BROADCAST, "");
        micros(210);
        arp(Arp.reply(owner.mac(), owner.ip(), asker.mac(), asker.ip()), asker.mac(), "");
        return micros(150);
    }

    /** Probes and announces a new address (RFC 5227). */
    Story join(Host host) {
        for (int i = 0; i < 3; i++) {
            arp(Arp.probe(host.mac(), host.ip()), Craft.BROADCAST, "");
            micros(1_200_000);
        }
        for (int i = 0; i < 2; i++) {
            announce(host, "");
            micros(2_000_000);
        }
        return this;
    }

    Story announce(Host host, String comment) {
        return arp(Arp.announcement(host.mac(), host.ip()), Craft.BROADCAST, comment);
    }

    /** A reply that tells {@code victim} where {@code claimed} is, asked for or not. */
    Story claim(Host claimed, Host victim, String comment) {
        return arp(Arp.reply(claimed.mac(), claimed.ip(), victim.mac(), victim.ip()), victim.mac(), comment);
    }

    /** Any ARP packet in a frame from its sender. */
    Story arp(Arp arp, String destination, String comment) {
        return arp(arp.senderMac(), arp, destination, comment);
    }

    /** Any ARP packet in a frame from anybody. */
    Story arp(String frameSource, Arp arp, String destination, String comment) {
        return frame(Craft.padded(link(frameSource, destination).arp(arp)), comment);
    }

    int newId() {
        // Ids of a client are hard to guess; here they only have to differ.
        nextId = nextId * 0x6255 + 0x3619 & 0xffff;
        return nextId;
    }

    int newPort() {
        nextPort += 7;
        return nextPort;
    }

    /** A question over UDP and its answer from the resolver, {@code micros} later. */
    Story lookUp(Host client, String name, String... addresses) {
        int id = newId();
        int port = newPort();
        query(client, Host.RESOLVER, port, id, name);
        micros(640);
        Dns answer = Dns.response(id, name, Dns.A);
        for (String address : addresses) {
            answer.address(300, address);
        }
        answer(Host.RESOLVER, client, port, answer, "");
        return micros(400);
    }

    Story query(Host client, Host resolver, int port, int id, String name) {
        return frame(from(client, resolver)
                .udp(port, 53)
                .data(Dns.query(id, name, Dns.A).edns(1232).bytes()));
    }

    Story answer(Host resolver, Host client, int port, Dns message, String comment) {
        return frame(from(resolver, client).udp(53, port).data(message.bytes()), comment);
    }

    /** A datagram that a machine forwards: its own MAC, one hop less. */
    Story forward(Host by, Host to, Host from, int sourcePort, int destinationPort, byte[] payload, String comment) {
        return forward(by, to, from, to.ip(), sourcePort, destinationPort, payload, comment);
    }

    /** The same where the next hop is not the receiver. */
    Story forward(
            Host by,
            Host to,
            Host from,
            String receiver,
            int sourcePort,
            int destinationPort,
            byte[] payload,
            String comment) {
        return frame(
                link(by.mac(), to.mac())
                        .ipv4(new Ipv4Options(from.ip(), receiver).withTtl(63))
                        .udp(sourcePort, destinationPort)
                        .data(payload),
                comment);
    }

    /** A TLS conversation on port 443, a packet each 300 µs. */
    Story tls(Host client, Host server, TlsTalk talk, String comment) {
        TcpTalk tcp =
                new TcpTalk(client.end(newPort()), server.end(443)).under(tags).open();
        talk.in(tcp);
        return all(tcp.close().takeFrames(), comment);
    }

    /** Frames, 300 µs apart; the comment goes to the first. */
    Story all(List<byte[]> frames, String comment) {
        for (int i = 0; i < frames.size(); i++) {
            frame(frames.get(i), i == 0 ? comment : "");
            micros(300);
        }
        return this;
    }

    /** Somebody who looks at each packet. */
    interface Reader {
        void packet(long timeNanos, byte[] frame);
    }

    void forEach(Reader reader) {
        packets.forEach(p -> reader.packet(p.timeNanos, p.frame));
    }

    /** The capture, in the order of time. */
    byte[] pcapng() {
        CaptureBytes file = CaptureBytes.pcapng(interfaceName, CaptureBytes.ETHERNET);
        packets.stream()
                .sorted(Comparator.comparingLong(Packet::timeNanos))
                .forEach(p -> file.packet(0, p.timeNanos, p.frame, p.comment));
        return file.toArray();
    }
}
