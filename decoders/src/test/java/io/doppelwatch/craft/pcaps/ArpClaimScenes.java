// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.ArpScenes.lan;
import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.Craft;
import java.util.List;

/** Scenes of the rules about what ARP packets claim. */
final class ArpClaimScenes {
    private static final String MAKER = "scripts/make-pcaps";
    private static final String NOBODY = "0.0.0.0";
    private static final Host NEWCOMER = new Host("02:00:00:00:00:95", "10.77.0.95");
    private static final Host VIRTUAL = new Host("00:00:5e:00:01:07", "10.77.0.254");

    private ArpClaimScenes() {}

    static List<RuleScene> all() {
        return List.of(flipFlop(), broadcastReply(), addressConflict(), manyAddresses(), virtualAddress(), sweep());
    }

    private static Truth nothingHappened(String rule) {
        return new Truth(rule, MAKER, null);
    }

    /**
     * The attacker announces the gateway's address each second, as arping -U does. The gateway defends it at once, and again
     * once in ten seconds (RFC 5227, 2.4: DEFEND_INTERVAL).
     */
    private static RuleScene flipFlop() {
        Story story = lan();
        for (int i = 0; i < 24; i++) {
            story.at(70 + i).announce(ATTACKER.as(GATEWAY.ip()), i == 0 ? "the first claim" : "");
            if (i % 11 == 0) {
                story.micros(420).announce(GATEWAY, i == 0 ? "the defence" : "");
            }
        }
        Truth truth = new Truth("arp-flip-flop", MAKER, ATTACKER);
        truth.attack(
                "a1", "T1557.002", story.epoch(70), story.epoch(94), CLIENT, "ip:" + GATEWAY.ip(), "arp-flip-flop");
        return new RuleScene("arp-flip-flop", story, truth, failedOverAndBack());
    }

    /** A standby takes the address over under a MAC of its own, and hands it back minutes later. */
    private static Story failedOverAndBack() {
        Host standby = NEWCOMER.as(GATEWAY.ip());
        Story story = lan();
        story.at(70).announce(standby, "").seconds(1).announce(standby, "").resolve(CLIENT, standby);
        story.at(100).resolve(COLLEAGUE, standby);
        return story.at(300)
                .announce(GATEWAY, "")
                .seconds(1)
                .announce(GATEWAY, "")
                .resolve(CLIENT, GATEWAY);
    }

    /** One reply tells the whole network where the gateway is. By itself this is worth a line and no more. */
    private static RuleScene broadcastReply() {
        Story story = lan();
        story.at(70).resolve(COLLEAGUE, GATEWAY);
        story.at(72)
                .arp(
                        Arp.reply(NEWCOMER.mac(), GATEWAY.ip(), CLIENT.mac(), CLIENT.ip()),
                        Craft.BROADCAST,
                        "a reply to everybody");
        return new RuleScene("arp-broadcast-reply", story, nothingHappened("arp-broadcast-reply"), repliesInOrder());
    }

    /** Replies to the asker alone, gratuitous replies to everybody, and link-local addresses, which have to broadcast. */
    private static Story repliesInOrder() {
        Story story = lan();
        Host linkLocal = NEWCOMER.as("169.254.7.9");
        story.at(70).arp(Arp.request(CLIENT.mac(), "169.254.3.3", linkLocal.ip()), Craft.BROADCAST, "");
        story.micros(300)
                .arp(Arp.reply(linkLocal.mac(), linkLocal.ip(), CLIENT.mac(), "169.254.3.3"), Craft.BROADCAST, "");
        return story.seconds(1)
                .arp(Arp.reply(GATEWAY.mac(), GATEWAY.ip(), Craft.BROADCAST, GATEWAY.ip()), Craft.BROADCAST, "");
    }

    /**
     * Whatever address a newcomer probes for, the attacker says that it is taken. It gives itself one (RFC 3927): told no, it
     * takes the next after a wait of less than a second (2.2.1: PROBE_WAIT).
     */
    private static RuleScene addressConflict() {
        Story story = lan();
        for (int i = 0; i < 4; i++) {
            String wanted = "169.254.51." + (101 + i);
            story.at(70 + 0.45 * i).arp(Arp.probe(NEWCOMER.mac(), wanted), Craft.BROADCAST, "");
            story.micros(400).claim(ATTACKER.as(wanted), NEWCOMER.as(NOBODY), i == 0 ? "the first denial" : "");
        }
        Truth truth = new Truth("arp-address-conflict", MAKER, ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(70),
                story.epoch(72),
                NEWCOMER,
                "ip:169.254.51.102",
                "arp-address-conflict");
        return new RuleScene("arp-address-conflict", story, truth, takenAlready());
    }

    /** A newcomer probes for an address that a colleague has, is told so by its owner, and takes another. */
    private static Story takenAlready() {
        Story story = lan();
        story.at(70).arp(Arp.probe(NEWCOMER.mac(), COLLEAGUE.ip()), Craft.BROADCAST, "");
        story.micros(300).claim(COLLEAGUE, NEWCOMER.as(NOBODY), "");
        story.seconds(1).announce(COLLEAGUE, "");
        return story.at(75).join(NEWCOMER).resolve(NEWCOMER, GATEWAY);
    }

    /** A machine that starts with six addresses. */
    private static RuleScene manyAddresses() {
        Story story = lan();
        for (int i = 0; i < 6; i++) {
            story.at(70 + i).announce(NEWCOMER.as("10.77.0." + (120 + i)), "");
        }
        return new RuleScene("arp-many-addresses", story, nothingHappened("arp-many-addresses"), oneByOne());
    }

    /** A proxy that has answered for its hosts one after the other for an hour, and the same ones again in a burst. */
    private static Story oneByOne() {
        Story story = lan();
        for (int i = 0; i < 7; i++) {
            story.at(100 + 300 * i).resolve(CLIENT, NEWCOMER.as("10.77.0." + (120 + i)));
        }
        story.at(2_400);
        for (int i = 0; i < 7; i++) {
            story.resolve(COLLEAGUE, NEWCOMER.as("10.77.0." + (120 + i)));
        }
        return story;
    }

    /** The router group's address is answered for by the attacker, unasked. */
    private static RuleScene virtualAddress() {
        Story story = lan();
        story.at(60).resolve(CLIENT, VIRTUAL).resolve(COLLEAGUE, VIRTUAL);
        for (int i = 0; i < 5; i++) {
            story.at(70 + 2 * i).claim(ATTACKER.as(VIRTUAL.ip()), CLIENT, i == 0 ? "the first claim" : "");
        }
        Truth truth = new Truth("arp-virtual-address", MAKER, ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(70),
                story.epoch(80),
                CLIENT,
                "ip:" + VIRTUAL.ip(),
                "arp-virtual-address",
                "arp-binding-changed");
        return new RuleScene("arp-virtual-address", story, truth, groupFailsOver());
    }

    /** The group's other member becomes active: the same virtual MAC, in frames from another port, then under its own. */
    private static Story groupFailsOver() {
        Story story = lan();
        story.at(60).resolve(CLIENT, VIRTUAL);
        Arp announcement = Arp.announcement(VIRTUAL.mac(), VIRTUAL.ip());
        story.at(70).arp(GATEWAY.mac(), announcement, Craft.BROADCAST, "");
        story.at(75).arp(Host.SPARE_GATEWAY.mac(), announcement, Craft.BROADCAST, "fail-over");
        story.resolve(COLLEAGUE, VIRTUAL);
        // Set to its own MAC an hour later (HSRP use-bia): the virtual MAC has long been silent.
        return story.at(3_700)
                .announce(Host.SPARE_GATEWAY.as(VIRTUAL.ip()), "")
                .resolve(CLIENT, Host.SPARE_GATEWAY.as(VIRTUAL.ip()));
    }

    /** Somebody asks for every address there is. */
    private static RuleScene sweep() {
        Story story = lan();
        story.at(70);
        for (int i = 1; i < 255; i++) {
            story.arp(Arp.request(NEWCOMER.mac(), NEWCOMER.ip(), "10.77.0." + i), Craft.BROADCAST, "")
                    .micros(4_000);
        }
        return new RuleScene("arp-sweep", story, nothingHappened("arp-sweep"), busyRouter());
    }

    /** A router that looks for its hosts as they are wanted: a few at once, many over the hour. */
    private static Story busyRouter() {
        Story story = lan();
        for (int i = 0; i < 60; i++) {
            story.at(70 + 5 * i)
                    .arp(Arp.request(GATEWAY.mac(), GATEWAY.ip(), "10.77.0." + (100 + i)), Craft.BROADCAST, "");
        }
        return story;
    }
}
