// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** A DHCPv6 message (RFC 8415, 8) with any options, in the order they are given. */
public final class Dhcp6 {
    public static final int SOLICIT = 1;
    public static final int ADVERTISE = 2;
    public static final int REQUEST = 3;
    public static final int REPLY = 7;
    public static final int INFORMATION_REQUEST = 11;
    public static final int RELAY_FORWARD = 12;
    public static final int RELAY_REPLY = 13;

    private final Bytes all = new Bytes();

    private Dhcp6() {}

    public static Dhcp6 message(int type, int id) {
        Dhcp6 m = new Dhcp6();
        m.all.u8(type).u24(id);
        return m;
    }

    /** A relay's message around another (RFC 8415, 9). */
    public static Dhcp6 relay(int type, String link, String peer, Dhcp6 inner) {
        Dhcp6 m = new Dhcp6();
        m.all.u8(type).u8(0).address(link).address(peer);
        return m.option(9, inner.bytes());
    }

    /** DUID-LL (RFC 8415, 11.4) of an Ethernet card. */
    public static byte[] duid(String mac) {
        return new Bytes().u16(3).u16(1).address(mac).toArray();
    }

    public Dhcp6 client(String mac) {
        return option(1, duid(mac));
    }

    public Dhcp6 server(String mac) {
        return option(2, duid(mac));
    }

    /** IA_NA with one address for an hour. */
    public Dhcp6 address(String ip) {
        byte[] inner = new Bytes().address(ip).u32(3600).u32(7200).toArray();
        return option(
                3,
                new Bytes().u32(1).u32(1800).u32(2880).u16(5).u16(24).put(inner).toArray());
    }

    /** IA_PD with one prefix for an hour. */
    public Dhcp6 prefix(String network, int length) {
        byte[] inner =
                new Bytes().u32(3600).u32(7200).u8(length).address(network).toArray();
        return option(
                25,
                new Bytes()
                        .u32(1)
                        .u32(1800)
                        .u32(2880)
                        .u16(26)
                        .u16(25)
                        .put(inner)
                        .toArray());
    }

    public Dhcp6 resolvers(String... ips) {
        Bytes list = new Bytes();
        for (String ip : ips) {
            list.address(ip);
        }
        return option(23, list.toArray());
    }

    public Dhcp6 option(int code, byte... value) {
        all.u16(code).u16(value.length).put(value);
        return this;
    }

    public byte[] bytes() {
        return all.toArray();
    }
}
