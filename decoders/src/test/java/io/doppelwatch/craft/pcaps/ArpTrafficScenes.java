// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.ArpScenes.START;
import static io.doppelwatch.craft.pcaps.ArpScenes.lan;
import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.INTRANET;
import static io.doppelwatch.craft.pcaps.Host.INTRANET_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;
import static io.doppelwatch.craft.pcaps.Host.SPARE_GATEWAY;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Tcp;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scenes of the rules that hold IP traffic against what ARP says. */
final class ArpTrafficScenes {
    private static final String MAKER = "scripts/make-pcaps";
    private static final String FAR = "198.51.100.80";
    private static final int PORT = 49_321;

    private ArpTrafficScenes() {}

    static List<RuleScene> all() {
        return List.of(gatewayTakenOver(), gratuitousClaim(), relayedTraffic());
    }

    /** The {@code n}th question and answer of a long connection to a far server, by this next hop. */
    private static void say(Story story, Host hop, int n) {
        Host far = hop.as(FAR);
        byte[] question = "GET /%04d HTTP/1.1\r\n\r\n".formatted(n).getBytes(StandardCharsets.US_ASCII);
        byte[] answer = "HTTP/1.1 204 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        long client = 1_000 + (long) n * question.length;
        long server = 9_000 + (long) n * answer.length;
        int flags = Tcp.ACK | Tcp.PSH;
        story.frame(story.from(CLIENT, far).tcp(PORT, 80, client, server, flags).data(question));
        story.micros(8_000);
        story.frame(story.from(far, CLIENT)
                .tcp(80, PORT, server, client + question.length, flags)
                .data(answer));
        story.micros(2_000);
    }

    /** Hosts that ask each other; the gateway is heard in no ARP packet and known by what it carries alone. */
    private static Story behindASilentGateway() {
        Story story = new Story("span0", START);
        for (int i = 0; i < 5; i++) {
            story.at(1 + 5 * i).resolve(CLIENT, COLLEAGUE).resolve(COLLEAGUE, RESOLVER);
            say(story, GATEWAY, i);
        }
        return story.at(30).join(ATTACKER).resolve(ATTACKER, COLLEAGUE);
    }

    /**
     * The claim comes every two seconds, as arpspoof sends it, while the client reads from the far server: its next packet
     * after the first claim goes by the attacker.
     */
    private static RuleScene gatewayTakenOver() {
        Story story = behindASilentGateway();
        for (int i = 0; i < 3; i++) {
            story.at(49.1 + 0.3 * i);
            say(story, GATEWAY, 5 + i);
        }
        for (int i = 0; i < 30; i++) {
            if (i % 10 == 0) {
                story.at(50 + 0.2 * i).claim(ATTACKER.as(GATEWAY.ip()), CLIENT, i == 0 ? "the claim" : "");
            }
            story.at(50.1 + 0.2 * i);
            say(story, ATTACKER, 8 + i);
        }
        Truth truth = new Truth("arp-gateway-taken-over", MAKER, ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(50),
                story.epoch(57),
                CLIENT,
                "ip:" + GATEWAY.ip(),
                "arp-gateway-taken-over");
        return new RuleScene("arp-gateway-taken-over", story, truth, routersChange());
    }

    /** Connections go by another router: it announces the address to everybody; later the first one is asked for again. */
    private static Story routersChange() {
        Host standby = new Host("02:00:00:00:00:95", GATEWAY.ip());
        Story story = behindASilentGateway();
        story.at(50).announce(standby, "fail-over").seconds(1).announce(standby, "");
        for (int i = 5; i < 10; i++) {
            say(story, standby, i);
            story.seconds(1);
        }
        story.at(400).resolve(CLIENT, GATEWAY);
        for (int i = 10; i < 15; i++) {
            say(story, GATEWAY, i);
            story.seconds(1);
        }
        return story;
    }

    /**
     * The resolver's address is announced by the attacker each second, as arping -U does; a colleague whose system does not
     * heed gratuitous ARP goes on as before, and asks a few times a second, as a browser does that opens pages.
     */
    private static RuleScene gratuitousClaim() {
        Story story = lan();
        for (int i = 0; i < 15; i++) {
            story.at(68.2 + 0.6 * i).lookUp(COLLEAGUE, "page-%02d.corp.test".formatted(i), INTRANET.ip());
        }
        for (int i = 0; i < 7; i++) {
            story.at(70 + i).announce(ATTACKER.as(RESOLVER.ip()), i == 0 ? "the claim" : "");
        }
        Truth truth = new Truth("arp-gratuitous-claim", MAKER, ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(70),
                story.epoch(77),
                COLLEAGUE,
                "ip:" + RESOLVER.ip(),
                "arp-gratuitous-claim");
        return new RuleScene("arp-gratuitous-claim", story, truth, resolverMoves());
    }

    /** The resolver moves to another machine, which announces it; the old one falls silent. */
    private static Story resolverMoves() {
        Host successor = new Host("02:00:00:00:00:95", RESOLVER.ip());
        Story story = lan();
        story.at(62).lookUp(COLLEAGUE, INTRANET_NAME, INTRANET.ip());
        story.at(70).announce(successor, "the move").seconds(1).announce(successor, "");
        for (int i = 0; i < 3; i++) {
            int id = story.newId();
            int port = story.newPort();
            story.at(73 + 3 * i).query(COLLEAGUE, successor, port, id, INTRANET_NAME);
            Dns answer = Dns.response(id, INTRANET_NAME, Dns.A).address(300, INTRANET.ip());
            story.micros(700).answer(successor, COLLEAGUE, port, answer, "");
        }
        return story;
    }

    /** Both ends are told that the attacker is the other, and what they say to each other passes it, one hop less. */
    private static RuleScene relayedTraffic() {
        Story story = lan();
        story.at(62).lookUp(CLIENT, INTRANET_NAME, INTRANET.ip());
        for (int i = 0; i < 4; i++) {
            story.at(70 + 2 * i).claim(ATTACKER.as(RESOLVER.ip()), CLIENT, i == 0 ? "the first pair" : "");
            story.micros(120).claim(ATTACKER.as(CLIENT.ip()), RESOLVER, "");
            story.seconds(0.5);
            relayed(story, CLIENT, ATTACKER, RESOLVER, RESOLVER.ip(), i == 0 ? "relayed" : "");
        }
        Truth truth = new Truth("arp-relayed-traffic", MAKER, ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(70),
                story.epoch(78),
                CLIENT,
                "ip:" + RESOLVER.ip(),
                "arp-relayed-traffic",
                "arp-binding-changed",
                "arp-unsolicited-reply");
        return new RuleScene("arp-relayed-traffic", story, truth, bothSidesOfARouter());
    }

    /** A mirror port that shows both sides of a router: every packet comes twice, one hop less, and nobody was deceived. */
    private static Story bothSidesOfARouter() {
        Story story = lan();
        for (int i = 0; i < 4; i++) {
            story.at(70 + 2 * i);
            relayed(story, CLIENT, GATEWAY, SPARE_GATEWAY, "198.51.100.53", "");
        }
        return story;
    }

    private static void relayed(Story story, Host client, Host relay, Host next, String resolver, String comment) {
        int id = story.newId();
        int port = story.newPort();
        byte[] question = Dns.query(id, INTRANET_NAME, Dns.A).bytes();
        byte[] answer = Dns.response(id, INTRANET_NAME, Dns.A)
                .address(300, INTRANET.ip())
                .bytes();
        story.udp(client, port, relay.as(resolver), 53, question, "");
        story.micros(150).forward(relay, next, client.as(client.ip()), resolver, port, 53, question, comment);
        story.micros(600).udp(next.as(resolver), 53, relay.as(client.ip()), port, answer, "");
        story.micros(150).forward(relay, client, next.as(resolver), client.ip(), 53, port, answer, "");
    }
}
