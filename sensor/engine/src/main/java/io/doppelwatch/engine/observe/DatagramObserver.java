// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.dhcp.Dhcp6Message;
import io.doppelwatch.decode.dhcp.DhcpPacket;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.netbios.NbnsMessage;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBufUtil;

/** States the messages of the UDP services that say who owns a name or an address. One for each state shard. */
public final class DatagramObserver {
    private final Counters counters;
    private final RedundancyObserver redundancy;
    private final DnsObserver dns;
    private final DnsPorts dnsPorts;
    private final DhcpPacket dhcp = new DhcpPacket();
    private final Dhcp6Message dhcp6 = new Dhcp6Message();

    public DatagramObserver(Counters counters, DnsPorts dnsPorts) {
        this.dnsPorts = dnsPorts;
        this.counters = counters;
        dns = new DnsObserver(counters);
        redundancy = new RedundancyObserver(counters);
    }

    /** @param packet of kind {@link Packet.Kind#UDP} */
    public void datagram(Packet packet, Facts facts) {
        switch (service(packet)) {
            case NONE -> {}
            case DNS -> dns.datagram(packet, facts);
            case MDNS -> {
                if (hasHeader(packet)) {
                    facts.add(new MdnsSeen(facts.where(packet), copy(packet)));
                }
            }
            case LLMNR -> {
                if (hasHeader(packet)) {
                    facts.add(new LlmnrSeen(facts.where(packet), copy(packet)));
                }
            }
            case NBNS -> {
                if (packet.payloadCaptured() >= NbnsMessage.HEADER_LENGTH) {
                    facts.add(new NbnsSeen(facts.where(packet), copy(packet)));
                } else {
                    counters.increment(Counter.NBNS_TOO_SMALL);
                }
            }
            case DHCP -> {
                dhcp.wrap(packet.buffer(), packet.payload(), packet.payloadCaptured());
                if (dhcp.ok()) {
                    facts.add(new DhcpSeen(facts.where(packet), dhcp.messageType(), copy(packet)));
                } else {
                    counters.increment(Counter.DHCP_TOO_SMALL);
                }
            }
            case HSRP -> redundancy.hsrp(packet, facts);
            case GLBP -> redundancy.glbp(packet, facts);
            case DHCPV6 -> {
                dhcp6.wrap(packet.buffer(), packet.payload(), packet.payloadCaptured());
                if (dhcp6.ok()) {
                    facts.add(new Dhcpv6Seen(facts.where(packet), copy(packet)));
                } else {
                    counters.increment(Counter.DHCPV6_TOO_SMALL);
                }
            }
        }
    }

    /** A port that was asked for is DNS, whatever else it is known for; but what goes to a group is mDNS or LLMNR still. */
    private UdpService service(Packet packet) {
        UdpService known = UdpService.of(packet.sourcePort(), packet.destinationPort());
        return dnsPorts.askedFor(packet) && !(known != UdpService.NONE && isGroup(packet)) ? UdpService.DNS : known;
    }

    /** RFC 5771: 224.0.0.0/4; RFC 4291, 2.7: ff00::/8. */
    private static boolean isGroup(Packet p) {
        return p.ipVersion() == 4 ? (p.destinationLow() >>> 28 & 0xf) == 0xe : p.destinationHigh() >>> 56 == 0xff;
    }

    private boolean hasHeader(Packet packet) {
        boolean whole = DnsMessage.looksLikeDns(packet.payloadCaptured());
        if (!whole) {
            counters.increment(Counter.DNS_TOO_SMALL);
        }
        return whole;
    }

    private static byte[] copy(Packet packet) {
        return ByteBufUtil.getBytes(packet.buffer(), packet.payload(), packet.payloadCaptured());
    }
}
