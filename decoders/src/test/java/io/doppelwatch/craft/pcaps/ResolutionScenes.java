// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import java.util.List;
import java.util.function.UnaryOperator;

/** Scenes of the rules about what names resolve to over time. */
final class ResolutionScenes {
    private static final String START = "2026-11-24T13:00:00Z";
    private static final String TOOL = "scripts/make-pcaps";
    /** A server out there, as seen on this side of the gateway. */
    private static final Host FAR_SERVER = GATEWAY.as("192.0.2.66");

    private static final String EVIL_NAME = "x7.evil.example";

    private ResolutionScenes() {}

    static List<RuleScene> all() {
        return List.of(outOfBailiwick(), rebinding(), drift(), denied(), deniedAnswered());
    }

    private static String trust(String rule, String service) {
        return """
                # Who is who in %s.pcapng and its twin. Made by scripts/make-pcaps.
                services:
                  - name: %s
                %snetwork:
                  resolvers: [%s]
                """.formatted(rule, HUB_NAME, service, RESOLVER.ip());
    }

    /** The resolver asks a server out there, without wanting recursion, and gets this. */
    private static void iterates(Story story, String name, UnaryOperator<Dns> answer, String comment) {
        int id = story.newId();
        int port = story.newPort();
        story.udp(
                RESOLVER,
                port,
                FAR_SERVER,
                53,
                Dns.message(id, 0, name, Dns.A).edns(1232).bytes(),
                "");
        story.micros(14_000);
        Dns message = Dns.message(id, Dns.QR | Dns.AA, name, Dns.A);
        story.udp(FAR_SERVER, 53, RESOLVER, port, answer.apply(message).bytes(), comment);
        story.micros(900);
    }

    /** A server that is asked for a name of its own tells besides who serves corp.test, and where the hub is. */
    private static RuleScene outOfBailiwick() {
        Story story = new Story("span0", START);
        story.at(1).resolve(RESOLVER, GATEWAY);
        iterates(story, "www.evil.example", m -> m.address(60, FAR_SERVER.ip()), "");
        story.at(20);
        iterates(
                story,
                EVIL_NAME,
                m -> m.address(60, FAR_SERVER.ip())
                        .authority("corp.test", Dns.NS, 172_800, Dns.name("ns.evil.example"))
                        .additional("ns.evil.example", Dns.A, 172_800, Bytes.ip(FAR_SERVER.ip())),
                "who serves corp.test was not asked");
        Truth truth = new Truth("dns-out-of-bailiwick", TOOL, FAR_SERVER);
        truth.attack(
                "a1", "T1557", story.epoch(20), story.epoch(21), RESOLVER, "name:" + HUB_NAME, "dns-out-of-bailiwick");

        Story benign = new Story("span0", START);
        benign.at(1).resolve(RESOLVER, GATEWAY);
        iterates(
                benign,
                "www.shop.example",
                m -> m.answer(Dns.CNAME, 60, Dns.name("e1.cdn.example"))
                        .answer("e1.cdn.example", Dns.A, 60, Bytes.ip("198.51.100.7"))
                        .authority("shop.example", Dns.NS, 3600, Dns.name("ns.host.example"))
                        .additional("ns.host.example", Dns.A, 3600, Bytes.ip("198.51.100.53")),
                "an alias into another zone, a name server in a third one, with its address");
        iterates(
                benign.at(20),
                "www.news.example",
                m -> m.authority("", Dns.NS, 3600, Dns.name("a.root.example"))
                        .additional("a.root.example", Dns.A, 3600, Bytes.ip("198.51.100.1")),
                "a referral upwards, as old servers give");
        return new RuleScene(
                "dns-out-of-bailiwick",
                story,
                truth,
                benign,
                trust("dns-out-of-bailiwick", "    addresses: [" + HUB.ip() + "]\n"));
    }

    private static void lookUp(Story story, Host client, String name, long ttl, String address, String comment) {
        int id = story.newId();
        int port = story.newPort();
        story.query(client, RESOLVER, port, id, name).micros(700);
        story.answer(RESOLVER, client, port, Dns.response(id, name, Dns.A).address(ttl, address), comment);
        story.micros(400);
    }

    /** A page from outside makes its own name point to the hub. */
    private static RuleScene rebinding() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER);
        lookUp(story, CLIENT, "a.rebind.example", 1, "203.0.113.5", "the page's own server");
        story.at(63);
        lookUp(story, CLIENT, "a.rebind.example", 0, HUB.ip(), "and now the hub");
        story.resolve(CLIENT, HUB);
        Truth truth = new Truth("dns-rebinding", TOOL, GATEWAY.as("203.0.113.5"));
        truth.attack("a1", "T1557", story.epoch(63), story.epoch(64), CLIENT, "name:a.rebind.example", "dns-rebinding");

        // A portal that gives everybody its own address, a name known outside and inside, a router's own name.
        Story benign = new Story("span0", START);
        benign.at(1).resolve(CLIENT, RESOLVER);
        lookUp(benign, CLIENT, "www.news.example", 30, "203.0.113.7", "");
        lookUp(benign, CLIENT, "www.shop.example.net", 30, "203.0.113.8", "");
        benign.at(70);
        lookUp(benign, CLIENT, "www.third.example.org", 0, GATEWAY.ip(), "the portal's session is over");
        lookUp(benign, CLIENT, "www.news.example", 0, GATEWAY.ip(), "");
        lookUp(benign, CLIENT, "www.shop.example.net", 0, GATEWAY.ip(), "");
        benign.at(200);
        lookUp(benign, COLLEAGUE, "vpn.office.example", 3600, "203.0.113.9", "from outside");
        lookUp(benign, COLLEAGUE, "vpn.office.example", 3600, "10.77.0.9", "and from inside");
        lookUp(benign, COLLEAGUE, "fritz.box", 9, "203.0.113.10", "");
        lookUp(benign, COLLEAGUE, "fritz.box", 9, GATEWAY.ip(), "");
        return new RuleScene("dns-rebinding", story, truth, benign);
    }

    /** The hub has no declared addresses; it always was at one, and that answer is not even old. */
    private static RuleScene drift() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER);
        for (int i = 0; i < 4; i++) {
            story.at(2 + 310 * i).lookUp(i % 2 == 0 ? CLIENT : COLLEAGUE, HUB_NAME, HUB.ip());
        }
        story.at(950).lookUp(COLLEAGUE, HUB_NAME, ATTACKER.ip());
        story.at(1_000).resolve(COLLEAGUE, ATTACKER);
        Truth truth = new Truth("dns-resolution-drift", TOOL, ATTACKER);
        truth.attack(
                "a1",
                "T1557",
                story.epoch(950),
                story.epoch(951),
                COLLEAGUE,
                "name:" + HUB_NAME,
                "dns-resolution-drift");

        // Two machines in turn from the start, a third of their network later; another name may move as it likes.
        Story benign = new Story("span0", START);
        benign.at(1).resolve(CLIENT, RESOLVER);
        for (int i = 0; i < 6; i++) {
            benign.at(2 + 310 * i).lookUp(CLIENT, HUB_NAME, i % 2 == 0 ? HUB.ip() : "10.77.0.12");
            benign.lookUp(COLLEAGUE, "wiki.corp.test", i < 4 ? "10.77.0.13" : "198.51.100.9");
        }
        benign.at(1_950).lookUp(CLIENT, HUB_NAME, "10.77.0.14");
        return new RuleScene("dns-resolution-drift", story, truth, benign, trust("dns-resolution-drift", ""));
    }

    private static void denies(Story story, String name) {
        int id = story.newId();
        int port = story.newPort();
        byte[] soa = new Bytes()
                .put(Dns.name("ns.corp.test"))
                .put(Dns.name("hostmaster.corp.test"))
                .u32(2_026_112_401)
                .u32(3600)
                .u32(600)
                .u32(86_400)
                .u32(900)
                .toArray();
        story.query(CLIENT, RESOLVER, port, id, name).micros(650);
        story.answer(
                RESOLVER,
                CLIENT,
                port,
                Dns.message(id, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, name, Dns.A)
                        .authority("corp.test", Dns.SOA, 900, soa),
                "no such name");
        story.micros(400);
    }

    /** The resolver knew the hub a minute ago. */
    private static RuleScene denied() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER);
        for (int i = 0; i < 3; i++) {
            story.at(2 + 310 * i).lookUp(CLIENT, HUB_NAME, HUB.ip());
        }
        denies(story.at(690), HUB_NAME);
        Truth truth = new Truth("dns-name-denied", TOOL, ATTACKER);
        truth.attack("a1", "T1557", story.epoch(690), story.epoch(691), CLIENT, "name:" + HUB_NAME, "dns-name-denied");

        // Names that were never there, and one of nobody's trust that goes.
        Story benign = new Story("span0", START);
        benign.at(1).resolve(CLIENT, RESOLVER);
        for (int i = 0; i < 3; i++) {
            benign.at(2 + 310 * i).lookUp(CLIENT, HUB_NAME, HUB.ip()).lookUp(CLIENT, "wiki.corp.test", "10.77.0.13");
            denies(benign, HUB_NAME + ".corp.test");
        }
        denies(benign.at(690), "wiki.corp.test");
        return new RuleScene("dns-name-denied", story, truth, benign, trust("dns-name-denied", ""));
    }

    /** The resolver said that there is no hub, and for how long that is good; then there is one. */
    private static RuleScene deniedAnswered() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER);
        denies(story.at(5), HUB_NAME);
        story.at(65).lookUp(CLIENT, HUB_NAME, ATTACKER.ip());
        Truth truth = new Truth("dns-denied-name-answered", TOOL, ATTACKER);
        truth.attack(
                "a1",
                "T1557",
                story.epoch(65),
                story.epoch(66),
                CLIENT,
                "name:" + HUB_NAME,
                "dns-denied-name-answered");

        // A name of nobody's trust is made, and the hub was there from the start.
        Story benign = new Story("span0", START);
        benign.at(1).resolve(CLIENT, RESOLVER);
        benign.at(4).lookUp(CLIENT, HUB_NAME, HUB.ip());
        denies(benign.at(5), "wiki.corp.test");
        benign.at(65).lookUp(CLIENT, "wiki.corp.test", "10.77.0.13");
        benign.at(500).lookUp(CLIENT, HUB_NAME, HUB.ip());
        return new RuleScene("dns-denied-name-answered", story, truth, benign, trust("dns-denied-name-answered", ""));
    }
}
