// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Nd;
import java.util.List;
import java.util.Locale;

/** Scenes of the rules about neighbour discovery and router advertisements. */
final class NdScenes {
    private static final String START = "2026-11-24T14:00:00Z";

    private static final Host ROUTER = Host.GATEWAY.linkLocal();
    private static final Host SPARE = Host.SPARE_GATEWAY.linkLocal();
    private static final Host CLIENT = Host.CLIENT.linkLocal();
    private static final Host COLLEAGUE = Host.COLLEAGUE.linkLocal();
    private static final Host ATTACKER = Host.ATTACKER.linkLocal();
    private static final Host ALL_NODES = Host.group("ff02::1");
    private static final Host ALL_ROUTERS = Host.group("ff02::2");

    private static final String PREFIX = "fd77::";
    private static final String RESOLVER = "fd77::53";
    private static final String OUTSIDE = "2001:db8:ffff::1";
    /** Preferred to others (RFC 4191, 2.1). */
    private static final int HIGH = 0x08;

    private NdScenes() {}

    static List<RuleScene> all() {
        return List.of(
                override(), dadDenial(), rogueRouter(), lifetimeZeroed(), newDns(), flood(), redirect(), hopLimit());
    }

    /** A minute in which the router advertises and hosts resolve each other; the attacker joins as a host. */
    private static Story lan() {
        Story story = new Story("span0", START);
        for (int i = 0; i < 3; i++) {
            advertise(story.at(1 + 20 * i), ROUTER, site(ROUTER), "");
            story.seconds(1).resolve6(CLIENT, ROUTER).resolve6(COLLEAGUE, ROUTER);
            story.seconds(5).resolve6(ROUTER, CLIENT);
        }
        join(story.at(50), ATTACKER);
        return story.seconds(1).resolve6(ATTACKER, ROUTER).resolve6(ATTACKER, CLIENT);
    }

    /** Probes for its address, announces it, asks for routers. */
    private static void join(Story story, Host host) {
        probe(story, host);
        story.seconds(1);
        announce(story, host, "");
        story.micros(300);
        story.nd(host, ALL_ROUTERS, Nd.ROUTER_SOLICITATION, new Bytes().u32(0).toArray(), "");
    }

    private static void probe(Story story, Host host) {
        story.nd(host.as("::"), host.solicitedNode(), Nd.NEIGHBOUR_SOLICITATION, Nd.solicitation(host.ip(), ""), "");
    }

    private static void announce(Story story, Host host, String comment) {
        story.nd(
                host,
                ALL_NODES,
                Nd.NEIGHBOUR_ADVERTISEMENT,
                Nd.advertisement(Nd.OVERRIDE, host.ip(), host.mac()),
                comment);
    }

    /** To one host, and it does not say that anybody asked. */
    private static void tell(Story story, Host claimed, Host victim, String comment) {
        story.nd(
                claimed,
                victim,
                Nd.NEIGHBOUR_ADVERTISEMENT,
                Nd.advertisement(Nd.ROUTER | Nd.OVERRIDE, claimed.ip(), claimed.mac()),
                comment);
    }

    private static Nd router(Host router, int lifetime, int flags) {
        return Nd.router(64, flags, lifetime).sourceMac(router.mac());
    }

    private static Nd site(Host router) {
        return router(router, 1800, 0).prefix(PREFIX, 64, 86_400, 14_400).resolvers(3600, RESOLVER);
    }

    private static void advertise(Story story, Host router, Nd advertisement, String comment) {
        story.nd(router, ALL_NODES, Nd.ROUTER_ADVERTISEMENT, advertisement.bytes(), comment);
    }

    private static Truth truth(String rule, Story story, double from, double to, String subject, String... rules) {
        Truth truth = new Truth(rule, "scripts/make-pcaps", ATTACKER);
        truth.attack("a1", "T1557", story.epoch(from), story.epoch(to), CLIENT, subject, rules);
        return truth;
    }

    /** The client is told, unasked and again and again, that the router is elsewhere; the router goes on speaking. */
    private static RuleScene override() {
        Story story = lan();
        Host claimed = new Host(ATTACKER.mac(), ROUTER.ip());
        for (int i = 0; i < 6; i++) {
            tell(story.at(70 + 5 * i), claimed, CLIENT, i == 0 ? "the first claim" : "");
        }
        story.at(82).resolve6(COLLEAGUE, ROUTER);
        return new RuleScene(
                "nd-override",
                story,
                truth("nd-override", story, 70, 95, "ip:" + ROUTER.ip(), "nd-override"),
                movedHonestly());
    }

    /** A replaced card, bonded cards that fail over, an anycast address, temporary addresses, everything mirrored twice. */
    private static Story movedHonestly() {
        Story story = lan();
        Host replaced = new Host("02:00:00:00:00:47", COLLEAGUE.ip());
        probe(story.at(90), replaced);
        story.seconds(1);
        announce(story, replaced, "a new card, which probed first");
        story.mirroredTwice();
        Host second = new Host("02:00:00:00:00:31", CLIENT.ip());
        announce(story.at(120), second, "the other one of two bonded cards");
        story.mirroredTwice();
        for (Host one : List.of(ROUTER.as("fd77::aaaa"), SPARE.as("fd77::aaaa"), ROUTER.as("fd77::aaaa"))) {
            story.seconds(3)
                    .nd(
                            second,
                            one.solicitedNode(),
                            Nd.NEIGHBOUR_SOLICITATION,
                            Nd.solicitation(one.ip(), second.mac()),
                            "");
            byte[] anycast = Nd.advertisement(Nd.ROUTER | Nd.SOLICITED, one.ip(), one.mac());
            story.micros(200).nd(one, second, Nd.NEIGHBOUR_ADVERTISEMENT, anycast, "anycast: no override flag");
        }
        for (int i = 1; i < 6; i++) {
            Host temporary = second.as("fd77::" + (4400 + i));
            probe(story.seconds(30), temporary);
            story.seconds(1).resolve6(ROUTER, temporary);
        }
        return story;
    }

    /**
     * The client makes itself addresses from the router's prefix, a stable one and a temporary one at once (RFC 8981, 3.4),
     * each probed for after a wait of less than a second (RFC 4862, 5.4.2), and is told of each that it is taken, as
     * dos-new-ip6 answers whatever is probed for. It tries others (RFC 7217, 6; RFC 8981, 3.4).
     */
    private static RuleScene dadDenial() {
        Story story = lan();
        double[] waits = {0, 0.34, 0.91, 1.37, 2.2};
        for (int i = 0; i < waits.length; i++) {
            Host wanted = CLIENT.as("fd77::c1" + i);
            probe(story.at(70 + waits[i]), wanted);
            story.micros(900);
            announce(story, new Host(ATTACKER.mac(), wanted.ip()), i == 0 ? "the first objection" : "");
        }
        Truth truth = truth("nd-dad-denial", story, 70, 73, "mac:" + CLIENT.mac(), "nd-dad-denial");
        Story benign = lan();
        Host clone = new Host("02:00:00:00:00:35", COLLEAGUE.ip());
        for (int i = 0; i < 3; i++) {
            probe(benign.at(80 + 30 * i), clone);
            benign.mirroredTwice().micros(400);
            announce(benign, COLLEAGUE, "a true duplicate: its holder was heard before");
            benign.mirroredTwice();
        }
        return new RuleScene("nd-dad-denial", story, truth, benign);
    }

    /** A host advertises itself as the preferred router, with a prefix and a resolver of its own. */
    private static RuleScene rogueRouter() {
        Story story = lan();
        for (int i = 0; i < 5; i++) {
            Nd forged =
                    router(ATTACKER, 1800, HIGH).prefix("fd66::", 64, 600, 600).resolvers(600, "fd66::66");
            advertise(story.at(70 + 5 * i), ATTACKER, forged, i == 0 ? "a host turns router" : "");
        }
        advertise(story.at(82), ROUTER, site(ROUTER), "");
        Truth truth = truth("ra-rogue-router", story, 70, 90, "ip:" + ATTACKER.ip(), "ra-rogue-router", "ra-new-dns");
        Story benign = lan();
        for (int i = 0; i < 4; i++) {
            advertise(benign.at(80 + 40 * i), SPARE, site(SPARE), "the site's second router");
            benign.mirroredTwice();
            advertise(benign.seconds(15), ROUTER, site(ROUTER), "");
        }
        return new RuleScene("ra-rogue-router", story, truth, benign);
    }

    /** The attacker says in the router's name that it is no router any more; the router speaks on. */
    private static RuleScene lifetimeZeroed() {
        Story story = lan();
        Host forged = new Host(ATTACKER.mac(), ROUTER.ip());
        for (int i = 0; i < 3; i++) {
            advertise(story.at(70 + 10 * i), forged, router(ROUTER, 0, 0), i == 0 ? "in the router's name" : "");
        }
        advertise(story.at(84), ROUTER, site(ROUTER), "the router speaks on");
        Truth truth = truth("ra-lifetime-zeroed", story, 70, 90, "ip:" + ROUTER.ip(), "ra-lifetime-zeroed");
        Story benign = lan();
        for (int i = 0; i < 3; i++) {
            advertise(benign.at(80 + i), ROUTER, router(ROUTER, 0, 0), "the router says good-bye");
            benign.mirroredTwice();
        }
        for (int i = 0; i < 3; i++) {
            advertise(benign.at(170 + 16 * i), ROUTER, site(ROUTER), "and is back after its reboot");
        }
        return new RuleScene("ra-lifetime-zeroed", story, truth, benign);
    }

    /** Lifetime 0, so no router to route by: only the resolver is what the attacker wants to be. */
    private static RuleScene newDns() {
        Story story = lan();
        for (int i = 0; i < 4; i++) {
            Nd forged = router(ATTACKER, 0, 0).resolvers(600, ATTACKER.ip());
            advertise(story.at(70 + 5 * i), ATTACKER, forged, i == 0 ? "a resolver of its own" : "");
        }
        Truth truth = truth("ra-new-dns", story, 70, 85, "ip:" + ATTACKER.ip(), "ra-new-dns", "ra-rogue-router");
        Story benign = lan();
        for (int i = 0; i < 3; i++) {
            Nd two = router(ROUTER, 1800, 0).prefix(PREFIX, 64, 86_400, 14_400).resolvers(3600, RESOLVER, "fd77::54");
            advertise(benign.at(80 + 20 * i), ROUTER, two, "a second resolver beside the first");
        }
        for (int i = 0; i < 3; i++) {
            Nd renumbered =
                    router(ROUTER, 1800, 0).prefix("fd78::", 64, 86_400, 14_400).resolvers(3600, "fd78::53");
            advertise(benign.at(200 + 20 * i), ROUTER, renumbered, "the provider renumbered");
        }
        return new RuleScene("ra-new-dns", story, truth, benign);
    }

    /** Two hundred routers that nobody has. */
    private static RuleScene flood() {
        Story story = lan();
        for (int i = 0; i < 200; i++) {
            Host made = new Host(String.format(Locale.ROOT, "02:18:00:00:01:%02x", i), "fe80::18:" + (1000 + i));
            Nd forged = router(made, 1800, 0).prefix("fd" + (10 + i % 80) + ":" + (1000 + i) + "::", 64, 600, 600);
            advertise(story.at(70 + 0.02 * i), made, forged, i == 0 ? "one of two hundred" : "");
        }
        Truth truth = truth("ra-flood", story, 70, 74, "ip:ff02::1", "ra-flood");
        Story benign = lan();
        for (int i = 0; i < 390; i++) {
            advertise(benign.at(70 + 0.03 * i), ROUTER, site(ROUTER), i == 0 ? "as a home agent may" : "");
        }
        return new RuleScene("ra-flood", story, truth, benign);
    }

    /** The attacker sends the client to itself, in the router's name. */
    private static RuleScene redirect() {
        Story story = lan();
        Host forged = new Host(ATTACKER.mac(), ROUTER.ip());
        for (int i = 0; i < 3; i++) {
            story.at(70 + 3 * i);
            redirect(story, forged, ATTACKER, i == 0 ? "in the router's name" : "");
        }
        Truth truth = truth("icmp-redirect-abuse", story, 70, 76, "ip:" + OUTSIDE, "icmp-redirect-abuse");
        Story benign = lan();
        advertise(benign.at(65), SPARE, site(SPARE), "");
        for (int i = 0; i < 3; i++) {
            benign.at(80 + 3 * i);
            redirect(benign, ROUTER, SPARE, "the other router knows the better way");
        }
        return new RuleScene("icmp-redirect-abuse", story, truth, benign);
    }

    private static void redirect(Story story, Host by, Host gateway, String comment) {
        byte[] quoted = new Bytes()
                .zeros(6)
                .put(Bytes.hex("6000000000083a40"))
                .address(CLIENT.ip())
                .address(OUTSIDE)
                .put(Bytes.hex("8000000000010001"))
                .toArray();
        byte[] message = Nd.redirect(gateway.ip(), OUTSIDE)
                .targetMac(gateway.mac())
                .option(4, quoted)
                .bytes();
        story.nd(by, CLIENT, Nd.REDIRECT, message, comment);
    }

    /** Router advertisements that have crossed a router, or come from a tool that does not know better. */
    private static RuleScene hopLimit() {
        Story story = lan();
        for (int i = 0; i < 5; i++) {
            story.at(70 + i)
                    .frame(
                            story.link(ATTACKER.mac(), ALL_NODES.mac())
                                    .ipv6(ATTACKER.ip(), ALL_NODES.ip(), 64)
                                    .icmpv6(Nd.ROUTER_ADVERTISEMENT, 0)
                                    .data(router(ATTACKER, 1800, HIGH).bytes()),
                            i == 0 ? "hop limit 64" : "");
        }
        Truth truth = truth("nd-hop-limit", story, 70, 74, "ip:" + ATTACKER.ip(), "nd-hop-limit");
        Story benign = lan();
        for (int i = 0; i < 5; i++) {
            // Multicast listener reports and echoes have a hop limit of their own (RFC 3810, 5; RFC 4443, 4).
            benign.at(70 + i)
                    .frame(benign.link(CLIENT.mac(), ROUTER.mac())
                            .ipv6(CLIENT.ip(), ROUTER.ip(), 64)
                            .icmpv6(128, 0)
                            .data(new Bytes().u16(1).u16(i).toArray()));
            benign.micros(400)
                    .frame(benign.link(CLIENT.mac(), Host.group("ff02::16").mac())
                            .ipv6(CLIENT.ip(), "ff02::16", 1)
                            .icmpv6(143, 0)
                            .data(new Bytes()
                                    .u32(1)
                                    .u32(0x04000000L)
                                    .address("ff02::fb")
                                    .toArray()));
        }
        return new RuleScene("nd-hop-limit", story, truth, benign);
    }
}
