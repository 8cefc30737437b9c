// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppelwatch.engine.capture.CaptureFile;
import io.doppelwatch.engine.capture.Captures;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.pipeline.Sensor;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other people recorded: attacks are found and named, everything else is left alone. Skipped where it is not there. */
class RealCapturesTest {
    private static final Path SHARED = Path.of(System.getProperty("doppelwatch.shared", "../shared"));
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    /** Where a grave finding is right although nobody attacked, and why. */
    private static final Map<String, String> ABNORMAL = Map.of(
            "tcpdump/arp-oobr.pcap",
            "made by a fuzzer: from packet 27 on, bytes of ARP sender MACs are changed at random, so that 192.168.1.104 is"
                    + " claimed by dozens of MACs in turn",
            "zeek/dhcp/dhcp-unique-xid-join-data-growth.pcapng",
            "made to exhaust a table: 50 DISCOVERs within 5 ms, each with a chaddr and id of its own, all from"
                    + " 02:00:00:00:00:01; packet 50 is the fiftieth");

    @BeforeEach
    void theCapturesAreThere() {
        assumeTrue(Files.isDirectory(SHARED.resolve("captures")), "no captures in " + SHARED);
    }

    private record Truth(String file, String attacker, long cleanBefore) {}

    private static List<Truth> arpAndDnsAttacks() throws IOException {
        List<Truth> all = new ArrayList<>();
        for (String line : Files.readAllLines(SHARED.resolve("attack_truth.tsv"))) {
            String[] column = line.split("\t", -1);
            boolean ours = column[1].matches("(?i).*(ARP|DNS injection).*") && column[6].matches("\\d+");
            if (ours && column[7].equals("high")) {
                Matcher mac = MAC.matcher(column[2]);
                assertThat(mac.find()).as(column[0]).isTrue();
                all.add(new Truth(column[0], mac.group(), Long.parseLong(column[6])));
            }
        }
        return all;
    }

    private static List<Finding> grave(Captures captures, CaptureFile file) throws IOException, InterruptedException {
        List<Finding> found = new ArrayList<>();
        Sensor sensor = new Sensor(Trust.EMPTY, 1, e -> {
            if (e instanceof Event.Alert a && a.finding().severity().atLeast(Severity.MEDIUM)) {
                found.add(a.finding());
            }
        });
        try (FrameSource source = captures.open(file)) {
            sensor.run(source, f -> {});
        }
        return found;
    }

    @Test
    void everyArpAndDnsAttackIsFoundAndItsAttackerNamedAndNobodyElse() throws Exception {
        List<Truth> attacks = arpAndDnsAttacks();
        assertThat(attacks).hasSize(6);
        for (Truth truth : attacks) {
            try (Captures captures =
                    Captures.find(List.of(SHARED.resolve(truth.file).toString()))) {
                List<Finding> grave = grave(captures, captures.files().get(0));
                assertThat(grave).as(truth.file).isNotEmpty().allSatisfy(f -> {
                    assertThat(f.where().packet()).isGreaterThanOrEqualTo(truth.cleanBefore);
                    assertThat(Mac.text(f.attacker().mac())).isIn(truth.attacker, "");
                });
                assertThat(grave)
                        .as(truth.file)
                        .anySatisfy(
                                f -> assertThat(Mac.text(f.attacker().mac())).isEqualTo(truth.attacker));
            }
        }
    }

    /**
     * Neighbour spoofing, rogue routers and denied addresses. Where the truth names one MAC, nobody else is named; where
     * the attacker made up MACs of one vendor's, those, and never the victim.
     */
    @Test
    void everyNdAttackIsFoundAndItsAttackerNamedAndNobodyElse() throws Exception {
        int attacks = 0;
        for (String line : Files.readAllLines(SHARED.resolve("attack_truth.tsv"))) {
            String[] column = line.split("\t", -1);
            boolean ours = column[0].contains("/slaac__") && column[7].matches("high|medium");
            if (!ours) {
                continue;
            }
            attacks++;
            Matcher mac = MAC.matcher(column[2]);
            String attacker = mac.find() ? mac.group() : "";
            boolean madeUp = column[2].contains("00:0c:xx");
            String victims = column[3];
            try (Captures captures =
                    Captures.find(List.of(SHARED.resolve(column[0]).toString()))) {
                List<Finding> grave = grave(captures, captures.files().get(0));
                assertThat(grave).as(column[0]).isNotEmpty().allSatisfy(f -> {
                    assertThat(f.where().packet()).isGreaterThanOrEqualTo(Long.parseLong(column[6]));
                    String named = Mac.text(f.attacker().mac());
                    assertThat(named.isEmpty() || named.equals(attacker) || madeUp && named.startsWith("00:0c:"))
                            .as(f.signature())
                            .isTrue();
                    assertThat(named.isEmpty() || !victims.contains(named))
                            .as(f.signature())
                            .isTrue();
                });
                assertThat(grave)
                        .as(column[0])
                        .anySatisfy(
                                f -> assertThat(Mac.text(f.attacker().mac())).isNotEmpty());
            }
        }
        assertThat(attacks).isEqualTo(7);
    }

    /** Files with forged DNS answers, the first of them, and who sent it. */
    private record Forged(String file, long first, String attacker) {}

    @Test
    void forgedDnsAnswersAreNamedAsThatAndNotOnlyTheArpBeforeThem() throws Exception {
        for (Forged forged : List.of(
                new Forged("leoniemry__dns_attack.pcap", 1182, "08:00:27:90:93:1c"),
                new Forged("dnspoisoning__tracefile.pcap", 10, "00:0c:29:8b:33:18"),
                new Forged("mots-dns__mycap.pcap", 5, "00:0c:29:82:7c:24"))) {
            List<Finding> dns = dns(forged.file);
            assertThat(dns).as(forged.file).isNotEmpty().allSatisfy(f -> {
                assertThat(f.where().packet()).isGreaterThanOrEqualTo(forged.first);
                assertThat(Mac.text(f.attacker().mac())).isIn(forged.attacker, "");
            });
            assertThat(dns)
                    .as(forged.file)
                    .anySatisfy(f -> assertThat(Mac.text(f.attacker().mac())).isEqualTo(forged.attacker));
        }
    }

    @Test
    void aResolverThatInventsAnswersWithoutContradictionIsLeftAlone() throws Exception {
        assertThat(dns("chrissanders__dns_isp_hijack.pcapng")).isEmpty();
    }

    private static List<Finding> dns(String name) throws IOException, InterruptedException {
        String file = SHARED.resolve("captures/more/attack").resolve(name).toString();
        try (Captures captures = Captures.find(List.of(file))) {
            return grave(captures, captures.files().get(0)).stream()
                    .filter(f -> f.rule().id().startsWith("dns-"))
                    .toList();
        }
    }

    @Test
    void withoutATrustFileNothingElseIsGrave() throws Exception {
        List<String> complaints = new ArrayList<>();
        try (Captures captures =
                Captures.find(List.of(SHARED.resolve("captures").toString()))) {
            assertThat(captures.files()).hasSizeGreaterThan(2000);
            for (CaptureFile file : captures.files()) {
                String name = SHARED.resolve("captures")
                        .relativize(Path.of(file.path()))
                        .toString();
                if (!name.startsWith("more/attack/") && !ABNORMAL.containsKey(name)) {
                    for (Finding f : grave(captures, file)) {
                        complaints.add(
                                name + " packet " + f.where().packet() + ": " + f.severity() + " " + f.signature());
                    }
                }
            }
        }
        assertThat(complaints).isEmpty();
    }
}
