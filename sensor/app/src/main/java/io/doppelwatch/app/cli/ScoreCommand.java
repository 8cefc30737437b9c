// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.output.Scorecard;
import io.doppelwatch.app.score.BadInput;
import io.doppelwatch.app.score.EveFindings;
import io.doppelwatch.app.score.Exercise;
import io.doppelwatch.app.score.Score;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** {@code score}: what of an exercise was detected, how soon, and what was found that nobody did. */
final class ScoreCommand implements Command {
    private static final Flag TRUTH = Flag.values("FILE", "what really happened (JSON)", "--truth");
    private static final Flag EVE =
            Flag.values("FILE", "what was found: EVE lines of replay or watch; - is standard input", "--eve");
    private static final Flag OUT = Flag.value("FILE", "write the score there, as JSON", "-o", "--out");
    private static final Flag JSON = Flag.flag("print JSON instead of text", "--json");
    private static final Flag MIN_RECALL =
            Flag.value("N", "exit with 3 where the mean recall is below, 0 to 1", "--min-recall");
    private static final Flag MIN_PRECISION =
            Flag.value("N", "exit with 3 where the mean precision is below, 0 to 1", "--min-precision");

    @Override
    public List<String> synopsis() {
        return List.of("usage: doppelwatch score --truth FILE --eve FILE [--truth FILE --eve FILE]... [options]");
    }

    @Override
    public String description() {
        return "Compares findings with the known truth of an exercise: recall, precision, time to detect, and every finding"
                + " outside any attack. An attack is detected where a finding of medium severity or higher names its subject"
                + " or its attacker between its start and 5 s after its end. Several runs, in pairs, are averaged.";
    }

    @Override
    public List<Flag> flags() {
        return List.of(TRUTH, EVE, OUT, JSON, MIN_RECALL, MIN_PRECISION, Flag.VERBOSE, Flag.HELP);
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
        List<String> truths = words.values(TRUTH);
        List<String> eves = words.values(EVE);
        if (truths.isEmpty() || truths.size() != eves.size()) {
            throw UserError.usage(
                    "score: each --truth FILE needs its --eve FILE and each --eve its --truth (see doppelwatch"
                            + " score --help)");
        }
        if (eves.stream().filter(Outputs.STANDARD_OUTPUT::equals).count() > 1) {
            throw UserError.usage("--eve: standard input can be read once only");
        }
        double minRecall = fraction(words, MIN_RECALL);
        double minPrecision = fraction(words, MIN_PRECISION);
        List<Scorecard.Run> runs = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            runs.add(score(truths.get(i), eves.get(i), console));
        }
        Scorecard card = new Scorecard(runs);
        if (words.has(OUT)) {
            write(card, Path.of(words.values(OUT).get(0)));
        }
        if (words.has(JSON)) {
            json(card, console);
        } else {
            card.print(
                    console.out(),
                    console.outTerminal().colour(),
                    console.outTerminal().width());
        }
        boolean enough = reaches(card.recall(), minRecall) && reaches(card.precision(), minPrecision);
        return enough ? Cli.DONE : Cli.FOUND;
    }

    /** Nothing to detect, or nothing found, is not below anything. */
    private static boolean reaches(OptionalDouble value, double least) {
        return value.isEmpty() || value.getAsDouble() >= least;
    }

    private static double fraction(Words words, Flag flag) throws UserError {
        if (!words.has(flag)) {
            return 0;
        }
        String text = words.values(flag).get(0);
        try {
            double n = Double.parseDouble(text);
            if (n >= 0 && n <= 1) {
                return n;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw UserError.usage(flag.names().get(0) + ": '" + text + "' is no number from 0 to 1");
    }

    private static Scorecard.Run score(String truth, String eve, Console console) throws UserError {
        String reading = truth;
        try {
            Score score = new Score(Exercise.read(Path.of(truth)));
            EveFindings findings = new EveFindings(eve.equals(Outputs.STANDARD_OUTPUT) ? "standard input" : eve);
            reading = eve;
            try (InputStream in =
                            eve.equals(Outputs.STANDARD_OUTPUT) ? console.in() : Files.newInputStream(Path.of(eve));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                findings.read(lines, score::add);
            }
            return new Scorecard.Run(truth, eve, score, findings.others());
        } catch (BadInput e) {
            throw UserError.failed(e.getMessage(), e);
        } catch (IOException e) {
            throw UserError.failed(Run.cannotRead(reading, e), e);
        }
    }

    private static void write(Scorecard card, Path file) throws UserError {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            card.json(out);
        } catch (IOException e) {
            throw UserError.failed(file + ": cannot be written: " + Run.reason(e) + "; choose another place", e);
        }
    }

    private static void json(Scorecard card, Console console) throws UserError {
        try {
            card.json(new FilterOutputStream(console.out()) {
                @Override
                public void close() throws IOException {
                    flush(); // standard output is not ours to close
                }
            });
        } catch (IOException e) {
            throw UserError.failed("standard output: cannot be written: " + Run.reason(e), e);
        }
    }
}
