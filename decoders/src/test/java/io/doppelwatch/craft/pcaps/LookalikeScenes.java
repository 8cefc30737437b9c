// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.HUB;
import static io.doppelwatch.craft.pcaps.Host.HUB_NAME;
import static io.doppelwatch.craft.pcaps.Host.INTRANET;
import static io.doppelwatch.craft.pcaps.Host.INTRANET_NAME;
import static io.doppelwatch.craft.pcaps.Host.RESOLVER;

import java.util.List;

/** Scenes of the rules about names that look like trusted ones. */
final class LookalikeScenes {
    private static final String START = "2026-11-24T14:00:00Z";
    private static final String RULE = "lookalike-name";
    /** What the recorded handshakes call their server: here the name that looks like the trusted one. */
    private static final String TRUSTED = "analytics-hub.c0rp.test";

    private LookalikeScenes() {}

    static List<RuleScene> all() {
        return List.of(name());
    }

    /** Trusted is one name; the client is led to another, a letter for its digit, and connects there. */
    private static RuleScene name() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, RESOLVER).lookUp(CLIENT, TRUSTED, HUB.ip());
        story.at(20).lookUp(CLIENT, HUB_NAME, ATTACKER.ip());
        story.resolve(CLIENT, ATTACKER).tls(CLIENT, ATTACKER, Handshakes.talk("impostor-tls12"), "");
        Truth truth = new Truth(RULE, "scripts/make-pcaps", ATTACKER);
        truth.attack("a1", "T1557", story.epoch(20), story.epoch(22), CLIENT, "name:" + HUB_NAME, RULE);

        // The trusted name's siblings, numbered or not; a typing error that leads nowhere; names like nothing.
        Story benign = new Story("span0", START);
        benign.at(1).resolve(CLIENT, RESOLVER).lookUp(CLIENT, TRUSTED, HUB.ip());
        benign.at(5).lookUp(CLIENT, "analytics-hub2.c0rp.test", "10.77.0.12");
        benign.at(6).lookUp(CLIENT, "analyticshub.c0rp.test", "10.77.0.12");
        benign.at(10).lookUp(CLIENT, "analytics-hub.core.test");
        benign.at(15).lookUp(CLIENT, INTRANET_NAME, INTRANET.ip());
        benign.resolve(CLIENT, INTRANET).tls(CLIENT, INTRANET, Handshakes.talk("intranet-tls12"), "");
        String trust = """
                # Who is who in lookalike-name.pcapng and its twin. Made by scripts/make-pcaps.
                services:
                  - name: %s
                    addresses: [%s, 10.77.0.12]
                network:
                  resolvers: [%s]
                """.formatted(TRUSTED, HUB.ip(), RESOLVER.ip());
        return new RuleScene(RULE, story, truth, benign, trust);
    }
}
