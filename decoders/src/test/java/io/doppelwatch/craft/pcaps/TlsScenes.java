// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.INTRANET;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import java.util.List;

/** Scenes of the rules about TLS. */
final class TlsScenes {
    private static final String START = "2026-11-24T12:00:00Z";
    private static final String SECOND_HUB = "10.77.0.12";

    private TlsScenes() {}

    static List<RuleScene> all() {
        return List.of(pinMismatch(), wrongServer());
    }

    private static Story morning() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER).lookUp(CLIENT, HUB_NAME, HUB.ip());
        story.resolve(CLIENT, HUB).tls(CLIENT, HUB, Handshakes.talk("hub-tls12"), "the genuine server, its own key");
        story.at(10).resolve(HUB, CLIENT);
        return story.at(20).join(ATTACKER).resolve(ATTACKER, CLIENT).resolve(ATTACKER, HUB);
    }

    /** The attacker takes the hub's address in the client's ARP table, and shows a certificate of its own. */
    private static RuleScene pinMismatch() {
        Story story = morning();
        for (int i = 0; i < 10; i++) {
            story.at(40 + 2 * i).claim(ATTACKER.as(HUB.ip()), CLIENT, i == 0 ? "the first claim" : "");
        }
        story.at(51).tls(CLIENT, ATTACKER.as(HUB.ip()), Handshakes.talk("impostor-tls12"), "a certificate off its pin");
        Truth truth = new Truth("tls-pin-mismatch", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557.002",
                story.epoch(40),
                story.epoch(60),
                CLIENT,
                "ip:" + HUB.ip(),
                "arp-binding-changed",
                "arp-unsolicited-reply");
        truth.attack("a2", "T1557", story.epoch(51), story.epoch(52), CLIENT, "name:" + HUB_NAME, "tls-pin-mismatch");

        // A new certificate for the same key; TLS 1.3, which hides it; a service that nobody pinned.
        Story benign = morning();
        benign.at(40).tls(CLIENT, HUB, Handshakes.talk("hub-tls12-renewed"), "renewed, the same key");
        benign.at(50).resolve(COLLEAGUE, HUB).tls(COLLEAGUE, HUB, Handshakes.talk("hub-tls13"), "");
        benign.at(60).resolve(CLIENT, INTRANET).tls(CLIENT, INTRANET, Handshakes.talk("intranet-tls12"), "");
        String trust = """
                # Who is who in tls-pin-mismatch.pcapng and its twin. Made by scripts/make-pcaps.
                services:
                  - name: %s
                    addresses: [%s]
                    ports: [443]
                    pins: ["%s"]
                """.formatted(HUB_NAME, HUB.ip(), Handshakes.pin("hub-tls12"));
        return new RuleScene("tls-pin-mismatch", story, truth, benign, trust);
    }

    /** The client was led elsewhere by something the sensor does not see, as a hosts file or a registry entry. */
    private static RuleScene wrongServer() {
        Story story = morning();
        story.at(40).resolve(CLIENT, ATTACKER);
        story.at(41).tls(CLIENT, ATTACKER, Handshakes.talk("impostor-tls12"), "the hub's name, another's address");
        Truth truth = new Truth("trusted-name-wrong-server", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1",
                "T1557",
                story.epoch(41),
                story.epoch(42),
                CLIENT,
                "name:" + HUB_NAME,
                "trusted-name-wrong-server");

        // The hub has a second address; and the hub's machine serves other names, too.
        Story benign = morning();
        Host second = HUB.as(SECOND_HUB);
        benign.at(40).lookUp(CLIENT, HUB_NAME, SECOND_HUB);
        benign.resolve(CLIENT, second).tls(CLIENT, second, Handshakes.talk("hub-tls12-again"), "its second address");
        benign.at(50).tls(CLIENT, ATTACKER, Handshakes.talk("intranet-tls12"), "a name nobody declared");
        String trust = """
                # Who is who in trusted-name-wrong-server.pcapng and its twin. Made by scripts/make-pcaps.
                services:
                  - name: %s
                    addresses: [%s, %s]
                    ports: [443]
                """.formatted(HUB_NAME, HUB.ip(), SECOND_HUB);
        return new RuleScene("trusted-name-wrong-server", story, truth, benign, trust);
    }
}
