// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.util.ArrayList;
import java.util.List;

/**
 * One frame, written from the outside in:
 *
 * <pre>{@code
 * byte[] frame = Craft.ethernet("02:00:00:00:00:21", "02:00:00:00:00:53")
 *     .vlan(7)
 *     .ipv4("10.77.0.21", "10.77.0.53")
 *     .udp(40000, 53)
 *     .data(Dns.query(0x1234, "analytics-hub.corp.test", Dns.A).bytes());
 * }</pre>
 *
 * Each step returns a new value, so a common beginning may be kept and used again. The protocol numbers between headers,
 * lengths and checksums follow from the order of the steps.
 */
public final class Craft {
    public static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

    private final List<Layer> layers;

    private Craft(List<Layer> layers) {
        this.layers = layers;
    }

    // Beginnings: what a link type starts with.

    /** DLT_EN10MB. */
    public static Craft ethernet(String source, String destination) {
        return new Craft(List.of()).with(Link.ethernet(source, destination));
    }

    /** DLT_RAW: the IP header is first. */
    public static Craft raw() {
        return new Craft(List.of());
    }

    /** DLT_LINUX_SLL; {@code packetType} 0 to us, 1 broadcast, 2 multicast, 3 to others, 4 from us. */
    public static Craft sll(int packetType, String source) {
        return new Craft(List.of()).with(Link.sll(packetType, source));
    }

    /** DLT_LINUX_SLL2. */
    public static Craft sll2(int packetType, int interfaceIndex, String source) {
        return new Craft(List.of()).with(Link.sll2(packetType, interfaceIndex, source));
    }

    /** DLT_NULL in the given byte order, or DLT_LOOP (big-endian). */
    public static Craft loopback(boolean littleEndian) {
        return new Craft(List.of()).with(Link.loopback(littleEndian));
    }

    /** DLT_PPP with address and control field. */
    public static Craft ppp() {
        return new Craft(List.of()).with(Link.ppp(true));
    }

    /** DLT_IEEE802_11_RADIO: a minimal radiotap header, then a data frame from station to access point, LLC/SNAP. */
    public static Craft radiotap(String source, String destination, String bssid) {
        return new Craft(List.of()).with(Link.radiotap(source, destination, bssid));
    }

    // Tags and encapsulations.

    /** An Ethernet header inside something else. */
    public Craft innerEthernet(String source, String destination) {
        return with(Link.ethernet(source, destination));
    }

    /** IEEE 802.1Q, TPID 0x8100. */
    public Craft vlan(int id) {
        return vlan(0x8100, id);
    }

    /** A tag of another TPID, as 0x88a8 (802.1ad) or 0x9100. */
    public Craft vlan(int tpid, int id) {
        return with(Link.vlan(tpid, id));
    }

    /** IEEE 802.1ah I-TAG; an inner Ethernet header follows. */
    public Craft backbone(int isid) {
        return with(Link.backbone(isid));
    }

    /** 802.3 length, LLC AA-AA-03 and SNAP instead of an EtherType: only directly after {@link #ethernet}. */
    public Craft llcSnap() {
        return with(Link.llcSnap());
    }

    /** MPLS unicast label stack (RFC 3032). */
    public Craft mpls(int... labels) {
        return with(Link.mpls(labels));
    }

    /** PPPoE session (RFC 2516) with PPP. */
    public Craft pppoe(int session) {
        return with(Link.pppoe(session)).with(Link.ppp(false));
    }

    public Craft ipv4(String source, String destination) {
        return with(new Ipv4Options(source, destination).layer());
    }

    public Craft ipv4(Ipv4Options options) {
        return with(options.layer());
    }

    public Craft ipv6(String source, String destination) {
        return with(Net.ipv6(source, destination, 64));
    }

    public Craft ipv6(String source, String destination, int hopLimit) {
        return with(Net.ipv6(source, destination, hopLimit));
    }

    /** An IPv6 hop-by-hop (0), routing (43) or destination (60) header with padding only. */
    public Craft ipv6Extension(int protocol, int octets) {
        return with(Net.ipv6Extension(protocol, octets));
    }

    /** An IPv6 fragment header; {@code offset} in bytes, a multiple of 8. */
    public Craft ipv6Fragment(int protocol, int offset, boolean more, long id) {
        return with(Net.ipv6Fragment(protocol, offset, more, id));
    }

    /** Authentication Header (RFC 4302) with a 12-byte value. */
    public Craft ah(long spi) {
        return with(Net.ah(spi));
    }

    public Craft udp(int source, int destination) {
        return with(Net.udp(source, destination));
    }

    /** @param flags see {@link Tcp} */
    public Craft tcp(int source, int destination, long sequence, long acknowledgement, int flags) {
        return with(Net.tcp(source, destination, sequence, acknowledgement, flags, 64_240));
    }

    public Craft icmp(int type, int code) {
        return with(Net.icmp(1, type, code));
    }

    public Craft icmpv6(int type, int code) {
        return with(Net.icmp(58, type, code));
    }

    /** GRE (RFC 2784) without optional fields. */
    public Craft gre() {
        return with(Tunnels.gre());
    }

    /** GRE with key (RFC 2890); with a VSID in its upper 24 bits and an inner Ethernet header it is NVGRE. */
    public Craft gre(long key) {
        return with(Tunnels.gre(key));
    }

    /** ERSPAN type I: GRE 0x88be without a sequence number. */
    public Craft erspan1() {
        return with(Tunnels.erspan1());
    }

    public Craft erspan2(int vlan, int session, long sequence) {
        return with(Tunnels.erspan2(vlan, session, sequence));
    }

    public Craft erspan3(int vlan, int session, long sequence) {
        return with(Tunnels.erspan3(vlan, session, sequence));
    }

    /** UDP 4789 and a VXLAN header (RFC 7348). */
    public Craft vxlan(int vni) {
        return udp(49_152 + (vni & 0xfff), 4789).with(Tunnels.vxlan(vni));
    }

    /** UDP 6081 and a Geneve header (RFC 8926) without options. */
    public Craft geneve(int vni) {
        return udp(49_152 + (vni & 0xfff), 6081).with(Tunnels.geneve(vni));
    }

    /** UDP 2152 and a GTP-U header (3GPP TS 29.281). */
    public Craft gtpU(long teid) {
        return udp(2152, 2152).with(Tunnels.gtpU(teid));
    }

    /** UDP 3544; an IPv6 packet follows (RFC 4380). */
    public Craft teredo() {
        return udp(49_999, 3544);
    }

    // Ends.

    /** The frame with these bytes as its innermost payload. */
    public byte[] data(byte... payload) {
        byte[] bytes = payload;
        Layer next = Layer.DATA;
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            bytes = layer.wrapper().wrap(bytes, next);
            next = layer;
        }
        return bytes;
    }

    /** The frame around an ARP packet. */
    public byte[] arp(Arp arp) {
        return with(new Layer(0x0806, Layer.NONE, (payload, next) -> payload)).data(arp.bytes());
    }

    /** The frame around bytes of another EtherType. */
    public byte[] etherType(int type, byte... payload) {
        return with(new Layer(type, Layer.NONE, (p, next) -> p)).data(payload);
    }

    /** The frame around bytes of another IP protocol. */
    public byte[] protocol(int number, byte... payload) {
        return with(new Layer(Layer.NONE, number, (p, next) -> p)).data(payload);
    }

    /** The frame around another whole Ethernet frame, as a tunnel or a remote mirror carries it. */
    public byte[] carrying(byte[] ethernetFrame) {
        return with(new Layer(0x6558, 143, (p, next) -> p)).data(ethernetFrame);
    }

    /** Padded with zeros to the 60 bytes an Ethernet frame has at least (without its check sequence). */
    public static byte[] padded(byte[] frame) {
        return frame.length >= 60
                ? frame
                : new Bytes().put(frame).zeros(60 - frame.length).toArray();
    }

    Craft with(Layer layer) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Craft(List.copyOf(more));
    }
}
