// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.doppelwatch.app.cli.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every capture of the shared set, replayed in one process and held against what tshark sees in it.
 *
 * <p>What still differs stands in {@code oracle/differences.tsv} with its reason. A difference that is not in the table
 * fails, and so does a line of the table that is no longer true.
 */
@Tag("slow")
class OracleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COUNTS = List.of(
            "arp_request",
            "arp_reply",
            "dns_query",
            "dns_response",
            "dns_tcp_response",
            "mdns",
            "llmnr",
            "nbns",
            "dhcp",
            "dhcpv6",
            "nd",
            "client_hello",
            "server_hello",
            "certificate",
            "dtls_certificate");
    private static final List<String> SETS = List.of("sni", "leaf_sha256");

    @TempDir
    Path out;

    @Test
    void everyCaptureAgreesWithTshark() throws IOException {
        Path shared = Path.of(System.getProperty("doppelwatch.shared", "../shared"));
        Path oracle = shared.resolve("oracle.ndjson");
        assumeTrue(Files.exists(oracle), "the shared captures are not here: nothing to compare with");
        Map<String, String> known = knownDifferences();
        TreeMap<String, String> seen = new TreeMap<>();
        List<String> slow = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        int files = 0;
        for (String line : Files.readAllLines(oracle, StandardCharsets.UTF_8)) {
            JsonNode expected = JSON.readTree(line);
            String file = expected.get("file").asText();
            Path capture = shared.resolve("captures").resolve(file);
            long start = System.nanoTime();
            JsonNode summary = replay(capture, broken);
            long millis = millisSince(start);
            if (millis > 2000) {
                // A slow capture is slow twice; a machine busy with something else is not.
                long again = System.nanoTime();
                replay(capture, broken);
                millis = Math.min(millis, millisSince(again));
            }
            if (millis > 2000) {
                slow.add(file + " " + millis + " ms");
            }
            compare(file, expected, summary, seen);
            files++;
        }
        assertThat(files).isGreaterThan(2000);
        assertThat(broken)
                .as("captures that made a decoder throw, or could not be read")
                .isEmpty();
        assertThat(slow).as("captures that took longer than two seconds").isEmpty();
        String found = String.join("\n", seen.keySet());
        Files.writeString(Path.of("target", "oracle-differences.txt"), found + "\n");
        assertThat(found).as("differences from tshark").isEqualTo(String.join("\n", known.keySet()));
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void compare(String file, JsonNode expected, JsonNode summary, Map<String, String> seen) {
        JsonNode counts = summary.get("counts");
        for (String key : COUNTS) {
            long want = expected.path(key).asLong(0);
            long have = counts.path(key).asLong(0);
            if (want != have) {
                seen.put(file + "\t" + key + "\t" + want + "\t" + have, "");
            }
        }
        for (String key : SETS) {
            TreeSet<String> want = strings(expected.path(key));
            TreeSet<String> have = strings(summary.path(key));
            if (!want.equals(have)) {
                TreeSet<String> missing = new TreeSet<>(want);
                missing.removeAll(have);
                TreeSet<String> extra = new TreeSet<>(have);
                extra.removeAll(want);
                seen.put(file + "\t" + key + "\t" + brief(missing) + "\t" + brief(extra), "");
            }
        }
    }

    private static String brief(TreeSet<String> names) {
        return names.isEmpty() ? "-" : String.join(",", names);
    }

    private static TreeSet<String> strings(JsonNode array) {
        TreeSet<String> s = new TreeSet<>();
        array.forEach(n -> s.add(n.asText()));
        return s;
    }

    /** The summary of one capture; whatever goes wrong on the way is noted. */
    private JsonNode replay(Path capture, List<String> broken) throws IOException {
        Program.Result result =
                Program.run("replay", "-q", "-o", out.toString(), "--events", "stats", capture.toString());
        if (result.status() != 0) {
            broken.add(capture + ": status " + result.status() + ": "
                    + result.err().strip());
            return JSON.createObjectNode().set("counts", JSON.createObjectNode());
        }
        JsonNode stats = JSON.readTree(Files.readString(out.resolve("eve.json")).strip());
        if (stats.at("/stats/doppelwatch/internal_errors").asLong(0) != 0) {
            broken.add(capture + ": a decoder threw");
        }
        JsonNode files = JSON.readTree(out.resolve("summary.json").toFile()).get("files");
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    /** The committed table without its reasons: file, key, tshark's, ours, reason. */
    private static Map<String, String> knownDifferences() throws IOException {
        TreeMap<String, String> known = new TreeMap<>();
        try (var in = OracleTest.class.getResourceAsStream("/oracle/differences.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                int reason = line.lastIndexOf('\t');
                known.put(line.substring(0, reason), line.substring(reason + 1));
            }
        }
        return known;
    }
}
