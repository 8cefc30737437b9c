// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: reads captures in order of their time stamps, as if live. */
@CommandLine.Command(
        customSynopsis = "usage: doppelwatch replay [options] FILE... [-- BPF]",
        synopsisHeading = "",
        sortOptions = false,
        description = "%nReads captures in order of their time stamps, as if live, and tells what it found.%n")
final class ReplayCommand implements Command {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "capture (pcap, pcapng, also .gz and .zst), folder of captures, or - for standard input")
    List<String> files = new ArrayList<>();

    @Mixin
    RunOptions options = new RunOptions();

    @Mixin
    ReplayOptions replay = new ReplayOptions();

    private List<String> filter = List.of();

    /** What only makes sense for files. */
    static final class ReplayOptions {
        @Option(names = "--each", description = "judge every capture by itself, with fresh state")
        boolean each;

        @Option(
                names = "--speed",
                paramLabel = "X",
                description = "pace by the time stamps, X times as fast as recorded; as fast as possible by default")
        @Nullable
        Double speed;

        /** What {@code --speed} says; 0 where it was not given. */
        double speed() throws UserError {
            if (speed == null) {
                return 0;
            }
            if (!(speed > 0) || speed.isInfinite()) {
                throw UserError.usage("--speed: " + speed + " is not a positive number");
            }
            return speed;
        }
    }

    @Override
    public void filterWords(List<String> words) {
        filter = words;
    }

    @Override
    public int run(Console console) throws UserError {
        if (files.isEmpty()) {
            throw UserError.usage("replay: no capture given (doppelwatch replay FILE)");
        }
        return new Replay(options.resolve(), replay.each, replay.speed(), console).run(files, String.join(" ", filter));
    }
}
