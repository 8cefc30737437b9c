// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;
import static io.doppelwatch.craft.pcaps.Host.SPARE_GATEWAY;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Ipv4Options;
import java.util.List;

/** Scenes of the rules about DNS questions and their answers. */
final class DnsScenes {
    private static final String START = "2026-11-24T10:00:00Z";
    private static final String FAR_RESOLVER = "192.0.2.53";

    private DnsScenes() {}

    static List<RuleScene> all() {
        return List.of(conflictingAnswers(), unanswered(), unsolicitedResponse(), answerPathChanged());
    }

    /** Twelve questions, three seconds apart, all answered; then the attacker comes, under its own address. */
    private static Story morning() {
        Story story = new Story("span0", START);
        story.at(0.1).resolve(CLIENT, RESOLVER).resolve(COLLEAGUE, RESOLVER);
        for (int i = 0; i < 12; i++) {
            story.at(1 + 3 * i)
                    .lookUp(i % 2 == 0 ? CLIENT : COLLEAGUE, "host" + i + ".corp.test", "10.77.0." + (100 + i));
        }
        return story.at(40).join(ATTACKER).resolve(ATTACKER, RESOLVER).resolve(ATTACKER, CLIENT);
    }

    /** The attacker sees the question and is faster. */
    private static RuleScene conflictingAnswers() {
        Story story = morning();
        int id = story.newId();
        int port = story.newPort();
        story.at(60).query(CLIENT, RESOLVER, port, id, HUB_NAME).micros(190);
        story.answer(
                ATTACKER.as(RESOLVER.ip()),
                CLIENT,
                port,
                Dns.response(id, HUB_NAME, Dns.A).address(60, ATTACKER.ip()),
                "forged, first");
        story.micros(900)
                .answer(
                        RESOLVER,
                        CLIENT,
                        port,
                        Dns.response(id, HUB_NAME, Dns.A).address(300, HUB.ip()),
                        "genuine");
        story.at(63).lookUp(COLLEAGUE, HUB_NAME, HUB.ip());
        Truth truth = new Truth("dns-conflicting-answers", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1", "T1557", story.epoch(60), story.epoch(61), CLIENT, "name:" + HUB_NAME, "dns-conflicting-answers");
        return new RuleScene("dns-conflicting-answers", story, truth, answeredTwiceByRight());
    }

    /** Retries answered twice with rotated addresses, a failure and then an answer, answers mirrored twice. */
    private static Story answeredTwiceByRight() {
        Story story = morning();
        int id = story.newId();
        int port = story.newPort();
        String name = "cdn.example.test";
        story.at(60).query(CLIENT, RESOLVER, port, id, name).seconds(1).query(CLIENT, RESOLVER, port, id, name);
        story.micros(400_000)
                .answer(
                        RESOLVER,
                        CLIENT,
                        port,
                        Dns.response(id, name, Dns.A).address(30, "192.0.2.10").address(30, "192.0.2.11"),
                        "")
                .mirroredTwice();
        story.micros(9_000)
                .answer(
                        RESOLVER,
                        CLIENT,
                        port,
                        Dns.response(id, name, Dns.A)
                                .address(30, "198.51.100.7")
                                .address(30, "198.51.100.8"),
                        "the answer to the second try");
        int second = story.newId();
        int secondPort = story.newPort();
        story.at(70).query(CLIENT, RESOLVER, secondPort, second, HUB_NAME).micros(700);
        story.answer(
                RESOLVER,
                CLIENT,
                secondPort,
                Dns.message(second, Dns.QR | Dns.RD | Dns.RA | 2, HUB_NAME, Dns.A),
                "SERVFAIL");
        return story.micros(800_000)
                .answer(
                        RESOLVER,
                        CLIENT,
                        secondPort,
                        Dns.response(second, HUB_NAME, Dns.A).address(300, HUB.ip()),
                        "");
    }

    /** The resolver goes silent. Who silenced it is not seen: no attack by itself. */
    private static RuleScene unanswered() {
        Story story = morning();
        askInVain(story, 60, 10);
        story.at(140).resolve(CLIENT, RESOLVER);
        story.query(CLIENT, RESOLVER, story.newPort(), story.newId(), HUB_NAME);
        Truth truth = new Truth("dns-unanswered", "scripts/make-pcaps", null);

        Story benign = morning();
        askInVain(benign, 60, 5);
        benign.at(110).lookUp(CLIENT, HUB_NAME, HUB.ip());
        askInVain(benign, 120, 5);
        benign.at(170).lookUp(CLIENT, HUB_NAME, HUB.ip());
        return new RuleScene("dns-unanswered", story, truth, benign);
    }

    private static void askInVain(Story story, double from, int questions) {
        for (int i = 0; i < questions; i++) {
            story.at(from + 2 * i).query(CLIENT, RESOLVER, story.newPort(), story.newId(), "lost" + i + ".corp.test");
        }
    }

    /** Answers in the resolver's name to questions nobody asked, from the attacker's machine and with another IP TTL. */
    private static RuleScene unsolicitedResponse() {
        Story story = morning();
        for (int i = 0; i < 20; i++) {
            byte[] forged = Dns.response(story.newId(), HUB_NAME, Dns.A)
                    .address(86_400, ATTACKER.ip())
                    .bytes();
            story.at(60 + 0.05 * i)
                    .frame(
                            story.link(ATTACKER.mac(), CLIENT.mac())
                                    .ipv4(new Ipv4Options(RESOLVER.ip(), CLIENT.ip()).withTtl(128))
                                    .udp(53, 33_333)
                                    .data(forged),
                            i == 0 ? "nobody asked" : "");
        }
        story.at(70).lookUp(CLIENT, "after.corp.test", "10.77.0.120");
        Truth truth = new Truth("dns-unsolicited-response", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557",
                story.epoch(60),
                story.epoch(62),
                CLIENT,
                "name:" + HUB_NAME,
                "dns-unsolicited-response");
        return new RuleScene("dns-unsolicited-response", story, truth, questionsUnseen());
    }

    /** A capture that begins in the middle of a conversation, on a mirror that misses some questions. */
    private static Story questionsUnseen() {
        Story story = new Story("span0", START);
        for (int i = 0; i < 40; i++) {
            story.at(1 + 2 * i);
            int id = story.newId();
            int port = story.newPort();
            String name = "host" + i + ".corp.test";
            if (i % 4 != 0) {
                story.query(CLIENT, RESOLVER, port, id, name).micros(600);
            }
            story.answer(RESOLVER, CLIENT, port, Dns.response(id, name, Dns.A).address(300, "10.77.0.100"), "");
        }
        return story;
    }

    /** The resolver is behind the gateway; from the claim on its answers come by way of the attacker. */
    private static RuleScene answerPathChanged() {
        Story story = behind(GATEWAY);
        for (int i = 0; i < 6; i++) {
            story.at(60 + 2 * i).claim(ATTACKER.as(GATEWAY.ip()), CLIENT, i == 0 ? "the first claim" : "");
        }
        lookUps(story, 64, ATTACKER);
        Truth truth = new Truth("dns-answer-path-changed", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(60),
                story.epoch(80),
                CLIENT,
                "ip:" + GATEWAY.ip(),
                "dns-answer-path-changed",
                "arp-binding-changed",
                "arp-unsolicited-reply");

        // Two routers share the load: answers come by way of either, and nobody said anything unasked.
        Story benign = behind(GATEWAY);
        benign.at(60).resolve(CLIENT, SPARE_GATEWAY);
        lookUps(benign, 64, SPARE_GATEWAY);
        return new RuleScene("dns-answer-path-changed", story, truth, benign);
    }

    private static Story behind(Host router) {
        Story story = new Story("span0", START);
        story.at(0.1).resolve(CLIENT, router).resolve(COLLEAGUE, router);
        lookUps(story, 2, router);
        return story.at(40).join(ATTACKER).resolve(ATTACKER, router).resolve(ATTACKER, CLIENT);
    }

    /** The client asks a resolver on another network; its answers come by way of a router. */
    private static void lookUps(Story story, double from, Host router) {
        Host far = router.as(FAR_RESOLVER);
        for (int i = 0; i < 5; i++) {
            int id = story.newId();
            int port = story.newPort();
            String name = "host" + i + ".example.test";
            story.at(from + 2 * i).query(CLIENT, far, port, id, name).micros(9_000);
            story.answer(far, CLIENT, port, Dns.response(id, name, Dns.A).address(300, "192.0.2.80"), "");
        }
    }
}
