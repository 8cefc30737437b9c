// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.config.ConfigFiles;
import io.doppelwatch.app.config.InvalidFile;
import io.doppelwatch.app.config.Settings;
import io.doppelwatch.app.output.EventType;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code replay} and {@code watch} share. */
final class RunOptions {
    private static final int MOST_WORKERS = Dissector.SHARDS;

    /** One thread does everything: the least work in all, and for most captures the shortest time too. */
    private static final int DEFAULT_WORKERS = 1;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "settings (YAML); may name the trust file")
    @Nullable
    Path config;

    @Option(
            names = {"-t", "--trust"},
            paramLabel = "FILE",
            description = "who is who (YAML)")
    @Nullable
    Path trust;

    @Option(
            names = {"-o", "-l", "--out"},
            paramLabel = "DIR",
            description = "write eve.json, incidents.json and summary.json there")
    @Nullable
    Path directory;

    @Option(
            names = "--eve",
            paramLabel = "FILE",
            description = "write EVE lines there; - is standard output, and everything else goes to standard error")
    @Nullable
    String eve;

    @Option(
            names = "--events",
            paramLabel = "TYPES",
            split = ",",
            description = "event types EVE carries: dns, tls, arp, alert, stats, doppelwatch; all by default")
    List<String> events = new ArrayList<>();

    @Option(names = "--workers", paramLabel = "N", description = "threads that read packets, 1 to 16")
    @Nullable
    Integer workers;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "exit with 3 where a finding is that bad or worse: high, medium, low, info")
    @Nullable
    String failOn;

    @Option(
            names = {"-q", "--quiet"},
            description = "no summary, no progress")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "say more: a line for each file, stack traces of errors")
    boolean verbose;

    @Option(names = "-n", description = "accepted; names are never looked up")
    boolean numeric;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this page")
    boolean help;

    /** Reads the files named and checks the values; what is said on the command line wins over the settings. */
    Run.Options resolve() throws UserError {
        Settings settings = config == null ? Settings.NONE : settings(config);
        Path trustFile = trust != null ? trust : settings.trust();
        return new Run.Options(
                trustFile == null ? Trust.EMPTY : trust(trustFile),
                directory != null ? directory : settings.directory(),
                eve != null ? eve : settings.eve(),
                events.isEmpty() ? settings.events() : eventTypes(events),
                workers != null ? workers(workers) : settings.workers() > 0 ? settings.workers() : DEFAULT_WORKERS,
                failOn == null ? settings.failOn() : severity(failOn),
                quiet,
                verbose,
                settings.interfaces(),
                settings.filter());
    }

    private static Settings settings(Path file) throws UserError {
        try {
            return ConfigFiles.settings(file);
        } catch (InvalidFile e) {
            throw invalid(e, "-c");
        } catch (IOException e) {
            throw UserError.usage(Run.cannotRead(file.toString(), e));
        }
    }

    private static Trust trust(Path file) throws UserError {
        try {
            return ConfigFiles.trust(file, ruleIds());
        } catch (InvalidFile e) {
            throw invalid(e, "-t");
        } catch (IOException e) {
            throw UserError.usage(Run.cannotRead(file.toString(), e));
        }
    }

    static Set<String> ruleIds() {
        return Rules.all().stream().map(RuleInfo::id).collect(Collectors.toSet());
    }

    private static UserError invalid(InvalidFile e, String option) {
        int more = e.mistakes().size() - 1;
        return UserError.usage(e.mistakes().get(0)
                + (more == 0
                        ? ""
                        : " (and " + more + " more: doppelwatch check " + option + " "
                                + e.mistakes().get(0).file() + " lists them)"));
    }

    private static Set<EventType> eventTypes(List<String> names) throws UserError {
        EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : names) {
            types.add(EventType.of(name.strip())
                    .orElseThrow(() -> UserError.usage(
                            "--events: there is no event type '" + name + "' here; known: " + EventType.names())));
        }
        return types;
    }

    private static int workers(int n) throws UserError {
        if (n < 1 || n > MOST_WORKERS) {
            throw UserError.usage("--workers: " + n + " is not between 1 and " + MOST_WORKERS);
        }
        return n;
    }

    private static Severity severity(String name) throws UserError {
        for (Severity severity : Severity.values()) {
            if (severity.text().equals(name.toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw UserError.usage("--fail-on: there is no severity '" + name + "'; known: high, medium, low, info");
    }
}
