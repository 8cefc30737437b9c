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
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Fragments;
import io.doppelwatch.craft.Ipv4Options;
import java.util.List;

/** Scenes of the rules about one question and what comes back: near misses, and answers unlike their server's. */
final class DnsTransactionScenes {
    private static final String START = "2026-11-24T10:00:00Z";
    /** A resolver behind the gateway: nine milliseconds away, seven hops, ids counted up, letter case kept. */
    private static final Host FAR = GATEWAY.as("192.0.2.53");

    private static final int FAR_TTL = 57;
    private static final int FAR_MICROS = 9_000;
    private static final int HISTORY = 80;
    /** With the attacker's address in place of 198.51.100.250 and this in place of 300 s the UDP checksum is the same. */
    private static final long EVEN_TTL = 300 + 0x209f;

    private static final String BANK = "wWw.bAnk.ExAmple";
    private static final String BANK_SUBJECT = "name:www.bank.example";
    private static final String BANK_IP = "198.51.100.80";

    private DnsTransactionScenes() {}

    static List<RuleScene> all() {
        return List.of(
                astray(),
                idGuessing(),
                zonePoisoning(),
                ipOutlier(),
                tooFast(),
                caseChanged(),
                fragmented(),
                ttlAbsurd(),
                unlistedResolver(),
                impostor());
    }

    private static Story history() {
        Story story = new Story("span0", START);
        story.at(0.1).resolve(CLIENT, GATEWAY).resolve(CLIENT, RESOLVER).join(ATTACKER);
        for (int i = 0; i < HISTORY; i++) {
            story.at(10 + 0.5 * i);
            lookUp(story, "hOSt" + i + ".ExAmple.Test", i, FAR_TTL, FAR_MICROS + i % 7 * 60);
        }
        return story;
    }

    private static void lookUp(Story story, String name, int n, int ttl, int micros) {
        int id = story.newId();
        int port = story.newPort();
        story.query(CLIENT, FAR, port, id, name).micros(micros);
        far(story, FAR, n, ttl, port, Dns.response(id, name, Dns.A).address(300, "192.0.2." + n % 200), "");
    }

    /** An answer in the far resolver's name, its {@code n}th. */
    private static Story far(Story story, Host by, int n, int ttl, int port, Dns message, String comment) {
        Ipv4Options ip = new Ipv4Options(FAR.ip(), CLIENT.ip()).withTtl(ttl).withId(n < 0 ? 0 : 0x2000 + 3 * n);
        return story.frame(
                story.link(by.mac(), CLIENT.mac()).ipv4(ip).udp(53, port).data(message.bytes()), comment);
    }

    private static Dns forged(int id, String name) {
        return Dns.response(id, name, Dns.A).address(3600, ATTACKER.ip());
    }

    private static Dns genuine(int id, String name) {
        return Dns.response(id, name, Dns.A).address(300, BANK_IP);
    }

    private static RuleScene scene(String rule, Story story, double from, double until, String subject, Story benign) {
        Truth truth = new Truth(rule, "scripts/make-pcaps", ATTACKER);
        truth.attack("a1", "T1557", story.epoch(from), story.epoch(until), CLIENT, subject, rule);
        return new RuleScene(rule, story, truth, benign);
    }

    /** From the attacker's own address before the genuine answer; then, for another question, to another port after it. */
    private static RuleScene astray() {
        Story story = history();
        int id = story.newId();
        int port = story.newPort();
        story.at(60).query(CLIENT, FAR, port, id, BANK).micros(400);
        story.answer(ATTACKER, CLIENT, port, forged(id, BANK), "the right id, from another address");
        story.micros(8_700);
        far(story, FAR, HISTORY, FAR_TTL, port, genuine(id, BANK), "genuine");
        int second = story.newId();
        int secondPort = story.newPort();
        story.at(62).query(CLIENT, FAR, secondPort, second, "mAil.bAnk.ExAmple").micros(9_000);
        far(story, FAR, HISTORY + 1, FAR_TTL, secondPort, genuine(second, "mAil.bAnk.ExAmple"), "genuine");
        story.micros(300);
        far(story, ATTACKER, -1, 64, secondPort + 1, forged(second, "mAil.bAnk.ExAmple"), "the right id, another port");
        Truth truth = new Truth("dns-answer-astray", "scripts/make-pcaps", ATTACKER);
        truth.attack("a1", "T1557", story.epoch(60), story.epoch(61), CLIENT, BANK_SUBJECT, "dns-answer-astray");
        truth.attack(
                "a2", "T1557", story.epoch(62), story.epoch(63), CLIENT, "name:mail.bank.example", "dns-answer-astray");

        // Asked again from a new port, and that question was not mirrored; the same answer from two ports of a pair.
        Story benign = history();
        int again = benign.newId();
        int first = benign.newPort();
        benign.at(60).query(CLIENT, FAR, first, again, BANK).micros(9_000);
        far(benign, FAR, HISTORY, FAR_TTL, first, genuine(again, BANK), "");
        benign.micros(200);
        far(benign, FAR, HISTORY + 1, FAR_TTL, first + 1, genuine(again, BANK), "its question was lost");
        benign.micros(100)
                .answer(GATEWAY.as("192.0.2.54"), CLIENT, first, genuine(again, BANK), "the pair's other address");
        return new RuleScene("dns-answer-astray", story, truth, benign);
    }

    private static RuleScene idGuessing() {
        Story story = history();
        int id = story.newId();
        int port = story.newPort();
        story.at(60).query(CLIENT, FAR, port, id, BANK);
        for (int i = 0; i < 120; i++) {
            story.micros(60);
            far(story, ATTACKER, -1, FAR_TTL, port, forged(id + 1 + i & 0xffff, BANK), i == 0 ? "a wrong id" : "");
        }
        story.micros(1_500);
        far(story, FAR, HISTORY, FAR_TTL, port, genuine(id, BANK), "genuine");

        // A load test asks one name over and over from one port; the mirror loses half of its questions.
        Story benign = history();
        int fixed = benign.newPort();
        for (int i = 0; i < 60; i++) {
            int n = benign.newId();
            benign.at(60 + 0.01 * i);
            if (i % 2 == 0) {
                benign.query(CLIENT, FAR, fixed, n, BANK);
            }
            benign.micros(9_000);
            far(benign, FAR, HISTORY + i, FAR_TTL, fixed, genuine(n, BANK), "");
        }
        return scene("dns-id-guessing", story, 60, 61, BANK_SUBJECT, benign);
    }

    private static RuleScene zonePoisoning() {
        Story story = history();
        for (int n = 0; n < 10; n++) {
            String name = "a%03d.bAnk.ExAmple".formatted(n * 37);
            int id = story.newId();
            int port = story.newPort();
            // The next name as soon as the true answer has won, as Metasploit's bailiwicked_domain asks.
            story.at(60 + 0.1 * n).query(CLIENT, FAR, port, id, name);
            for (int i = 0; i < 9; i++) {
                Dns volley = forged(id + 1 + i & 0xffff, name)
                        .authority("bank.example", Dns.NS, 86_400, Dns.name("ns.bank.example"))
                        .additional("ns.bank.example", Dns.A, 86_400, Bytes.ip(ATTACKER.ip()));
                story.micros(70);
                far(
                        story,
                        ATTACKER,
                        -1,
                        FAR_TTL,
                        port,
                        volley,
                        n + i == 0 ? "a wrong id, and another name server" : "");
            }
            story.micros(8_000);
            far(
                    story,
                    FAR,
                    HISTORY + n,
                    FAR_TTL,
                    port,
                    Dns.message(id, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, name, Dns.A),
                    "there is no such name");
        }

        // A scan: made-up names, delegations in the answers, one question in twenty not mirrored.
        Story benign = history();
        for (int n = 0; n < 100; n++) {
            String name = "a%03d.bAnk.ExAmple".formatted(n);
            int id = benign.newId();
            int port = benign.newPort();
            benign.at(60 + 0.02 * n);
            if (n % 20 != 7) {
                benign.query(CLIENT, FAR, port, id, name);
            }
            benign.micros(9_000);
            far(
                    benign,
                    FAR,
                    HISTORY + n,
                    FAR_TTL,
                    port,
                    genuine(id, name).authority("bank.example", Dns.NS, 300, Dns.name("ns.bank.example")),
                    "");
        }
        return scene("dns-zone-poisoning", story, 60, 63, "name:bank.example", benign);
    }

    /** The attacker is on the way, drops the question and answers by itself: one answer only, in the gateway's frame. */
    private static Story answeredOnTheWay() {
        Story story = history();
        int id = story.newId();
        int port = story.newPort();
        story.at(60).query(CLIENT, FAR, port, id, BANK).micros(700);
        far(story, FAR, -1, 64, port, forged(id, BANK), "forged, the only answer");
        story.at(61);
        lookUp(story, "aFter.ExAmple.Test", HISTORY, FAR_TTL, FAR_MICROS);
        return story;
    }

    private static RuleScene ipOutlier() {
        // A new route: fewer hops, three milliseconds, and it stays.
        Story benign = history();
        for (int i = 0; i < 10; i++) {
            benign.at(60 + i);
            lookUp(benign, "lAter" + i + ".ExAmple.Test", HISTORY + i, 60, 3_000);
        }
        return scene("dns-answer-ip-outlier", answeredOnTheWay(), 60, 61, BANK_SUBJECT, benign);
    }

    private static RuleScene tooFast() {
        // Asked twice and answered soon after the second time; answers from the cache; copies of a mirror port.
        Story benign = history();
        int id = benign.newId();
        int port = benign.newPort();
        benign.at(60)
                .query(CLIENT, FAR, port, id, BANK)
                .seconds(1)
                .query(CLIENT, FAR, port, id, BANK)
                .micros(300);
        far(benign, FAR, HISTORY, FAR_TTL, port, genuine(id, BANK), "the answer to the first try");
        for (int i = 0; i < 10; i++) {
            benign.at(65 + i);
            lookUp(benign, "cAched" + i + ".ExAmple.Test", HISTORY + 1 + i, FAR_TTL, FAR_MICROS - 300);
            benign.mirroredTwice();
        }
        return scene("dns-answer-too-fast", answeredOnTheWay(), 60, 61, BANK_SUBJECT, benign);
    }

    private static RuleScene caseChanged() {
        Story story = history();
        int id = story.newId();
        int port = story.newPort();
        story.at(60).query(CLIENT, FAR, port, id, BANK).micros(8_000);
        far(story, FAR, HISTORY, FAR_TTL, port, forged(id, "www.bank.example"), "in small letters");
        story.at(61);
        lookUp(story, "aFter.ExAmple.Test", HISTORY + 1, FAR_TTL, FAR_MICROS);

        // The client asks again in other letters under one id, and the first try is answered.
        Story benign = history();
        int again = benign.newId();
        int from = benign.newPort();
        benign.at(60).query(CLIENT, FAR, from, again, BANK).seconds(1);
        benign.query(CLIENT, FAR, from, again, "WwW.baNk.exAmplE").micros(4_000);
        far(benign, FAR, HISTORY, FAR_TTL, from, genuine(again, BANK), "");
        benign.at(62);
        lookUp(benign, "aFter.ExAmple.Test", HISTORY + 1, FAR_TTL, FAR_MICROS);
        return scene("dns-case-changed", story, 60, 61, BANK_SUBJECT, benign);
    }

    /** Seventy addresses and one more: longer than one piece. */
    private static Dns longAnswer(int id, String last, long lastTtl) {
        Dns message = Dns.response(id, BANK, Dns.A);
        for (int i = 0; i < 70; i++) {
            message.address(300, "198.51.100." + (80 + i));
        }
        return message.address(lastTtl, last);
    }

    private static List<byte[]> pieces(Story story, Host by, int ipId, int port, Dns message) {
        Craft whole = Craft.raw()
                .ipv4(new Ipv4Options(FAR.ip(), CLIENT.ip()).withTtl(FAR_TTL).withId(ipId))
                .udp(53, port);
        return Fragments.framed(
                Fragments.ofIpv4(whole.data(message.bytes()), 592),
                p -> story.link(by.mac(), CLIENT.mac()).etherType(0x0800, p));
    }

    private static RuleScene fragmented() {
        Story story = history();
        int id = story.newId();
        int port = story.newPort();
        int ipId = 0x2000 + 3 * HISTORY;
        List<byte[]> forged = pieces(story, GATEWAY, ipId, port, longAnswer(id, ATTACKER.ip(), EVEN_TTL));
        List<byte[]> genuine = pieces(story, GATEWAY, ipId, port, longAnswer(id, "198.51.100.250", 300));
        story.at(60).frame(forged.get(1), "a second piece, planted before the question");
        story.at(60.4).query(CLIENT, FAR, port, id, BANK).micros(9_000);
        story.frame(genuine.get(0), "the first piece").micros(40).frame(genuine.get(1), "the true second piece");

        // A narrow way: long answers in pieces, now and then in the wrong order or mirrored twice, after the question.
        Story benign = history();
        for (int i = 0; i < 3; i++) {
            int other = benign.newId();
            int from = benign.newPort();
            Dns answer = longAnswer(other, "198.51.100.250", 300);
            List<byte[]> whole = pieces(benign, GATEWAY, ipId + 3 * i, from, answer);
            benign.at(30.2 + 15 * i).query(CLIENT, FAR, from, other, BANK).micros(9_000);
            benign.frame(whole.get(1))
                    .mirroredTwice()
                    .micros(40)
                    .frame(whole.get(0))
                    .mirroredTwice();
        }
        return scene("dns-fragmented-answer", story, 60, 61, BANK_SUBJECT, benign);
    }

    private static RuleScene ttlAbsurd() {
        Story story = history();
        int id = story.newId();
        int port = story.newPort();
        story.at(60).query(CLIENT, FAR, port, id, BANK).micros(8_000);
        Dns forEver = Dns.response(id, "www.bank.example", Dns.A).address(0xffff_ff00L, ATTACKER.ip());
        far(story, FAR, HISTORY, FAR_TTL, port, forEver, "in small letters, to be kept for ever");
        story.at(61);
        lookUp(story, "aFter.ExAmple.Test", HISTORY + 1, FAR_TTL, FAR_MICROS);

        // Six days, as the root zone has them, and a week.
        Story benign = history();
        for (int i = 0; i < 2; i++) {
            int n = benign.newId();
            int from = benign.newPort();
            benign.at(60 + i).query(CLIENT, FAR, from, n, BANK).micros(9_000);
            Dns root = Dns.response(n, BANK, Dns.A).address(i == 0 ? 518_400 : 604_800, BANK_IP);
            far(benign, FAR, HISTORY + i, FAR_TTL, from, root, "");
        }
        return scene("dns-ttl-absurd", story, 60, 61, BANK_SUBJECT, benign);
    }

    private static RuleScene unlistedResolver() {
        Story story = new Story("span0", START);
        story.at(0.1).resolve(CLIENT, GATEWAY).resolve(CLIENT, RESOLVER);
        story.at(1).lookUp(CLIENT, HUB_NAME, HUB.ip());
        Host rogue = ATTACKER;
        story.at(10).resolve(CLIENT, rogue);
        int id = story.newId();
        int port = story.newPort();
        story.at(20).query(CLIENT, rogue, port, id, BANK).micros(900);
        story.answer(rogue, CLIENT, port, forged(id, BANK), "a resolver nobody named");

        // The listed resolver asks another one itself; a stranger refuses; an authoritative server does not recurse.
        Story benign = new Story("span0", START);
        benign.at(0.1).resolve(CLIENT, GATEWAY).resolve(CLIENT, RESOLVER);
        benign.at(1).lookUp(CLIENT, HUB_NAME, HUB.ip());
        ask(benign, 20, RESOLVER, Dns.QR | Dns.RD | Dns.RA);
        ask(benign, 22, CLIENT, Dns.QR | Dns.RD | 5);
        ask(benign, 24, CLIENT, Dns.QR | Dns.AA);
        String trust = """
                # Who may resolve names in dns-unlisted-resolver. Made by scripts/make-pcaps.
                network:
                  resolvers: [%s]
                """.formatted(RESOLVER.ip());
        RuleScene scene = scene("dns-unlisted-resolver", story, 20, 21, "ip:" + ATTACKER.ip(), benign);
        return new RuleScene(scene.rule(), scene.attack(), scene.truth(), scene.benign(), trust);
    }

    private static void ask(Story story, double time, Host asker, int flags) {
        int id = story.newId();
        int port = story.newPort();
        story.at(time).query(asker, FAR, port, id, BANK).micros(9_000);
        story.answer(FAR, asker, port, Dns.message(id, flags, BANK, Dns.A).address(300, BANK_IP), "");
    }

    /** The attacker takes the resolver's place in the client's ARP table, passes questions on and answers one itself. */
    private static RuleScene impostor() {
        Story story = new Story("span0", START);
        story.at(0.1).resolve(CLIENT, RESOLVER).resolve(RESOLVER, CLIENT).join(ATTACKER);
        story.at(15).resolve(ATTACKER, RESOLVER).resolve(ATTACKER, CLIENT);
        for (int i = 0; i < 6; i++) {
            story.at(60 + 2 * i).claim(ATTACKER.as(RESOLVER.ip()), CLIENT, i == 0 ? "the first claim" : "");
        }
        int id = story.newId();
        int port = story.newPort();
        byte[] question = Dns.query(id, HUB_NAME, Dns.A).edns(1232).bytes();
        story.at(65)
                .query(CLIENT, ATTACKER.as(RESOLVER.ip()), port, id, HUB_NAME)
                .micros(60);
        story.forward(ATTACKER, RESOLVER, CLIENT, port, 53, question, "the question, passed on")
                .micros(200);
        story.answer(ATTACKER.as(RESOLVER.ip()), CLIENT, port, forged(id, HUB_NAME), "forged, the only answer");
        Truth truth = new Truth("dns-answer-by-impostor", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(60),
                story.epoch(72),
                CLIENT,
                "ip:" + RESOLVER.ip(),
                "arp-binding-changed");
        truth.attack(
                "a2", "T1557", story.epoch(65), story.epoch(66), CLIENT, "name:" + HUB_NAME, "dns-answer-by-impostor");

        // A router seen on both of its sides: it passes questions on and answers back, and one answer's first leg is
        // lost.
        Story benign = new Story("span0", START);
        benign.at(0.1).resolve(CLIENT, GATEWAY).resolve(GATEWAY, CLIENT).resolve(COLLEAGUE, GATEWAY);
        for (int i = 0; i < 6; i++) {
            int n = benign.newId();
            int from = benign.newPort();
            Host server = RESOLVER.as("198.18.0.53");
            byte[] asked = Dns.query(n, HUB_NAME, Dns.A).edns(1232).bytes();
            byte[] answer =
                    Dns.response(n, HUB_NAME, Dns.A).address(300, HUB.ip()).bytes();
            benign.at(20 + i)
                    .query(CLIENT, GATEWAY.as(server.ip()), from, n, HUB_NAME)
                    .micros(40);
            benign.forward(GATEWAY, server, CLIENT, from, 53, asked, "").micros(500);
            if (i != 3) {
                benign.udp(server, 53, GATEWAY.as(CLIENT.ip()), from, answer, "")
                        .micros(30);
            }
            benign.forward(GATEWAY, CLIENT, server, 53, from, answer, "");
        }
        return new RuleScene("dns-answer-by-impostor", story, truth, benign);
    }
}
