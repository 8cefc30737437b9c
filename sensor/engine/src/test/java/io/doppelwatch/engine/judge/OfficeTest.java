// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Offices made by a seeded generator: hosts that resolve each other, ask names of round-robin and retry, leave and hand
 * their leases on. Whatever the mirror port does to it, an ordinary hour finds nothing grave; an attack in it is found,
 * and the attacker named.
 */
class OfficeTest {
    private static final int HOSTS = 12;
    private static final Ip GATEWAY_IP = Scene.ip("10.1.0.1");
    private static final Ip RESOLVER_IP = Scene.ip("198.51.100.53");
    private static final long GATEWAY = 0x0200_00aa_0001L;
    private static final long EVIL = 0x0200_00ee_0666L;
    private static final Ip EVIL_IP = Scene.ip("10.1.0.200");

    /** An office's facts as they come, each with the packet it came in. */
    private static final class Office {
        final List<Observation> facts = new ArrayList<>();
        final SplittableRandom random;
        final long[] macs = new long[HOSTS];
        private final Scene stage = new Scene();

        Office(long seed) {
            random = new SplittableRandom(seed);
            for (int i = 0; i < HOSTS; i++) {
                macs[i] = 0x0210_0000_0000L + random.nextInt(1 << 30);
            }
        }

        Ip ip(int host) {
            return Scene.ip("10.1.0." + (20 + host));
        }

        void arp(int operation, long mac, Ip from, long toMac, Ip to) {
            long frameTo = operation == 1 ? Mac.BROADCAST : toMac;
            Where w = stage.where(mac, frameTo, Ip.NONE, 0, Ip.NONE, 0, 0, 0, 0);
            facts.add(new ArpSeen(w, operation, mac, from, toMac, to));
        }

        void resolve(int host, long owner, Ip owned) {
            arp(1, macs[host], ip(host), 0, owned);
            stage.after(0.001 * random.nextInt(1, 20));
            arp(2, owner, owned, macs[host], ip(host));
        }

        void pass(double seconds) {
            stage.after(seconds);
        }

        void dns(long from, long to, Ip source, int sourcePort, Ip destination, int port, int ttl, byte[] message) {
            Where w = stage.where(from, to, source, sourcePort, destination, port, 17, ttl, random.nextInt(1, 65_536));
            facts.add(new DnsSeen(w, message));
        }

        void lookup(int host, boolean retry) {
            int id = random.nextInt(65_536);
            int port = random.nextInt(20_000, 60_000);
            String name = "n" + random.nextInt(40) + ".example.test";
            int tries = retry ? 2 : 1;
            for (int i = 0; i < tries; i++) {
                byte[] q = Dns.query(id, name, Dns.A).bytes();
                dns(macs[host], GATEWAY, ip(host), port, RESOLVER_IP, 53, 64, q);
                pass(retry ? 1 : 0.01);
            }
            for (int i = 0; i < tries; i++) {
                // Round robin: each answer starts elsewhere in the list, and a CDN gives a part of it only.
                Dns r = Dns.response(id, name, Dns.A);
                int first = random.nextInt(200);
                r.address(60, "192.0.2." + first).address(60, "203.0.113." + (first + 1));
                dns(GATEWAY, macs[host], RESOLVER_IP, 53, ip(host), port, 57, r.bytes());
                pass(0.002);
            }
        }

        void ordinaryMinutes(int steps) {
            for (int i = 0; i < steps; i++) {
                int host = random.nextInt(HOSTS);
                int other = (host + 1 + random.nextInt(HOSTS - 1)) % HOSTS;
                switch (random.nextInt(10)) {
                    case 0 -> resolve(host, macs[other], ip(other));
                    case 1, 2 -> resolve(host, GATEWAY, GATEWAY_IP);
                    case 3 -> arp(1, macs[host], ip(host), 0, ip(host));
                    case 4 -> lease(host);
                    case 5 -> lookup(host, true);
                    default -> lookup(host, false);
                }
                pass(random.nextDouble() * 8);
            }
        }

        /** The host has left; after a while its address is probed, announced and used by a new machine. */
        private void lease(int host) {
            if (random.nextInt(4) > 0) {
                return;
            }
            macs[host] = 0x0210_0000_0000L + random.nextInt(1 << 30);
            arp(1, macs[host], Scene.ip("0.0.0.0"), 0, ip(host));
            pass(2);
            arp(1, macs[host], ip(host), 0, ip(host));
        }

        /** Copies of a mirror port, and loss on the way to the sensor. */
        List<Observation> mirrored(boolean twice, double loss) {
            List<Observation> out = new ArrayList<>();
            for (Observation o : facts) {
                if (random.nextDouble() >= loss) {
                    out.add(o);
                }
                if (twice && random.nextDouble() >= loss) {
                    out.add(o);
                }
            }
            return out;
        }
    }

    private record Verdict(List<Finding> findings, List<Object> events) {
        static Verdict of(List<Observation> facts) {
            List<Object> events = new ArrayList<>();
            Judge judge = new Judge(Trust.EMPTY, events::add, new Counters());
            facts.forEach(judge::observe);
            judge.end(facts.get(facts.size() - 1).where().timeNanos());
            List<Finding> findings = new ArrayList<>();
            for (Object e : events) {
                if (e instanceof io.doppelwatch.engine.event.Event.Alert a) {
                    findings.add(a.finding());
                }
            }
            return new Verdict(findings, events);
        }

        List<Finding> grave() {
            return findings.stream()
                    .filter(f -> f.severity().atLeast(Severity.MEDIUM))
                    .toList();
        }
    }

    private static List<String> complaints(List<Observation> facts) {
        return Verdict.of(facts).grave().stream()
                .map(f -> f.severity() + " " + f.signature())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anOrdinaryHourFindsNothingGrave(long seed) {
        Office office = new Office(seed);
        office.ordinaryMinutes(900);
        assertThat(complaints(office.facts)).isEmpty();
        assertThat(complaints(office.mirrored(true, 0))).isEmpty();
        assertThat(complaints(office.mirrored(false, 0.05))).isEmpty();
        assertThat(complaints(office.mirrored(true, 0.2))).isEmpty();
        List<Observation> oneDirection = office.facts.stream()
                .filter(o -> !(o instanceof ArpSeen a && a.operation() == 1))
                .toList();
        assertThat(complaints(oneDirection)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void anArpSpooferAmongThemIsFoundAndNamedAndNobodyElse(long seed) {
        Office office = new Office(seed);
        office.ordinaryMinutes(100);
        office.resolve(0, GATEWAY, GATEWAY_IP);
        office.arp(1, EVIL, EVIL_IP, 0, office.ip(0));
        office.pass(3);
        long start = office.facts.size();
        for (int i = 0; i < 20; i++) {
            office.arp(2, EVIL, GATEWAY_IP, office.macs[0], office.ip(0));
            office.arp(2, EVIL, office.ip(0), GATEWAY, GATEWAY_IP);
            office.pass(2);
            office.ordinaryMinutes(2);
        }
        for (List<Observation> facts : List.of(office.facts, office.mirrored(true, 0), office.mirrored(false, 0.05))) {
            List<Finding> grave = Verdict.of(facts).grave();
            assertThat(grave).isNotEmpty().allSatisfy(f -> {
                assertThat(f.attacker().mac()).isIn(EVIL, Mac.NONE);
                assertThat(f.where().ordinal()).isGreaterThanOrEqualTo(start);
            });
            assertThat(grave).anySatisfy(f -> assertThat(f.attacker().mac()).isEqualTo(EVIL));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void theSameFactsGiveTheSameEventsWhateverTheSecretWords(long seed) {
        Office office = new Office(seed);
        office.ordinaryMinutes(300);
        office.arp(2, EVIL, GATEWAY_IP, office.macs[0], office.ip(0));
        office.arp(2, EVIL, office.ip(0), GATEWAY, GATEWAY_IP);
        office.ordinaryMinutes(100);
        assertThat(Verdict.of(office.facts).events())
                .isEqualTo(Verdict.of(office.facts).events());
    }
}
