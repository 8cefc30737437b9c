// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.ArrayList;
import java.util.List;

/** The forms without a verb, for fingers that know tcpdump, tshark, Suricata and Zeek. */
final class ClassicCommand implements Command {
    private static final Flag READ = Flag.values("FILE", "replay it; may be given several times", "-r");
    private static final Flag LIST = Flag.flag("list the interfaces", "-D");
    private static final Flag VERSION = Flag.flag("the version", "-V", "--version");

    @Override
    public List<String> synopsis() {
        return List.of(
                "usage: doppelwatch -r FILE [options] [BPF]",
                "       doppelwatch -i IFACE [options] [BPF]",
                "       doppelwatch -D");
    }

    @Override
    public String description() {
        return "Reads captures or captures live, as the verbs replay and watch do.";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(List.of(
                READ,
                WatchCommand.INTERFACE,
                LIST,
                VERSION,
                ReplayCommand.EACH,
                ReplayCommand.SPEED,
                WatchCommand.DURATION));
        flags.addAll(RunOptions.FLAGS);
        return flags;
    }

    @Override
    public String operand() {
        return "BPF";
    }

    @Override
    public String operandDescription() {
        return "only packets that this filter lets through";
    }

    @Override
    public int run(Words words, List<String> more, Console console) throws UserError {
        if (words.has(VERSION)) {
            console.out().println(Version.line());
            return Cli.DONE;
        }
        if (words.has(LIST)) {
            return InterfacesCommand.list(console);
        }
        List<String> expression = new ArrayList<>(words.others());
        expression.addAll(more);
        String filter = String.join(" ", expression);
        List<String> files = words.values(READ);
        boolean live = words.has(WatchCommand.INTERFACE);
        if (!files.isEmpty() && live) {
            throw UserError.usage("-r and -i exclude each other: replay a file or watch an interface");
        }
        if (!files.isEmpty()) {
            return ReplayCommand.replay(words, files, filter, console);
        }
        if (live) {
            return WatchCommand.watch(words, filter, console);
        }
        throw UserError.usage("nothing to do: name a capture with -r FILE or an interface with -i IFACE"
                + " (see doppelwatch --help)");
    }
}
