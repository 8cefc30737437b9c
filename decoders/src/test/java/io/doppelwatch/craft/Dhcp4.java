// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** A DHCP packet (RFC 2131, 2) with any options, in the order they are given. */
public final class Dhcp4 {
    public static final int DISCOVER = 1;
    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int DECLINE = 4;
    public static final int ACK = 5;
    public static final int NAK = 6;
    public static final int RELEASE = 7;
    public static final int INFORM = 8;

    private final boolean reply;
    private final int xid;
    private final String mac;
    private final Bytes options = new Bytes();
    private int hops;
    private String client = "0.0.0.0";
    private String your = "0.0.0.0";
    private String next = "0.0.0.0";
    private String relay = "0.0.0.0";

    private Dhcp4(boolean reply, int xid, String mac) {
        this.reply = reply;
        this.xid = xid;
        this.mac = mac;
    }

    public static Dhcp4 ask(int type, int xid, String clientMac) {
        return new Dhcp4(false, xid, clientMac).option(53, (byte) type);
    }

    /** @param server its identifier, option 54 */
    public static Dhcp4 answer(int type, int xid, String clientMac, String server) {
        return new Dhcp4(true, xid, clientMac).option(53, (byte) type).addresses(54, server);
    }

    /** ciaddr. */
    public Dhcp4 client(String ip) {
        client = ip;
        return this;
    }

    /** yiaddr, with the mask of a network of 256. */
    public Dhcp4 your(String ip) {
        your = ip;
        return addresses(1, "255.255.255.0");
    }

    /** siaddr. */
    public Dhcp4 next(String ip) {
        next = ip;
        return this;
    }

    /** giaddr, one hop away. */
    public Dhcp4 relay(String ip) {
        relay = ip;
        hops = 1;
        return this;
    }

    public Dhcp4 router(String ip) {
        return addresses(3, ip);
    }

    public Dhcp4 resolvers(String... ips) {
        return addresses(6, ips);
    }

    public Dhcp4 lease(int seconds) {
        return option(51, new Bytes().u32(seconds).toArray());
    }

    public Dhcp4 text(int code, String text) {
        return option(code, new Bytes().ascii(text).toArray());
    }

    public Dhcp4 addresses(int code, String... ips) {
        Bytes all = new Bytes();
        for (String ip : ips) {
            all.address(ip);
        }
        return option(code, all.toArray());
    }

    /** One of the routes of option 121 (RFC 3442): network of whole bytes or none, and its router. */
    public static byte[] route(int prefix, String network, String router) {
        byte[] ip = Bytes.ip(network);
        return new Bytes()
                .u8(prefix)
                .put(Bytes.slice(ip, 0, (prefix + 7) / 8))
                .address(router)
                .toArray();
    }

    public Dhcp4 option(int code, byte... value) {
        options.u8(code).u8(value.length).put(value);
        return this;
    }

    public byte[] bytes() {
        byte[] all = new Bytes()
                .u8(reply ? 2 : 1)
                .u8(1)
                .u8(6)
                .u8(hops)
                .u32(xid & 0xffff_ffffL)
                .u32(0)
                .address(client)
                .address(your)
                .address(next)
                .address(relay)
                .address(mac)
                .zeros(10 + 64 + 128)
                .u32(0x63825363L)
                .put(options.toArray())
                .u8(255)
                .toArray();
        return new Bytes().put(all).zeros(Math.max(0, 300 - all.length)).toArray();
    }
}
