// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.TcpTalk.End;
import java.util.Locale;

/** Who lives in 10.77.0.0/24, the network of our captures. */
record Host(String mac, String ip) {
    static final Host GATEWAY = new Host("02:00:00:00:00:01", "10.77.0.1");
    static final Host SPARE_GATEWAY = new Host("02:00:00:00:00:02", "10.77.0.2");
    static final Host HUB = new Host("02:00:00:00:00:10", "10.77.0.10");
    static final Host INTRANET = new Host("02:00:00:00:00:11", "10.77.0.11");
    static final Host CLIENT = new Host("02:00:00:00:00:21", "10.77.0.21");
    static final Host COLLEAGUE = new Host("02:00:00:00:00:22", "10.77.0.22");
    static final Host RESOLVER = new Host("02:00:00:00:00:53", "10.77.0.53");
    static final Host ATTACKER = new Host("02:00:00:00:00:66", "10.77.0.66");

    static final Host BROADCAST = new Host("ff:ff:ff:ff:ff:ff", "255.255.255.255");

    static final String HUB_NAME = "analytics-hub.corp.test";
    static final String INTRANET_NAME = "intranet.corp.test";

    End end(int port) {
        return new End(mac, ip, port);
    }

    boolean isV4() {
        return ip.indexOf(':') < 0;
    }

    /** The same machine under its link-local IPv6 address, which ends as its MAC does. */
    Host linkLocal() {
        return as("fe80::" + suffix());
    }

    /** The same machine under its address in fd77::/64. */
    Host v6() {
        return as("fd77::" + suffix());
    }

    private String suffix() {
        return Integer.toHexString(Integer.parseInt(mac.substring(15), 16));
    }

    /** A multicast group, IPv4 (RFC 1112, 6.4) or IPv6 (RFC 2464, 7), as somebody to send to. */
    static Host group(String ip) {
        byte[] address = Bytes.ip(ip);
        int n = address.length;
        int top = n == 4 ? address[1] & 0x7f : address[13] & 0xff;
        String low = String.format(Locale.ROOT, "%02x:%02x:%02x", top, address[n - 2] & 0xff, address[n - 1] & 0xff);
        return n == 4
                ? new Host("01:00:5e:" + low, ip)
                : new Host(String.format(Locale.ROOT, "33:33:%02x:", address[12] & 0xff) + low, ip);
    }

    /** Where a solicitation for this host's IPv6 address goes (RFC 4291, 2.7.1). */
    Host solicitedNode() {
        byte[] address = Bytes.ip(ip);
        return group(String.format(
                Locale.ROOT, "ff02::1:ff%02x:%x", address[13] & 0xff, (address[14] & 0xff) << 8 | address[15] & 0xff));
    }

    /** The same machine under an address that it shares or claims. */
    Host as(String address) {
        return new Host(mac, address);
    }
}
