// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.LacpSeen;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.observe.RedundancySeen.Protocol;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Groups;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedundancyRulesTest {
    private static final Ip SHARED = ip("10.77.0.254");
    private static final int GROUP = 7;
    private static final Router FIRST = new Router(0x0200_0000_0001L, ip("10.77.0.1"), 120, 255);
    private static final Router SECOND = new Router(0x0200_0000_0002L, ip("10.77.0.2"), 100, 255);
    private static final Router STRANGER = new Router(Scene.EVIL, Scene.EVIL_IP, 200, 255);

    private record Router(long mac, Ip ip, int priority, int ttl) {
        Router with(int otherPriority) {
            return new Router(mac, ip, otherPriority, ttl);
        }

        Router routed() {
            return new Router(mac, ip, priority, 254);
        }
    }

    private final Scene scene = new Scene();

    @Test
    void aStrangerWithABetterPriorityIsLowByItself() {
        holds(scene, FIRST, 20);
        hello(scene, STRANGER, true);
        assertThat(scene.findings()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.LOW);
            assertThat(f.attacker()).isEqualTo(Finding.Party.UNKNOWN);
            assertThat(f.subject()).isEqualTo("ip:10.77.0.254");
            assertThat(f.signature())
                    .isEqualTo(
                            "VRRP group 7: 10.77.0.66 (02:00:00:00:00:66), never heard in it before, took 10.77.0.254 from"
                                    + " 10.77.0.1 (02:00:00:00:00:01), which is alive");
        });
    }

    @Test
    void theOwnersPriorityInAStrangersHelloIsMediumAndNamesIt() {
        holds(scene, FIRST, 20);
        hello(scene, STRANGER.with(255), true);
        assertThat(scene.grave()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.attacker()).isEqualTo(new Finding.Party(Scene.EVIL, Scene.EVIL_IP));
            assertThat(f.evidence()).hasSize(2);
        });
    }

    @Test
    void aHelloThatCameThroughARouterWithTheOwnersPriorityIsHigh() {
        holds(scene, FIRST, 20);
        hello(scene, STRANGER.with(255).routed(), true);
        assertThat(scene.grave()).extracting(Finding::severity).containsExactly(Severity.HIGH);
    }

    @Test
    void bothClaimingInTurnIsASign() {
        holds(scene, FIRST, 20);
        for (int i = 0; i < 4; i++) {
            scene.after(0.3);
            hello(scene, STRANGER, true);
            scene.after(0.7);
            hello(scene, FIRST, true);
        }
        assertThat(scene.grave()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.attacker().mac()).isEqualTo(Scene.EVIL);
            assertThat(f.expected()).startsWith("10.77.0.1 ");
        });
    }

    @Test
    void anAddressTheTrustFileGivesToAnotherGroupIsHigh() {
        Trust trust = new Trust(
                List.of(),
                List.of(),
                List.of(new Trust.Redundancy(SHARED, "vrrp", GROUP + 1)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        Scene s = new Scene(trust);
        hello(s, STRANGER, true);
        assertThat(s.grave()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.expected()).isEqualTo("VRRP group 8");
        });
    }

    @Test
    void failOverAfterSilenceIsNothing() {
        holds(scene, FIRST, 20);
        scene.after(3.6);
        holds(scene, SECOND, 20);
        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void aRouterThatGivesUpIsFollowedAtOnce() {
        holds(scene, FIRST, 20);
        hello(scene, FIRST.with(0), false);
        scene.after(0.1);
        holds(scene, SECOND, 5);
        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void aRouterThatComesBackIsNoStranger() {
        holds(scene, FIRST, 20);
        scene.after(3.6);
        holds(scene, SECOND, 200);
        hello(scene, FIRST, true);
        assertThat(scene.findings()).isEmpty();
    }

    /** HSRP's standby says so in its hellos: it is no stranger when it takes over by a coup. */
    @Test
    void aStandbyHeardBeforeIsNoStranger() {
        for (int i = 0; i < 20; i++) {
            hello(scene, Protocol.HSRP, FIRST, true);
            hello(scene, Protocol.HSRP, SECOND, false);
            scene.after(3);
        }
        hello(scene, Protocol.HSRP, SECOND, true);
        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void aSensorThatCameInTheMiddleSaysNothing() {
        holds(scene, SECOND, 2);
        hello(scene, FIRST, true);
        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void oneGroupNumberOnTwoAddressFamiliesIsTwoGroups() {
        holds(scene, FIRST, 20);
        hello(scene, new Router(STRANGER.mac, new Ip(0xfe80L << 48, 0x66), 255, 255), true);
        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void theTableKeepsItsCapAndStandingGroups() {
        Counters counters = new Counters();
        Groups groups = new Groups(16, new KeyHash(), counters);
        Scene s = new Scene();
        for (int i = 0; i < 5; i++) {
            groups.add(seen(s, Protocol.VRRP, GROUP, FIRST, true, SHARED));
        }
        for (int i = 0; i < 10_000; i++) {
            groups.add(seen(s, Protocol.HSRP, i, STRANGER, true, Ip.v4(0x0a000000 + i)));
        }
        assertThat(groups.size()).isEqualTo(16);
        assertThat(counters.get(Counter.GROUPS_EVICTED)).isEqualTo(10_001 - 16);
        assertThat(groups.find(s.where(0, 0, SHARED, 0, SHARED, 0, 0, 0, 0).path(), SHARED))
                .isNotNull()
                .satisfies(g -> assertThat(g.isMember(FIRST.mac)).isTrue());
    }

    @Test
    void aRouterOfTheGroupMayAnnounceTheAddressUnderItsOwnMac() {
        scene.warm().resolve(Scene.CLIENT, Scene.CLIENT_IP, FIRST.mac, SHARED);
        holds(scene, FIRST, 20);
        scene.after(3.6);
        holds(scene, SECOND, 2);
        scene.announce(SECOND.mac, SHARED).after(1).announce(SECOND.mac, SHARED);
        assertThat(scene.findings()).isEmpty();
    }

    /** Nobody replied unasked and nothing is declared; but the group's routers are known, and one of them is there. */
    @Test
    void aStrangerThatAnnouncesTheAddressOfALivingGroupIsMedium() {
        scene.warm().resolve(Scene.CLIENT, Scene.CLIENT_IP, FIRST.mac, SHARED);
        holds(scene, FIRST, 20);
        scene.announce(Scene.EVIL, SHARED);
        assertThat(scene.findings("arp-binding-changed")).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.attacker().mac()).isEqualTo(Scene.EVIL);
            assertThat(f.signature()).contains("02:00:00:00:00:66 is no router of VRRP group 7, which is alive");
        });
    }

    @Test
    void theGroupsOwnMacIsNoStranger() {
        scene.warm().resolve(Scene.CLIENT, Scene.CLIENT_IP, FIRST.mac, SHARED);
        holds(scene, FIRST, 20);
        scene.announce(0x0000_5e00_0107L, SHARED);
        assertThat(scene.grave()).isEmpty();
    }

    @Test
    void aGroupWhoseRoutersAreGoneHasNoStrangers() {
        scene.warm().resolve(Scene.CLIENT, Scene.CLIENT_IP, FIRST.mac, SHARED);
        holds(scene, FIRST, 20);
        scene.after(60).announce(Scene.EVIL, SHARED);
        assertThat(scene.grave()).isEmpty();
    }

    /** Balanced over the links of one bond, an address goes to and fro between its ports. */
    @Test
    void portsOfOneAggregateAreOneMachine() {
        long other = 0x0400_1234_5678L;
        port(FIRST.mac);
        port(other);
        scene.warm();
        for (int i = 0; i < 5; i++) {
            scene.after(5)
                    .resolve(Scene.CLIENT, Scene.CLIENT_IP, FIRST.mac, Scene.SERVER_IP)
                    .after(5)
                    .resolve(Scene.CLIENT, Scene.CLIENT_IP, other, Scene.SERVER_IP);
        }
        assertThat(scene.findings()).isNotEmpty();
        assertThat(scene.grave()).isEmpty();
    }

    private void port(long mac) {
        Where where = scene.where(mac, 0x0180_c200_0002L, Ip.NONE, 0, Ip.NONE, 0, 0, 0, 0);
        scene.observe(new LacpSeen(where, 0x0200_0000_0a01L, 17, 0));
    }

    private static void holds(Scene s, Router router, int seconds) {
        for (int i = 0; i < seconds; i++) {
            hello(s, router, true);
            s.after(1);
        }
    }

    private static void hello(Scene s, Router router, boolean active) {
        hello(s, Protocol.VRRP, router, active);
    }

    private static void hello(Scene s, Protocol protocol, Router router, boolean active) {
        s.observe(seen(s, protocol, GROUP, router, active, SHARED));
    }

    private static RedundancySeen seen(
            Scene s, Protocol protocol, int group, Router router, boolean active, Ip address) {
        Where where = s.where(router.mac, 0x0100_5e00_0012L, router.ip, 0, ip("224.0.0.18"), 0, 112, router.ttl, 0);
        return new RedundancySeen(where, protocol, 3, group, router.priority, active, List.of(address));
    }
}
