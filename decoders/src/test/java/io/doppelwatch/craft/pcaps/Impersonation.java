// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.INTRANET;
import static io.doppelwatch.craft.pcaps.Host.INTRANET_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import io.doppelwatch.craft.Dns;

/**
 * One trusted name taken over in three steps, after an ordinary morning: the attacker takes the gateway's and the
 * resolver's place in the client's ARP table, answers its question before the resolver does, and shows a certificate of
 * its own.
 */
final class Impersonation {
    static final String START = "2026-11-24T08:00:00Z";

    private static final double ARP_STARTS = 300;
    private static final double ARP_ENDS = 332;
    private static final double DNS_RACE = 315;

    private Impersonation() {}

    static byte[] pcapng() {
        Story story = new Story("span0", START);
        morning(story);
        takeOverArp(story);
        raceTheAnswer(story);
        standIn(story);
        afterwards(story);
        return story.pcapng();
    }

    private static void morning(Story story) {
        story.at(1).resolve(CLIENT, GATEWAY).resolve(CLIENT, RESOLVER);
        story.lookUp(CLIENT, INTRANET_NAME, INTRANET.ip());
        story.resolve(CLIENT, INTRANET).tls(CLIENT, INTRANET, Handshakes.talk("intranet-tls12"), "");
        story.at(20).lookUp(CLIENT, HUB_NAME, HUB.ip());
        story.resolve(CLIENT, HUB).tls(CLIENT, HUB, Handshakes.talk("hub-tls12"), "the genuine server, its own key");
        story.at(60).resolve(COLLEAGUE, GATEWAY).resolve(COLLEAGUE, RESOLVER);
        story.lookUp(COLLEAGUE, HUB_NAME, HUB.ip());
        story.resolve(COLLEAGUE, HUB).tls(COLLEAGUE, HUB, Handshakes.talk("hub-tls12-again"), "");
        // The caches of both ends are refreshed now and then, by both owners themselves.
        for (int minute = 1; minute < 5; minute++) {
            story.at(60 * minute + 7).resolve(GATEWAY, CLIENT).resolve(RESOLVER, CLIENT);
            story.at(60 * minute + 31).resolve(CLIENT, GATEWAY).resolve(CLIENT, RESOLVER);
        }
        story.at(200).lookUp(CLIENT, HUB_NAME, HUB.ip());
        story.at(270).join(ATTACKER);
        story.at(285).resolve(ATTACKER, GATEWAY).resolve(ATTACKER, RESOLVER).resolve(ATTACKER, CLIENT);
        story.resolve(ATTACKER, HUB);
    }

    /** Replies nobody asked for, to both ends, every two seconds; the true owners go on speaking. */
    private static void takeOverArp(Story story) {
        for (double t = ARP_STARTS; t < ARP_ENDS; t += 2) {
            String what = t == ARP_STARTS ? "the attacker says that it is the gateway" : "";
            story.at(t).claim(ATTACKER.as(GATEWAY.ip()), CLIENT, what);
            story.micros(90).claim(ATTACKER.as(RESOLVER.ip()), CLIENT, "");
            story.micros(90).claim(ATTACKER.as(CLIENT.ip()), GATEWAY, "");
        }
        story.at(307).resolve(GATEWAY, COLLEAGUE).resolve(RESOLVER, COLLEAGUE);
    }

    private static void raceTheAnswer(Story story) {
        int id = story.newId();
        int port = story.newPort();
        byte[] question = Dns.query(id, HUB_NAME, Dns.A).edns(1232).bytes();
        // The client's frame goes to the attacker, who answers and then passes it on.
        story.at(DNS_RACE).query(CLIENT, ATTACKER.as(RESOLVER.ip()), port, id, HUB_NAME);
        story.micros(180)
                .answer(
                        ATTACKER.as(RESOLVER.ip()),
                        CLIENT,
                        port,
                        Dns.response(id, HUB_NAME, Dns.A).address(60, ATTACKER.ip()),
                        "forged, first");
        story.micros(60).forward(ATTACKER, RESOLVER, CLIENT, port, 53, question, "the question, passed on");
        story.micros(1_740)
                .answer(
                        RESOLVER,
                        CLIENT,
                        port,
                        Dns.response(id, HUB_NAME, Dns.A).address(300, HUB.ip()),
                        "genuine, 1.8 ms later");
    }

    private static void standIn(Story story) {
        story.at(DNS_RACE + 0.01).resolve(CLIENT, ATTACKER);
        story.tls(CLIENT, ATTACKER, Handshakes.talk("impostor-tls12"), "a certificate off its pin");
        // What an interception proxy does next: the same name, to the genuine server.
        story.at(DNS_RACE + 0.02)
                .tls(ATTACKER, HUB, Handshakes.talk("hub-tls12-proxied"), "the attacker's own session");
        story.at(DNS_RACE + 10).tls(CLIENT, ATTACKER, Handshakes.talk("impostor-tls12-again"), "");
    }

    /** The attacker puts things back, as its tool does when it is stopped. */
    private static void afterwards(Story story) {
        story.at(ARP_ENDS);
        for (int i = 0; i < 2; i++) {
            story.claim(GATEWAY, CLIENT, "").micros(90);
            story.claim(RESOLVER, CLIENT, "").micros(90);
            story.claim(CLIENT, GATEWAY, "").micros(500_000);
        }
        story.at(350).resolve(CLIENT, GATEWAY).resolve(CLIENT, RESOLVER);
        story.at(360).lookUp(COLLEAGUE, INTRANET_NAME, INTRANET.ip());
    }

    static String trust() {
        return """
                # Who is who in impersonation.pcapng. Made by scripts/make-pcaps.
                services:
                  - name: %s
                    aliases: [analytics-hub.local]
                    addresses: [%s]
                    ports: [443]
                    pins: ["%s"]
                    macs: ["%s"]
                network:
                  gateways: [{ip: %s, mac: "%s"}]
                  resolvers: [%s]
                """.formatted(
                HUB_NAME, HUB.ip(), Handshakes.pin("hub-tls12"), HUB.mac(), GATEWAY.ip(), GATEWAY.mac(), RESOLVER.ip());
    }

    static String truth() {
        Story clock = new Story("", START);
        Truth truth = new Truth("impersonation", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                clock.epoch(ARP_STARTS),
                clock.epoch(ARP_ENDS),
                CLIENT,
                "ip:" + GATEWAY.ip(),
                "arp-binding-changed",
                "arp-unsolicited-reply");
        truth.attack(
                "a2",
                "T1557.002",
                clock.epoch(ARP_STARTS),
                clock.epoch(ARP_ENDS),
                CLIENT,
                "ip:" + RESOLVER.ip(),
                "arp-binding-changed",
                "arp-unsolicited-reply");
        truth.attack(
                "a3",
                "T1557",
                clock.epoch(DNS_RACE),
                clock.epoch(DNS_RACE + 0.01),
                CLIENT,
                "name:" + HUB_NAME,
                "dns-conflicting-answers");
        truth.attack(
                "a4",
                "T1557",
                clock.epoch(DNS_RACE + 0.01),
                clock.epoch(DNS_RACE + 11),
                CLIENT,
                "name:" + HUB_NAME,
                "tls-pin-mismatch");
        truth.attack(
                "a5",
                "T1557.002",
                clock.epoch(ARP_STARTS),
                clock.epoch(ARP_ENDS),
                GATEWAY,
                "ip:" + CLIENT.ip(),
                "arp-binding-changed",
                "arp-unsolicited-reply");
        return truth.json();
    }
}
