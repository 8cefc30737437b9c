// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import static io.doppelwatch.engine.dissect.Bench.hex;
import static io.doppelwatch.engine.dissect.Bench.join;

import io.doppelwatch.decode.link.LinkType;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame for each way a packet may be wrapped: link headers, tags and tunnels as the standards write them, around the
 * same inner packet. Bytes of our own.
 */
final class Samples {
    /** From 10.77.0.21 port 40000 to 10.77.0.53 port 53. */
    static final byte[] UDP4 = ip4(17, udp(40000, 53, hex("deadbeef")));

    /** From fe80::21 port 5353 to fe80::53 port 5353. */
    static final byte[] UDP6 = ip6(17, udp(5353, 5353, hex("deadbeef")));

    static final byte[] ARP = hex("0001 0800 06 04 0001 020000000021 0a4d0015 000000000000 0a4d0035");
    static final byte[] SYN = ip4(6, hex("9c40 01bb 11223344 00000000 60 02 ffff 0000 0000 020405b4"));
    static final byte[] PING = ip4(1, hex("0800 f7ff 0000 0000"));
    static final byte[] ND = ip6(58, hex("8700 0000 00000000 fe800000000000000000000000000053"));

    private static final String OUTER_MACS = "0200000000bb 0200000000aa";
    private static final String INNER_MACS = "020000000053 020000000021";
    private static final String NO_MAC = "";
    private static final String OUTER = "02:00:00:00:00:aa";
    private static final String INNER = "02:00:00:00:00:21";

    /**
     * @param path what the packet's path must read
     * @param sourceMac the innermost one, empty for none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Sample(String name, int linkType, byte[] frame, Packet.Kind kind, String path, String sourceMac) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    private Samples() {}

    static List<Sample> all() {
        Samples s = new Samples();
        s.plain();
        s.tags();
        s.links();
        s.serial();
        s.wireless();
        s.pseudo();
        s.ip();
        s.gre();
        s.udpTunnels();
        return s.samples;
    }

    static byte[] ip4(int protocol, byte[] payload) {
        return join(
                hex("45 00"),
                u16(20 + payload.length),
                hex("1234 0000 40"),
                u8(protocol),
                hex("0000 0a4d0015 0a4d0035"),
                payload);
    }

    static byte[] ip6(int next, byte[] payload) {
        return join(
                hex("60000000"),
                u16(payload.length),
                u8(next),
                hex("ff fe800000000000000000000000000021 fe800000000000000000000000000053"),
                payload);
    }

    static byte[] udp(int source, int destination, byte[] payload) {
        return join(u16(source), u16(destination), u16(8 + payload.length), hex("0000"), payload);
    }

    static byte[] u8(int value) {
        return new byte[] {(byte) value};
    }

    static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    /** Inner Ethernet. */
    static byte[] frame(String type, byte[] payload) {
        return join(hex(INNER_MACS + type), payload);
    }

    private void add(String name, int linkType, Packet.Kind kind, String path, String mac, byte[]... parts) {
        samples.add(new Sample(name, linkType, join(parts), kind, path, mac));
    }

    /** Around an IPv4 UDP packet. */
    private void wrap(String name, int linkType, String header, String path, String mac) {
        add(name, linkType, Packet.Kind.UDP, path, mac, hex(header), UDP4);
    }

    /** In Ethernet and IPv4, by IP protocol. */
    private void overIp(String name, int protocol, String path, String mac, byte[]... parts) {
        add(name, LinkType.ETHERNET, Packet.Kind.UDP, path, mac, hex(OUTER_MACS + "0800"), ip4(protocol, join(parts)));
    }

    /** In Ethernet, IPv4 and UDP. */
    private void overUdp(String name, int port, String path, String mac, byte[]... parts) {
        byte[] datagram = udp(49152, port, join(parts));
        add(name, LinkType.ETHERNET, Packet.Kind.UDP, path, mac, hex(OUTER_MACS + "0800"), ip4(17, datagram));
    }

    private void plain() {
        wrap("Ethernet II", LinkType.ETHERNET, OUTER_MACS + "0800", "", OUTER);
        add("TCP", LinkType.ETHERNET, Packet.Kind.TCP, "", OUTER, hex(OUTER_MACS + "0800"), SYN);
        add("ICMP", LinkType.ETHERNET, Packet.Kind.ICMP, "", OUTER, hex(OUTER_MACS + "0800"), PING);
        add("IPv6", LinkType.ETHERNET, Packet.Kind.UDP, "", OUTER, hex(OUTER_MACS + "86dd"), UDP6);
        add("ICMPv6", LinkType.ETHERNET, Packet.Kind.ICMPV6, "", OUTER, hex(OUTER_MACS + "86dd"), ND);
        add("ARP", LinkType.ETHERNET, Packet.Kind.ARP, "", OUTER, hex(OUTER_MACS + "0806"), ARP);
        add("RARP", LinkType.ETHERNET, Packet.Kind.ARP, "", OUTER, hex(OUTER_MACS + "8035"), ARP);
        wrap("802.3, LLC, SNAP", LinkType.ETHERNET, OUTER_MACS + "0028 aaaa03 000000 0800", "", OUTER);
        wrap("802.3, LLC with SAP 6", LinkType.ETHERNET, OUTER_MACS + "0023 060603", "", OUTER);
        wrap("802.3, bridge tunnel OUI", LinkType.ETHERNET, OUTER_MACS + "0028 aaaa03 0000f8 0800", "", OUTER);
        wrap("LLC of a jumbo frame", LinkType.ETHERNET, OUTER_MACS + "8870 aaaa03 000000 0800", "", OUTER);
    }

    private void tags() {
        wrap("VLAN", LinkType.ETHERNET, OUTER_MACS + "8100 600a 0800", "vlan:10", OUTER);
        wrap("VLAN, then LLC", LinkType.ETHERNET, OUTER_MACS + "8100 000a 0028 aaaa03 000000 0800", "vlan:10", OUTER);
        wrap("QinQ 802.1ad", LinkType.ETHERNET, OUTER_MACS + "88a8 0064 8100 000a 0800", "qinq:100/vlan:10", OUTER);
        wrap("QinQ 0x9100", LinkType.ETHERNET, OUTER_MACS + "9100 0064 8100 000a 0800", "qinq:100/vlan:10", OUTER);
        wrap(
                "QinQ 0x8100 twice",
                LinkType.ETHERNET,
                OUTER_MACS + "8100 0064 8100 000a 0800",
                "vlan:100/vlan:10",
                OUTER);
        wrap(
                "802.1ah",
                LinkType.ETHERNET,
                OUTER_MACS + "88a8 0064 88e7 00 012345" + INNER_MACS + "0800",
                "qinq:100/isid:74565",
                INNER);
        wrap("E-TAG", LinkType.ETHERNET, OUTER_MACS + "893f 0001 0002 0000 0800", "", OUTER);
        wrap("VN-Tag", LinkType.ETHERNET, OUTER_MACS + "8926 00010002 0800", "", OUTER);
        wrap("802.1CB", LinkType.ETHERNET, OUTER_MACS + "f1c1 0000 0001 0800", "", OUTER);
        wrap("Cisco metadata", LinkType.ETHERNET, OUTER_MACS + "8909 0101 0001 0010 0800", "", OUTER);
        wrap("FabricPath", LinkType.ETHERNET, OUTER_MACS + "8903 0a20" + INNER_MACS + "0800", "", INNER);
        wrap("Arista, 64 bits", LinkType.ETHERNET, OUTER_MACS + "d28b 0001 0010 0000000000000001 0800", "", OUTER);
        wrap("Arista, 48 bits", LinkType.ETHERNET, OUTER_MACS + "d28b 0001 0020 000000000001 0800", "", OUTER);
        wrap("MACsec in the clear", LinkType.ETHERNET, OUTER_MACS + "88e5 00 00 00000001 0800", "", OUTER);
        wrap("MACsec, SCI", LinkType.ETHERNET, OUTER_MACS + "88e5 20 00 00000001 0200000000aa0001 0800", "", OUTER);
        wrap("NSH", LinkType.ETHERNET, OUTER_MACS + "894f 0fc2 02 01 000001ff", "", OUTER);
        wrap(
                "ISL",
                LinkType.ETHERNET,
                "01000c0000 00 0200000000bb 0050 aaaa03 020000 0014 0000 0000" + INNER_MACS + "0800",
                "vlan:10",
                INNER);
        wrap("MPLS", LinkType.ETHERNET, OUTER_MACS + "8847 00064 0 40 00065 1 40", "mpls:0", OUTER);
        wrap(
                "MPLS, pseudowire with control word",
                LinkType.ETHERNET,
                OUTER_MACS + "8847 00064 1 40 00000007" + INNER_MACS + "0800",
                "mpls:0",
                INNER);
        wrap(
                "MPLS, pseudowire without control word",
                LinkType.ETHERNET,
                OUTER_MACS + "8847 00064 1 40" + INNER_MACS + "0800",
                "mpls:0",
                INNER);
        wrap(
                "MPLS, pseudowire to an address that starts like IPv4",
                LinkType.ETHERNET,
                OUTER_MACS + "8847 00064 1 40 460000000053 020000000021 0800",
                "mpls:0",
                INNER);
        wrap("PPPoE", LinkType.ETHERNET, OUTER_MACS + "8864 11 00 0539 0022 0021", "pppoe:1337", OUTER);
    }

    private void links() {
        wrap("NULL, little-endian", LinkType.NULL, "02000000", "", NO_MAC);
        wrap("NULL, big-endian", LinkType.NULL, "00000002", "", NO_MAC);
        for (int family : new int[] {10, 24, 28, 30}) {
            byte[] header = {(byte) family, 0, 0, 0};
            add("NULL, IPv6 as " + family, LinkType.NULL, Packet.Kind.UDP, "", NO_MAC, header, UDP6);
        }
        wrap("LOOP", LinkType.LOOP, "00000002", "", NO_MAC);
        wrap("raw", LinkType.RAW, "", "", NO_MAC);
        wrap("raw, BSD", LinkType.RAW_BSD, "", "", NO_MAC);
        wrap("raw, OpenBSD", LinkType.RAW_OPENBSD, "", "", NO_MAC);
        wrap("IPv4", LinkType.IPV4, "", "", NO_MAC);
        add("raw IPv6", LinkType.RAW, Packet.Kind.UDP, "", NO_MAC, UDP6);
        add("IPv6 alone", LinkType.IPV6, Packet.Kind.UDP, "", NO_MAC, UDP6);
        wrap("SLL", LinkType.LINUX_SLL, "0000 0001 0006 0200000000aa 0000 0800", "", OUTER);
        wrap("SLL, LLC", LinkType.LINUX_SLL, "0000 0001 0006 0200000000aa 0000 0004 aaaa03 000000 0800", "", OUTER);
        wrap("SLL, VLAN", LinkType.LINUX_SLL, "0000 0001 0006 0200000000aa 0000 8100 000a 0800", "vlan:10", OUTER);
        wrap("SLL2", LinkType.LINUX_SLL2, "0800 0000 00000002 0001 00 06 0200000000aa 0000", "", OUTER);
        add(
                "SLL2, ARP",
                LinkType.LINUX_SLL2,
                Packet.Kind.ARP,
                "",
                OUTER,
                hex("0806 0000 00000002 0001 01 06 0200000000aa 0000"),
                ARP);
        wrap("token ring", LinkType.TOKEN_RING, "10 40" + OUTER_MACS + "aaaa03 000000 0800", "", OUTER);
        wrap(
                "token ring, source route",
                LinkType.TOKEN_RING,
                "10 40 0200000000bb 8200000000aa 0630 0011 0020 aaaa03 000000 0800",
                "",
                OUTER);
        wrap("FDDI", LinkType.FDDI, "50" + OUTER_MACS + "aaaa03 000000 0800", "", OUTER);
        wrap("ARCNET, RFC 1201", LinkType.ARCNET_BSD, "0a 0b d4 00 0001", "", NO_MAC);
        wrap("ARCNET, RFC 1051", LinkType.ARCNET_BSD, "0a 0b f0", "", NO_MAC);
        wrap("ARCNET, Linux", LinkType.ARCNET_LINUX, "0a 0b 0000 d4 00 0001", "", NO_MAC);
        wrap("ATM, LLC", LinkType.ATM_RFC1483, "aaaa03 000000 0800", "", NO_MAC);
        wrap("ATM, bridged", LinkType.ATM_RFC1483, "aaaa03 0080c2 0007 0000" + INNER_MACS + "0800", "", INNER);
        wrap("ATM CLIP", LinkType.ATM_CLIP, "aaaa03 000000 0800", "", NO_MAC);
        wrap("SunATM", LinkType.SUNATM, "02 00 0021 aaaa03 000000 0800", "", NO_MAC);
        wrap("IEEE 1394", LinkType.APPLE_IEEE1394, "0001020304050607 08090a0b0c0d0e0f 0800", "", NO_MAC);
        wrap("InfiniBand", LinkType.IPOIB, "00".repeat(40) + "0800 0000", "", NO_MAC);
        wrap("DSA, tagged", LinkType.DSA, OUTER_MACS + "e0 00 000a 0800", "vlan:10", OUTER);
        wrap("DSA, untagged", LinkType.DSA, OUTER_MACS + "c0 00 0001 0800", "", OUTER);
        wrap("EDSA", LinkType.EDSA, OUTER_MACS + "dada 0000 e0 00 000a 0800", "vlan:10", OUTER);
        wrap("Broadcom tag", LinkType.BROADCOM_TAG, OUTER_MACS + "00000001 0800", "", OUTER);
        wrap("Broadcom tag before", LinkType.BROADCOM_TAG_PREPENDED, "00000001" + OUTER_MACS + "0800", "", OUTER);
    }

    private void serial() {
        wrap("PPP, bare", LinkType.PPP, "0021", "", NO_MAC);
        wrap("PPP, protocol of one byte", LinkType.PPP, "21", "", NO_MAC);
        wrap("PPP, HDLC-like", LinkType.PPP_HDLC, "ff03 0021", "", NO_MAC);
        wrap("PPP, MPLS", LinkType.PPP_HDLC, "ff03 0281 00064 1 40", "mpls:0", NO_MAC);
        wrap("PPP, multilink", LinkType.PPP, "ff03 003d c0 000001 21", "", NO_MAC);
        wrap("PPP, bridging", LinkType.PPP, "ff03 0031 00 01" + INNER_MACS + "0800", "", INNER);
        wrap("PPP, direction", LinkType.PPP_WITH_DIR, "00 ff03 0021", "", NO_MAC);
        wrap("Cisco HDLC under PPP", LinkType.PPP_HDLC, "0f00 0800", "", NO_MAC);
        wrap("Cisco HDLC", LinkType.C_HDLC, "0f00 0800", "", NO_MAC);
        wrap("Cisco HDLC, direction", LinkType.C_HDLC_WITH_DIR, "01 8f00 0800", "", NO_MAC);
        wrap("PPPoE alone", LinkType.PPP_ETHER, "11 00 0001 0022 0021", "pppoe:1", NO_MAC);
        wrap("frame relay, NLPID", LinkType.FRAME_RELAY, "1841 03 cc", "", NO_MAC);
        wrap("frame relay, SNAP", LinkType.FRAME_RELAY, "1841 03 00 80 000000 0800", "", NO_MAC);
        wrap(
                "frame relay, bridged",
                LinkType.FRAME_RELAY,
                "1841 03 00 80 0080c2 0007" + INNER_MACS + "0800",
                "",
                INNER);
        wrap("frame relay, four bytes of address", LinkType.FRAME_RELAY, "18400001 03 cc", "", NO_MAC);
        wrap("frame relay, Cisco", LinkType.FRAME_RELAY, "1841 0800", "", NO_MAC);
        wrap("frame relay, direction", LinkType.FRELAY_WITH_DIR, "00 1841 03 cc", "", NO_MAC);
    }

    private void wireless() {
        String llc = "aaaa03 000000 0800";
        // Frame control, duration, addresses 1 to 3, sequence control.
        String toDs = "0801 0000 0200000000cc 020000000021 020000000053 1000";
        String fromDs = "0802 0000 020000000053 0200000000cc 020000000021 1000";
        String adHoc = "0800 0000 020000000053 020000000021 0200000000cc 1000";
        String wds = "0803 0000 0200000000cc 0200000000dd 020000000053 1000 020000000021";
        String qos = "8801 0000 0200000000cc 020000000021 020000000053 1000 0000";
        wrap("802.11 to the access point", LinkType.IEEE802_11, toDs + llc, "", INNER);
        wrap("802.11 from the access point", LinkType.IEEE802_11, fromDs + llc, "", INNER);
        wrap("802.11 ad hoc", LinkType.IEEE802_11, adHoc + llc, "", INNER);
        wrap("802.11 between access points", LinkType.IEEE802_11, wds + llc, "", INNER);
        wrap("802.11 QoS", LinkType.IEEE802_11, qos + llc, "", INNER);
        wrap(
                "802.11 QoS with HT control",
                LinkType.IEEE802_11,
                "8881 0000 0200000000cc 020000000021 020000000053 1000 0000 00000000" + llc,
                "",
                INNER);
        wrap(
                "802.11 A-MSDU",
                LinkType.IEEE802_11,
                "8801 0000 0200000000cc 0200000000ee 0200000000cc 1000 8000" + INNER_MACS + "0028" + llc,
                "",
                INNER);
        wrap("radiotap", LinkType.RADIOTAP, "00 00 0800 00000000" + toDs + llc, "", INNER);
        wrap(
                "radiotap, flags behind a time stamp, aligned body",
                LinkType.RADIOTAP,
                "00 00 1a00 030000a0 00000080 00000000 0000000000000000 20 00" + qos + "0000" + llc,
                "",
                INNER);
        wrap("Prism", LinkType.PRISM, "44000000 90000000" + "00".repeat(136) + toDs + llc, "", INNER);
        wrap("AVS", LinkType.AVS, "80211001 00000040" + "00".repeat(56) + toDs + llc, "", INNER);
        wrap("AVS under Prism", LinkType.PRISM, "80211001 00000040" + "00".repeat(56) + toDs + llc, "", INNER);
        wrap("PPI, 802.11", LinkType.PPI, "00 00 0800 69000000" + toDs + llc, "", INNER);
    }

    private void pseudo() {
        wrap("PPI, Ethernet", LinkType.PPI, "00 00 0c00 01000000 0000 0000" + OUTER_MACS + "0800", "", OUTER);
        wrap("PKTAP", LinkType.PKTAP, "10000000 01000000 01000000 00000000" + OUTER_MACS + "0800", "", OUTER);
        wrap("PKTAP as USER2", LinkType.USER2, "0c000000 01000000 0c000000", "", NO_MAC);
        wrap("pflog", LinkType.PFLOG, "3d 02" + "00".repeat(62), "", NO_MAC);
        wrap("nflog", LinkType.NFLOG, "02 00 0000  0800 0100 0800 0100  0500 0a00 78 000000  2400 0900", "", NO_MAC);
        wrap("IPNET", LinkType.IPNET, "01 02" + "00".repeat(22), "", NO_MAC);
        wrap("SLIP", LinkType.SLIP, "00".repeat(16), "", NO_MAC);
        wrap("netANALYZER", LinkType.NETANALYZER, "00000000" + OUTER_MACS + "0800", "", OUTER);
        wrap(
                "netANALYZER, preamble",
                LinkType.NETANALYZER_TRANSPARENT,
                "00000000 55555555555555d5" + OUTER_MACS + "0800",
                "",
                OUTER);
        wrap("Juniper, Ethernet", LinkType.JUNIPER_ETHER, "4d4743 80 0003 010203" + OUTER_MACS + "0800", "", OUTER);
        wrap("Juniper, no link layer", LinkType.JUNIPER_ETHER, "4d4743 03 00000002", "", NO_MAC);
        wrap("Juniper, PPP", LinkType.JUNIPER_PPP, "4d4743 01 ff03 0021", "", NO_MAC);
        wrap("Juniper, Cisco HDLC", LinkType.JUNIPER_CHDLC, "4d4743 01 0f00 0800", "", NO_MAC);
        wrap("Juniper, frame relay", LinkType.JUNIPER_FRELAY, "4d4743 01 1841 03 cc", "", NO_MAC);
    }

    private void ip() {
        wrap(
                "IPv4 with options",
                LinkType.ETHERNET,
                OUTER_MACS + "0800 46 00 0038 1234 0000 40 04 0000 0a4d0015 0a4d0035 94040000",
                "ipip:0",
                OUTER);
        // Next header, length 0, padding of 4 bytes.
        String options = "%s 00 010400000000";
        byte[] udp = udp(5353, 5353, hex("deadbeef"));
        byte[] extensions = join(
                hex(options.formatted("2b")), // hop by hop, then routing
                hex("3c 00 0400 00000000"), // routing, then destination options
                hex(options.formatted("87")), // destination options, then mobility
                hex("8b 00 0000 00000000"), // mobility, then HIP
                hex("8c 00 0000 00000000"), // HIP, then shim6
                hex("2c 00 0000 00000000"), // shim6, then fragment
                hex("11 00 0000 00000001"), // a fragment that is the whole (RFC 6946), then UDP
                udp);
        add(
                "IPv6 with every extension header",
                LinkType.ETHERNET,
                Packet.Kind.UDP,
                "",
                OUTER,
                hex(OUTER_MACS + "86dd"),
                ip6(0, extensions));
        add(
                "IPv6, AH",
                LinkType.ETHERNET,
                Packet.Kind.UDP,
                "ah:0",
                OUTER,
                hex(OUTER_MACS + "86dd"),
                ip6(51, join(hex("11 04 0000 00000001 00000001 000000000000000000000000"), udp)));
        overIp(
                "AH",
                51,
                "ah:0",
                OUTER,
                hex("11 04 0000 00000001 00000001 000000000000000000000000"),
                udp(40000, 53, hex("deadbeef")));
        overIp("IP in IP", 4, "ipip:0", OUTER, UDP4);
        overIp("6in4", 41, "6in4:0", OUTER, UDP6);
        overIp("IP in IP, old number", 94, "ipip:0", OUTER, UDP4);
        overIp("EtherIP", 97, "other:0", INNER, hex("3000"), frame("0800", UDP4));
        overIp("Ethernet in IP", 143, "", INNER, frame("0800", UDP4));
        overIp("MPLS in IP", 137, "mpls:0", OUTER, hex("00064 1 40"), UDP4);
        overIp("PIM register", 103, "other:0", OUTER, hex("2100 0000 00000000"), UDP4);
        overIp("L2TPv3", 115, "l2tp:0", INNER, hex("00000001"), frame("0800", UDP4));
        overIp(
                "L2TPv3 with cookie and sublayer",
                115,
                "l2tp:0",
                INNER,
                hex("00000001 cccccccccccccccc 40000001"),
                frame("0800", UDP4));
        add("4in6", LinkType.ETHERNET, Packet.Kind.UDP, "ipip:0", OUTER, hex(OUTER_MACS + "86dd"), ip6(4, UDP4));
        add("6in6", LinkType.ETHERNET, Packet.Kind.UDP, "ipip:0", OUTER, hex(OUTER_MACS + "86dd"), ip6(41, UDP6));
    }

    private void gre() {
        overIp("GRE", 47, "gre:0", OUTER, hex("0000 0800"), UDP4);
        overIp("GRE, key", 47, "gre:305419896", OUTER, hex("2000 0800 12345678"), UDP4);
        overIp("GRE, checksum, key, sequence", 47, "gre:7", OUTER, hex("b000 0800 00000000 00000007 00000001"), UDP4);
        overIp("GRE, routing", 47, "gre:0", OUTER, hex("4000 0800 00000000 0002 00 04 0a000001 0000 00 00"), UDP4);
        overIp("GRE, Ethernet", 47, "gre:5", INNER, hex("2000 6558 00000005"), frame("0800", UDP4));
        overIp("NVGRE", 47, "nvgre:5001", INNER, hex("2000 6558 001389 07"), frame("0800", UDP4));
        overIp("PPTP", 47, "gre:0", OUTER, hex("3081 880b 0024 0001 00000001 00000001 ff03 0021"), UDP4);
        overIp("WCCP 1", 47, "gre:0", OUTER, hex("0000 883e"), UDP4);
        overIp("WCCP 2", 47, "gre:0", OUTER, hex("0000 883e 00000000"), UDP4);
        overIp("GRE, Cisco metadata", 47, "gre:0", OUTER, hex("0000 8909 0800 01 01 0001 0010"), UDP4);
        overIp(
                "Aruba",
                47,
                "gre:0",
                INNER,
                hex("0000 8200 0801 0000 0200000000cc 020000000021 020000000053 1000 aaaa03 000000 0800"),
                UDP4);
        overIp("ERSPAN I", 47, "erspan:0", INNER, hex("0000 88be"), frame("0800", UDP4));
        overIp("ERSPAN II", 47, "erspan:7", INNER, hex("1000 88be 00000001 1000 0007 00000000"), frame("0800", UDP4));
        overIp(
                "ERSPAN II, tag taken off",
                47,
                "erspan:7/vlan:10",
                INNER,
                hex("1000 88be 00000001 100a 0007 00000000"),
                frame("0800", UDP4));
        overIp(
                "ERSPAN II, tag left on",
                47,
                "erspan:7/vlan:10",
                INNER,
                hex("1000 88be 00000001 100a 1807 00000000"),
                frame("8100 000a 0800", UDP4));
        overIp(
                "ERSPAN III",
                47,
                "erspan:1023",
                INNER,
                hex("1000 22eb 00000001 2000 03ff 00000000 0000 0000"),
                frame("0800", UDP4));
        overIp(
                "ERSPAN III, subheader",
                47,
                "erspan:1/vlan:3",
                INNER,
                hex("1000 22eb 00000001 2003 0001 00000000 0000 0001 0000000000000000"),
                frame("0800", UDP4));
        overIp("ERSPAN III, IP", 47, "erspan:1", OUTER, hex("1000 22eb 00000001 2000 0001 00000000 0000 0800"), UDP4);
    }

    private void udpTunnels() {
        overUdp("VXLAN", 4789, "vxlan:5001", INNER, hex("08000000 001389 00"), frame("0800", UDP4));
        overUdp("VXLAN, old port", 8472, "vxlan:5001", INNER, hex("08000000 001389 00"), frame("0800", UDP4));
        overUdp("VXLAN-GPE, IPv4", 4790, "vxlan:5001", OUTER, hex("0c000001 001389 00"), UDP4);
        overUdp("VXLAN-GPE, IPv6", 4790, "vxlan:5001", OUTER, hex("0c000002 001389 00"), UDP6);
        overUdp("Geneve", 6081, "geneve:5001", INNER, hex("0000 6558 001389 00"), frame("0800", UDP4));
        overUdp("Geneve, options, IPv4", 6081, "geneve:5001", OUTER, hex("0240 0800 001389 00 0102800100000000"), UDP4);
        overUdp("GTP-U", 2152, "gtpu:0", OUTER, hex("30ff 0020 00000001"), UDP4);
        overUdp(
                "GTP-U, sequence and extension header",
                2152,
                "gtpu:0",
                OUTER,
                hex("36ff 0028 00000001 0001 00 85 01 1000 00"),
                UDP4);
        overUdp("GTP version 0", 3386, "gtpu:0", OUTER, hex("1eff 0020 0001 0000 00 ffffff 0000000000000001"), UDP4);
        overUdp("Teredo", 3544, "teredo:0", OUTER, UDP6);
        overUdp(
                "Teredo, authentication and origin",
                3544,
                "teredo:0",
                OUTER,
                hex("0001 00 00 0000000000000001 00  0000 63bf f5b2ffea"),
                UDP6);
        overUdp("L2TP", 1701, "l2tp:0", OUTER, hex("0002 0001 0001 ff03 0021"), UDP4);
        overUdp(
                "L2TP, length, sequence, offset",
                1701,
                "l2tp:0",
                OUTER,
                hex("4a02 0035 0001 0001 0001 0001 0001 00 ff03 0021"),
                UDP4);
        overUdp("CAPWAP, 802.3", 5247, "capwap:0", INNER, hex("00 100000 00000000"), frame("0800", UDP4));
        overUdp(
                "CAPWAP, 802.11",
                5247,
                "capwap:0",
                INNER,
                hex("00 100300 00000000 0801 0000 0200000000cc 020000000021 020000000053 1000 aaaa03 000000 0800"),
                UDP4);
        overUdp(
                "CAPWAP, 802.11 as Cisco does it",
                5247,
                "capwap:0",
                INNER,
                hex("00 100300 00000000 0108 0000 0200000000cc 020000000021 020000000053 0010 aaaa03 000000 0800"),
                UDP4);
        overUdp("LISP", 4341, "other:0", OUTER, hex("80000001 00000001"), UDP4);
        overUdp("TZSP", 37008, "other:0", INNER, hex("01 00 0001 00 0a01c8 01"), frame("0800", UDP4));
        overUdp("MPLS in UDP", 6635, "mpls:0", OUTER, hex("00064 1 40"), UDP4);
        overUdp("GRE in UDP", 4754, "gre:0", OUTER, hex("0000 0800"), UDP4);
        overUdp("AYIYA", 5072, "other:0", OUTER, hex("42 52 11 29 00000000" + "00".repeat(16 + 20)), UDP6);
    }
}
