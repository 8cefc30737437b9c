// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Binding.How;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a binding is learned, and what each way is worth. */
class BindingsTest {
    private static final Source SOURCE = new Source(0, 0, "test.pcap", "", 1, 0);
    private static final long ONE = 0x0200_0000_0101L;
    private static final long TWO = 0x0200_0000_0202L;
    private static final Ip ADDRESS = Ip.v4(0x0a4d_0009);
    private static final Ip OTHER = Ip.v4(0x0a4d_000a);
    private static final int CAP = 64;

    private final Counters counters = new Counters();
    private final KeyHash keys = new KeyHash(1, 2);
    private final Sources sources = new Sources();
    private final Hosts hosts = new Hosts(CAP, keys, counters);
    private final Bindings bindings =
            new Bindings(CAP, Set.of(), hosts, new Groups(16, keys, counters), sources, keys, counters);
    private long now = 1_000_000_000L;
    private long packet;

    private Where where(long from, Ip source, int ttl) {
        Where w = new Where(
                SOURCE, ++packet, packet, now, Path.NONE, from, Mac.BROADCAST, source, OTHER, 1, 2, 17, ttl, 0);
        sources.seen(SOURCE, now);
        return w;
    }

    private BindingSeen announce(long mac, Ip ip) {
        BindingSeen seen = bindings.add(new ArpSeen(where(mac, Ip.NONE, 0), 1, mac, ip, 0, ip));
        assertThat(seen).isNotNull();
        return seen;
    }

    @Test
    void trafficOfAMachineOnTheLinkIsRememberedAndGivenToNobody() {
        assertThat(bindings.traffic(where(ONE, ADDRESS, 64))).isNull();
        assertThat(bindings.find(Path.NONE, ADDRESS)).isNull();
        BindingSeen seen = announce(TWO, ADDRESS);
        assertThat(seen.before()).isNotNull();
        assertThat(seen.before().mac()).isEqualTo(ONE);
        assertThat(seen.before().how()).isEqualTo(How.TRAFFIC);
        assertThat(bindings.find(Path.NONE, ADDRESS)).isNotNull();
    }

    @Test
    void trafficThatPassedARouterBindsNothing() {
        for (int ttl : new int[] {0, 1, 63, 65, 127, 254}) {
            bindings.traffic(where(ONE, ADDRESS, ttl));
        }
        assertThat(bindings.size()).isZero();
    }

    @Test
    void whatCannotBeAHostsAddressBindsNothing() {
        for (int ip : new int[] {0, 0x7f00_0001, 0xe000_0001, 0xffff_ffff}) {
            bindings.traffic(where(ONE, Ip.v4(ip), 64));
        }
        bindings.traffic(where(Mac.NONE, ADDRESS, 64));
        bindings.traffic(where(Mac.BROADCAST, ADDRESS, 64));
        assertThat(bindings.size()).isZero();
    }

    @Test
    void aMacThatCarriesTwoAddressesIsARouterAndWasNoHolder() {
        bindings.traffic(where(ONE, ADDRESS, 64));
        bindings.traffic(where(ONE, OTHER, 64));
        assertThat(announce(TWO, ADDRESS).before()).isNull();
        assertThat(bindings.find(Path.NONE, ADDRESS))
                .satisfies(b -> assertThat(b.claimants()).isEqualTo(1));
    }

    @Test
    void aLeaseBindsWhatNobodyClaimedAndGivesWayToWhatIsClaimed() {
        bindings.leased(Path.NONE, ADDRESS, ONE, where(TWO, OTHER, 64));
        Binding binding = bindings.find(Path.NONE, ADDRESS);
        assertThat(binding).isNotNull();
        assertThat(binding.mac()).isEqualTo(ONE);
        assertThat(binding.holder().how()).isEqualTo(How.LEASE);
        announce(TWO, ADDRESS);
        bindings.leased(Path.NONE, ADDRESS, ONE, where(TWO, OTHER, 64));
        assertThat(binding.mac()).isEqualTo(TWO);
        assertThat(binding.leaseMac()).isEqualTo(ONE);
    }

    @Test
    void aLeaseOfNothingToNobodyIsNone() {
        bindings.leased(Path.NONE, Ip.v4(0), ONE, where(TWO, OTHER, 64));
        bindings.leased(Path.NONE, ADDRESS, Mac.BROADCAST, where(TWO, OTHER, 64));
        bindings.leased(Path.NONE, ADDRESS, 0, where(TWO, OTHER, 64));
        assertThat(bindings.size()).isZero();
    }

    @Test
    void aFloodOfTrafficAndLeasesPushesOutItsOwnKind() {
        bindings.leased(Path.NONE, ADDRESS, ONE, where(TWO, OTHER, 64));
        for (int minute = 0; minute < 2; minute++) {
            announce(ONE, ADDRESS);
            now += Bindings.STANDING_NANOS;
        }
        announce(ONE, ADDRESS);
        for (int i = 0; i < 10_000; i++) {
            bindings.traffic(where(ONE + i, Ip.v4(0x0b00_0000 + i), 64));
            bindings.leased(Path.NONE, Ip.v4(0x0c00_0000 + i), ONE + i, where(TWO, OTHER, 64));
        }
        assertThat(bindings.size()).isLessThanOrEqualTo(CAP);
        assertThat(hosts.size()).isLessThanOrEqualTo(CAP);
        assertThat(counters.get(Counter.BINDINGS_EVICTED)).isPositive();
        assertThat(bindings.find(Path.NONE, ADDRESS)).isNotNull();
    }
}
