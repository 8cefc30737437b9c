// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;
import static io.doppelwatch.craft.pcaps.Host.SPARE_GATEWAY;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dhcp4;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Scenes of the rules about DHCP. The known server is the gateway. */
final class DhcpScenes {
    private static final String START = "2026-11-24T10:00:00Z";
    private static final Host EVERYBODY = new Host(Craft.BROADCAST, "255.255.255.255");
    private static final Host NEWCOMER = new Host("02:00:00:00:00:41", "10.77.0.41");
    /** Mask, router, resolvers, domain, classless routes, proxy. */
    private static final byte[] WANTED = {1, 3, 6, 15, 121, (byte) 252};

    private DhcpScenes() {}

    static List<RuleScene> all() {
        return List.of(
                unknownServer(), serversDiffer(), optionsChanged(), starvation(), nakByStranger(), leaseGivenAway());
    }

    private static Story ask(Story story, Host client, Dhcp4 packet, String comment) {
        return story.udp(client.as("0.0.0.0"), 68, EVERYBODY, 67, packet.bytes(), comment)
                .micros(800);
    }

    /** A server's answer to a client that has no address yet. */
    private static Story tell(Story story, Host server, Host client, Dhcp4 packet, String comment) {
        return story.udp(server, 67, client, 68, packet.bytes(), comment).micros(900);
    }

    private static Dhcp4 request(int type, int xid, Host client) {
        return Dhcp4.ask(type, xid, client.mac()).option(55, WANTED);
    }

    private static Dhcp4 answer(int type, int xid, Host client, Host server) {
        return Dhcp4.answer(type, xid, client.mac(), server.ip())
                .your(client.ip())
                .lease(86_400)
                .router(GATEWAY.ip())
                .resolvers(RESOLVER.ip());
    }

    private static Dhcp4 rogue(int type, int xid, Host client) {
        return Dhcp4.answer(type, xid, client.mac(), ATTACKER.ip())
                .your(client.ip())
                .lease(86_400)
                .router(ATTACKER.ip())
                .resolvers(ATTACKER.ip());
    }

    /** From DISCOVER to ACK, with the gateway. */
    private static Story lease(Story story, Host client, int xid) {
        return lease(story, client, xid, d -> d);
    }

    private static Story lease(Story story, Host client, int xid, UnaryOperator<Dhcp4> told) {
        ask(story, client, request(Dhcp4.DISCOVER, xid, client), "");
        tell(story, GATEWAY, client, told.apply(answer(Dhcp4.OFFER, xid, client, GATEWAY)), "");
        select(story, client, xid, GATEWAY);
        return tell(story, GATEWAY, client, told.apply(answer(Dhcp4.ACK, xid, client, GATEWAY)), "");
    }

    private static Story select(Story story, Host client, int xid, Host server) {
        return ask(
                story,
                client,
                request(Dhcp4.REQUEST, xid, client).addresses(54, server.ip()).addresses(50, client.ip()),
                "");
    }

    /** Four clients come in the morning, one after the other, and the gateway alone answers. */
    private static Story morning() {
        Story story = new Story("span0", START);
        lease(story.at(1), CLIENT, 0x1001);
        lease(story.at(10), new Host("02:00:00:00:00:31", "10.77.0.31"), 0x1004);
        lease(story.at(20), new Host("02:00:00:00:00:32", "10.77.0.32"), 0x1005);
        return lease(story.at(30), COLLEAGUE, 0x1002);
    }

    private static Truth truth(Story story, String rule, double start, double end, Host victim, String... others) {
        return truth(story, "ip:" + ATTACKER.ip(), rule, start, end, victim, others);
    }

    private static Truth truth(
            Story story, String subject, String rule, double start, double end, Host victim, String... others) {
        Truth truth = new Truth(rule, "scripts/make-pcaps", ATTACKER);
        String[] rules = new String[others.length + 1];
        rules[0] = rule;
        System.arraycopy(others, 0, rules, 1, others.length);
        truth.attack("a1", "T1557.003", story.epoch(start), story.epoch(end), victim, subject, rules);
        return truth;
    }

    /** A newcomer is offered two leases; the attacker's comes first and leads everything to the attacker. */
    private static RuleScene unknownServer() {
        Story story = morning();
        ask(story.at(60), NEWCOMER, request(Dhcp4.DISCOVER, 0x2001, NEWCOMER), "");
        tell(story, ATTACKER, NEWCOMER, rogue(Dhcp4.OFFER, 0x2001, NEWCOMER), "the attacker is faster");
        tell(story, GATEWAY, NEWCOMER, answer(Dhcp4.OFFER, 0x2001, NEWCOMER, GATEWAY), "");
        select(story, NEWCOMER, 0x2001, ATTACKER);
        tell(story, ATTACKER, NEWCOMER, rogue(Dhcp4.ACK, 0x2001, NEWCOMER), "");
        Truth truth = truth(story, "dhcp-unknown-server", 60, 61, NEWCOMER, "dhcp-servers-differ");
        return new RuleScene("dhcp-unknown-server", story, truth, serversOfTheirOwn());
    }

    /** A server for network boot, another VLAN's server, and a server that takes over in the night. */
    private static Story serversOfTheirOwn() {
        Story story = morning();
        Host boot = new Host("02:00:00:00:00:09", "10.77.0.9");
        ask(story.at(60), NEWCOMER, request(Dhcp4.DISCOVER, 0x2001, NEWCOMER).text(60, "PXEClient:Arch:00007"), "");
        tell(
                story,
                boot,
                NEWCOMER,
                Dhcp4.answer(Dhcp4.OFFER, 0x2001, NEWCOMER.mac(), boot.ip())
                        .text(60, "PXEClient")
                        .next(boot.ip())
                        .router(boot.ip()),
                "network boot: no address");
        tell(story, GATEWAY, NEWCOMER, answer(Dhcp4.OFFER, 0x2001, NEWCOMER, GATEWAY), "");
        Host other = new Host("02:00:00:00:00:a1", "10.77.0.1");
        story.at(90).under(c -> c.vlan(20));
        ask(story, NEWCOMER, request(Dhcp4.DISCOVER, 0x2002, NEWCOMER), "");
        tell(story, other, NEWCOMER, rogue(Dhcp4.OFFER, 0x2002, NEWCOMER), "VLAN 20 has a server of its own");
        story.at(20_000).under(UnaryOperator.identity());
        ask(story, NEWCOMER, request(Dhcp4.DISCOVER, 0x2003, NEWCOMER), "");
        return tell(
                story,
                SPARE_GATEWAY,
                NEWCOMER,
                Dhcp4.answer(Dhcp4.OFFER, 0x2003, NEWCOMER.mac(), SPARE_GATEWAY.ip())
                        .your(NEWCOMER.ip())
                        .router(SPARE_GATEWAY.ip())
                        .resolvers(SPARE_GATEWAY.ip()),
                "the new server, hours after the old one was switched off");
    }

    /** The sensor starts in the middle: both servers answer from the first transaction on. */
    private static RuleScene serversDiffer() {
        Story story = new Story("span0", START);
        for (int i = 0; i < 3; i++) {
            Host client = i == 1 ? COLLEAGUE : CLIENT;
            int xid = 0x3000 + i;
            ask(story.at(5 + 20 * i), client, request(Dhcp4.DISCOVER, xid, client), "");
            tell(story, GATEWAY, client, answer(Dhcp4.OFFER, xid, client, GATEWAY), "");
            tell(story, ATTACKER, client, rogue(Dhcp4.OFFER, xid, client), "");
        }
        Truth truth = truth(story, "dhcp:servers", "dhcp-servers-differ", 5, 46, CLIENT, "dhcp-unknown-server");
        return new RuleScene("dhcp-servers-differ", story, truth, pair());
    }

    /** A fail-over pair with split scopes, mirrored twice; the resolvers come in another order. */
    private static Story pair() {
        Story story = morning();
        for (int i = 0; i < 6; i++) {
            Host client = new Host(String.format(Locale.ROOT, "02:00:00:00:00:%02x", 0x41 + i), "10.77.0." + (141 + i));
            int xid = 0x3100 + i;
            ask(story.at(60 + 5 * i), client, request(Dhcp4.DISCOVER, xid, client), "")
                    .mirroredTwice();
            tell(
                            story,
                            GATEWAY,
                            client,
                            Dhcp4.answer(Dhcp4.OFFER, xid, client.mac(), GATEWAY.ip())
                                    .your("10.77.0." + (41 + i))
                                    .router(GATEWAY.ip())
                                    .resolvers(RESOLVER.ip(), "10.77.0.54"),
                            "")
                    .mirroredTwice();
            tell(
                            story,
                            SPARE_GATEWAY,
                            client,
                            Dhcp4.answer(Dhcp4.OFFER, xid, client.mac(), SPARE_GATEWAY.ip())
                                    .your(client.ip())
                                    .router(GATEWAY.ip())
                                    .resolvers("10.77.0.54", RESOLVER.ip()),
                            "")
                    .mirroredTwice();
        }
        return story;
    }

    /** TunnelVision (CVE-2024-3661): in the server's name, two routes that take the VPN's traffic with them. */
    private static RuleScene optionsChanged() {
        Story story = morning();
        ask(story.at(60), CLIENT, request(Dhcp4.REQUEST, 0x4001, CLIENT).addresses(50, CLIENT.ip()), "");
        byte[] halves =
                Bytes.concat(Dhcp4.route(1, "0.0.0.0", ATTACKER.ip()), Dhcp4.route(1, "128.0.0.0", ATTACKER.ip()));
        Host forged = new Host(ATTACKER.mac(), GATEWAY.ip());
        tell(
                story,
                forged,
                CLIENT,
                Dhcp4.answer(Dhcp4.ACK, 0x4001, CLIENT.mac(), GATEWAY.ip())
                        .your(CLIENT.ip())
                        .lease(60)
                        .router(GATEWAY.ip())
                        .resolvers(RESOLVER.ip())
                        .option(121, halves),
                "half of the Internet, twice, by the attacker");
        Truth truth = truth(story, "ip:" + GATEWAY.ip(), "dhcp-options-changed", 60, 61, CLIENT);
        return new RuleScene("dhcp-options-changed", story, truth, toldOtherwiseByRight());
    }

    /** What only some ask for, resolvers in turn, an INFORM, another network behind a relay. */
    private static Story toldOtherwiseByRight() {
        Story story = morning();
        ask(
                story.at(60),
                NEWCOMER,
                Dhcp4.ask(Dhcp4.DISCOVER, 0x4101, NEWCOMER.mac()).option(55, (byte) 1, (byte) 3),
                "asks for a router alone");
        tell(
                story,
                GATEWAY,
                NEWCOMER,
                Dhcp4.answer(Dhcp4.ACK, 0x4101, NEWCOMER.mac(), GATEWAY.ip())
                        .your(NEWCOMER.ip())
                        .router(GATEWAY.ip()),
                "");
        story.at(70)
                .udp(
                        CLIENT,
                        68,
                        GATEWAY,
                        67,
                        Dhcp4.ask(Dhcp4.INFORM, 0x4102, CLIENT.mac())
                                .client(CLIENT.ip())
                                .option(55, (byte) 252)
                                .bytes(),
                        "")
                .micros(900);
        tell(
                story,
                GATEWAY,
                CLIENT,
                Dhcp4.answer(Dhcp4.ACK, 0x4102, CLIENT.mac(), GATEWAY.ip())
                        .client(CLIENT.ip())
                        .addresses(1, "255.255.255.0"),
                "");
        for (int i = 0; i < 6; i++) {
            String net = "10.78." + i % 3;
            tell(
                    story.at(80 + i),
                    GATEWAY,
                    SPARE_GATEWAY,
                    Dhcp4.answer(Dhcp4.ACK, 0x4200 + i, "02:00:00:00:01:0" + i, GATEWAY.ip())
                            .your(net + "." + (20 + i))
                            .relay(net + ".1")
                            .router(net + ".1")
                            .resolvers(RESOLVER.ip()),
                    "to a relay, for another network");
        }
        return story;
    }

    /** One card asks in the name of a hundred, eight a second. */
    private static RuleScene starvation() {
        Story story = morning();
        for (int i = 0; i < 100; i++) {
            Host made = new Host(madeUp(i), "0.0.0.0");
            // Yersinia sends as fast as it can; the wire shows one each few milliseconds at the least.
            story.at(60 + 0.012 * i)
                    .udp(
                            new Host(ATTACKER.mac(), "0.0.0.0"),
                            68,
                            EVERYBODY,
                            67,
                            request(Dhcp4.DISCOVER, 0x5000 + i, made).bytes(),
                            "");
        }
        Truth truth = truth(story, "dhcp:clients", "dhcp-starvation", 60, 62, GATEWAY);
        return new RuleScene("dhcp-starvation", story, truth, rush());
    }

    /** A card nobody made: no two alike, none a group's. */
    private static String madeUp(int i) {
        int n = i * 0x9e_3779 + 0x12_3457;
        return String.format(
                Locale.ROOT,
                "%02x:%02x:%02x:%02x:%02x:%02x",
                n & 0xfc,
                n >> 8 & 0xff,
                n >> 16 & 0xff,
                i,
                n >> 3 & 0xff,
                n >> 5 & 0xff);
    }

    /** A class room comes at nine: eighty clients in eight seconds, all of whom are served; and a relay brings as many. */
    private static Story rush() {
        Story story = morning();
        String[] vendors = {"3c:22:fb", "f0:18:98", "a4:5e:60", "00:1a:8c"};
        for (int i = 0; i < 80; i++) {
            String mac = vendors[i % 4] + String.format(Locale.ROOT, ":00:00:%02x", i);
            lease(story.at(60 + 0.1 * i), new Host(mac, "10.77.0." + (100 + i)), 0x6000 + i);
        }
        for (int i = 0; i < 80; i++) {
            String mac = vendors[i % 4] + String.format(Locale.ROOT, ":00:01:%02x", i);
            Host client = new Host(mac, "10.78.0." + (100 + i));
            Dhcp4 discover = request(Dhcp4.DISCOVER, 0x7000 + i, client).relay("10.78.0.1");
            story.at(90 + 0.1 * i).udp(SPARE_GATEWAY, 67, GATEWAY, 67, discover.bytes(), "");
            Dhcp4 ack = Dhcp4.answer(Dhcp4.ACK, 0x7000 + i, mac, GATEWAY.ip())
                    .your(client.ip())
                    .relay("10.78.0.1")
                    .router("10.78.0.1");
            story.micros(700).udp(GATEWAY, 67, SPARE_GATEWAY, 67, ack.bytes(), "");
        }
        return story;
    }

    /** The client asks the gateway again for what it has; the attacker refuses before the gateway grants it. */
    private static RuleScene nakByStranger() {
        Story story = morning();
        select(story.at(60), CLIENT, 0x8001, GATEWAY);
        tell(story, ATTACKER, CLIENT, Dhcp4.answer(Dhcp4.NAK, 0x8001, CLIENT.mac(), ATTACKER.ip()), "refused");
        tell(story, GATEWAY, CLIENT, answer(Dhcp4.ACK, 0x8001, CLIENT, GATEWAY), "granted, too late");
        Truth truth = truth(story, "dhcp-nak-by-stranger", 60, 61, CLIENT);
        return new RuleScene("dhcp-nak-by-stranger", story, truth, refusedByRight());
    }

    /** A client from another network asks everybody for its old address; another asks for one that is taken. */
    private static Story refusedByRight() {
        Story story = morning();
        ask(story.at(60), NEWCOMER, request(Dhcp4.REQUEST, 0x8101, NEWCOMER).addresses(50, "192.168.1.7"), "");
        tell(story, GATEWAY, NEWCOMER, Dhcp4.answer(Dhcp4.NAK, 0x8101, NEWCOMER.mac(), GATEWAY.ip()), "wrong network");
        lease(story.at(61), NEWCOMER, 0x8102);
        select(story.at(70), CLIENT, 0x8103, GATEWAY);
        return tell(
                story, GATEWAY, CLIENT, Dhcp4.answer(Dhcp4.NAK, 0x8103, CLIENT.mac(), GATEWAY.ip()), "no longer free");
    }

    /** The attacker gives up three leases in their holders' names. */
    private static RuleScene leaseGivenAway() {
        Story story = morning();
        lease(story.at(40), NEWCOMER, 0x1003);
        int i = 0;
        for (Host holder : List.of(CLIENT, COLLEAGUE, NEWCOMER)) {
            story.at(60 + i++)
                    .udp(
                            new Host(ATTACKER.mac(), holder.ip()),
                            68,
                            GATEWAY,
                            67,
                            release(holder).bytes(),
                            "in its holder's name");
        }
        Truth truth = truth(story, "ip:" + CLIENT.ip(), "dhcp-lease-given-away", 60, 63, CLIENT);
        return new RuleScene("dhcp-lease-given-away", story, truth, givenUpByRight());
    }

    private static Dhcp4 release(Host holder) {
        return Dhcp4.ask(Dhcp4.RELEASE, 0x9001, holder.mac())
                .client(holder.ip())
                .addresses(54, GATEWAY.ip());
    }

    /** The holder gives its address up, another gets it; a machine that changed cards keeps its identifier and its address. */
    private static Story givenUpByRight() {
        Story story = morning();
        story.at(60).udp(CLIENT, 68, GATEWAY, 67, release(CLIENT).bytes(), "by its holder");
        lease(story.at(70), NEWCOMER.as(CLIENT.ip()), 0x9102);
        byte[] id = Bytes.hex("ff 00000001 00030001 020000000047");
        Host laptop = new Host("02:00:00:00:00:47", "10.77.0.47");
        lease(story.at(80), laptop, 0x9103, d -> d.option(61, id));
        return lease(story.at(100), new Host("02:00:00:00:00:48", laptop.ip()), 0x9104, d -> d.option(61, id));
    }
}
