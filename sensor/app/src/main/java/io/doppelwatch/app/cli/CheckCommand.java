// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.config.Checked;
import io.doppelwatch.app.config.ConfigFiles;
import io.doppelwatch.app.config.Settings;
import io.doppelwatch.app.output.Text;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code check}: names every mistake in settings and trust file. */
final class CheckCommand implements Command {
    private static final Flag CONFIG =
            Flag.value("FILE", "settings; the trust file they name is checked too", "-c", "--config");
    private static final Flag TRUST = Flag.value("FILE", "trust file", "-t", "--trust");

    @Override
    public List<String> synopsis() {
        return List.of("usage: doppelwatch check [-c FILE] [-t FILE]");
    }

    @Override
    public String description() {
        return "Validates settings and trust file and names every mistake with its line.";
    }

    @Override
    public List<Flag> flags() {
        return List.of(CONFIG, TRUST, Flag.VERBOSE, Flag.HELP);
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
        Command.noFilter(filter);
        Path config = words.value(CONFIG).map(Path::of).orElse(null);
        Path trust = words.value(TRUST).map(Path::of).orElse(null);
        if (config == null && trust == null) {
            throw UserError.usage("check: name what to check (doppelwatch check -c FILE -t FILE)");
        }
        boolean fine = true;
        Path trustFile = trust;
        if (config != null) {
            Checked<Settings> settings = read(config, ConfigFiles::checkSettings);
            fine = report(config, settings, "settings", console);
            trustFile = trust != null ? trust : settings.value().trust();
        }
        if (trustFile != null) {
            Checked<Trust> checked = read(trustFile, file -> ConfigFiles.checkTrust(file, RunOptions.ruleIds()));
            fine &= report(trustFile, checked, describe(checked.value()), console);
        }
        return fine ? Cli.DONE : UserError.USAGE;
    }

    /** Reads one kind of file. */
    private interface Reader<T> {
        Checked<T> read(Path file) throws IOException;
    }

    private static <T> Checked<T> read(Path file, Reader<T> reader) throws UserError {
        try {
            return reader.read(file);
        } catch (IOException e) {
            throw UserError.usage(Run.cannotRead(file.toString(), e));
        }
    }

    private static boolean report(Path file, Checked<?> checked, String what, Console console) {
        checked.mistakes().forEach(m -> console.err().println(m));
        if (checked.mistakes().isEmpty()) {
            console.out().println(Text.terminal(file + ": ok (" + what + ")"));
        }
        return checked.mistakes().isEmpty();
    }

    private static String describe(Trust trust) {
        int pins = trust.services().stream()
                .mapToInt(s -> s.pins().size() + s.fingerprints().size())
                .sum();
        return "trust file: services " + trust.services().size() + ", pins and fingerprints " + pins + ", gateways "
                + trust.gateways().size() + ", resolvers " + trust.resolvers().size() + ", rules changed "
                + trust.rules().size();
    }
}
