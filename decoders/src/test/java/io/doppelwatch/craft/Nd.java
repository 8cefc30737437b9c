// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** Messages of neighbour discovery (RFC 4861, 4): what follows type, code and checksum, and the options. */
public final class Nd {
    public static final int ROUTER_SOLICITATION = 133;
    public static final int ROUTER_ADVERTISEMENT = 134;
    public static final int NEIGHBOUR_SOLICITATION = 135;
    public static final int NEIGHBOUR_ADVERTISEMENT = 136;
    public static final int REDIRECT = 137;

    /** Flags of a neighbour advertisement. */
    public static final int ROUTER = 0x80;

    public static final int SOLICITED = 0x40;
    public static final int OVERRIDE = 0x20;

    private final Bytes body;

    private Nd(Bytes body) {
        this.body = body;
    }

    /** @param sourceMac of the asker; empty for a probe of one's own new address (RFC 4862, 5.4.2) */
    public static byte[] solicitation(String target, String sourceMac) {
        Nd message = new Nd(new Bytes().u32(0).address(target));
        return (sourceMac.isEmpty() ? message : message.sourceMac(sourceMac)).bytes();
    }

    /** @param targetMac empty for none */
    public static byte[] advertisement(int flags, String target, String targetMac) {
        Nd message = new Nd(new Bytes().u32((long) flags << 24).address(target));
        return (targetMac.isEmpty() ? message : message.linkLayer(2, targetMac)).bytes();
    }

    /** @param flags 0x80 managed, 0x40 other; the preference of RFC 4191 in 0x18 */
    public static Nd router(int hopLimit, int flags, int lifetimeSeconds) {
        return new Nd(
                new Bytes().u8(hopLimit).u8(flags).u16(lifetimeSeconds).u32(0).u32(0));
    }

    public static Nd redirect(String target, String destination) {
        return new Nd(new Bytes().u32(0).address(target).address(destination));
    }

    public Nd sourceMac(String mac) {
        return linkLayer(1, mac);
    }

    public Nd targetMac(String mac) {
        return linkLayer(2, mac);
    }

    /** On-link and autonomous. */
    public Nd prefix(String prefix, int length, long validSeconds, long preferredSeconds) {
        body.u8(3)
                .u8(4)
                .u8(length)
                .u8(0xc0)
                .u32(validSeconds)
                .u32(preferredSeconds)
                .u32(0)
                .address(prefix);
        return this;
    }

    public Nd mtu(long mtu) {
        body.u8(5).u8(1).u16(0).u32(mtu);
        return this;
    }

    /** RFC 8106, 5.1. */
    public Nd resolvers(long lifetimeSeconds, String... addresses) {
        body.u8(25).u8(1 + 2 * addresses.length).u16(0).u32(lifetimeSeconds);
        for (String address : addresses) {
            body.address(address);
        }
        return this;
    }

    /** Any option; {@code value} is padded to the multiple of eight that options are. */
    public Nd option(int type, byte... value) {
        int length = (value.length + 2 + 7) / 8;
        body.u8(type).u8(length).put(value).zeros(length * 8 - 2 - value.length);
        return this;
    }

    public byte[] bytes() {
        return body.toArray();
    }

    private Nd linkLayer(int type, String mac) {
        return option(type, Bytes.mac(mac));
    }
}
