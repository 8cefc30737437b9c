// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code score} says of findings and truth: of our own captures replayed, and of single findings at the edges. */
class ScoreTest {
    private static final Path PCAPS =
            Path.of(System.getProperty("doppelwatch.root", "../..")).resolve("pcaps");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    private static final String TRUTH = """
            {"scenario": "x", "tool": "y", "attacks": [{"id": "a1", "technique": "T1557", "start": 1764000000.5, "end": 1764000030,
              "attacker": {"mac": "02:00:00:00:00:6A", "ip": "FE80::0066"}, "victims": ["10.77.0.21"],
              "subject": "ip:10.77.0.1", "rules": ["r", "s"]}]}
            """;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** One finding: 1764000000 is 16:00:00 UTC on 24 November 2025. */
    private static String finding(String time, String severity, String subject, String mac, String ip) {
        return """
                {"timestamp": "2025-11-24T%s", "event_type": "alert", "alert": {"signature": "what happened", "severity": 2}, \
                "doppelwatch": {"rule": "r", "severity": "%s", "subject": "%s", "attacker": {"mac": %s, "ip": %s}, "incident": "I-1"}}
                """.formatted(time, severity, subject, mac, ip);
    }

    private JsonNode score(String truth, String eve, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("score", "--truth", file("t.json", truth), "--eve", file("e.json", eve), "--json"));
        arguments.addAll(List.of(more));
        Program.Result result = Program.run(arguments.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isZero();
        return json.readTree(result.out());
    }

    private Path replayed(String capture) {
        Path eve = folder.resolve(capture.replace('/', '-') + ".eve.json");
        Program.Result result = Program.run(
                "replay",
                PCAPS.resolve(capture + ".pcapng").toString(),
                "-t",
                PCAPS.resolve(capture + ".trust.yaml").toString(),
                "-q",
                "--eve",
                eve.toString());
        assertThat(result.status()).as(result.err()).isZero();
        return eve;
    }

    @Test
    void ofTheImpersonationEveryAttackIsDetectedAtOnceAndInOneIncident() throws IOException {
        Path out = folder.resolve("score.json");
        Program.Result result = Program.run(
                "score",
                "--truth",
                PCAPS.resolve("impersonation.truth.json").toString(),
                "--eve",
                replayed("impersonation").toString(),
                "-o",
                out.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out().lines()).first().isEqualTo("impersonation  scripts/make-pcaps");
        assertThat(result.out())
                .contains("recall 1.00 (5 of 5 attacks detected), precision 1.00 (")
                .containsPattern("a3 +T1557 +name:analytics-hub\\.corp\\.test +detected after 0\\.00\\d s by ")
                .doesNotContain("missed", "Outside");
        JsonNode run = json.readTree(out.toFile()).at("/runs/0");
        assertThat(run.get("recall").asDouble()).isEqualTo(1);
        assertThat(run.get("precision").asDouble()).isEqualTo(1);
        assertThat(run.get("outside")).isEmpty();
        assertThat(run.get("attacks")).hasSize(5).allSatisfy(attack -> {
            assertThat(attack.get("detected").asBoolean()).isTrue();
            assertThat(attack.get("time_to_detect").asDouble()).isBetween(0.0, 1.0);
            assertThat(attack.get("rules_silent")).as(attack.toString()).isEmpty();
            assertThat(attack.get("incidents")).hasSize(1);
        });
    }

    @Test
    void anAttackThatNobodySawIsMissedAndWhatWasFoundInsteadIsListed() throws IOException {
        String truth = file("t.json", """
                {"scenario": "elsewhere", "attacks": [{"id": "b", "technique": "T1557", "start": 1000, "end": 2000, "subject": "ip:10.77.0.1"}]}
                """);
        Program.Result result = Program.run(
                "score", "--truth", truth, "--eve", replayed("impersonation").toString());

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("recall 0.00 (0 of 1 attacks detected), precision 0.00 (0 of ")
                .containsPattern("b +T1557 +ip:10\\.77\\.0\\.1 +missed")
                .contains("Outside any attack of elsewhere")
                .containsPattern("2026-11-24T08:05:00\\.\\d+\\+0000 +high +arp-binding-changed +ip:10\\.77\\.0\\.1")
                .contains("10.77.0.1 claimed by 02:00:00:00:00:66");
    }

    /** Between start and end + 5 s, medium or higher, about the subject or the attacker: the contract's words. */
    @ParameterizedTest
    @CsvSource({
        "16:00:00.500000+0000, medium, ip:10.77.0.1, null,                  null,         true",
        "16:00:00.499999+0000, medium, ip:10.77.0.1, null,                  null,         false",
        "16:00:35.000000+0000, high,   ip:10.77.0.1, null,                  null,         true",
        "16:00:35.000001+0000, high,   ip:10.77.0.1, null,                  null,         false",
        "17:00:10+01:00,       high,   ip:10.77.0.1, null,                  null,         true",
        "16:00:10.5Z,          high,   name:other,   '\"02:00:00:00:00:6a\"', null,         true",
        "16:00:10.5Z,          high,   name:other,   null,                  '\"fe80::66\"', true",
        "16:00:10.5Z,          high,   name:other,   '\"02:00:00:00:00:21\"', '\"fe80::21\"', false",
    })
    void anAttackIsDetectedInItsTimeByItsSubjectOrItsAttacker(
            String time, String severity, String subject, String mac, String ip, boolean detected) throws IOException {
        JsonNode run = score(TRUTH, finding(time, severity, subject, mac, ip)).at("/runs/0");

        assertThat(run.at("/attacks/0/detected").asBoolean()).isEqualTo(detected);
        assertThat(run.get("recall").asDouble()).isEqualTo(detected ? 1 : 0);
        assertThat(run.get("precision").asDouble()).isEqualTo(detected ? 1 : 0);
        assertThat(run.get("outside")).hasSize(detected ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"low", "info"})
    void whatIsBelowMediumDetectsNothingAndIsHeldAgainstNobody(String severity) throws IOException {
        String eve = finding("16:00:10Z", severity, "ip:10.77.0.1", "null", "null");
        JsonNode run = score(TRUTH, eve + finding("18:00:10Z", severity, "ip:10.77.0.9", "null", "null"))
                .at("/runs/0");

        assertThat(run.get("recall").asDouble()).isZero();
        assertThat(run.get("precision").isNull()).isTrue();
        assertThat(run.get("outside")).isEmpty();
    }

    @Test
    void theTimeToDetectIsThatOfTheEarliestFindingWhateverTheOrder() throws IOException {
        JsonNode attack = score(
                        TRUTH,
                        finding("16:00:20Z", "high", "ip:10.77.0.1", "null", "null")
                                + finding("16:00:02.250Z", "medium", "ip:10.77.0.1", "null", "null"))
                .at("/runs/0/attacks/0");

        assertThat(attack.get("time_to_detect").asDouble()).isEqualTo(1.75);
        assertThat(attack.at("/first/severity").asText()).isEqualTo("medium");
        assertThat(attack.get("findings").asInt()).isEqualTo(2);
        assertThat(attack.get("rules_silent"))
                .singleElement()
                .satisfies(r -> assertThat(r.asText()).isEqualTo("s"));
    }

    /** Suricata's own alerts say neither subject nor attacker. */
    @Test
    void anotherSensorsAlertsAreLeftOutAndCounted() throws IOException {
        String eve = """
                {"timestamp": "2025-11-24T16:00:01.000000+0000", "event_type": "alert", "alert": {"signature": "ET SCAN", "severity": 1}}
                {"timestamp": "2025-11-24T16:00:02.000000+0000", "event_type": "dns", "dns": {}}
                """;
        Program.Result result = Program.run("score", "--truth", file("t.json", TRUTH), "--eve", file("e.json", eve));

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("1 alert in ", " left out").contains("precision - (0 of 0");
    }

    @Test
    void severalRunsAreAveragedAndATableHasThemAll() throws IOException {
        String seen = finding("16:00:10Z", "high", "ip:10.77.0.1", "null", "null");
        String wrong = finding("19:00:10Z", "high", "ip:10.77.0.9", "null", "null");
        String truth = file("t.json", TRUTH);
        String[] pairs = {
            "score", "--truth", truth, "--eve", file("1", seen), "--truth", truth, "--eve", file("2", wrong),
        };
        Program.Result result = Program.run(pairs);

        assertThat(result.status()).isZero();
        assertThat(result.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "x 1/1 1.00 1.00 0 9.500 s 1",
                        "x 0/1 0.00 0.00 1 - 0",
                        "missed: a1 ip:10.77.0.1",
                        "all, mean 1/2 0.50 0.50 1 9.500 s -");
        List<String> strict = new ArrayList<>(List.of(pairs));
        strict.addAll(List.of("--min-recall", "0.5", "--min-precision", "0.5"));
        assertThat(Program.run(strict.toArray(String[]::new)).status()).isZero();
        strict.set(strict.size() - 1, "0.51");
        assertThat(Program.run(strict.toArray(String[]::new)).status()).isEqualTo(3);
    }

    @Test
    void whereNothingWasToBeDetectedAndNothingWasFoundNothingIsBelowAnything() throws IOException {
        JsonNode card = score(
                "{\"attacks\": []}", "{\"event_type\": \"stats\"}\n", "--min-recall", "1", "--min-precision", "1");

        assertThat(card.get("recall").isNull()).isTrue();
        assertThat(card.get("precision").isNull()).isTrue();
    }

    @Test
    void eveMayComeFromStandardInput() throws IOException {
        String eve = finding("16:00:10Z", "high", "ip:10.77.0.1", "null", "null");
        Program.Result result = new Program()
                .input(eve.getBytes(StandardCharsets.UTF_8))
                .with("score", "--truth", file("t.json", TRUTH), "--eve", "-");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("recall 1.00");
    }

    /** A name in somebody's EVE must not move a terminal's cursor. */
    @Test
    void whatIsShownIsSafeForATerminal() throws IOException {
        String eve = finding("19:00:10Z", "high", "name:\\u001b[2Jx", "null", "null");
        Program.Result result = Program.run("score", "--truth", file("t.json", TRUTH), "--eve", file("e.json", eve));

        assertThat(result.out()).contains("name:\\u{1b}[2Jx").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        nonsense                                               | no valid JSON: Unrecognized token 'nonsense'
        []                                                     | no JSON object
        ``                                                     | no JSON object
        {}                                                     | attacks is missing: a list is expected
        {"attacks": {}}                                        | attacks should be a list
        {"attacks": [1]}                                       | attacks[0]: it should be an object
        {"attacks": [{}]}                                      | attacks[0]: start should be a time in seconds since 1970
        {"attacks": [{"start": "1", "end": 2}]}                | attacks[0]: start should be a time in seconds since 1970
        {"attacks": [{"start": -1, "end": 2}]}                 | attacks[0]: start is no time in seconds since 1970: -1
        {"attacks": [{"start": 1e300, "end": 2}]}              | attacks[0]: start is no time in seconds since 1970: 1E+300
        {"attacks": [{"start": 1e999999999, "end": 2}]}        | a number out of all measure
        {"attacks": [{"start": 3, "end": 2}]}                  | attacks[0]: it ends before it starts
        {"attacks": [{"start": 1, "end": 2}]}                  | attacks[0]: it names neither a subject nor an attacker
        {"attacks": [{"start": 1, "end": 2, "attacker": "x"}]} | attacks[0]: attacker should be an object
        {"attacks": [{"start": 1, "end": 2, "subject": 7}]}    | attacks[0]: subject should be a text
        {"attacks": [{"start": 1, "end": 2, "subject": "s", "rules": [1]}]} | attacks[0]: rules should be a list of texts
        {"attacks": [{"id": "a", "start": 1, "end": 2, "subject": "s"}, {"id": "a", "start": 1, "end": 2, "subject": "s"}]} | attacks[1]: there is an attack 'a' already
        {"attacks": []} x                                      | no valid JSON: Unrecognized token 'x'
        """)
    void whatIsWrongWithATruthIsSaidInOneLine(String truth, String complaint) throws IOException {
        String file = file("t.json", truth == null ? "" : truth);
        Program.Result result = Program.run("score", "--truth", file, "--eve", file("e.json", "{}"));

        assertThat(result.errors()).singleElement().asString().startsWith("doppelwatch: " + file + ": " + complaint);
        assertThat(result.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                                     | it is empty
        nonsense                                                               | line 1: no valid JSON: Unrecognized token 'nonsense'
        {"event_type": "al                                                     | line 1: no valid JSON: Unexpected end-of-input
        {"a": 1}                                                               | line 1: no event_type: is this EVE?
        {"event_type": "alert", "doppelwatch": {"rule": "r"}}                  | line 1: no time in timestamp ''
        {"event_type": "alert", "doppelwatch": []}                             | line 1: doppelwatch should be an object
        {"event_type": "alert", "timestamp": "2025-11-24T16:00:10Z", "doppelwatch": {"severity": "severe"}} | line 1: there is no severity 'severe'
        """)
    void whatIsWrongWithEveIsSaidInOneLine(String eve, String complaint) throws IOException {
        String file = file("e.json", eve == null ? "" : eve);
        Program.Result result = Program.run("score", "--truth", file("t.json", TRUTH), "--eve", file);

        assertThat(result.errors()).singleElement().asString().startsWith("doppelwatch: " + file + ": " + complaint);
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void aFileNestedWithoutEndIsNoFile() throws IOException {
        String deep = "{\"attacks\": " + "[".repeat(100_000);
        Program.Result result = Program.run("score", "--truth", file("t.json", deep), "--eve", file("e.json", "{}"));

        assertThat(result.errors()).singleElement().asString().endsWith("t.json: nested too deeply");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        String missing = folder.resolve("none.json").toString();

        assertThat(Program.run("score", "--truth", missing, "--eve", missing).errors())
                .containsExactly("doppelwatch: " + missing + ": cannot be read: no such file");
        assertThat(Program.run("score", "--truth", file("t.json", TRUTH), "--eve", missing)
                        .errors())
                .containsExactly("doppelwatch: " + missing + ": cannot be read: no such file");
        Program.Result unwritable = Program.run(
                "score",
                "--truth",
                file("t.json", TRUTH),
                "--eve",
                file("e.json", "{\"event_type\": \"stats\"}"),
                "-o",
                folder.resolve("no/such/folder").toString());
        assertThat(unwritable.errors()).singleElement().asString().contains("cannot be written: no such file");
        assertThat(unwritable.status()).isEqualTo(1);
    }
}
