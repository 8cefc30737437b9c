// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.config.Checked;
import io.doppelwatch.app.config.ConfigFiles;
import io.doppelwatch.app.config.Settings;
import io.doppelwatch.app.output.Text;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code check}: names every mistake in settings and trust file. */
@CommandLine.Command(
        synopsisHeading = "",
        customSynopsis = "usage: doppelwatch check [-c FILE] [-t FILE]",
        description = "%nValidates settings and trust file and names every mistake with its line.%n")
final class CheckCommand implements Command {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "settings; the trust file they name is checked too")
    @Nullable
    Path config;

    @Option(
            names = {"-t", "--trust"},
            paramLabel = "FILE",
            description = "trust file")
    @Nullable
    Path trust;

    @Option(
            names = {"-v", "--verbose"},
            description = "stack traces of errors")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this page")
    boolean help;

    @Override
    public int run(Console console) throws UserError {
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
