// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Mdns;
import io.doppelwatch.craft.Nbns;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.Where;
import java.util.Arrays;

/** Hosts that speak of names on the local link, in a {@link Scene}. */
final class Neighbours {
    static final Host HUB = new Host(0x0200_0000_1010L, "10.77.0.10");
    static final Host CLIENT = new Host(0x0200_0000_0021L, "10.77.0.21");
    static final Host COLLEAGUE = new Host(0x0200_0000_0122L, "10.77.0.22");
    static final Host EVIL = new Host(0x0200_0000_0066L, "10.77.0.66");
    static final Host SERVER = new Host(0x0200_0000_0a30L, "10.77.0.30");

    static final String NAME = "analytics-hub.local";
    static final String MCP = "_mcp._tcp.local";
    static final Ip EVERYBODY = Scene.ip("10.77.0.255");
    static final long RESOLVER = 0x0200_0000_0053L;

    private static final int UDP = 17;
    private static final long MDNS_MAC = 0x0100_5e00_00fbL;
    private static final long LLMNR_MAC = 0x0100_5e00_00fcL;
    private static final Ip MDNS_GROUP = Scene.ip("224.0.0.251");
    private static final Ip LLMNR_GROUP = Scene.ip("224.0.0.252");

    private final Scene s;

    Neighbours(Scene s) {
        this.s = s;
    }

    /** An address record without the cache-flush bit, as Responder sends. */
    static Mdns sharedHost(String name, String ip) {
        return Mdns.response().shared(name, Dns.A, 120, Bytes.ip(ip));
    }

    /** A host and the address it sends from. */
    record Host(long mac, String ip) {
        Ip address() {
            return Scene.ip(ip);
        }
    }

    Neighbours after(double seconds) {
        s.after(seconds);
        return this;
    }

    Neighbours mdns(Host from, Mdns message) {
        s.observe(new MdnsSeen(where(from, MDNS_MAC, MDNS_GROUP, 5353, 5353, 255), message.bytes()));
        return this;
    }

    /** Every packet twice, as a mirror port of both directions shows it. */
    Neighbours mdnsTwice(Host from, Mdns message) {
        return mdns(from, message).after(0.000003).mdns(from, message);
    }

    /** Probes three times and announces twice (RFC 6762, 8). */
    Neighbours joins(Host host, String name, String... ips) {
        for (int i = 0; i < 3; i++) {
            mdns(host, Mdns.probe(name, ips[0])).after(0.25);
        }
        return announces(host, name, ips);
    }

    Neighbours announces(Host host, String name, String... ips) {
        for (int i = 0; i < 2; i++) {
            mdns(host, Mdns.host(name, ips)).after(1);
        }
        return this;
    }

    Neighbours asks(Host asker, String name) {
        return mdns(asker, Mdns.query().ask(name, Dns.A));
    }

    Neighbours llmnr(Host asker, String name, Host answerer, String... ips) {
        s.observe(new LlmnrSeen(
                where(asker, LLMNR_MAC, LLMNR_GROUP, 50_000, 5355, 1),
                Dns.message(7, 0, name, Dns.A).bytes()));
        s.after(0.002);
        return llmnrAnswer(asker, name, Dns.QR, answerer, ips);
    }

    Neighbours llmnrAnswer(Host asker, String name, int flags, Host answerer, String... ips) {
        Dns answer = Dns.message(7, flags, name, Dns.A);
        Arrays.stream(ips).forEach(ip -> answer.address(30, ip));
        s.observe(new LlmnrSeen(where(answerer, asker.mac(), asker.address(), 5355, 50_000, 64), answer.bytes()));
        return after(1);
    }

    Neighbours nbns(Host asker, String name, Host answerer, String ip) {
        nbns(asker, Mac.BROADCAST, EVERYBODY, Nbns.query(9, name, 0x20)).after(0.002);
        return nbns(answerer, asker.mac(), asker.address(), Nbns.answer(9, name, 0x20, 165, ip))
                .after(1);
    }

    Neighbours wins(Host asker, String name, Host server, String ip) {
        nbns(asker, server.mac(), server.address(), Nbns.queryToServer(9, name, 0x20))
                .after(0.002);
        return nbns(server, asker.mac(), asker.address(), Nbns.serverAnswer(9, name, 0x20, 300, ip))
                .after(1);
    }

    Neighbours registers(Host host, String name) {
        nbns(host, Mac.BROADCAST, EVERYBODY, Nbns.registration(3, name, 0x20, host.ip()));
        return after(0.25);
    }

    Neighbours nbns(Host from, long toMac, Ip to, byte[] message) {
        s.observe(new NbnsSeen(where(from, toMac, to, 137, 137, 64), message));
        return this;
    }

    /** The resolver says that there is no such name. */
    Neighbours denies(Host asker, String name) {
        Where w = s.where(RESOLVER, asker.mac(), Scene.ip("10.77.0.53"), 53, asker.address(), 40_000, UDP, 64, 1);
        s.observe(new DnsSeen(
                w, Dns.message(5, Dns.QR | Dns.NXDOMAIN, name, Dns.A).bytes()));
        return after(0.01);
    }

    private Where where(Host from, long toMac, Ip to, int sourcePort, int port, int ttl) {
        return s.where(from.mac(), toMac, from.address(), sourcePort, to, port, UDP, ttl, 1);
    }
}
