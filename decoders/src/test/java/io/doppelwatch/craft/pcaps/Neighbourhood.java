// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Mdns;
import io.doppelwatch.craft.Nbns;

/** A story in which hosts speak of names on the local link, a few milliseconds apart. */
final class Neighbourhood {
    private static final int MDNS_PORT = 5353;
    private static final int LLMNR_PORT = 5355;
    private static final int NBNS_PORT = 137;
    private static final Host MDNS = Host.group("224.0.0.251");
    private static final Host MDNS6 = Host.group("ff02::fb");
    private static final Host LLMNR = Host.group("224.0.0.252");
    private static final Host LLMNR6 = Host.group("ff02::1:3");
    private static final Host EVERYBODY = new Host("ff:ff:ff:ff:ff:ff", "10.77.0.255");

    private final Story story;

    Neighbourhood(Story story) {
        this.story = story;
    }

    Story story() {
        return story;
    }

    Neighbourhood at(double seconds) {
        story.at(seconds);
        return this;
    }

    /** The last packet once more, as a SPAN port that mirrors both ways sends it. */
    Neighbourhood twice() {
        story.mirroredTwice();
        return this;
    }

    Neighbourhood mdns(Host from, Mdns message) {
        story.udp(from, MDNS_PORT, from.isV4() ? MDNS : MDNS6, MDNS_PORT, message.bytes(), "");
        return micros(4_000);
    }

    /** Probes three times and announces twice (RFC 6762, 8). */
    Neighbourhood joins(Host host, String name) {
        for (int i = 0; i < 3; i++) {
            mdns(host, Mdns.probe(name, host.ip())).micros(250_000);
        }
        for (int i = 0; i < 2; i++) {
            mdns(host, Mdns.host(name, host.ip())).micros(1_000_000);
        }
        return this;
    }

    /** The same over IPv6, with the link-local address. */
    Neighbourhood joins6(Host host, String name) {
        return joins(host.linkLocal(), name);
    }

    Neighbourhood asks(Host asker, String name) {
        return mdns(asker, Mdns.query().ask(name, Dns.A));
    }

    /** A question to everybody and one host's answer with its own address. */
    Neighbourhood llmnr(Host asker, String name, Host answerer) {
        return llmnr(asker, LLMNR, name, answerer, answerer.ip());
    }

    /** The same over IPv6; the answer still gives the IPv4 address. */
    Neighbourhood llmnr6(Host asker, String name, Host answerer) {
        return llmnr(asker.linkLocal(), LLMNR6, name, answerer.linkLocal(), answerer.ip());
    }

    private Neighbourhood llmnr(Host asker, Host group, String name, Host answerer, String ip) {
        int id = story.newId();
        int port = story.newPort();
        story.udp(
                asker, port, group, LLMNR_PORT, Dns.message(id, 0, name, Dns.A).bytes(), "");
        micros(3_000);
        byte[] answer = Dns.message(id, Dns.QR, name, Dns.A).address(30, ip).bytes();
        story.udp(answerer, LLMNR_PORT, asker, port, answer, "");
        return micros(5_000);
    }

    Neighbourhood nbns(Host asker, String name, Host answerer) {
        int id = story.newId();
        story.udp(asker, NBNS_PORT, EVERYBODY, NBNS_PORT, Nbns.query(id, name, 0x20), "");
        micros(3_000);
        story.udp(answerer, NBNS_PORT, asker, NBNS_PORT, Nbns.answer(id, name, 0x20, 165, answerer.ip()), "");
        return micros(5_000);
    }

    Neighbourhood wins(Host asker, String name, Host server, String ip) {
        int id = story.newId();
        story.udp(asker, NBNS_PORT, server, NBNS_PORT, Nbns.queryToServer(id, name, 0x20), "");
        micros(3_000);
        story.udp(server, NBNS_PORT, asker, NBNS_PORT, Nbns.serverAnswer(id, name, 0x20, 300, ip), "");
        return micros(5_000);
    }

    /** DNS says that there is no such name. */
    Neighbourhood denied(Host client, String name) {
        int id = story.newId();
        int port = story.newPort();
        story.query(client, Host.RESOLVER, port, id, name).micros(600);
        Dns none = Dns.message(id, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, name, Dns.A);
        story.answer(Host.RESOLVER, client, port, none, "");
        return micros(2_000);
    }

    private Neighbourhood micros(long micros) {
        story.micros(micros);
        return this;
    }
}
