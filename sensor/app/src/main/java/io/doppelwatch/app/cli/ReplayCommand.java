// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code replay}: reads captures in order of their time stamps, as if live. */
final class ReplayCommand implements Command {
    static final Flag EACH = Flag.flag("judge every capture by itself, with fresh state", "--each");
    static final Flag SPEED = Flag.value(
            "X", "pace by the time stamps, X times as fast as recorded; as fast as possible by default", "--speed");

    @Override
    public List<String> synopsis() {
        return List.of("usage: doppelwatch replay [options] FILE... [-- BPF]");
    }

    @Override
    public String description() {
        return "Reads captures in order of their time stamps, as if live, and tells what it found.";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(List.of(EACH, SPEED));
        flags.addAll(RunOptions.FLAGS);
        return flags;
    }

    @Override
    public String operand() {
        return "FILE";
    }

    @Override
    public String operandDescription() {
        return "capture (pcap, pcapng, also .gz and .zst), folder of captures, or - for standard input";
    }

    @Override
    public int run(Words words, List<String> filter, Console console) throws UserError {
        if (words.others().isEmpty()) {
            throw UserError.usage("replay: no capture given (doppelwatch replay FILE)");
        }
        return replay(words, words.others(), String.join(" ", filter), console);
    }

    static int replay(Words words, List<String> files, String filter, Console console) throws UserError {
        double speed = words.has(SPEED) ? speed(words.values(SPEED).get(0)) : 0;
        return new Replay(RunOptions.resolve(words), words.has(EACH), speed, console).run(files, filter);
    }

    private static double speed(String text) throws UserError {
        double speed;
        try {
            speed = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            speed = Double.NaN;
        }
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw UserError.usage("--speed: '" + text + "' is not a positive number");
        }
        return speed;
    }
}
