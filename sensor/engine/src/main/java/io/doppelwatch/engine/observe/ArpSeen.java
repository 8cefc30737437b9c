// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.arp.ArpPacket;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;

/**
 * An ARP packet (RFC 826), any operation, any hardware and protocol type.
 *
 * @param operation 1 request, 2 reply, 3 and 4 RARP, 8 and 9 InARP, or what else the packet says
 * @param senderMac 48 bits; need not equal the Ethernet source in {@code where}, and where it does not that is a fact
 *     too. {@link Mac#NONE} unless {@link #isIpv4OverMac()}
 * @param senderIp {@link Ip#NONE} unless {@link #isIpv4OverMac()}
 * @param targetMac {@link Mac#NONE} unless {@link #isIpv4OverMac()}
 * @param targetIp {@link Ip#NONE} unless {@link #isIpv4OverMac()}
 * @param hardwareType IANA hardware type, 1 for Ethernet
 * @param protocolType EtherType asked for, 0x0800 for IPv4
 * @param hardwareLength bytes of a hardware address, 0 to 255
 * @param protocolLength bytes of a protocol address, 0 to 255
 */
public record ArpSeen(
        Where where,
        int operation,
        long senderMac,
        Ip senderIp,
        long targetMac,
        Ip targetIp,
        int hardwareType,
        int protocolType,
        int hardwareLength,
        int protocolLength)
        implements Observation {
    /** The usual one: IPv4 over Ethernet. */
    public ArpSeen(Where where, int operation, long senderMac, Ip senderIp, long targetMac, Ip targetIp) {
        this(
                where,
                operation,
                senderMac,
                senderIp,
                targetMac,
                targetIp,
                ArpPacket.HARDWARE_ETHERNET,
                ArpPacket.PROTOCOL_IPV4,
                6,
                4);
    }

    /** True where the addresses are MAC and IPv4 addresses; without that they say nothing. */
    public boolean isIpv4OverMac() {
        return !senderIp.equals(Ip.NONE);
    }

    public boolean isRequest() {
        return operation == ArpPacket.REQUEST;
    }

    public boolean isReply() {
        return operation == ArpPacket.REPLY;
    }

    /** RFC 5227, 1.1: a request from 0.0.0.0 for an address the sender would like to have. */
    public boolean isProbe() {
        return isRequest() && isIpv4OverMac() && isZero(senderIp) && !isZero(targetIp);
    }

    /** RFC 5227, 1.1: a request in which sender and target address are the same. */
    public boolean isAnnouncement() {
        return isRequest() && isGratuitous();
    }

    /** Request or reply in which sender and target address are the same and not 0.0.0.0 (RFC 5944, 4.6). */
    public boolean isGratuitous() {
        return (isRequest() || isReply()) && isIpv4OverMac() && senderIp.equals(targetIp) && !isZero(senderIp);
    }

    private static boolean isZero(Ip ip) {
        return (int) ip.low() == 0;
    }
}
