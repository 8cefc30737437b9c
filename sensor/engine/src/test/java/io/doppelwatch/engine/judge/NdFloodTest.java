// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Lan6.CLIENT;
import static io.doppelwatch.engine.judge.Lan6.EVIL;
import static io.doppelwatch.engine.judge.Lan6.ROUTER;
import static io.doppelwatch.engine.judge.Lan6.router;
import static io.doppelwatch.engine.judge.Lan6.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Nd;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.judge.Lan6.Node;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Floods of Neighbour Discovery push out their own kind, and nobody who was there before; and no bytes break the judge. */
class NdFloodTest {
    private static Node made(SplittableRandom random) {
        String tail =
                Integer.toHexString(random.nextInt(1, 0x10000)) + ":" + Integer.toHexString(random.nextInt(1, 0x10000));
        return new Node(0x0600_0000_0000L | random.nextLong(1L << 32), "fe80::6:" + tail);
    }

    @Test
    void theRoutersBindingOutlivesAFloodOfSpoofedOnes() {
        Lan6 lan = new Lan6().resolve(CLIENT, ROUTER);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 150_000; i++) {
            lan.after(0.0001).announce(made(random));
        }
        assertThat(lan.scene.counters.get(Counter.BINDINGS_EVICTED)).isPositive();
        lan.scene.events.clear();
        lan.tell(ROUTER.from(EVIL.mac()), CLIENT);
        assertThat(lan.findings("nd-override")).singleElement().satisfies(f -> {
            assertThat(f.expected()).isEqualTo(Mac.text(ROUTER.mac()));
            assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
        });
    }

    @Test
    void theRouterOutlivesAFloodOfRoutersAndItsNamesakeIsStillFound() {
        Lan6 lan = new Lan6().settle(ROUTER, site(ROUTER)).askForRouters(EVIL);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            Node one = made(random);
            lan.after(0.001).advertise(one, router(1800, 0x08).prefix("2001:db8:" + i % 9999 + "::", 64, 600, 600));
        }
        assertThat(lan.scene.counters.get(Counter.ROUTERS_EVICTED)).isPositive();
        assertThat(lan.findings())
                .hasSizeLessThan(100)
                .noneMatch(f -> f.attacker().mac() == ROUTER.mac());
        lan.scene.events.clear();
        lan.advertise(ROUTER, site(ROUTER)).after(1).advertise(ROUTER.from(EVIL.mac()), router(0, 0));
        assertThat(lan.findings("ra-lifetime-zeroed")).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
        });
    }

    @Test
    void probesAndSolicitationsBeyondTheCapAreCountedAndNothingIsMadeOfTheLoss() {
        Lan6 lan = new Lan6().resolve(CLIENT, ROUTER).after(2);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            Node one = made(random);
            lan.after(0.00001).probe(one).solicit(one, "fe80::9:" + Integer.toHexString(i + 1));
        }
        assertThat(lan.scene.counters.get(Counter.ND_PROBES_EVICTED)).isPositive();
        assertThat(lan.scene.counters.get(Counter.ND_SOLICITATIONS_EVICTED)).isPositive();
        // An answer whose solicitation was pushed out: that nobody asked cannot be said now.
        byte[] answer = Nd.advertisement(Nd.SOLICITED | Nd.OVERRIDE, ROUTER.ip(), Mac.text(EVIL.mac()));
        lan.send(ROUTER.from(EVIL.mac()), CLIENT.ip(), CLIENT.mac(), 136, answer);
        assertThat(lan.grave()).isEmpty();
    }

    @Test
    void linksBeyondTheCapAreForgottenAndLearnedAnew() {
        Lan6 lan = new Lan6();
        for (int vni = 0; vni < 2000; vni++) {
            lan.on(new Path(List.of(new Path.Tag(Path.Kind.VXLAN, vni)))).advertise(ROUTER, site(ROUTER));
        }
        assertThat(lan.scene.counters.get(Counter.LINKS_EVICTED)).isPositive();
        assertThat(lan.findings()).isEmpty();
    }

    @Test
    void anyBytesOfAnyTypeAreJudgedWithoutAnException() {
        Lan6 lan = new Lan6().settle(ROUTER, site(ROUTER));
        SplittableRandom random = new SplittableRandom(4);
        byte[][] bodies = {
            site(ROUTER).resolvers(600, "2001:db8::53").mtu(1500).bytes(),
            Nd.advertisement(Nd.OVERRIDE, ROUTER.ip(), EVIL.macText()),
            Nd.solicitation(ROUTER.ip(), EVIL.macText()),
            Nd.redirect(EVIL.ip(), "2001:db8::1").targetMac(EVIL.macText()).bytes()
        };
        for (byte[] body : bodies) {
            for (int type = 133; type <= 137; type++) {
                for (int n = 0; n <= body.length; n++) {
                    lan.send(EVIL, CLIENT.ip(), CLIENT.mac(), type, java.util.Arrays.copyOf(body, n));
                    byte[] changed = body.clone();
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                    lan.after(0.01).send(n % 2 == 0 ? EVIL : ROUTER, "ff02::1", type, changed);
                }
            }
        }
        assertThat(lan.scene.events).isNotEmpty();
    }
}
