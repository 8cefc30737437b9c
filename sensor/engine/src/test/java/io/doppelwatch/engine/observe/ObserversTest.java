// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dhcp;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.dissect.Defragmenter;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.reassemble.FragmentTable;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a frame to the facts in it: ARP, the UDP services, Neighbour Discovery and ICMP errors. */
class ObserversTest {
    private static final String HOST = "02:00:00:00:00:21";
    private static final String SERVER = "02:00:00:00:00:53";
    private static final Source SOURCE = new Source(0, 0, "craft.pcap", "", 1, 0);
    private static final byte[] QUERY =
            Dns.query(0x1234, "analytics-hub.corp.test", Dns.A).bytes();

    private final Counters counters = new Counters();
    private final List<Observation> seen = new ArrayList<>();

    @Test
    void anArpRequestIsAFact() {
        ArpSeen arp = (ArpSeen) only(Craft.padded(
                Craft.ethernet(HOST, Craft.BROADCAST).vlan(7).arp(Arp.request(HOST, "10.77.0.21", "10.77.0.1"))));
        assertThat(arp.isRequest()).isTrue();
        assertThat(arp.isReply() || arp.isProbe() || arp.isGratuitous()).isFalse();
        assertThat(Mac.text(arp.senderMac())).isEqualTo(HOST);
        assertThat(arp.senderIp()).hasToString("10.77.0.21");
        assertThat(arp.targetIp()).hasToString("10.77.0.1");
        assertThat(arp.where().path()).hasToString("vlan:7");
    }

    @Test
    void probesAndAnnouncementsAreTold() {
        Craft all = Craft.ethernet(HOST, Craft.BROADCAST);
        assertThat(((ArpSeen) only(all.arp(Arp.probe(HOST, "10.77.0.21")))).isProbe())
                .isTrue();
        seen.clear();
        ArpSeen announcement = (ArpSeen) only(all.arp(Arp.announcement(HOST, "10.77.0.21")));
        assertThat(announcement.isAnnouncement() && announcement.isGratuitous()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0001 86dd 06 10 0001, 44", // IPv6, of all things
        "0020 0800 14 04 0002, 48", // InfiniBand
        "0001 0800 07 04 0001, 22", // an odd length
        "0001 0800 86 04 0001, 20", // lengths that promise more than there is
    })
    void arpOverOtherTypesIsAFactWithoutAddresses(String fixed, int more) {
        byte[] arp = ByteBufUtil.decodeHexDump(fixed.replace(" ", "") + "5a".repeat(more));
        ArpSeen seenArp = (ArpSeen) only(Craft.ethernet(HOST, Craft.BROADCAST).etherType(0x0806, arp));
        assertThat(seenArp.isIpv4OverMac()).isFalse();
        assertThat(seenArp.senderMac()).isEqualTo(Mac.NONE);
        assertThat(seenArp.senderIp()).isEqualTo(Ip.NONE);
        assertThat(seenArp.isRequest() || seenArp.isReply()).isTrue();
        assertThat(seenArp.isProbe() || seenArp.isGratuitous()).isFalse();
    }

    @Test
    void arpWithoutItsFixedPartIsCounted() {
        assertThat(facts(Craft.ethernet(HOST, Craft.BROADCAST).etherType(0x0806, new byte[7])))
                .isEmpty();
        byte[] halfAtm = ByteBufUtil.decodeHexDump("0013080014000001" + "04");
        assertThat(facts(Craft.ethernet(HOST, Craft.BROADCAST).etherType(0x0806, halfAtm)))
                .isEmpty();
        assertThat(counters.get(Counter.ARP_TOO_SMALL)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"40000,53", "53,40000", "53,53", "53,5353", "5353,53"})
    void dnsIsPort53OnEitherSide(int source, int destination) {
        DnsSeen dns = (DnsSeen) only(udp(source, destination, QUERY));
        assertThat(dns.message()).isEqualTo(QUERY);
        assertThat(dns.where().sourcePort()).isEqualTo(source);
        assertThat(dns.where().protocol()).isEqualTo(17);
    }

    @Test
    void aDnsMessageWithoutFlagsIsCountedAndOneWithThemIsAFact() {
        assertThat(facts(udp(40000, 53, new byte[3]))).isEmpty();
        assertThat(counters.get(Counter.DNS_TOO_SMALL)).isEqualTo(1);
        assertThat(((DnsSeen) only(udp(40000, 53, new byte[4]))).message()).hasSize(4);
    }

    @Test
    void aCutFrameGivesTheBytesThatAreThere() {
        byte[] frame = udp(40000, 53, QUERY);
        DnsSeen dns = (DnsSeen) only(frame, frame.length - 10);
        assertThat(dns.message()).isEqualTo(Arrays.copyOf(QUERY, QUERY.length - 10));
    }

    @Test
    void theOtherNameServicesHaveTheirPorts() {
        assertThat(only(udp(5353, 5353, QUERY))).isInstanceOf(MdnsSeen.class);
        assertThat(((MdnsSeen) seen.get(0)).message()).isEqualTo(QUERY);
        seen.clear();
        assertThat(((LlmnrSeen) only(udp(50000, 5355, QUERY))).message()).isEqualTo(QUERY);
        seen.clear();
        assertThat(((NbnsSeen) only(udp(137, 137, QUERY))).message()).isEqualTo(QUERY);
        seen.clear();
        assertThat(facts(udp(40000, 40001, QUERY))).isEmpty();
        assertThat(facts(udp(137, 137, new byte[11]))).isEmpty();
        assertThat(facts(udp(5353, 5353, new byte[3]))).isEmpty();
        assertThat(counters.get(Counter.NBNS_TOO_SMALL)).isEqualTo(1);
        assertThat(counters.get(Counter.DNS_TOO_SMALL)).isEqualTo(1);
    }

    @Test
    void dhcpIsAFactWithItsType() {
        byte[] ack = new Dhcp(Dhcp.ACK, 0xcafe, HOST, "0.0.0.0", "10.77.0.21", "10.77.0.1")
                .bytes("10.77.0.1", "10.77.0.53", 3600);
        DhcpSeen dhcp = (DhcpSeen) only(udp(67, 68, ack));
        assertThat(dhcp.messageType()).isEqualTo(Dhcp.ACK);
        assertThat(dhcp.message()).isEqualTo(ack);
        seen.clear();
        assertThat(((DhcpSeen) only(udp(68, 67, new byte[236]))).messageType()).isZero();
        seen.clear();
        assertThat(facts(udp(68, 67, new byte[235]))).isEmpty();
        assertThat(counters.get(Counter.DHCP_TOO_SMALL)).isEqualTo(1);
    }

    @Test
    void dhcpv6IsAFact() {
        byte[] solicit = {1, 0, 0, 1};
        assertThat(((Dhcpv6Seen) only(udp6(546, 547, solicit))).message()).isEqualTo(solicit);
        seen.clear();
        assertThat(facts(udp6(546, 547, new byte[] {12, 0, 0, 0}))).isEmpty();
        assertThat(counters.get(Counter.DHCPV6_TOO_SMALL)).isEqualTo(1);
    }

    @Test
    void neighbourDiscoveryIsAFact() {
        Craft v6 = Craft.ethernet(HOST, SERVER).ipv6("fe80::21", "fe80::53", 255);
        byte[] body = ByteBufUtil.decodeHexDump("00000000" + "fe800000000000000000000000000053");
        NdSeen nd = (NdSeen) only(v6.icmpv6(135, 0).data(body));
        assertThat(nd.type()).isEqualTo(135);
        assertThat(nd.message()).hasSize(24).startsWith(135, 0).endsWith(0, 0x53);
        seen.clear();
        assertThat(facts(v6.icmpv6(128, 0).data(body))).isEmpty();
    }

    @Test
    void anIcmpErrorIsAFactAndWhatItQuotesIsNot() {
        byte[] answer =
                Craft.raw().ipv4("10.77.0.53", "10.77.0.21").udp(53, 40000).data(QUERY);
        byte[] error = Craft.ethernet(HOST, SERVER)
                .ipv4("10.77.0.21", "10.77.0.53")
                .icmp(3, 3)
                .data(quoting(answer));
        IcmpErrorSeen icmp = (IcmpErrorSeen) only(error);
        assertThat(icmp.type()).isEqualTo(3);
        assertThat(icmp.code()).isEqualTo(3);
        assertThat(icmp.gateway()).isEqualTo(Ip.NONE);
        assertThat(icmp.protocol()).isEqualTo(17);
        assertThat(icmp.source()).hasToString("10.77.0.53");
        assertThat(icmp.destination()).hasToString("10.77.0.21");
        assertThat(icmp.sourcePort()).isEqualTo(53);
        assertThat(icmp.destinationPort()).isEqualTo(40000);
        assertThat(icmp.payload()).isEqualTo(QUERY);
    }

    @Test
    void aRedirectSaysItsGateway() {
        byte[] quoted =
                Craft.raw().ipv4("10.77.0.21", "192.0.2.1").udp(40000, 443).data();
        byte[] body = quoting(quoted);
        System.arraycopy(new byte[] {10, 77, 0, 66}, 0, body, 0, 4);
        IcmpErrorSeen icmp = (IcmpErrorSeen) only(Craft.ethernet(SERVER, HOST)
                .ipv4("10.77.0.1", "10.77.0.21")
                .icmp(5, 1)
                .data(body));
        assertThat(icmp.gateway()).hasToString("10.77.0.66");
        assertThat(icmp.payload()).isEmpty();
    }

    @Test
    void anIcmpv6ErrorIsAFactToo() {
        byte[] answer =
                Craft.raw().ipv6("2001:db8::53", "2001:db8::21").udp(53, 40000).data(QUERY);
        IcmpErrorSeen icmp = (IcmpErrorSeen) only(Craft.ethernet(HOST, SERVER)
                .ipv6("2001:db8::21", "2001:db8::53")
                .icmpv6(1, 4)
                .data(quoting(answer)));
        assertThat(icmp.source()).hasToString("2001:db8::53");
        assertThat(icmp.payload()).isEqualTo(QUERY);
        assertThat(icmp.gateway()).isEqualTo(Ip.NONE);
    }

    @Test
    void anIcmpErrorThatQuotesNothingReadableIsCounted() {
        assertThat(facts(Craft.ethernet(HOST, SERVER)
                        .ipv4("10.77.0.21", "10.77.0.53")
                        .icmp(3, 3)
                        .data(new byte[12])))
                .isEmpty();
        assertThat(counters.get(Counter.ICMP_QUOTE_UNREADABLE)).isEqualTo(1);
    }

    /** The four bytes after an ICMP checksum, and the packet. */
    private static byte[] quoting(byte[] packet) {
        byte[] body = new byte[4 + packet.length];
        System.arraycopy(packet, 0, body, 4, packet.length);
        return body;
    }

    private static byte[] udp(int source, int destination, byte[] payload) {
        return Craft.ethernet(HOST, SERVER)
                .ipv4("10.77.0.21", "10.77.0.53")
                .udp(source, destination)
                .data(payload);
    }

    private static byte[] udp6(int source, int destination, byte[] payload) {
        return Craft.ethernet(HOST, SERVER)
                .ipv6("fe80::21", "ff02::1:2")
                .udp(source, destination)
                .data(payload);
    }

    private Observation only(byte[] frame) {
        return only(frame, frame.length);
    }

    private Observation only(byte[] frame, int captured) {
        List<Observation> facts = facts(frame, captured);
        assertThat(facts).hasSize(1);
        return facts.get(0);
    }

    private List<Observation> facts(byte[] frame) {
        return facts(frame, frame.length);
    }

    private List<Observation> facts(byte[] bytes, int captured) {
        Defragmenter[] defragmenters = new Defragmenter[Dissector.SHARDS];
        Arrays.setAll(defragmenters, i -> new FragmentTable(counters));
        Dissector dissector = new Dissector(defragmenters, counters, Dissector.ALL_SHARDS);
        Packet packet = new Packet();
        Frame frame = new Frame();
        frame.set(Unpooled.wrappedBuffer(bytes), 0, captured, bytes.length, 1_000_000_000L, 1, SOURCE);
        if (dissector.dissect(frame, packet)) {
            new Observers(new Kept(), counters).packet(packet);
        }
        return seen;
    }

    /** Facts kept in a list. */
    private final class Kept implements Facts {
        @Override
        public Where where(Packet p) {
            return new Where(
                    SOURCE,
                    p.frame().number(),
                    0,
                    p.frame().timeNanos(),
                    p.path(),
                    p.sourceMac(),
                    p.destinationMac(),
                    new Ip(p.sourceHigh(), p.sourceLow()),
                    new Ip(p.destinationHigh(), p.destinationLow()),
                    p.sourcePort(),
                    p.destinationPort(),
                    p.protocol(),
                    p.ttl(),
                    p.ipId());
        }

        @Override
        public void add(Observation observation) {
            seen.add(observation);
        }
    }
}
