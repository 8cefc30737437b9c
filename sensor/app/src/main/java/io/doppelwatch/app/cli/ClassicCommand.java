// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The forms without a verb, for fingers that know tcpdump, tshark, Suricata and Zeek. */
@CommandLine.Command(
        customSynopsis = {
            "usage: doppelwatch -r FILE [options] [BPF]",
            "       doppelwatch -i IFACE [options] [BPF]",
            "       doppelwatch -D"
        },
        synopsisHeading = "",
        sortOptions = false)
final class ClassicCommand implements Command {
    @Option(names = "-r", paramLabel = "FILE", description = "replay it; may be given several times")
    List<String> files = new ArrayList<>();

    @Option(names = "-i", paramLabel = "IFACE", description = "watch it; may be given several times")
    List<String> interfaces = new ArrayList<>();

    @Option(names = "-D", description = "list the interfaces")
    boolean list;

    @Option(
            names = {"-V", "--version"},
            description = "the version")
    boolean version;

    @Parameters(paramLabel = "BPF", arity = "0..*", description = "only packets this filter lets through")
    List<String> words = new ArrayList<>();

    @Option(names = "--duration", paramLabel = "TIME", description = "with -i: stop after that long")
    String duration = "";

    @Mixin
    RunOptions options = new RunOptions();

    @Mixin
    ReplayCommand.ReplayOptions replay = new ReplayCommand.ReplayOptions();

    @Override
    public void filterWords(List<String> more) {
        words.addAll(more);
    }

    @Override
    public int run(Console console) throws UserError {
        if (version) {
            console.out().println(Version.line());
            return Cli.DONE;
        }
        if (list) {
            return new InterfacesCommand().run(console);
        }
        String filter = String.join(" ", words);
        if (!files.isEmpty() && !interfaces.isEmpty()) {
            throw UserError.usage("-r and -i exclude each other: replay a file or watch an interface");
        }
        if (!files.isEmpty()) {
            return new Replay(options.resolve(), replay.each, replay.speed(), console).run(files, filter);
        }
        if (!interfaces.isEmpty()) {
            return new Watch(options.resolve(), console).run(interfaces, filter, duration);
        }
        throw UserError.usage("nothing to do: name a capture with -r FILE or an interface with -i IFACE"
                + " (see doppelwatch --help)");
    }
}
