// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import io.doppelwatch.craft.TcpTalk.End;

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

    static final String HUB_NAME = "analytics-hub.corp.test";
    static final String INTRANET_NAME = "intranet.corp.test";

    End end(int port) {
        return new End(mac, ip, port);
    }

    /** The same machine under an address that it shares or claims. */
    Host as(String address) {
        return new Host(mac, address);
    }
}
