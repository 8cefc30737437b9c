// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code watch}: captures live until interrupted. */
final class WatchCommand implements Command {
    static final Flag INTERFACE = Flag.values(
            "IFACE",
            "what to capture on (doppelwatch interfaces lists it); may be given several times",
            "-i",
            "--interface");
    static final Flag DURATION =
            Flag.value("TIME", "stop after that long: 90, 90s, 15m, 8h, 2d; never by default", "--duration");

    @Override
    public List<String> synopsis() {
        return List.of("usage: doppelwatch watch -i IFACE... [options] [-- BPF]");
    }

    @Override
    public String description() {
        return "Captures live until interrupted, through libpcap. It needs the right to capture: run it as root or give"
                + " java CAP_NET_RAW.";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(List.of(INTERFACE, DURATION));
        flags.addAll(RunOptions.FLAGS);
        return flags;
    }

    @Override
    public String operand() {
        return "";
    }

    @Override
    public String operandDescription() {
        return "";
    }

    @Override
    public int run(Words words, List<String> filter, Console console) throws UserError {
        return watch(words, String.join(" ", filter), console);
    }

    static int watch(Words words, String filter, Console console) throws UserError {
        return new Watch(RunOptions.resolve(words), console)
                .run(words.values(INTERFACE), filter, words.value(DURATION).orElse(""));
    }
}
