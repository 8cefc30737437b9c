// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Ipv4Options;
import io.doppelwatch.craft.Tcp;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.dissect.Defragmenter;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.reassemble.FragmentTable;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a flood of connections, or a port that shows everything twice, can make the observer say: not much. */
class CarrierBoundsTest {
    private static final String CLIENT = "02:00:00:00:00:21";
    private static final String GATEWAY = "02:00:00:00:00:01";
    private static final String EVIL = "02:00:00:00:00:66";
    private static final String CLIENT_IP = "10.77.0.21";
    private static final String FAR = "198.51.100.80";
    private static final byte[] DATA = "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final List<CarrierMoved> seen = new ArrayList<>();
    private final Counters counters = new Counters();
    private final CarrierObserver observer = new CarrierObserver();
    private final Dissector dissector;
    private long now;
    private long number;
    private Source source = new Source(0, 0, "craft.pcap", "", 1, 0);

    CarrierBoundsTest() {
        Defragmenter[] all = new Defragmenter[Dissector.SHARDS];
        for (int i = 0; i < all.length; i++) {
            all[i] = new FragmentTable(counters);
        }
        dissector = new Dissector(all, counters, Dissector.ALL_SHARDS);
    }

    private final Facts facts = new Facts() {
        @Override
        public Where where(Packet p) {
            return new Where(
                    p.frame().source(),
                    p.frame().number(),
                    p.frame().number(),
                    p.frame().timeNanos(),
                    p.path(),
                    p.sourceMac(),
                    p.destinationMac(),
                    new Ip(p.sourceHigh(), p.sourceLow()),
                    new Ip(p.destinationHigh(), p.destinationLow()),
                    p.sourcePort(),
                    p.destinationPort(),
                    p.protocol(),
                    p.ttl(),
                    p.ipId());
        }

        @Override
        public void add(Observation o) {
            seen.add((CarrierMoved) o);
        }
    };

    private void segment(Craft link, int port, long sequence, int ttl, int id) {
        Ipv4Options ip = new Ipv4Options(CLIENT_IP, FAR);
        byte[] bytes = link.ipv4(ip.withTtl(ttl).withId(id))
                .tcp(port, 80, sequence, 1, Tcp.ACK)
                .data(DATA);
        Frame frame = new Frame();
        frame.set(Unpooled.wrappedBuffer(bytes), 0, bytes.length, bytes.length, now, ++number, source);
        Packet p = new Packet();
        assertThat(dissector.dissect(frame, p)).isTrue();
        observer.segment(p, facts);
    }

    private void out(String from, String to, long sequence) {
        segment(Craft.ethernet(from, to), 49_000, sequence, 64, (int) sequence & 0xffff);
    }

    private void after(double seconds) {
        now += Math.round(seconds * 1e9);
    }

    @Test
    void everyPacketTwiceGivesAtMostTwoFactsASecond() {
        for (int i = 0; i < 1_000; i++) {
            out(CLIENT, EVIL, i);
            out(EVIL, GATEWAY, i);
            after(0.01);
        }
        assertThat(seen).hasSizeBetween(10, 22);
        assertThat(seen.stream().filter(CarrierMoved::copy)).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void aFloodOfMovesGivesAtMostSixteenFactsASecond() {
        for (int round = 0; round < 2; round++) {
            String hop = round == 0 ? GATEWAY : EVIL;
            for (int port = 1024; port < 1324; port++) {
                segment(Craft.ethernet(CLIENT, hop), port, 1, 64, 1);
            }
        }
        assertThat(seen).hasSize(16);
    }

    @Test
    void anotherVlanOrInterfaceIsAnotherPlace() {
        segment(Craft.ethernet(CLIENT, GATEWAY).vlan(10), 49_000, 1, 64, 1);
        segment(Craft.ethernet(GATEWAY, EVIL).vlan(20), 49_000, 1, 63, 1);
        source = new Source(1, 0, "craft.pcap", "eth1", 1, 0);
        segment(Craft.ethernet(GATEWAY, EVIL).vlan(10), 49_000, 1, 63, 1);
        assertThat(seen).isEmpty();
    }

    @Test
    void whoeverFallsTogetherIsForgottenAndNothingMore() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50_000; i++) {
            segment(Craft.ethernet(CLIENT, GATEWAY), random.nextInt(1, 65_536), 1, 64, 1);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void theFirstSecondOfAllIsAsGoodAsAnyOther() {
        for (long second : new long[] {0, 32_766, 32_767, 32_768, 65_536, 1_795_521_600L}) {
            seen.clear();
            now = second * 1_000_000_000L;
            segment(Craft.ethernet(CLIENT, GATEWAY), 50_000, 1, 64, 1);
            segment(Craft.ethernet(CLIENT, EVIL), 50_000, 2, 64, 2);
            assertThat(seen).as("second " + second).isNotEmpty();
        }
    }
}
