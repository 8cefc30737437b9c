// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.Incident.Phase;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.arp.ArpBindingChanged;
import io.doppelwatch.engine.rules.dns.DnsAnswerPathChanged;
import io.doppelwatch.engine.rules.dns.DnsConflictingAnswers;
import io.doppelwatch.engine.rules.dns.NameWrongAddress;
import io.doppelwatch.engine.rules.tls.TlsPinMismatch;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private static final long SECOND = 1_000_000_000L;
    /** 2026-11-24T23:59:30Z. */
    private static final long LATE = 1_795_564_770L * SECOND;

    private static final Ip EVIL_IP = Ip.v4(0x0a4d_0042);
    private static final Party EVIL = new Party(0x0200_0000_0066L, EVIL_IP);
    private static final Ip VICTIM = Ip.v4(0x0a4d_0015);
    private static final Ip OTHER = Ip.v4(0x0a4d_0016);

    private final List<Incident> told = new ArrayList<>();
    private final Counters counters = new Counters();
    private final Incidents incidents = new Incidents(counters, told::add);
    private long ordinal;

    private Where at(double second) {
        return new Where(
                new Source(0, 0, "x.pcap", "", 1, 0),
                ordinal + 1,
                ordinal++,
                LATE + Math.round(second * SECOND),
                Path.NONE,
                Mac.NONE,
                Mac.NONE,
                Ip.NONE,
                Ip.NONE,
                0,
                0,
                0,
                0,
                0);
    }

    private Finding finding(
            RuleInfo rule, Severity severity, String subject, Party attacker, double second, Ip... victims) {
        Where where = at(second);
        return finding(rule, severity, subject, attacker, where, List.of(new Finding.Evidence(where, "seen")), victims);
    }

    private static Finding finding(
            RuleInfo rule,
            Severity severity,
            String subject,
            Party attacker,
            Where where,
            List<Finding.Evidence> evidence,
            Ip... victims) {
        return new Finding(
                rule,
                severity,
                0.5,
                subject,
                rule.id() + " at " + (where.timeNanos() - LATE) / (double) SECOND,
                "",
                "",
                attacker,
                List.of(victims),
                evidence,
                "",
                where);
    }

    private Finding join(Finding f) {
        Finding joined = incidents.join(f);
        incidents.publish();
        return joined;
    }

    @Test
    void aMediumFindingOpensAnIncidentNamedByTheUtcDateOfItsTime() {
        Finding f = join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.77.0.1", EVIL, 0, VICTIM));
        assertThat(f.incident()).isEqualTo("I-20261124-0001");
        assertThat(join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.9.9.9", Party.UNKNOWN, 60, OTHER))
                        .incident())
                .isEqualTo("I-20261125-0002");
        assertThat(told).hasSize(2);
        assertThat(counters.get(Counter.INCIDENTS_OPENED)).isEqualTo(2);
    }

    @Test
    void aLowFindingOpensNoneButIsTakenInByALaterGraveOne() {
        Finding low = join(finding(ArpBindingChanged.INFO, Severity.LOW, "ip:10.77.0.1", Party.UNKNOWN, 0));
        assertThat(low.incident()).isEmpty();
        assertThat(told).isEmpty();
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 5));
        assertThat(told).singleElement().satisfies(i -> {
            assertThat(i.findings()).hasSize(2);
            assertThat(i.initialVector()).isEqualTo("arp-binding-changed at 0.0");
        });
    }

    @Test
    void attackerSubjectAndVictimJoin() {
        join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.77.0.1", EVIL, 0, VICTIM));
        // By attacker; then by subject; then by the MAC alone; then, its attacker unknown, by victim.
        join(finding(DnsConflictingAnswers.INFO, Severity.MEDIUM, "name:hub", EVIL, 1, VICTIM));
        join(finding(TlsPinMismatch.INFO, Severity.HIGH, "name:hub", Party.UNKNOWN, 2, VICTIM));
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.9", new Party(EVIL.mac(), Ip.NONE), 3));
        join(finding(TlsPinMismatch.INFO, Severity.HIGH, "name:other", Party.UNKNOWN, 4, VICTIM));
        assertThat(incidents.all()).singleElement().satisfies(i -> {
            assertThat(i.findings()).hasSize(5);
            assertThat(i.attackers()).containsExactly(EVIL);
            assertThat(i.victims()).containsExactly(VICTIM);
            assertThat(i.phases()).containsExactly(Phase.DISCOVERY, Phase.IMPERSONATION);
            assertThat(i.techniques()).contains("T1557.002", "SAFE-T1004");
        });
    }

    @Test
    void twoAttackersOfOneVictimStayApart() {
        join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.77.0.1", EVIL, 0, VICTIM));
        join(finding(
                ArpBindingChanged.INFO,
                Severity.MEDIUM,
                "ip:10.77.0.2",
                new Party(0x0200_0000_0077L, Ip.NONE),
                1,
                VICTIM));
        assertThat(incidents.all()).hasSize(2);
    }

    @Test
    void mediumBecomesHighWhereTwoLayersShowItAndTheReasonIsInTheTimeline() {
        join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.77.0.1", EVIL, 0, VICTIM));
        assertThat(told.get(0).severity()).isEqualTo(Severity.MEDIUM);
        join(finding(DnsConflictingAnswers.INFO, Severity.MEDIUM, "name:hub", EVIL, 1, VICTIM));
        assertThat(told).hasSize(2);
        assertThat(told.get(1).severity()).isEqualTo(Severity.HIGH);
        assertThat(told.get(1).timeline())
                .anySatisfy(e -> assertThat(e.what())
                        .isEqualTo("raised to high: ARP and DNS show it independently of each other"));
    }

    @Test
    void twoRulesOverTheSamePacketsAreNotTwoSignals() {
        join(finding(DnsConflictingAnswers.INFO, Severity.MEDIUM, "name:hub", Party.UNKNOWN, 0, VICTIM));
        join(finding(NameWrongAddress.INFO, Severity.MEDIUM, "name:hub", Party.UNKNOWN, 0, VICTIM));
        join(finding(ArpBindingChanged.INFO, Severity.LOW, "name:hub", Party.UNKNOWN, 1));
        assertThat(incidents.all())
                .singleElement()
                .satisfies(i -> assertThat(i.severity()).isEqualTo(Severity.MEDIUM));
    }

    @Test
    void itBeganWithTheOldestEvidenceAndNotWithWhatWasSoBefore() {
        Where good = at(0);
        Where unasked = at(10);
        Where answer = at(20);
        Where late = at(30);
        join(finding(
                DnsConflictingAnswers.INFO,
                Severity.HIGH,
                "name:hub",
                EVIL,
                answer,
                List.of(
                        Finding.Evidence.before(good, "last good answer"),
                        new Finding.Evidence(answer, "second answer"))));
        join(finding(
                ArpBindingChanged.INFO,
                Severity.HIGH,
                "ip:10.77.0.1",
                EVIL,
                late,
                List.of(new Finding.Evidence(unasked, "unasked reply"), new Finding.Evidence(late, "again"))));
        assertThat(incidents.all()).singleElement().satisfies(i -> {
            assertThat(i.initialVector()).isEqualTo("arp-binding-changed at 30.0");
            assertThat(i.timeline().get(0).what()).isEqualTo("unasked reply");
            assertThat(i.timeline()).noneMatch(e -> e.what().equals("last good answer"));
        });
    }

    @Test
    void itIsAboutTheGravestAndOfThoseAboutAName() {
        join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.77.0.1", EVIL, 0));
        assertThat(told.get(0).subject()).isEqualTo("ip:10.77.0.1");
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.2", EVIL, 1));
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.3", EVIL, 2));
        join(finding(DnsConflictingAnswers.INFO, Severity.MEDIUM, "name:less", EVIL, 3));
        assertThat(incidents.all().get(0).subject()).isEqualTo("ip:10.77.0.2");
        int before = told.size();
        join(finding(DnsConflictingAnswers.INFO, Severity.HIGH, "name:hub", EVIL, 4));
        join(finding(DnsConflictingAnswers.INFO, Severity.HIGH, "name:other", EVIL, 5));
        assertThat(incidents.all().get(0).subject()).isEqualTo("name:hub");
        assertThat(told).as("that it changed is told once").hasSize(before + 1);
    }

    @Test
    void itIsToldAtEachChangeAndAtTheEndAndNotOtherwise() {
        join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.77.0.1", EVIL, 0));
        join(finding(ArpBindingChanged.INFO, Severity.MEDIUM, "ip:10.77.0.1", EVIL, 1));
        assertThat(told).hasSize(1);
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 2));
        assertThat(told).hasSize(2);
        incidents.end();
        assertThat(told).hasSize(3);
        assertThat(told.get(2).findings()).hasSize(3);
    }

    @Test
    void afterTenQuietMinutesItClosesAndTheNextIsAnother() {
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 0));
        incidents.repeated(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 500));
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 1000));
        assertThat(incidents.all()).hasSize(1);
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 1700));
        assertThat(incidents.all()).hasSize(2);
        assertThat(incidents.all().get(0).timeline())
                .last()
                .satisfies(e -> assertThat(e.what()).startsWith("1 more findings"));
    }

    @Test
    void theActionsNameTheAddresses() {
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 0, VICTIM));
        join(finding(TlsPinMismatch.INFO, Severity.HIGH, "name:hub", EVIL, 1, VICTIM));
        assertThat(String.join("\n", incidents.all().get(0).actions()))
                .contains("show mac address-table address 0200.0000.0066")
                .contains("ether saddr 02:00:00:00:00:66 drop")
                .contains("ip daddr 10.77.0.66 drop")
                .contains("On 10.77.0.21 forget who holds 10.77.0.1: ip neigh flush to 10.77.0.1")
                .contains("Rotate every credential that 10.77.0.21 sent to hub");
    }

    @Test
    void eachHostIsToldToForgetWhatItWasToldItself() {
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 0, VICTIM));
        join(finding(ArpBindingChanged.INFO, Severity.HIGH, "ip:10.77.0.1", EVIL, 1, OTHER));
        join(finding(DnsAnswerPathChanged.INFO, Severity.HIGH, "ip:10.77.0.53", EVIL, 2, OTHER));
        join(finding(DnsConflictingAnswers.INFO, Severity.HIGH, "name:hub", EVIL, 3));
        assertThat(String.join("\n", incidents.all().get(0).actions()))
                .contains("On 10.77.0.21, 10.77.0.22 forget who holds 10.77.0.1:")
                .contains("On 10.77.0.22 forget the answers of 10.77.0.53:")
                .contains("On 10.77.0.21, 10.77.0.22 forget the answer for hub:");
    }

    @Test
    void aMillionFindingsStayBounded() {
        for (int i = 0; i < 1_000_000; i++) {
            incidents.join(finding(
                    ArpBindingChanged.INFO,
                    Severity.MEDIUM,
                    "ip:" + i,
                    new Party(0x0600_0000_0000L + i, Ip.NONE),
                    i * 0.0001));
        }
        assertThat(incidents.all()).hasSize(Incidents.KEPT_CAP);
        assertThat(counters.get(Counter.INCIDENTS_DROPPED)).isEqualTo(1_000_000 - Incidents.KEPT_CAP);
    }
}
