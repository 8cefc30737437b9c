// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.INTRANET;
import static io.doppelwatch.craft.pcaps.Host.INTRANET_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;
import static io.doppelwatch.craft.pcaps.Host.SPARE_GATEWAY;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dhcp;
import io.doppelwatch.craft.Dns;

/** A day without an attack, full of what looks like one. */
final class OrdinaryDay {
    static final String START = "2026-11-25T08:00:00Z";

    private static final String VIRTUAL_IP = "10.77.0.254";
    private static final int GROUP = 7;

    private OrdinaryDay() {}

    static byte[] pcapng() {
        Story story = new Story("span0", START);
        morning(story);
        failOver(story);
        roundRobin(story);
        retries(story);
        tlsRenewal(story);
        return story.pcapng();
    }

    private static void morning(Story story) {
        story.at(0).join(CLIENT);
        story.at(12).resolve(CLIENT, GATEWAY).resolve(CLIENT, RESOLVER);
        lease(story, CLIENT, 0x1a2b3c01);
        story.at(20).lookUp(CLIENT, INTRANET_NAME, INTRANET.ip());
        story.resolve(CLIENT, INTRANET).tls(CLIENT, INTRANET, Handshakes.talk("intranet-tls12"), "");
        // The SPAN port mirrors both ways: broadcasts, and some unicast, come twice.
        story.at(30).announce(COLLEAGUE, "").mirroredTwice();
        story.resolve(COLLEAGUE, RESOLVER).mirroredTwice();
        story.at(31).lookUp(COLLEAGUE, HUB_NAME, HUB.ip()).mirroredTwice();
    }

    /** Half-time renewal: straight to the server, nothing changes. */
    private static void lease(Story story, Host client, int xid) {
        story.frame(story.from(client, GATEWAY)
                .udp(68, 67)
                .data(new Dhcp(Dhcp.REQUEST, xid, client.mac(), client.ip(), "0.0.0.0", "0.0.0.0")
                        .bytes("0.0.0.0", "0.0.0.0", 0)));
        story.micros(900)
                .frame(story.from(GATEWAY, client)
                        .udp(67, 68)
                        .data(new Dhcp(Dhcp.ACK, xid, client.mac(), client.ip(), client.ip(), GATEWAY.ip())
                                .bytes(GATEWAY.ip(), RESOLVER.ip(), 86_400)));
    }

    /** The active of two routers goes; the other takes the shared address, with its own MAC, and says so. */
    private static void failOver(Story story) {
        Host first = GATEWAY.as(VIRTUAL_IP);
        Host second = SPARE_GATEWAY.as(VIRTUAL_IP);
        for (int i = 0; i < 20; i++) {
            advertise(story.at(60 + i), GATEWAY, 120);
        }
        story.at(70.5).resolve(CLIENT, first).resolve(COLLEAGUE, first);
        // Three missed advertisements later (RFC 9568, 6.1):
        for (int i = 0; i < 20; i++) {
            advertise(story.at(83.6 + i), SPARE_GATEWAY, 100);
        }
        for (int i = 0; i < 5; i++) {
            String comment = i == 0 ? "the declared spare takes over" : "";
            story.at(83.61 + 0.2 * i).announce(second, comment).mirroredTwice();
        }
        story.at(90.5).resolve(CLIENT, second);
    }

    /** A VRRP version 2 advertisement, sent from the machine's own MAC as some implementations do. */
    private static void advertise(Story story, Host router, int priority) {
        byte[] message = new Bytes()
                .u8(0x21)
                .u8(GROUP)
                .u8(priority)
                .u8(1)
                .u8(0)
                .u8(1)
                .u16(0)
                .address(VIRTUAL_IP)
                .zeros(8)
                .toArray();
        story.frame(Craft.ethernet(router.mac(), "01:00:5e:00:00:12")
                .ipv4(router.ip(), "224.0.0.18")
                .protocol(112, message));
    }

    private static void roundRobin(Story story) {
        String[][] rotations = {
            {"192.0.2.10", "192.0.2.11", "192.0.2.12"},
            {"192.0.2.11", "192.0.2.12", "192.0.2.10"},
            {"192.0.2.12", "192.0.2.10", "192.0.2.11"}
        };
        for (int i = 0; i < 9; i++) {
            story.at(110 + 5 * i).lookUp(i % 2 == 0 ? CLIENT : COLLEAGUE, "cdn.example.test", rotations[i % 3]);
        }
    }

    /** A slow resolver: the client asks again with the same id and gets both answers, rotated and one second older. */
    private static void retries(Story story) {
        int id = story.newId();
        int port = story.newPort();
        String name = "slow.example.test";
        story.at(170).query(CLIENT, RESOLVER, port, id, name);
        story.at(171).query(CLIENT, RESOLVER, port, id, name);
        story.at(171.4)
                .answer(
                        RESOLVER,
                        CLIENT,
                        port,
                        Dns.response(id, name, Dns.A).address(60, "192.0.2.20").address(60, "192.0.2.21"),
                        "");
        story.at(171.41)
                .answer(
                        RESOLVER,
                        CLIENT,
                        port,
                        Dns.response(id, name, Dns.A).address(59, "192.0.2.21").address(59, "192.0.2.20"),
                        "the answer to the second try");
        noSuchName(story.at(175));
        unreachable(story.at(180));
    }

    private static void noSuchName(Story story) {
        int id = story.newId();
        int port = story.newPort();
        story.query(CLIENT, RESOLVER, port, id, "wpad.corp.test").micros(700);
        story.answer(
                RESOLVER,
                CLIENT,
                port,
                Dns.message(id, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, "wpad.corp.test", Dns.A),
                "");
    }

    /** The client gave up: its system quotes the answer in an ICMP error, which is not a second answer. */
    private static void unreachable(Story story) {
        int id = story.newId();
        int port = story.newPort();
        byte[] answer = Dns.response(id, "late.example.test", Dns.A)
                .address(60, "192.0.2.30")
                .bytes();
        story.query(CLIENT, RESOLVER, port, id, "late.example.test").micros(4_000_000);
        story.frame(story.from(RESOLVER, CLIENT).udp(53, port).data(answer)).micros(120);
        byte[] quoted =
                Craft.raw().ipv4(RESOLVER.ip(), CLIENT.ip()).udp(53, port).data(answer);
        story.frame(story.from(CLIENT, RESOLVER).icmp(3, 3).data(Bytes.concat(new byte[4], quoted)));
    }

    /** The hub's certificate is renewed for the key it has, so the pin still holds; one client speaks TLS 1.3. */
    private static void tlsRenewal(Story story) {
        story.at(200).resolve(CLIENT, HUB).tls(CLIENT, HUB, Handshakes.talk("hub-tls12"), "");
        story.at(220).lookUp(CLIENT, HUB_NAME, HUB.ip());
        story.tls(CLIENT, HUB, Handshakes.talk("hub-tls12-renewed"), "renewed, the same key");
        story.at(230).resolve(COLLEAGUE, HUB).tls(COLLEAGUE, HUB, Handshakes.talk("hub-tls13"), "");
        lease(story.at(240), COLLEAGUE, 0x1a2b3c02);
    }

    static String trust() {
        return """
                # Who is who in ordinary-day.pcapng. Made by scripts/make-pcaps.
                services:
                  - name: %s
                    addresses: [%s]
                    ports: [443]
                    pins: ["%s"]
                network:
                  gateways: [{ip: %s, mac: "%s"}]
                  redundancy: [{ip: %s, protocol: vrrp, group: %d}]
                  resolvers: [%s]
                  dhcp-servers: [%s]
                """.formatted(
                        HUB_NAME,
                        HUB.ip(),
                        Handshakes.pin("hub-tls12"),
                        GATEWAY.ip(),
                        GATEWAY.mac(),
                        VIRTUAL_IP,
                        GROUP,
                        RESOLVER.ip(),
                        GATEWAY.ip());
    }

    static String truth() {
        return new Truth("ordinary-day", "scripts/make-pcaps", null).json();
    }
}
