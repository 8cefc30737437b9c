// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Neighbours.EVERYBODY;
import static io.doppelwatch.engine.judge.Neighbours.EVIL;
import static io.doppelwatch.engine.judge.Neighbours.HUB;
import static io.doppelwatch.engine.judge.Neighbours.MCP;
import static io.doppelwatch.engine.judge.Neighbours.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Mdns;
import io.doppelwatch.craft.Nbns;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.judge.Neighbours.Host;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What anybody may send, and how much of it. */
class NameFloodTest {
    private final Scene s = new Scene();
    private final Neighbours n = new Neighbours(s);

    private Finding only(String rule) {
        assertThat(s.findings(rule)).hasSize(1);
        return s.findings(rule).get(0);
    }

    private void nothing() {
        assertThat(s.findings()).isEmpty();
    }

    @Nested
    class Floods {
        @Test
        void ofNamesAndSendersPushOutTheirOwnKind() {
            n.joins(HUB, NAME, HUB.ip()).joins(EVIL, "kiosk.local", EVIL.ip()).after(61);
            n.mdns(HUB, Mdns.host(NAME, HUB.ip())).mdns(EVIL, Mdns.host("kiosk.local", EVIL.ip()));
            for (int i = 0; i < 30_000; i++) {
                Host spoofed = new Host(0x0600_0000_0000L + 977L * i, "10.9." + (i >> 8 & 0xff) + "." + (i & 0xff));
                n.after(0.0001).asks(spoofed, "q" + i + ".local").denies(spoofed, "d" + i + ".test");
                n.mdns(spoofed, Mdns.host("x" + i + ".local", spoofed.ip()));
                s.after(-0.01);
            }
            assertThat(s.counters.get(Counter.LOCAL_NAMES_EVICTED)).isPositive();
            assertThat(s.counters.get(Counter.LOCAL_SPEAKERS_EVICTED)).isPositive();
            assertThat(s.counters.get(Counter.LOCAL_QUESTIONS_EVICTED)).isPositive();
            assertThat(s.counters.get(Counter.DENIED_NAMES_EVICTED)).isPositive();
            n.mdns(EVIL, Mdns.host(NAME, EVIL.ip()));
            assertThat(only("mdns-flush-by-stranger").severity()).isEqualTo(Severity.MEDIUM);
            assertThat(only("mdns-flush-by-stranger").expected()).isEqualTo(HUB.ip());
        }

        @Test
        void ofLongNamesStayInTheirBytes() {
            String label = "\u00ff".repeat(60);
            for (int i = 0; i < 6_000; i++) {
                Host spoofed = new Host(0x0600_0000_0000L + 977L * i, "10.9.9.9");
                n.mdns(
                        spoofed,
                        Mdns.host(
                                "%03d".formatted(i % 1000) + label + "." + label + "." + i / 1000 + label, "10.9.9.9"));
            }
            assertThat(s.counters.get(Counter.LOCAL_NAMES_EVICTED)).isPositive();
        }
    }

    @Nested
    class HostileBytes {
        @Test
        void areReadAsFarAsTheyAreSound() {
            Random random = new Random(137);
            List<byte[]> seeds = List.of(
                    Mdns.service("analytics-hub", MCP, NAME, 443, "a=b")
                            .additional(NAME, Dns.A, 120, Bytes.ip(HUB.ip()))
                            .bytes(),
                    Mdns.probe(NAME, HUB.ip()).bytes(),
                    Mdns.goodbye(NAME, HUB.ip()).bytes(),
                    Dns.message(7, Dns.QR, "wpad", Dns.A)
                            .address(30, HUB.ip())
                            .edns(1232)
                            .bytes(),
                    Nbns.registration(1, "FILES", 0x20, HUB.ip()),
                    Nbns.status(1, "FILES", 0x20));
            for (int i = 0; i < 20_000; i++) {
                byte[] seed = seeds.get(i % seeds.size());
                byte[] b = Arrays.copyOf(seed, random.nextInt(seed.length + 1));
                for (int k = random.nextInt(4); k > 0 && b.length > 0; k--) {
                    b[random.nextInt(b.length)] = (byte) random.nextInt();
                }
                n.after(0.001).nbns(EVIL, Mac.BROADCAST, EVERYBODY, b);
                s.observe(new MdnsSeen(at(), b));
                s.observe(new LlmnrSeen(at(), b));
            }
            assertThat(s.counters.get(Counter.LOCAL_NAMES_EVICTED)).isZero();
        }

        @Test
        void everyPrefixOfAMessageIsNoClaimOrTheSame() {
            n.joins(HUB, NAME, HUB.ip());
            byte[] whole = Mdns.host(NAME, HUB.ip()).bytes();
            for (int length = 0; length <= whole.length; length++) {
                s.observe(new MdnsSeen(at(), Arrays.copyOf(whole, length)));
            }
            nothing();
        }

        private Where at() {
            return s.where(
                    EVIL.mac(), 0x0100_5e00_00fbL, EVIL.address(), 5353, Scene.ip("224.0.0.251"), 5353, 17, 255, 1);
        }
    }
}
