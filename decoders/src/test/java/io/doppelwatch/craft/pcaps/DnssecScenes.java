// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.SignedZone;
import java.util.List;
import java.util.function.UnaryOperator;

/** Scenes of the rules about signed answers. The zone corp.test signs with a key of its own. */
final class DnssecScenes {
    private static final String START = "2026-11-24T15:00:00Z";
    private static final String TOOL = "scripts/make-pcaps";
    /** START, in seconds since 1970. */
    private static final long NOW = 1_795_532_400L;

    private static final SignedZone ZONE =
            new SignedZone("corp.test", SignedZone.Key.FIRST, NOW - 86_400, NOW + 604_800);
    private static final SignedZone NEXT_KEY =
            new SignedZone("corp.test", SignedZone.Key.SECOND, NOW - 86_400, NOW + 604_800);
    private static final SignedZone OLD =
            new SignedZone("corp.test", SignedZone.Key.FIRST, NOW - 1_209_600, NOW - 7_200);

    private DnssecScenes() {}

    static List<RuleScene> all() {
        return List.of(bogus(), expired(), stripped());
    }

    private static Story morning() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER);
        ask(story, "corp.test", SignedZone.DNSKEY, m -> ZONE.keys(m, 3600), "the zone's key, signed by itself");
        ask(story.at(5), HUB_NAME, Dns.A, m -> ZONE.address(m, HUB_NAME, 300, HUB.ip()), "");
        ask(story.at(400), HUB_NAME, Dns.A, m -> ZONE.address(m, HUB_NAME, 300, HUB.ip()), "");
        return story;
    }

    /** A question with the DO bit, and its answer. */
    private static void ask(Story story, String name, int type, UnaryOperator<Dns> answer, String comment) {
        int id = story.newId();
        int port = story.newPort();
        story.udp(
                CLIENT,
                port,
                RESOLVER,
                53,
                Dns.query(id, name, type).dnssecOk(1232).bytes(),
                "");
        story.micros(800);
        Dns message = answer.apply(Dns.response(id, name, type)).dnssecOk(1232);
        story.answer(RESOLVER, CLIENT, port, message, comment).micros(500);
    }

    private static String trust(String rule, String anchors) {
        return """
                # Who is who in %s.pcapng and its twin. Made by scripts/make-pcaps.
                services:
                  - name: %s
                network:
                  resolvers: [%s]
                %s""".formatted(rule, HUB_NAME, RESOLVER.ip(), anchors);
    }

    /** The address is the attacker's, the signature that of the genuine answer. */
    private static RuleScene bogus() {
        Story story = morning();
        byte[] stolen = ZONE.rrsig(HUB_NAME, Dns.A, 300, Bytes.ip(HUB.ip()));
        ask(
                story.at(800),
                HUB_NAME,
                Dns.A,
                m -> m.address(300, ATTACKER.ip()).answer(SignedZone.RRSIG, 300, stolen),
                "the signature is of the genuine answer");
        Truth truth = new Truth("dnssec-bogus-signature", TOOL, ATTACKER);
        truth.attack(
                "a1",
                "T1557",
                story.epoch(800),
                story.epoch(801),
                CLIENT,
                "name:" + HUB_NAME,
                "dnssec-bogus-signature");

        // The zone rolls its key over: the new one is not seen yet, then it is.
        Story benign = morning();
        ask(benign.at(800), HUB_NAME, Dns.A, m -> NEXT_KEY.address(m, HUB_NAME, 300, HUB.ip()), "by the next key");
        ask(benign.at(900), "corp.test", SignedZone.DNSKEY, m -> NEXT_KEY.keys(m, 3600), "");
        ask(benign.at(1_200), HUB_NAME, Dns.A, m -> NEXT_KEY.address(m, HUB_NAME, 300, HUB.ip()), "");
        String rule = "dnssec-bogus-signature";
        String anchors = "  trust-anchors: [\"" + ZONE.ds() + "\", \"" + NEXT_KEY.ds() + "\"]\n";
        return new RuleScene(rule, story, truth, benign, trust(rule, anchors));
    }

    /** An answer of last week, sent again. Or the signer sleeps: no attack by itself. */
    private static RuleScene expired() {
        Story story = morning();
        ask(story.at(800), HUB_NAME, Dns.A, m -> OLD.address(m, HUB_NAME, 300, HUB.ip()), "past its time");
        Truth truth = new Truth("dnssec-signature-expired", TOOL, null);

        Story benign = morning();
        byte[] old = OLD.rrsig(HUB_NAME, Dns.A, 300, Bytes.ip(HUB.ip()));
        ask(
                benign.at(800),
                HUB_NAME,
                Dns.A,
                m -> ZONE.address(m, HUB_NAME, 300, HUB.ip()).answer(SignedZone.RRSIG, 300, old),
                "an old signature beside a good one");
        return new RuleScene("dnssec-signature-expired", story, truth, benign);
    }

    /** The resolver's answers were signed; this one is not, although it was asked to be. */
    private static RuleScene stripped() {
        Story story = morning();
        ask(story.at(800), HUB_NAME, Dns.A, m -> m.address(300, HUB.ip()), "no signature");
        Truth truth = new Truth("dnssec-signatures-stripped", TOOL, ATTACKER);
        truth.attack(
                "a1",
                "T1557",
                story.epoch(800),
                story.epoch(801),
                CLIENT,
                "name:" + HUB_NAME,
                "dnssec-signatures-stripped");

        // Who does not ask for signatures gets none, and a zone below is not signed at all.
        Story benign = morning();
        benign.at(800).lookUp(CLIENT, HUB_NAME, HUB.ip());
        ask(benign.at(810), "host.plain.corp.test", Dns.A, m -> m.address(300, "10.77.0.12"), "");
        return new RuleScene(
                "dnssec-signatures-stripped", story, truth, benign, trust("dnssec-signatures-stripped", ""));
    }
}
