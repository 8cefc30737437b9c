// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.decode.Memory;
import io.doppelwatch.decode.ip.IpProtocol;
import io.doppelwatch.decode.ip.Ipv4Header;
import io.doppelwatch.decode.ip.TcpHeader;
import io.doppelwatch.decode.ip.UdpHeader;
import io.doppelwatch.decode.link.EtherType;
import io.doppelwatch.decode.link.Ethernet;
import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;

/**
 * Walks from a frame's first byte to the packet in it, in place and without allocation.
 *
 * <p>Lengths in headers are believed within the bytes that were captured, and padding behind them is left out. Checksums
 * are not verified: with offloading the card fills them in after the capture, so most outgoing packets of a host that
 * captures its own traffic have wrong ones. A header that contradicts its specification ends the walk with {@link
 * Packet.Kind#OTHER} and is counted.
 *
 * <p>Each layer is counted once for a frame, and only by the worker that owns the frame's shard, so that the counts of
 * all workers add up. {@link Counter#PACKETS} and {@link Counter#BYTES} are left to who reads the frames. Not
 * thread-safe.
 */
public final class Dissector {
    /** State is cut into so many shards, however many workers there are. */
    public static final int SHARDS = 16;

    /** Mask for a worker that owns all shards. */
    public static final int ALL_SHARDS = (1 << SHARDS) - 1;

    /** Layers read in one frame, tags and tunnels included. */
    public static final int MAX_LAYERS = 32;

    /** EtherType and the byte behind it where nothing special is needed: IPv4 without options, of any type of service. */
    private static final int PLAIN_MASK = 0xffff_ff00;

    private static final int PLAIN = EtherType.IPV4 << 16 | 0x4500;

    /** More fragments follow, or an offset, above TTL and protocol. */
    private static final int FRAGMENT_MASK = 0x3fff_0000;

    private static final Counter[] LAYER_COUNTERS = layerCounters();

    private final Memory memory = new Memory();
    private final Walk walk;
    private final Counters counters;
    private final int owned;

    /**
     * @param defragmenters one for each shard; those of shards that are not owned are not used and may be null
     * @param owned bit i set: this worker owns shard i
     */
    public Dissector(Defragmenter[] defragmenters, Counters counters, int owned) {
        if (defragmenters.length != SHARDS) {
            throw new IllegalArgumentException("one defragmenter for each of " + SHARDS + " shards");
        }
        this.walk = new Walk(defragmenters.clone(), owned);
        this.counters = counters;
        this.owned = owned;
    }

    /**
     * Finds the packet in a frame.
     *
     * @param packet filled where the frame's shard is owned; otherwise its content means nothing
     * @return whether the frame's shard is owned by this worker
     */
    public boolean dissect(Frame frame, Packet packet) {
        packet.frame = frame;
        if (frame.captured() >= MIN_PLAIN && frame.source().linkType() == LinkType.ETHERNET) {
            long at = memory.at(frame.data(), frame.offset(), frame.captured());
            if (at != Memory.NOWHERE) {
                int found = plain(frame, packet, at);
                if (found != Layer.OTHER) {
                    return found == Layer.FOUND;
                }
            }
        }
        return walk(frame, packet);
    }

    private static final int MIN_PLAIN = Ethernet.HEADER_LENGTH + Ipv4Header.MIN_LENGTH + UdpHeader.LENGTH;

    /**
     * The way of most packets, in one piece: Ethernet II with ARP, or with IPv4 without options and TCP or UDP that is no
     * tunnel. Says the same as the walk would.
     *
     * <p>Memory safety: {@code at} is the address of the frame's captured bytes, {@link #MIN_PLAIN} at least. What is read
     * before that many, at constant offsets, is there; the TCP header is read once its length is known to be there.
     *
     * @return FOUND, NOT_MINE, or OTHER for whatever needs the walk
     */
    private int plain(Frame frame, Packet packet, long at) {
        int typeAndVersion = Memory.i32(at + Ethernet.TYPE_OFFSET);
        if ((typeAndVersion & PLAIN_MASK) != PLAIN) {
            return typeAndVersion >>> 16 == EtherType.ARP ? arp(frame, packet, at) : Layer.OTHER;
        }
        long ip = at + Ethernet.HEADER_LENGTH;
        int lengthAndId = Memory.i32(ip + Ipv4Header.TOTAL_LENGTH_OFFSET);
        int fragmentTtlProtocol = Memory.i32(ip + Ipv4Header.FRAGMENT_OFFSET);
        if ((fragmentTtlProtocol & FRAGMENT_MASK) != 0) {
            return Layer.OTHER;
        }
        int total = lengthAndId >>> 16;
        int protocol = fragmentTtlProtocol & 0xff;
        long source = IpLayers.v4(Memory.i32(ip + Ipv4Header.SOURCE_OFFSET));
        long destination = IpLayers.v4(Memory.i32(ip + Ipv4Header.DESTINATION_OFFSET));
        // Without options the ports follow the addresses.
        int ports = Memory.i32(ip + Ipv4Header.MIN_LENGTH);
        int shard = IpLayers.shard(0, source, 0, destination);
        int captured = frame.captured();
        int there = captured - (Ethernet.HEADER_LENGTH + Ipv4Header.MIN_LENGTH);
        int length = total - Ipv4Header.MIN_LENGTH;
        if (length > there) {
            if (length - there > frame.original() - captured) {
                return Layer.OTHER;
            }
        } else {
            there = length;
        }
        int header;
        if (protocol == IpProtocol.TCP) {
            if (there < TcpHeader.MIN_LENGTH) {
                return Layer.OTHER;
            }
            long tcp = ip + Ipv4Header.MIN_LENGTH;
            int control = Memory.u16(tcp + TcpHeader.DATA_OFFSET);
            header = TcpHeader.headerLength(control);
            if (header < TcpHeader.MIN_LENGTH || header > there) {
                return Layer.OTHER;
            }
            if ((owned >>> shard & 1) == 0) {
                return Layer.NOT_MINE;
            }
            packet.sequence = Memory.i32(tcp + TcpHeader.SEQUENCE_OFFSET);
            packet.acknowledgement = Memory.i32(tcp + TcpHeader.ACKNOWLEDGEMENT_OFFSET);
            packet.tcpFlags = TcpHeader.flags(control);
            packet.kind = Packet.Kind.TCP;
            counters.increment(Counter.DECODER_TCP);
        } else if (protocol == IpProtocol.UDP && there >= UdpHeader.LENGTH) {
            header = UdpHeader.LENGTH;
            int udp = Memory.u16(ip + Ipv4Header.MIN_LENGTH + UdpHeader.LENGTH_OFFSET);
            if (udp < UdpHeader.LENGTH || udp > length || UdpTunnels.port(ports >>> 16, ports & 0xffff)) {
                return Layer.OTHER;
            }
            if ((owned >>> shard & 1) == 0) {
                return Layer.NOT_MINE;
            }
            length = udp;
            there = Math.min(there, udp);
            packet.sequence = 0;
            packet.acknowledgement = 0;
            packet.tcpFlags = 0;
            packet.kind = Packet.Kind.UDP;
            counters.increment(Counter.DECODER_UDP);
        } else {
            return Layer.OTHER;
        }
        packet.sourcePort = ports >>> 16;
        packet.destinationPort = ports & 0xffff;
        packet.path = Path.NONE;
        packet.shard = shard;
        long macs = Memory.i64(at);
        packet.destinationMac = macs >>> 16;
        packet.sourceMac = (macs & 0xffff) << 32 | Memory.i32(at + 8) & 0xffff_ffffL;
        packet.ipVersion = 4;
        packet.sourceHigh = 0;
        packet.sourceLow = source;
        packet.destinationHigh = 0;
        packet.destinationLow = destination;
        packet.ttl = fragmentTtlProtocol >>> 8 & 0xff;
        packet.ipId = lengthAndId & 0xffff;
        packet.protocol = protocol;
        packet.reassembled = false;
        packet.buffer = frame.data();
        packet.payload = frame.offset() + Ethernet.HEADER_LENGTH + Ipv4Header.MIN_LENGTH + header;
        packet.payloadCaptured = there - header;
        packet.payloadLength = length - header;
        counters.increment(Counter.DECODER_ETHERNET);
        counters.increment(Counter.DECODER_IPV4);
        return Layer.FOUND;
    }

    /** ARP straight in Ethernet II, which has no shard of its own and is the first's. */
    private int arp(Frame frame, Packet packet, long at) {
        long destination = Memory.i64(at) >>> 16;
        if (EthernetLayers.isIsl(destination)) {
            return Layer.OTHER;
        }
        if ((owned & 1) == 0) {
            return Layer.NOT_MINE;
        }
        packet.nothing(frame);
        packet.destinationMac = destination;
        packet.sourceMac = Memory.i64(at + 6) >>> 16;
        packet.kind = Packet.Kind.ARP;
        packet.payload = frame.offset() + Ethernet.HEADER_LENGTH;
        packet.payloadCaptured = frame.captured() - Ethernet.HEADER_LENGTH;
        packet.payloadLength = Math.max(frame.captured(), frame.original()) - Ethernet.HEADER_LENGTH;
        counters.increment(Counter.DECODER_ETHERNET);
        counters.increment(Counter.DECODER_ARP);
        return Layer.FOUND;
    }

    private boolean walk(Frame frame, Packet packet) {
        Walk w = walk;
        w.start(frame, packet);
        int layer = LinkLayers.first(w, frame.source().linkType());
        int depth = 0;
        while (layer >= 0 && depth < MAX_LAYERS) {
            w.see(layer);
            layer = step(w, layer);
            depth++;
        }
        if (layer == Layer.NOT_MINE || !w.sharded && (owned & 1) == 0) {
            return false;
        }
        count(w.seen, layer);
        if (layer == Layer.FRAGMENT) {
            packet.kind = Packet.Kind.FRAGMENT;
        }
        if (layer != Layer.FOUND) {
            packet.sourcePort = 0;
            packet.destinationPort = 0;
        }
        return true;
    }

    private static int step(Walk w, int layer) {
        return switch (layer) {
            case Layer.ETHERNET -> EthernetLayers.ethernet(w);
            case Layer.VLAN -> EthernetLayers.vlan(w);
            case Layer.QINQ -> EthernetLayers.qinq(w);
            case Layer.BACKBONE -> EthernetLayers.backbone(w);
            case Layer.E_TAG -> EthernetLayers.eTag(w);
            case Layer.VN_TAG -> EthernetLayers.vnTag(w);
            case Layer.VENDOR_TAG -> EthernetLayers.vendorTag(w);
            case Layer.MACSEC -> EthernetLayers.macsec(w);
            case Layer.NSH -> EthernetLayers.nsh(w);
            case Layer.LLC -> LlcLayers.llc(w);
            case Layer.MPLS -> MplsLayers.mpls(w);
            case Layer.PPPOE -> PppLayers.pppoe(w);
            case Layer.PPP -> PppLayers.ppp(w);
            case Layer.CHDLC -> PppLayers.chdlc(w);
            case Layer.FRAME_RELAY -> PppLayers.frameRelay(w);
            case Layer.SLL -> LinkLayers.sll(w);
            case Layer.SLL2 -> LinkLayers.sll2(w);
            case Layer.NULL -> LinkLayers.nullOrLoop(w);
            case Layer.RAW -> LinkLayers.raw(w);
            case Layer.LINK -> LinkLayers.link(w);
            case Layer.WIFI -> WifiLayers.wifi(w);
            case Layer.ARP -> w.found(Packet.Kind.ARP);
            case Layer.IPV4 -> IpLayers.ipv4(w);
            case Layer.IPV6 -> IpLayers.ipv6(w);
            case Layer.IP_IN_IP -> TunnelLayers.ipInIp(w);
            case Layer.IPV6_IN_IP -> TunnelLayers.ipv6InIp(w);
            case Layer.AH -> IpLayers.ah(w);
            case Layer.TCP -> TransportLayers.tcp(w);
            case Layer.UDP -> TransportLayers.udp(w);
            case Layer.ICMP -> TransportLayers.icmp(w, 4, Packet.Kind.ICMP);
            case Layer.ICMPV6 -> TransportLayers.icmp(w, 6, Packet.Kind.ICMPV6);
            case Layer.VRRP -> w.found(Packet.Kind.VRRP);
            case Layer.LACP -> w.found(Packet.Kind.LACP);
            case Layer.GRE -> TunnelLayers.gre(w);
            case Layer.ERSPAN_II -> TunnelLayers.erspanII(w);
            case Layer.ERSPAN_III -> TunnelLayers.erspanIII(w);
            case Layer.ETHERIP -> TunnelLayers.etherIp(w);
            case Layer.L2TP_V3 -> TunnelLayers.l2tpV3(w);
            case Layer.VXLAN -> UdpTunnels.vxlan(w);
            case Layer.VXLAN_GPE -> UdpTunnels.vxlanGpe(w);
            case Layer.GENEVE -> UdpTunnels.geneve(w);
            case Layer.GTP_U -> UdpTunnels.gtpU(w);
            case Layer.TEREDO -> UdpTunnels.teredo(w);
            case Layer.L2TP -> UdpTunnels.l2tp(w);
            case Layer.CAPWAP -> UdpTunnels.capwap(w);
            case Layer.LISP -> UdpTunnels.lisp(w);
            case Layer.GTP_V0 -> UdpTunnels.gtpV0(w);
            case Layer.AYIYA -> UdpTunnels.ayiya(w);
            case Layer.PIM -> TunnelLayers.pim(w);
            case Layer.TZSP -> UdpTunnels.tzsp(w);
            default -> Layer.OTHER;
        };
    }

    private void count(long seen, int end) {
        for (long rest = seen; rest != 0; rest &= rest - 1) {
            Counter counter = LAYER_COUNTERS[Long.numberOfTrailingZeros(rest)];
            if (counter != null) {
                counters.increment(counter);
            }
        }
        if (end >= 0) {
            counters.increment(Counter.DECODER_TOO_MANY_LAYERS);
        } else if (end == Layer.INVALID) {
            counters.increment(Counter.DECODER_INVALID);
        } else if (end == Layer.TRUNCATED) {
            counters.increment(Counter.DECODER_TRUNCATED);
        } else if (end == Layer.UNKNOWN_LINK) {
            counters.increment(Counter.DECODER_UNKNOWN_LINK);
        }
    }

    private static Counter[] layerCounters() {
        Counter[] c = new Counter[Layer.COUNT];
        c[Layer.ETHERNET] = Counter.DECODER_ETHERNET;
        c[Layer.TAGGED] = Counter.DECODER_VLAN;
        c[Layer.TOO_LONG] = Counter.DECODER_TOO_LONG;
        c[Layer.TAGGED_TWICE] = Counter.DECODER_VLAN_QINQ;
        c[Layer.BACKBONE] = Counter.DECODER_BACKBONE;
        c[Layer.E_TAG] = Counter.DECODER_ETAG;
        c[Layer.VN_TAG] = Counter.DECODER_VNTAG;
        c[Layer.LLC] = Counter.DECODER_LLC;
        c[Layer.MPLS] = Counter.DECODER_MPLS;
        c[Layer.PPPOE] = Counter.DECODER_PPPOE;
        c[Layer.PPP] = Counter.DECODER_PPP;
        c[Layer.CHDLC] = Counter.DECODER_CHDLC;
        c[Layer.FRAME_RELAY] = Counter.DECODER_FRAME_RELAY;
        c[Layer.SLL] = Counter.DECODER_SLL;
        c[Layer.SLL2] = Counter.DECODER_SLL2;
        c[Layer.NULL] = Counter.DECODER_NULL;
        c[Layer.RAW] = Counter.DECODER_RAW;
        c[Layer.WIFI] = Counter.DECODER_WIFI;
        c[Layer.ARP] = Counter.DECODER_ARP;
        c[Layer.IPV4] = Counter.DECODER_IPV4;
        c[Layer.IPV6] = Counter.DECODER_IPV6;
        c[Layer.IPV4_IN_IPV4] = Counter.DECODER_IPV4_IN_IPV4;
        c[Layer.IPV6_IN_IPV4] = Counter.DECODER_IPV6_IN_IPV4;
        c[Layer.IPV4_IN_IPV6] = Counter.DECODER_IPV4_IN_IPV6;
        c[Layer.IPV6_IN_IPV6] = Counter.DECODER_IPV6_IN_IPV6;
        c[Layer.AH] = Counter.DECODER_AH;
        c[Layer.TCP] = Counter.DECODER_TCP;
        c[Layer.UDP] = Counter.DECODER_UDP;
        c[Layer.ICMP] = Counter.DECODER_ICMPV4;
        c[Layer.ICMPV6] = Counter.DECODER_ICMPV6;
        c[Layer.IGMP] = Counter.DECODER_IGMP;
        c[Layer.SCTP] = Counter.DECODER_SCTP;
        c[Layer.VRRP] = Counter.DECODER_VRRP;
        c[Layer.LACP] = Counter.DECODER_LACP;
        c[Layer.ESP] = Counter.DECODER_ESP;
        c[Layer.GRE] = Counter.DECODER_GRE;
        c[Layer.ERSPAN_II] = Counter.DECODER_ERSPAN;
        c[Layer.ERSPAN_III] = Counter.DECODER_ERSPAN;
        c[Layer.VXLAN] = Counter.DECODER_VXLAN;
        c[Layer.GENEVE] = Counter.DECODER_GENEVE;
        c[Layer.TEREDO] = Counter.DECODER_TEREDO;
        c[Layer.NSH] = Counter.DECODER_NSH;
        c[Layer.GTP_U] = Counter.DECODER_GTP_U;
        c[Layer.VXLAN_GPE] = Counter.DECODER_VXLAN;
        c[Layer.L2TP_V3] = Counter.DECODER_L2TP;
        c[Layer.GTP_V0] = Counter.DECODER_GTP_U;
        c[Layer.L2TP] = Counter.DECODER_L2TP;
        c[Layer.CAPWAP] = Counter.DECODER_CAPWAP;
        c[Layer.UNKNOWN_ETHERTYPE] = Counter.DECODER_UNKNOWN_ETHERTYPE;
        return c;
    }
}
