// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;
import static io.doppelwatch.craft.pcaps.Host.SPARE_GATEWAY;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.Craft;
import java.util.List;
import java.util.stream.Stream;

/** Scenes of the rules about ARP. */
final class ArpScenes {
    static final String START = "2026-11-24T09:00:00Z";

    private ArpScenes() {}

    static List<RuleScene> all() {
        return Stream.of(
                        List.of(bindingChanged(), unsolicitedReply(), sourceMismatch()),
                        ArpClaimScenes.all(),
                        ArpTrafficScenes.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Hosts that ask each other, for a minute; the attacker among them, under its own address. */
    static Story lan() {
        Story story = new Story("span0", START);
        for (int i = 0; i < 3; i++) {
            story.at(1 + 20 * i).resolve(CLIENT, GATEWAY).resolve(COLLEAGUE, GATEWAY);
            story.seconds(3).resolve(GATEWAY, CLIENT).resolve(CLIENT, RESOLVER);
        }
        return story.at(50).join(ATTACKER).resolve(ATTACKER, GATEWAY).resolve(ATTACKER, CLIENT);
    }

    /** One victim is told where the gateway is, again and again; the gateway itself goes on speaking. */
    private static RuleScene bindingChanged() {
        Story story = lan();
        for (int i = 0; i < 10; i++) {
            story.at(70 + 2 * i).claim(ATTACKER.as(GATEWAY.ip()), CLIENT, i == 0 ? "the first claim" : "");
        }
        story.at(75).resolve(COLLEAGUE, GATEWAY);
        Truth truth = new Truth("arp-binding-changed", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(70),
                story.epoch(90),
                CLIENT,
                "ip:" + GATEWAY.ip(),
                "arp-binding-changed",
                "arp-unsolicited-reply");
        return new RuleScene("arp-binding-changed", story, truth, movedHonestly());
    }

    /** An address that changed hands: a lease passed on after a silence, a new card that probes before it speaks. */
    private static Story movedHonestly() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, GATEWAY).resolve(COLLEAGUE, GATEWAY).resolve(CLIENT, COLLEAGUE);
        Host newcomer = new Host("02:00:00:00:00:35", COLLEAGUE.ip());
        story.at(2_400).join(newcomer).resolve(newcomer, GATEWAY).resolve(CLIENT, newcomer);
        Host replaced = new Host("02:00:00:00:00:47", CLIENT.ip());
        return story.at(2_700)
                .join(replaced)
                .resolve(replaced, GATEWAY)
                .resolve(newcomer, replaced)
                .resolve(GATEWAY, replaced);
    }

    /** Both ends are told that the attacker is the other. */
    private static RuleScene unsolicitedReply() {
        Story story = lan();
        for (int i = 0; i < 10; i++) {
            story.at(70 + 2 * i).claim(ATTACKER.as(GATEWAY.ip()), CLIENT, i == 0 ? "the first pair" : "");
            story.micros(120).claim(ATTACKER.as(CLIENT.ip()), GATEWAY, "");
        }
        Truth truth = new Truth("arp-unsolicited-reply", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(70),
                story.epoch(90),
                CLIENT,
                "ip:" + GATEWAY.ip(),
                "arp-unsolicited-reply",
                "arp-binding-changed");
        return new RuleScene("arp-unsolicited-reply", story, truth, toldByRight());
    }

    /** Announcements to everybody, again and again; replies that were asked for, mirrored twice; a poll by unicast. */
    private static Story toldByRight() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, GATEWAY).mirroredTwice().resolve(GATEWAY, CLIENT);
        for (int i = 0; i < 12; i++) {
            story.at(10 + 2 * i).announce(GATEWAY, "").mirroredTwice();
            story.micros(500)
                    .arp(Arp.reply(GATEWAY.mac(), GATEWAY.ip(), Craft.BROADCAST, GATEWAY.ip()), Craft.BROADCAST, "");
        }
        for (int i = 0; i < 6; i++) {
            // RFC 1122, 2.3.2.1: a request sent to the one host that is expected to answer.
            story.at(40 + 5 * i).arp(Arp.request(CLIENT.mac(), CLIENT.ip(), GATEWAY.ip()), GATEWAY.mac(), "");
            story.micros(200).claim(GATEWAY, CLIENT, "").mirroredTwice();
        }
        return story;
    }

    /** The attacker takes the gateway's address and, before it leaves, gives it back in the gateway's name. */
    private static RuleScene sourceMismatch() {
        Story story = lan();
        for (int i = 0; i < 5; i++) {
            story.at(70 + 2 * i).claim(ATTACKER.as(GATEWAY.ip()), CLIENT, "");
        }
        for (int i = 0; i < 3; i++) {
            story.at(82 + i)
                    .arp(
                            ATTACKER.mac(),
                            Arp.reply(GATEWAY.mac(), GATEWAY.ip(), CLIENT.mac(), CLIENT.ip()),
                            CLIENT.mac(),
                            i == 0 ? "given back in the gateway's name" : "");
        }
        Truth truth = new Truth("arp-source-mismatch", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(70),
                story.epoch(84),
                CLIENT,
                "ip:" + GATEWAY.ip(),
                "arp-source-mismatch",
                "arp-binding-changed",
                "arp-unsolicited-reply");
        return new RuleScene("arp-source-mismatch", story, truth, sharedAndBridged());
    }

    /** A VRRP router speaks for the virtual MAC under its own; a wireless bridge puts its own MAC on its client's frames. */
    private static Story sharedAndBridged() {
        Story story = new Story("span0", START);
        Host virtual = new Host("00:00:5e:00:01:07", "10.77.0.254");
        Host bridge = SPARE_GATEWAY;
        for (int i = 0; i < 4; i++) {
            story.at(1 + 10 * i).arp(Arp.request(CLIENT.mac(), CLIENT.ip(), virtual.ip()), Craft.BROADCAST, "");
            story.micros(250)
                    .arp(
                            GATEWAY.mac(),
                            Arp.reply(virtual.mac(), virtual.ip(), CLIENT.mac(), CLIENT.ip()),
                            CLIENT.mac(),
                            "");
            story.seconds(2)
                    .arp(bridge.mac(), Arp.request(COLLEAGUE.mac(), COLLEAGUE.ip(), CLIENT.ip()), Craft.BROADCAST, "");
            story.micros(250).claim(CLIENT, COLLEAGUE, "");
        }
        return story;
    }
}
