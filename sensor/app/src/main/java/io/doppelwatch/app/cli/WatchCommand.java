// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watch}: captures live until interrupted. */
@CommandLine.Command(
        customSynopsis = "usage: doppelwatch watch -i IFACE... [options] [-- BPF]",
        synopsisHeading = "",
        sortOptions = false,
        description =
                "%nCaptures live until interrupted, through libpcap. It needs the right to capture: run it as root"
                        + " or give java CAP_NET_RAW.%n")
final class WatchCommand implements Command {
    @Option(
            names = {"-i", "--interface"},
            paramLabel = "IFACE",
            description = "what to capture on (doppelwatch interfaces lists it); may be given several times")
    List<String> interfaces = new ArrayList<>();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "stop after that long: 90, 90s, 15m, 8h; never by default")
    String duration = "";

    @Mixin
    RunOptions options = new RunOptions();

    private List<String> filter = List.of();

    @Override
    public void filterWords(List<String> words) {
        filter = words;
    }

    @Override
    public int run(Console console) throws UserError {
        return new Watch(options.resolve(), console).run(interfaces, String.join(" ", filter), duration);
    }
}
