// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

/**
 * Where an address can be reached from, by the IANA special-purpose registries (RFC 6890). Documentation prefixes count
 * as public: they stand for public ones wherever they are seen.
 */
public enum Reach {
    /** From anywhere, as far as the address tells. NAT64 (64:ff9b::/96, RFC 6052) among them. */
    PUBLIC,
    /** Within one network: RFC 1918, link-local, shared (RFC 6598), unique local (RFC 4193). */
    LOCAL,
    /** From the host itself: loopback and "this host", IPv4 0/8 and 127/8, IPv6 :: and ::1. */
    HOST,
    /** No single host: multicast, class E, broadcast. */
    NOWHERE;

    public static Reach of(Ip ip) {
        return ip.isV4() ? ofV4((int) ip.low()) : ofV6(ip.high(), ip.low());
    }

    /** @param a the 32 bits */
    public static Reach ofV4(int a) {
        int top = a >>> 24;
        if (top == 10 || a >>> 20 == 0xac1 || a >>> 16 == 0xc0a8 || a >>> 16 == 0xa9fe || a >>> 22 == 0x191) {
            return LOCAL;
        }
        if (top == 127 || top == 0) {
            return HOST;
        }
        return top >= 224 ? NOWHERE : PUBLIC;
    }

    /** IPv4 written as IPv6 (::ffff:0:0/96) is what the IPv4 address is. */
    public static Reach ofV6(long high, long low) {
        if (Ip.isV4(high, low)) {
            return ofV4((int) low);
        }
        if (high >>> 57 == 0x7e || high >>> 54 == 0x3fa) {
            return LOCAL;
        }
        if (high == 0 && (low == 0 || low == 1)) {
            return HOST;
        }
        return high >>> 56 == 0xff ? NOWHERE : PUBLIC;
    }
}
