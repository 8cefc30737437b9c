// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.COLLEAGUE;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import java.util.List;

/** Scenes of the rules about what names resolve to. */
final class NameScenes {
    private static final String START = "2026-11-24T11:00:00Z";

    private NameScenes() {}

    static List<RuleScene> all() {
        return List.of(wrongAddress());
    }

    /** The resolver itself was told a lie: one answer, by the usual way, to the attacker's address. */
    private static RuleScene wrongAddress() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER).lookUp(CLIENT, HUB_NAME, HUB.ip());
        story.at(20).join(ATTACKER).resolve(ATTACKER, RESOLVER);
        story.at(40).lookUp(CLIENT, HUB_NAME, ATTACKER.ip());
        story.resolve(CLIENT, ATTACKER);
        Truth truth = new Truth("name-wrong-address", "scripts/make-pcaps", ATTACKER);
        truth.attack("a1", "T1557", story.epoch(40), story.epoch(41), CLIENT, "name:" + HUB_NAME, "name-wrong-address");

        // The hub moves, as declared, and other names may live where they like.
        Story benign = new Story("span0", START);
        benign.at(1).resolve(CLIENT, RESOLVER).lookUp(CLIENT, HUB_NAME, HUB.ip());
        benign.at(10).lookUp(COLLEAGUE, "other-hub.corp.test", ATTACKER.ip());
        benign.at(3_700).lookUp(CLIENT, HUB_NAME, "10.77.0.12");
        benign.at(3_710).lookUp(COLLEAGUE, HUB_NAME, HUB.ip());
        String trust = """
                # Who is who in name-wrong-address.pcapng and its twin. Made by scripts/make-pcaps.
                services:
                  - name: %s
                    addresses: [%s]
                    changes: [{from: 2026-11-24T12:00:00Z, until: 2026-11-24T13:00:00Z, allow: [address], note: "planned move"}]
                network:
                  resolvers: [%s]
                """.formatted(HUB_NAME, HUB.ip(), RESOLVER.ip());
        return new RuleScene("name-wrong-address", story, truth, benign, trust);
    }
}
