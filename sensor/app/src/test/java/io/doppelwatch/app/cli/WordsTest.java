// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain command lines are read without picocli, and just as picocli reads them. */
class WordsTest {
    private static final List<Command> COMMANDS = List.of(
            new ReplayCommand(),
            new WatchCommand(),
            new InterfacesCommand(),
            new RulesCommand(),
            new CheckCommand(),
            new ClassicCommand());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.pcap b.pcap -",
                "-q a.pcap -v -n",
                "a.pcap -o out --eve - --workers 2",
                "a.pcap --out=out --fail-on=high --events=dns,arp --events tls",
                "--each --speed 0.5 a.pcap"
            })
    void aPlainReplayIsReadAsPicocliReadsIt(String line) throws UserError {
        sameAsPicocli(new ReplayCommand(), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-r a.pcap arp or port 53",
                "-r a.pcap -r b.pcap -l out -n udp",
                "-i eth0 -i eth1 --duration 5m",
                "-D",
                "-V"
            })
    void aPlainLineWithoutAVerbIsReadAsPicocliReadsIt(String line) throws UserError {
        sameAsPicocli(new ClassicCommand(), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-qv a.pcap", "-h", "a.pcap --help", "-o", "-o x -o y", "--quiet=yes", "--none", "-oout", "-o -q"
            })
    void whatIsNotPlainIsLeftToPicocli(String line) {
        assertThat(Words.plain(new ReplayCommand().flags(), List.of(line.split(" "))))
                .isEmpty();
    }

    @Test
    void bundledLettersWork() throws UserError {
        ClassicCommand command = new ClassicCommand();
        Words words = new Usage(command, "doppelwatch")
                .read(List.of("-nqra.pcap", "arp"))
                .orElseThrow();

        assertThat(words.others()).containsExactly("arp");
        assertThat(command.flags().stream().filter(words::has).flatMap(f -> f.names().stream()))
                .contains("-n", "-q", "-r");
    }

    @Test
    void everyOptionIsExplainedOnItsHelpPage() {
        for (Command command : COMMANDS) {
            assertThat(command.flags()).contains(Flag.HELP, Flag.VERBOSE);
            assertThat(command.flags()).doesNotHaveDuplicates();
            assertThat(command.flags().stream().flatMap(f -> f.names().stream()))
                    .doesNotHaveDuplicates();
        }
    }

    private static void sameAsPicocli(Command command, String line) throws UserError {
        List<String> arguments = List.of(line.split(" "));
        Optional<Words> plain = Words.plain(command.flags(), arguments);
        Words expected = new Usage(command, "doppelwatch").read(arguments).orElseThrow();

        assertThat(plain).isPresent();
        assertThat(plain.get().others()).isEqualTo(expected.others());
        for (Flag flag : command.flags()) {
            assertThat(plain.get().values(flag))
                    .describedAs(flag.names().toString())
                    .isEqualTo(expected.values(flag));
            assertThat(plain.get().has(flag)).isEqualTo(expected.has(flag));
        }
    }
}
