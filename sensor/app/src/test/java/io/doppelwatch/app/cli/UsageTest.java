// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words a user may type, and the one line that answers the wrong ones. */
class UsageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpListsWhatThisVersionCanDoAndNothingElse(String word) {
        Program.Result result = Program.run(word);

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains(
                        "replay FILE",
                        "watch -i IFACE",
                        "interfaces",
                        "rules [RULE]",
                        "check [-c FILE]",
                        "audit PATH",
                        "score --truth T",
                        "exit status")
                .doesNotContain("  serve", "  fleet", "  learn", "  report", "  query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "watch", "interfaces", "rules", "check", "score", "audit"})
    void everyVerbExplainsItself(String verb) {
        Program.Result result = Program.run(verb, "--help");

        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("usage: doppelwatch " + verb).contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theVersionIsOneLine(String word) {
        Program.Result result = Program.run(word);

        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).singleElement().asString().startsWith("doppelwatch ");
    }

    @Test
    void withoutAnyWordTheHelpGoesToStandardError() {
        Program.Result result = Program.run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("usage: doppelwatch VERB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        serve                                   | this version does not have the verb 'serve' (see doppelwatch --help)
        learn x.pcap                            | this version does not have the verb 'learn' (see doppelwatch --help)
        fleet                                   | this version does not have the verb 'fleet' (see doppelwatch --help)
        rpelay x.pcap                           | there is no verb 'rpelay' (see doppelwatch --help; to read a capture: doppelwatch replay FILE)
        replay                                  | replay: no capture given (doppelwatch replay FILE)
        replay x.pcap --evidence k              | this version does not have the option --evidence (see doppelwatch replay --help)
        replay x.pcap --history=h.db            | this version does not have the option --history (see doppelwatch replay --help)
        replay x.pcap --evidence d              | this version does not have the option --evidence (see doppelwatch replay --help)
        replay x.pcap --host-events h           | this version does not have the option --host-events (see doppelwatch replay --help)
        replay x.pcap -o d --report             | this version does not have the option --report (see doppelwatch replay --help)
        -r x.pcap -w y.pcap                     | this version does not have the option -w (see doppelwatch --help)
        -r x.pcap -wy.pcap                      | this version does not have the option -w (see doppelwatch --help)
        replay x.pcap --worker 2                | unknown option '--worker', did you mean --workers? (see doppelwatch replay --help)
        replay x.pcap --workers two             | --workers: 'two' is no number from 1 to 16
        replay x.pcap --workers 0               | --workers: '0' is no number from 1 to 16
        replay x.pcap --workers 17              | --workers: '17' is no number from 1 to 16
        replay x.pcap --speed 0                 | --speed: '0' is not a positive number
        replay x.pcap --speed NaN               | --speed: 'NaN' is not a positive number
        replay x.pcap --events dns,smtp         | --events: there is no event type 'smtp' here; known: dns, mdns, llmnr, tls, quic, arp, dhcp, alert, stats, doppelwatch
        replay x.pcap --fail-on severe          | --fail-on: there is no severity 'severe'; known: high, medium, low, info
        replay x.pcap -t                        | missing required parameter for option '--trust' (FILE) (see doppelwatch replay --help)
        watch                                   | watch: no interface given (doppelwatch watch -i IFACE; doppelwatch interfaces lists them)
        score                                   | score: each --truth FILE needs its --eve FILE and each --eve its --truth (see doppelwatch score --help)
        score --truth t.json                    | score: each --truth FILE needs its --eve FILE and each --eve its --truth (see doppelwatch score --help)
        score --truth t --eve e --eve f         | score: each --truth FILE needs its --eve FILE and each --eve its --truth (see doppelwatch score --help)
        score --truth t --eve e --min-recall 2  | --min-recall: '2' is no number from 0 to 1
        score --truth t --eve e --min-precision x | --min-precision: 'x' is no number from 0 to 1
        score x.json                            | nothing is expected at 'x.json' (see doppelwatch score --help)
        watch -i lo --duration soon             | --duration: 'soon' is no time; write 90, 90s, 15m, 8h or 2d
        -r x.pcap -i eth0                       | -r and -i exclude each other: replay a file or watch an interface
        -q                                      | nothing to do: name a capture with -r FILE or an interface with -i IFACE (see doppelwatch --help)
        watch lo                                | nothing is expected at 'lo' (see doppelwatch watch --help)
        rules a b                               | rules: one rule at a time, found 'b' too
        replay a.pcap -o x -o y                 | option '--out' (DIR) should be specified only once (see doppelwatch replay --help)
        check                                   | check: name what to check (doppelwatch check -c FILE -t FILE)
        check -t trust.yaml -- arp              | nothing may follow '--' here, found 'arp'
        rules no-such-rule                      | there is no rule 'no-such-rule' (doppelwatch rules lists them)
        """)
    void wrongUsageIsOneLineAndStatusTwo(String words, String message) {
        Program.Result result = Program.run(words.split(" "));

        assertThat(result.errors()).containsExactly("doppelwatch: " + message);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void anArgumentCannotPutControlCharactersOnTheTerminal() {
        Program.Result result = Program.run("\u001b[2Jx");

        assertThat(result.errors()).singleElement().asString().contains("'\\u{1b}[2Jx'");
    }

    @Test
    void rulesListsEveryRuleWithIdNumberSeverityAndTitle() {
        Program.Result result = Program.run("rules");

        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).hasSameSizeAs(Rules.everything());
        for (RuleInfo rule : Rules.everything()) {
            assertThat(result.out().lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith(rule.id() + " ")
                            .contains(
                                    Integer.toString(rule.number()),
                                    rule.severity().text(),
                                    rule.title()));
        }
    }

    @Test
    void everyRuleIsExplainedByIdAndByNumber() {
        for (RuleInfo rule : Rules.everything()) {
            Program.Result result = Program.run("rules", rule.id());

            assertThat(result.status()).isZero();
            assertThat(result.out()).contains(rule.title(), rule.triggers(), rule.evidence());
            assertThat(result.out()).contains(rule.benignCauses()).contains(rule.references());
            assertThat(Program.run("rules", Integer.toString(rule.number()))).isEqualTo(result);
        }
    }

    @Test
    void checkSaysOkForTheSamples() {
        Path config = Path.of(System.getProperty("doppelwatch.root", "../.."), "config");
        Program.Result result =
                Program.run("check", "-c", config.resolve("doppelwatch.yaml").toString());

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(": ok ("));
    }

    @Test
    void checkNamesEveryMistakeOfBothFiles() throws IOException {
        Path settings = Files.writeString(folder.resolve("c.yaml"), "trust: t.yaml\nworkers: 3\n");
        Path trust = Files.writeString(
                folder.resolve("t.yaml"),
                "services:\n  - name: a\n    ports: [0]\n  - name: a\nrules: {no-such: off}\n");

        Program.Result result = Program.run("check", "-c", settings.toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errors())
                .extracting(line -> line.substring(0, line.indexOf(": ")))
                .containsExactly(settings + ":2", trust + ":3", trust + ":4", trust + ":5");
    }

    @Test
    void checkOfAMissingFileIsOneLine() {
        Path missing = folder.resolve("none.yaml");
        Program.Result result = Program.run("check", "-t", missing.toString());

        assertThat(result.errors()).containsExactly("doppelwatch: " + missing + ": cannot be read: no such file");
        assertThat(result.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "90s, 90", "15m, 900", "8h, 28800", "2d, 172800"})
    void durationsAreWrittenAsPeopleWriteThem(String text, long seconds) throws Exception {
        assertThat(Watch.duration(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aTestIsNoTerminal() {
        assertThat(Terminal.of(1, Map.of("TERM", "xterm"))).isEqualTo(Terminal.NONE);
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(Terminal.on(Map.of("TERM", "xterm"), 80).colour()).isTrue();
        assertThat(Terminal.on(Map.of("TERM", "xterm", "NO_COLOR", ""), 80).colour())
                .isTrue();
        assertThat(Terminal.on(Map.of("TERM", "xterm", "NO_COLOR", "1"), 80).colour())
                .isFalse();
        assertThat(Terminal.on(Map.of("TERM", "dumb"), 80).colour()).isFalse();
        assertThat(Terminal.on(Map.of(), 80).colour()).isFalse();
    }
}
