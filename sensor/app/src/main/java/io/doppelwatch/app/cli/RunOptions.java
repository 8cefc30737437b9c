// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.config.ConfigFiles;
import io.doppelwatch.app.config.InvalidFile;
import io.doppelwatch.app.config.Settings;
import io.doppelwatch.app.output.EventType;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options {@code replay} and {@code watch} share. */
final class RunOptions {
    private static final int MOST_WORKERS = Dissector.SHARDS;

    /** One thread does everything: the least work in all, and for most captures the shortest time too. */
    private static final int DEFAULT_WORKERS = 1;

    static final Flag CONFIG = Flag.value("FILE", "settings (YAML); may name the trust file", "-c", "--config");
    private static final Flag TRUST = Flag.value("FILE", "who is who (YAML)", "-t", "--trust");
    static final Flag OUT =
            Flag.value("DIR", "write eve.json, incidents.json and summary.json there", "-o", "-l", "--out");
    static final Flag EVE = Flag.value(
            "FILE", "write EVE lines there; - is standard output, and everything else goes to standard error", "--eve");
    private static final Flag EVENTS = Flag.values(
            "TYPES",
            "event types EVE carries, with commas between: " + EventType.names() + "; all by default",
            "--events");
    private static final Flag WORKERS = Flag.value("N", "threads that read packets, 1 to " + MOST_WORKERS, "--workers");
    private static final Flag KEYLOG = Flag.value(
            "FILE", "secrets of TLS handshakes (SSLKEYLOGFILE), to see the certificates of TLS 1.3", "--keylog");
    static final Flag FAIL_ON = Flag.value(
            "SEVERITY", "exit with 3 where a finding is that bad or worse: high, medium, low, info", "--fail-on");
    static final Flag QUIET = Flag.flag("no summary, no progress", "-q", "--quiet");
    private static final Flag NUMERIC = Flag.flag("accepted; names are never looked up", "-n");

    static final List<Flag> FLAGS =
            List.of(CONFIG, TRUST, OUT, EVE, EVENTS, WORKERS, KEYLOG, FAIL_ON, QUIET, Flag.VERBOSE, NUMERIC, Flag.HELP);

    private RunOptions() {}

    /** Reads the files named and checks the values; what is said on the command line wins over the settings. */
    static Run.Options resolve(Words words) throws UserError {
        return resolve(words, words.has(TRUST) ? path(words, TRUST) : null);
    }

    /** @param trust the trust file the command line names; null for that of the settings */
    static Run.Options resolve(Words words, @Nullable Path trust) throws UserError {
        Settings settings = words.has(CONFIG) ? settings(path(words, CONFIG)) : Settings.NONE;
        Path trustFile = trust != null ? trust : settings.trust();
        Trust known = trustFile == null ? Trust.EMPTY : trust(trustFile);
        return new Run.Options(
                settings.registries().isEmpty()
                        ? known
                        : known.withRegistries(
                                Stream.concat(known.registries().stream(), settings.registries().stream())
                                        .distinct()
                                        .toList()),
                words.has(OUT) ? path(words, OUT) : settings.directory(),
                words.has(EVE) ? words.values(EVE).get(0) : settings.eve(),
                words.has(EVENTS) ? eventTypes(words.values(EVENTS)) : settings.events(),
                words.has(WORKERS)
                        ? workers(words.values(WORKERS).get(0))
                        : settings.workers() > 0 ? settings.workers() : DEFAULT_WORKERS,
                DnsPorts.with(settings.dnsPorts()),
                settings.budget(),
                words.has(KEYLOG) ? path(words, KEYLOG) : null,
                words.has(FAIL_ON) ? severity(words.values(FAIL_ON).get(0)) : settings.failOn(),
                words.has(QUIET),
                words.has(Flag.VERBOSE),
                settings.interfaces(),
                settings.filter());
    }

    private static Path path(Words words, Flag flag) {
        return Path.of(words.values(flag).get(0));
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
        return Rules.everything().stream().map(RuleInfo::id).collect(Collectors.toSet());
    }

    private static UserError invalid(InvalidFile e, String option) {
        int more = e.mistakes().size() - 1;
        return UserError.usage(e.mistakes().get(0)
                + (more == 0
                        ? ""
                        : " (and " + more + " more: doppelwatch check " + option + " "
                                + e.mistakes().get(0).file() + " lists them)"));
    }

    private static Set<EventType> eventTypes(List<String> lists) throws UserError {
        EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : String.join(",", lists).split(",")) {
            types.add(EventType.of(name.strip())
                    .orElseThrow(() -> UserError.usage(
                            "--events: there is no event type '" + name + "' here; known: " + EventType.names())));
        }
        return types;
    }

    private static int workers(String text) throws UserError {
        try {
            int n = Integer.parseInt(text);
            if (n >= 1 && n <= MOST_WORKERS) {
                return n;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw UserError.usage("--workers: '" + text + "' is no number from 1 to " + MOST_WORKERS);
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
