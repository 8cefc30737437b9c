// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** A DHCP message (RFC 2131, 2) with the options every exchange has. */
public record Dhcp(int type, int xid, String clientMac, String clientIp, String yourIp, String serverIp) {
    public static final int DISCOVER = 1;
    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int ACK = 5;

    /** @param router default gateway, @param resolver name server: only in what a server sends */
    public byte[] bytes(String router, String resolver, int leaseSeconds) {
        boolean fromServer = type == OFFER || type == ACK;
        Bytes message = new Bytes()
                .u8(fromServer ? 2 : 1)
                .u8(1)
                .u8(6)
                .u8(0)
                .u32(xid)
                .u32(0)
                .address(clientIp)
                .address(yourIp)
                .address(fromServer ? serverIp : "0.0.0.0")
                .u32(0)
                .address(clientMac)
                .zeros(10 + 64 + 128)
                .u32(0x63825363L);
        message.u8(53).u8(1).u8(type);
        if (fromServer) {
            message.u8(54).u8(4).address(serverIp);
            message.u8(51).u8(4).u32(leaseSeconds);
            message.u8(1).u8(4).address("255.255.255.0");
            message.u8(3).u8(4).address(router);
            message.u8(6).u8(4).address(resolver);
        }
        message.u8(255);
        return message.zeros(Math.max(0, 300 - message.size())).toArray();
    }
}
