// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.GATEWAY_IP;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.stats.Counter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A million spoofed claims push out their own kind, and nobody who was there before. */
class FloodTest {
    @Test
    void theGatewaysBindingOutlivesAMillionSpoofedOnes() {
        Scene s = new Scene().warm().resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000_000; i++) {
            long mac = 0x0600_0000_0000L | random.nextLong(1L << 32);
            Ip ip = Ip.v4(0x0b00_0000 | random.nextInt(1 << 24));
            s.after(0.00001).reply(mac, ip, CLIENT, CLIENT_IP);
        }
        assertThat(s.counters.get(Counter.BINDINGS_EVICTED)).isPositive();
        s.events.clear();
        s.reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP);
        assertThat(s.findings("arp-binding-changed")).singleElement().satisfies(f -> {
            assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
            assertThat(f.attacker().mac()).isEqualTo(EVIL);
        });
    }

    @Test
    void aFloodOfClaimsToOneAddressStaysOneIncidentAndKeepsTheOwner() {
        Scene s = new Scene().warm().resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP);
        for (int i = 0; i < 100_000; i++) {
            s.after(0.001).reply(0x0600_0000_0000L + i * 977L, GATEWAY_IP, CLIENT, CLIENT_IP);
        }
        s.end();
        assertThat(s.judge.incidents()).hasSize(1);
        assertThat(s.judge.incidents().get(0).findings()).hasSizeLessThanOrEqualTo(128);
        assertThat(s.findings().stream().map(Finding::attacker).map(Finding.Party::mac))
                .doesNotContain(GATEWAY);
    }
}
