// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.stats.Counters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The summary, word for word. */
class TerminalSummaryTest {
    private static final ReadFile GOOD = new ReadFile("x.pcapng", 1_234, 250_100, null);
    private static final ReadFile CUT = new ReadFile("y.pcap", 0, 0, "y.pcap: damaged at byte 24: cut off");

    @Test
    void tellsIncidentsThenFindingsThenWhereTheOutputWent() {
        Tally tally = new Tally(false);
        tally.accept(new Event.Alert(Findings.conflictingAnswers()));
        tally.accept(new Event.IncidentChanged(Findings.incident(Findings.conflictingAnswers())));

        assertThat(summary(tally, 0, GOOD)).isEqualTo("""
                        Read x.pcapng: 1,234 packets, 250.1 kB; 2026-11-24 12:00:00 to 12:04:10 UTC (4 min 10 s)

                        Incident I-20261124-0007  HIGH  name:analytics-hub.corp.test
                          began      A forged DNS answer came before the true one
                          phases     discovery > impersonation
                          attackers  10.77.0.66 (02:00:00:00:00:66)
                          victims    10.77.0.21
                          techniques T1557, SAFE-T1004
                          timeline   12:00:00.001  packet 814  Two different answers for analytics-hub.corp.test
                          do         Block 02:00:00:00:00:66 at its switch port
                                     Flush the DNS cache of 10.77.0.21

                        HIGH  1 finding
                          Two different answers for analytics-hub.corp.test
                            subject    name:analytics-hub.corp.test
                            expected   10.77.0.10
                            observed   10.77.0.66
                            by         10.77.0.66 (02:00:00:00:00:66)
                            victims    10.77.0.21
                            seen in    packet 814
                            rule       dns-conflicting-answers, confidence 97%, incident I-20261124-0007
                            harmless   a resolver that rotates addresses answered twice; or a load balancer answered from two pools

                        Wrote out/eve.json
                        """);
    }

    @Test
    void foldsToTheWidthOfTheTerminal() {
        Tally tally = new Tally(false);
        tally.accept(new Event.Alert(Findings.conflictingAnswers()));

        assertThat(summary(tally, 60, GOOD)).contains("""
                            harmless   a resolver that rotates addresses answered
                                       twice; or a load balancer answered from two
                                       pools
                        """).contains("    seen in    packet 814\n");
    }

    @Test
    void withSeveralCapturesEachPacketNamesItsOwn() {
        Tally tally = new Tally(false);
        tally.accept(new Event.Alert(Findings.conflictingAnswers()));

        assertThat(summary(tally, 0, GOOD, CUT)).contains("    seen in    x.pcapng packet 814\n");
    }

    @Test
    void saysWhenThereIsNothingAndWhatCouldNotBeRead() {
        assertThat(summary(new Tally(false), 0, GOOD, CUT)).isEqualTo("""
                        Read 2 captures: 1,234 packets, 250.1 kB; 2026-11-24 12:00:00 to 12:04:10 UTC (4 min 10 s)

                        No findings.

                        Not everything could be read
                          captures damaged or unreadable: y.pcap

                        Wrote out/eve.json
                        """);
    }

    @Test
    void countsOnlyWhatWasLost() {
        Counters counters = new Counters();
        counters.add(io.doppelwatch.engine.stats.Counter.TCP_GAP, 1_200);
        counters.add(io.doppelwatch.engine.stats.Counter.DECODER_TCP, 5);
        Tally tally = new Tally(false);
        tally.accept(new Event.Stats(Wheres.NOON, 0, counters));

        assertThat(summary(tally, 0, GOOD))
                .contains("Not everything could be read\n  holes in TCP streams: 1,200\n")
                .doesNotContain("tcp");
    }

    @Test
    void hostileTextCannotReachTheTerminal() {
        Tally tally = new Tally(false);
        tally.accept(new Event.Alert(Findings.hostile()));
        tally.accept(new Event.IncidentChanged(Findings.incident(Findings.hostile())));

        String summary = summary(tally, 80, GOOD);

        assertThat(summary.chars().allMatch(c -> c == '\n' || c >= 0x20 && c < 0x7f))
                .isTrue();
        assertThat(summary).contains("\\u{1b}[2J\\u{202e}");
    }

    @Test
    void aFloodOfFindingsStaysShortAndIsCounted() {
        Tally tally = new Tally(false);
        for (int i = 0; i < 5_000; i++) {
            tally.accept(new Event.Alert(Findings.conflictingAnswers()));
        }

        String summary = summary(tally, 80, GOOD);

        assertThat(summary)
                .contains("HIGH  5,000 findings")
                .contains("(100 times)")
                .contains("and 4,900 more high findings");
        assertThat(summary.lines().count()).isLessThan(200);
    }

    private static String summary(Tally tally, int width, ReadFile... files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Reading reading = new Reading(
                false, List.of(), List.of(files), 1_234, 250_100, Wheres.NOON, Wheres.NOON + 250_000_000_000L);
        new TerminalSummary(new PrintStream(out, true, StandardCharsets.UTF_8), false, width)
                .print(reading, tally, List.of("Wrote out/eve.json"));
        return out.toString(StandardCharsets.UTF_8);
    }
}
