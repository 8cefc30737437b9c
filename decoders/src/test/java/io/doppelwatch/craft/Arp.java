// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** An ARP packet for IPv4 over Ethernet (RFC 826). */
public record Arp(int operation, String senderMac, String senderIp, String targetMac, String targetIp) {
    public static final int REQUEST = 1;
    public static final int REPLY = 2;

    private static final String NOBODY = "00:00:00:00:00:00";

    public static Arp request(String senderMac, String senderIp, String targetIp) {
        return new Arp(REQUEST, senderMac, senderIp, NOBODY, targetIp);
    }

    public static Arp reply(String senderMac, String senderIp, String targetMac, String targetIp) {
        return new Arp(REPLY, senderMac, senderIp, targetMac, targetIp);
    }

    /** "Is anybody using this?" (RFC 5227, 2.1.1). */
    public static Arp probe(String mac, String ip) {
        return new Arp(REQUEST, mac, "0.0.0.0", NOBODY, ip);
    }

    /** "I am using this" (RFC 5227, 2.3), also called gratuitous ARP. */
    public static Arp announcement(String mac, String ip) {
        return new Arp(REQUEST, mac, ip, NOBODY, ip);
    }

    public byte[] bytes() {
        return new Bytes()
                .u16(1)
                .u16(0x0800)
                .u8(6)
                .u8(4)
                .u16(operation)
                .address(senderMac)
                .address(senderIp)
                .address(targetMac)
                .address(targetIp)
                .toArray();
    }

    /** In an Ethernet frame from the sender: a request to everybody, a reply to its target, padded to 60 bytes. */
    public byte[] frame() {
        String destination = operation == REQUEST ? Craft.BROADCAST : targetMac;
        return Craft.padded(Craft.ethernet(senderMac, destination).arp(this));
    }
}
