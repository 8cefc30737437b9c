// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import static io.doppelwatch.craft.pcaps.Host.ATTACKER;
import static io.doppelwatch.craft.pcaps.Host.CLIENT;
import static io.doppelwatch.craft.pcaps.Host.GATEWAY;
import static io.doppelwatch.craft.pcaps.Host.SPARE_GATEWAY;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Ipv4Options;
import java.util.List;

/** Scenes of the rules about shared addresses: VRRP, HSRP, CARP, GLBP. */
final class RedundancyScenes {
    private static final String START = "2026-11-24T09:00:00Z";
    private static final String SHARED = "10.77.0.254";
    private static final int GROUP = 7;
    private static final int VRRP = 112;

    private RedundancyScenes() {}

    static List<RuleScene> all() {
        return List.of(takeover());
    }

    /** A host speaks VRRP with the priority of the address's owner, and the router gives way. */
    private static RuleScene takeover() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, GATEWAY.as(SHARED));
        hellos(story, 0.5, 30, GATEWAY, 120);
        story.at(20).join(ATTACKER);
        hellos(story, 30.6, 20, ATTACKER, 255);
        Truth truth = new Truth("redundancy-takeover", "scripts/make-pcaps", ATTACKER);
        truth.attack(
                "a1", "T1557", story.epoch(30.6), story.epoch(50.6), CLIENT, "ip:" + SHARED, "redundancy-takeover");
        return new RuleScene("redundancy-takeover", story, truth, failOver());
    }

    /** The spare router takes over from one that fell silent, and gives the address back. */
    private static Story failOver() {
        Story story = new Story("span0", START);
        story.at(1).resolve(CLIENT, GATEWAY.as(SHARED));
        hellos(story, 0.5, 30, GATEWAY, 120);
        hellos(story, 33.2, 60, SPARE_GATEWAY, 100);
        story.at(33.3).announce(SPARE_GATEWAY.as(SHARED), "the spare tells everybody");
        hellos(story, 93.4, 20, GATEWAY, 120);
        return story.at(93.5).announce(GATEWAY.as(SHARED), "the first is back");
    }

    /** One a second, as RFC 3768 has it by default. */
    private static void hellos(Story story, double from, int seconds, Host router, int priority) {
        byte[] message = new Bytes()
                .u8(0x21)
                .u8(GROUP)
                .u8(priority)
                .u8(1)
                .u8(0)
                .u8(1)
                .u16(0)
                .address(SHARED)
                .zeros(8)
                .toArray();
        for (int i = 0; i < seconds; i++) {
            story.at(from + i)
                    .frame(Craft.ethernet(router.mac(), "01:00:5e:00:00:12")
                            .ipv4(new Ipv4Options(router.ip(), "224.0.0.18").withTtl(255))
                            .protocol(VRRP, message));
        }
    }
}
