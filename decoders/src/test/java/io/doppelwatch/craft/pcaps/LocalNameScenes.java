// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.INTRANET;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Mdns;
import java.util.List;

/** Scenes of the rules about mDNS, LLMNR and NetBIOS names. */
final class LocalNameScenes {
    private static final String START = "2026-11-24T13:00:00Z";
    private static final String HUB_LOCAL = "analytics-hub.local";
    private static final String KIOSK = "kiosk.local";
    private static final String MCP = "_mcp._tcp.local";
    private static final Host REFLECTOR = new Host("02:00:00:00:00:9f", "10.77.0.159");

    private LocalNameScenes() {}

    static List<RuleScene> all() {
        return List.of(conflict(), flush(), goodbye(), many(), nonexistent(), collision(), wrongAddress());
    }

    /** The hub and a machine of the attacker's, each under its own name; clients that ask. */
    private static Neighbourhood office() {
        Neighbourhood n = new Neighbourhood(new Story("span0", START));
        n.at(1).joins(HUB, HUB_LOCAL).joins6(HUB, HUB_LOCAL);
        n.at(10).joins(ATTACKER, KIOSK);
        n.at(20).asks(CLIENT, HUB_LOCAL).mdns(HUB, Mdns.host(HUB_LOCAL, HUB.ip()));
        return n;
    }

    private static Truth truth(String rule) {
        return new Truth(rule, "scripts/make-pcaps", ATTACKER);
    }

    private static void attack(
            Truth truth, Story story, int from, int to, String technique, String subject, String rule) {
        truth.attack("a1", technique, story.epoch(from), story.epoch(to), CLIENT, subject, rule);
    }

    /** The attacker answers for the hub as the hub does; it has a name of its own. */
    private static RuleScene conflict() {
        String rule = "local-name-conflict";
        Neighbourhood n = office();
        for (int i = 0; i < 3; i++) {
            n.at(60 + 5 * i).asks(CLIENT, HUB_LOCAL);
            n.mdns(ATTACKER, address(HUB_LOCAL, ATTACKER));
            n.mdns(HUB, Mdns.host(HUB_LOCAL, HUB.ip()));
        }
        Truth truth = truth(rule);
        attack(truth, n.story(), 60, 71, "T1557", "name:" + HUB_LOCAL, rule);

        // A reflector repeats the hub, mirrored twice; a laptop gets another address, then another MAC; two protocols.
        Neighbourhood benign = office();
        benign.at(30).mdns(REFLECTOR, Mdns.host(HUB_LOCAL, HUB.ip())).twice();
        benign.at(40).joins(COLLEAGUE, "laptop.local");
        benign.at(60).mdns(COLLEAGUE.as("10.77.0.122"), Mdns.host("laptop.local", "10.77.0.122"));
        benign.at(90).joins(new Host("0e:12:34:56:78:9a", "10.77.0.123"), "laptop.local");
        benign.at(120).llmnr(CLIENT, "laptop", new Host("0e:12:34:56:78:9a", "10.77.0.123"));
        benign.at(130).nbns(CLIENT, "LAPTOP", new Host("0e:12:34:56:78:9a", "10.77.0.123"));
        return new RuleScene(rule, n.story(), truth, benign.story());
    }

    /** An address record without the cache-flush bit. */
    private static Mdns address(String name, Host at) {
        return Mdns.response().shared(name, Dns.A, 120, Bytes.ip(at.ip()));
    }

    /** The attacker takes the hub's record back and puts its own in its place; the hub calls itself hub-2. */
    private static RuleScene flush() {
        String rule = "mdns-flush-by-stranger";
        Neighbourhood n = office();
        n.at(60).mdns(ATTACKER, Mdns.goodbye(HUB_LOCAL, HUB.ip()));
        n.mdns(ATTACKER, Mdns.host(HUB_LOCAL, ATTACKER.ip()));
        n.at(62).joins(HUB, "analytics-hub-2.local");
        n.at(70).asks(CLIENT, HUB_LOCAL).mdns(ATTACKER, Mdns.host(HUB_LOCAL, ATTACKER.ip()));
        Truth truth = truth(rule);
        attack(truth, n.story(), 60, 71, "T1557", "name:" + HUB_LOCAL, rule);

        // The hub flushes its own address for a new one; a sleep proxy answers for it; it leaves, and another takes the
        // name.
        Neighbourhood benign = office();
        benign.at(40)
                .mdns(HUB.as("10.77.0.12"), Mdns.host(HUB_LOCAL, "10.77.0.12"))
                .twice();
        benign.at(60).mdns(REFLECTOR, Mdns.host(HUB_LOCAL, "10.77.0.12"));
        benign.at(90).mdns(HUB.as("10.77.0.12"), Mdns.goodbye(HUB_LOCAL, "10.77.0.12"));
        benign.at(95).joins(COLLEAGUE, HUB_LOCAL);
        return new RuleScene(rule, n.story(), truth, benign.story());
    }

    /**
     * The attacker says goodbye for the hub, which is still there and says so as soon as it hears that others are told to
     * forget it (RFC 6762, 6.6: a record with less than half its TTL is announced again), as Avahi and mDNSResponder do.
     */
    private static RuleScene goodbye() {
        String rule = "mdns-goodbye-by-stranger";
        Neighbourhood n = office();
        n.at(60).mdns(ATTACKER, Mdns.goodbye(HUB_LOCAL, HUB.ip()));
        n.at(60.12).mdns(HUB, Mdns.host(HUB_LOCAL, HUB.ip()));
        n.at(62).asks(CLIENT, HUB_LOCAL).mdns(HUB, Mdns.host(HUB_LOCAL, HUB.ip()));
        Truth truth = truth(rule);
        attack(truth, n.story(), 60, 62, "T1557", "name:" + HUB_LOCAL, rule);

        // The hub says goodbye itself, a reflector repeats it, the hub comes back; a sleep proxy gives a host back.
        Neighbourhood benign = office();
        benign.at(60).mdns(HUB, Mdns.goodbye(HUB_LOCAL, HUB.ip())).mdns(REFLECTOR, Mdns.goodbye(HUB_LOCAL, HUB.ip()));
        benign.at(70).joins(HUB, HUB_LOCAL);
        benign.at(80).joins(COLLEAGUE, "sleeper.local");
        Mdns offer = Mdns.response()
                .shared("_sleep-proxy._udp.local", Dns.PTR, 4500, Dns.name("70-35._sleep-proxy._udp.local"));
        benign.at(95).mdns(REFLECTOR, offer).at(96).mdns(REFLECTOR, offer);
        benign.at(100).mdns(REFLECTOR, Mdns.goodbye("sleeper.local", COLLEAGUE.ip()));
        benign.at(101).mdns(COLLEAGUE, Mdns.host("sleeper.local", COLLEAGUE.ip()));
        return new RuleScene(rule, n.story(), truth, benign.story());
    }

    /**
     * Whatever is asked for, in all three protocols and over IPv6, is at the attacker's address, as Responder answers. The
     * client logs on: a drive and a printer of servers that are gone, and the proxy, are looked for within a second.
     */
    private static RuleScene many() {
        String rule = "local-name-many";
        Neighbourhood n = office();
        n.at(60).llmnr(CLIENT, "fileserv", ATTACKER);
        n.at(60.4).nbns(CLIENT, "PRINTSRV", ATTACKER);
        n.at(60.7).llmnr6(CLIENT, "wpad", ATTACKER);
        n.at(71).asks(CLIENT, "wpad.local").mdns(ATTACKER, address("wpad.local", ATTACKER));
        Truth truth = truth(rule);
        attack(truth, n.story(), 60, 72, "T1557.001", "ip:" + ATTACKER.ip(), rule);

        // A WINS server that is asked for everybody; a container host that announces its names; a reflector.
        Neighbourhood benign = office();
        int host = 40;
        for (String name : List.of("ALPHA", "BRAVO", "CHARLIE", "DELTA", "WPAD")) {
            benign.at(30 + host).wins(CLIENT, name, INTRANET, "10.77.0." + host++);
        }
        for (String name : List.of("grafana.local", "nextcloud.local", "jellyfin.local", "gitea.local")) {
            benign.at(60 + host++).joins(COLLEAGUE, name);
            benign.asks(CLIENT, name).mdns(COLLEAGUE, Mdns.host(name, COLLEAGUE.ip()));
        }
        for (String name : List.of("echo.local", "foxtrot.local", "golf.local", "hotel.local")) {
            benign.at(80 + host).asks(CLIENT, name).mdns(REFLECTOR, Mdns.host(name, "10.77.0." + host++));
        }
        return new RuleScene(rule, n.story(), truth, benign.story());
    }

    /** DNS says that there is no wpad; the attacker says that there is. */
    private static RuleScene nonexistent() {
        String rule = "local-name-nonexistent";
        Neighbourhood n = office();
        n.at(60)
                .denied(CLIENT, "wpad.corp.test")
                .llmnr(CLIENT, "wpad", ATTACKER)
                .nbns(CLIENT, "WPAD", ATTACKER);
        Truth truth = truth(rule);
        attack(truth, n.story(), 60, 61, "T1557.001", "name:wpad", rule);

        // A printer that is not in DNS answers for its own name; nobody answers for wpad.
        Neighbourhood benign = office();
        benign.at(60).denied(CLIENT, "wpad.corp.test").denied(CLIENT, "printer.corp.test");
        benign.llmnr(CLIENT, "printer", INTRANET).nbns(CLIENT, "PRINTER", INTRANET);
        return new RuleScene(rule, n.story(), truth, benign.story());
    }

    /** One MCP server by name, at two hosts. */
    private static RuleScene collision() {
        String rule = "mdns-service-collision";
        Neighbourhood n = office();
        n.at(30).mdns(HUB, hub(HUB_LOCAL, 443)).twice();
        n.at(60).mdns(ATTACKER, hub(KIOSK, 8443));
        n.at(62).asks(CLIENT, MCP).mdns(HUB, hub(HUB_LOCAL, 443)).mdns(ATTACKER, hub(KIOSK, 8443));
        Truth truth = truth(rule);
        attack(truth, n.story(), 60, 63, "T1557", "service:analytics-hub." + MCP, rule);

        // The service moves after a goodbye; a printer and players announce what is theirs.
        Neighbourhood benign = office();
        benign.at(30).mdns(HUB, hub(HUB_LOCAL, 443)).mdns(REFLECTOR, hub(HUB_LOCAL, 443));
        benign.at(50).mdns(HUB, Mdns.response().unique("analytics-hub." + MCP, Dns.SRV, 0, Mdns.srv(443, HUB_LOCAL)));
        benign.at(51).mdns(INTRANET, hub("other-hub.local", 443));
        for (String type :
                List.of("_ipp._tcp.local", "_printer._tcp.local", "_pdl-datastream._tcp.local", "_http._tcp.local")) {
            benign.mdns(COLLEAGUE, Mdns.service("Office Printer", type, "printer.local", 631, "rp=ipp"));
        }
        for (int i = 0; i < 4; i++) {
            Host cast = new Host("02:00:00:00:c" + i + ":01", "10.77.0.20" + i);
            benign.mdns(
                    cast, Mdns.service("Player-" + i, "_googlecast._tcp.local", "player" + i + ".local", 8009, "md=x"));
        }
        return new RuleScene(rule, n.story(), truth, benign.story());
    }

    private static Mdns hub(String target, int port) {
        return Mdns.service("analytics-hub", MCP, target, port, "path=/mcp");
    }

    /** Before the hub has said anything, the attacker answers for a name of the trust file. */
    private static RuleScene wrongAddress() {
        String rule = "local-name-wrong-address";
        Neighbourhood n = new Neighbourhood(new Story("span0", START));
        n.at(1).llmnr(CLIENT, "laptop", COLLEAGUE);
        n.at(60).asks(CLIENT, HUB_LOCAL).mdns(ATTACKER, address(HUB_LOCAL, ATTACKER));
        n.llmnr(CLIENT, "analytics-hub", ATTACKER);
        Truth truth = truth(rule);
        attack(truth, n.story(), 60, 61, "T1557.001", "name:" + HUB_NAME, rule);

        // The hub answers for itself, also over IPv6, and a reflector repeats it.
        Neighbourhood benign = new Neighbourhood(new Story("span0", START));
        benign.at(1).joins(HUB, HUB_LOCAL).joins6(HUB, HUB_LOCAL);
        benign.at(20).mdns(REFLECTOR, Mdns.host(HUB_LOCAL, HUB.ip()));
        benign.at(30).llmnr(CLIENT, "analytics-hub", HUB).nbns(CLIENT, "ANALYTICS-HUB", HUB);
        benign.at(40).llmnr(CLIENT, "other-hub", ATTACKER);
        String trust =
                """
                # Who is who in local-name-wrong-address.pcapng and its twin. Made by scripts/make-pcaps.
                services:
                  - name: %s
                    aliases: [%s]
                    addresses: [%s]
                    macs: ["%s"]
                network:
                  gateways: [{ip: %s, mac: "%s"}]
                  resolvers: [%s]
                """.formatted(HUB_NAME, HUB_LOCAL, HUB.ip(), HUB.mac(), GATEWAY.ip(), GATEWAY.mac(), RESOLVER.ip());
        return new RuleScene(rule, n.story(), truth, benign.story(), trust);
    }
}
