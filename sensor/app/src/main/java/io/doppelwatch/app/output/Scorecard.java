// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.app.output.Page.Style;
import io.doppelwatch.app.score.Attack;
import io.doppelwatch.app.score.Exercise;
import io.doppelwatch.app.score.FindingSeen;
import io.doppelwatch.app.score.Score;
import io.doppelwatch.app.score.Score.Detection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The score of one run or more, for a person and as JSON. */
public final class Scorecard {
    private final List<Run> runs;

    /** @param runs at least one */
    public Scorecard(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /**
     * One run.
     *
     * @param truth path as given, as {@code eve}
     * @param others alerts in it that are not ours
     */
    public record Run(String truth, String eve, Score score, long others) {
        String name() {
            String scenario = score.exercise().scenario();
            return scenario.isEmpty() ? truth : scenario;
        }
    }

    /** The mean over the runs in which something was to be detected. */
    public OptionalDouble recall() {
        return mean(Score::recall);
    }

    /** The mean over the runs in which something was found. */
    public OptionalDouble precision() {
        return mean(Score::precision);
    }

    private OptionalDouble mean(Function<Score, OptionalDouble> of) {
        return runs.stream()
                .map(run -> of.apply(run.score))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    /** @param width columns, 0 for no folding */
    public void print(PrintStream out, boolean colour, int width) {
        Page page = new Page(out, colour, width);
        if (runs.size() == 1) {
            head(page, runs.get(0));
            runs.get(0).score.detections().forEach(d -> attack(page, d));
        } else {
            table(page);
        }
        for (Run run : runs) {
            outside(page, run);
        }
    }

    private static void head(Page page, Run run) {
        Score score = run.score;
        Exercise exercise = score.exercise();
        String tool = exercise.tool().isEmpty() ? "" : "  " + exercise.tool();
        page.line(Style.BOLD, run.name(), Style.DIM, tool);
        page.line(
                Style.PLAIN,
                "recall " + fraction(score.recall()) + " (" + score.detected() + " of "
                        + score.detections().size() + " attacks detected), precision " + fraction(score.precision())
                        + " (" + (score.findings() - score.outside().size()) + " of " + score.findings()
                        + " findings explained by an attack)");
        if (!score.detections().isEmpty()) {
            page.blank();
        }
    }

    private static void attack(Page page, Detection d) {
        Attack attack = d.attack();
        FindingSeen first = d.first();
        String what = pad(attack.id(), 6)
                + pad(attack.technique(), 11)
                + pad(attack.subject().isEmpty() ? attack.mac() + " " + attack.ip() : attack.subject(), 36);
        if (first == null) {
            page.line(Style.PLAIN, "  " + what, Style.RED, "missed");
        } else {
            page.line(
                    Style.PLAIN,
                    "  " + what,
                    Style.GREEN,
                    "detected after " + seconds(d.timeToDetect()),
                    Style.PLAIN,
                    " by " + first.rule() + ", " + counted(d.findings(), "finding") + ", "
                            + counted(d.incidents().size(), "incident"));
        }
    }

    private void table(Page page) {
        int widest = Math.max(
                8, runs.stream().mapToInt(run -> run.name().length()).max().orElse(0));
        String names = "%-" + widest + "s  %8s  %6s  %9s  %7s  %9s  %9s";
        page.line(Style.BOLD, text(names, "", "attacks", "recall", "precision", "outside", "slowest", "incidents"));
        for (Run run : runs) {
            Score score = run.score;
            page.line(
                    Style.PLAIN,
                    text(
                            names,
                            run.name(),
                            score.detected() + "/" + score.detections().size(),
                            fraction(score.recall()),
                            fraction(score.precision()),
                            score.outside().size(),
                            seconds(slowest(score)),
                            incidentsPerAttack(score)));
            score.detections().stream()
                    .filter(d -> !d.detected())
                    .forEach(d -> page.line(
                            Style.RED,
                            "  missed: " + d.attack().id() + " " + d.attack().subject()));
        }
        page.line(
                Style.BOLD,
                text(
                        names,
                        "all, mean",
                        runs.stream().mapToLong(r -> r.score.detected()).sum() + "/"
                                + runs.stream()
                                        .mapToLong(r -> r.score.detections().size())
                                        .sum(),
                        fraction(recall()),
                        fraction(precision()),
                        runs.stream().mapToLong(r -> r.score.outside().size()).sum(),
                        seconds(runs.stream()
                                .map(r -> slowest(r.score))
                                .filter(OptionalDouble::isPresent)
                                .mapToDouble(OptionalDouble::getAsDouble)
                                .max()),
                        "-"));
    }

    private static OptionalDouble slowest(Score score) {
        return score.detections().stream()
                .map(Detection::timeToDetect)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }

    /** The most that any attack has: one is as it should be. */
    private static String incidentsPerAttack(Score score) {
        return score.detections().isEmpty()
                ? "-"
                : Integer.toString(score.detections().stream()
                        .mapToInt(d -> d.incidents().size())
                        .max()
                        .orElse(0));
    }

    private static void outside(Page page, Run run) {
        if (!run.score.outside().isEmpty()) {
            page.blank();
            page.line(Style.BOLD, "Outside any attack of " + run.name());
            for (FindingSeen f : run.score.outside()) {
                page.line(
                        Style.PLAIN,
                        "  " + f.timestamp() + "  ",
                        TerminalSummary.style(f.severity()),
                        pad(f.severity().text(), 8),
                        Style.PLAIN,
                        f.rule() + "  " + f.subject());
                page.text(4, Style.PLAIN, f.signature());
            }
        }
        if (run.others > 0) {
            page.blank();
            page.text(
                    0,
                    Style.PLAIN,
                    counted(run.others, "alert") + " in " + run.eve + " left out: another sensor's, without subject or"
                            + " attacker");
        }
    }

    private static String counted(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String fraction(OptionalDouble value) {
        return value.isEmpty() ? "-" : text("%.2f", value.getAsDouble());
    }

    private static String seconds(OptionalDouble value) {
        return value.isEmpty() ? "-" : text("%.3f s", value.getAsDouble());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** One document. */
    public void json(OutputStream out) throws IOException {
        try (JsonGenerator json = Json.document(out)) {
            json.writeStartObject();
            number(json, "recall", recall());
            number(json, "precision", precision());
            json.writeArrayFieldStart("runs");
            for (Run run : runs) {
                run(json, run);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void run(JsonGenerator json, Run run) throws IOException {
        Score score = run.score;
        json.writeStartObject();
        EveHeader.string(json, "scenario", score.exercise().scenario());
        EveHeader.string(json, "tool", score.exercise().tool());
        EveHeader.string(json, "truth", run.truth);
        EveHeader.string(json, "eve", run.eve);
        number(json, "recall", score.recall());
        number(json, "precision", score.precision());
        json.writeNumberField("findings", score.findings());
        json.writeNumberField("others", run.others);
        json.writeArrayFieldStart("attacks");
        for (Detection d : score.detections()) {
            attack(json, d);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("outside");
        for (FindingSeen f : score.outside()) {
            finding(json, f);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void attack(JsonGenerator json, Detection d) throws IOException {
        json.writeStartObject();
        EveHeader.string(json, "id", d.attack().id());
        EveHeader.string(json, "technique", d.attack().technique());
        EveHeader.string(json, "subject", d.attack().subject());
        json.writeBooleanField("detected", d.detected());
        number(json, "time_to_detect", d.timeToDetect());
        json.writeNumberField("findings", d.findings());
        EveFinding.strings(json, "rules", List.copyOf(d.rules()));
        EveFinding.strings(
                json,
                "rules_silent",
                d.attack().rules().stream()
                        .filter(rule -> !d.rules().contains(rule))
                        .toList());
        EveFinding.strings(json, "incidents", List.copyOf(d.incidents()));
        FindingSeen first = d.first();
        if (first == null) {
            json.writeNullField("first");
        } else {
            json.writeFieldName("first");
            finding(json, first);
        }
        json.writeEndObject();
    }

    private static void finding(JsonGenerator json, FindingSeen f) throws IOException {
        json.writeStartObject();
        EveHeader.string(json, "timestamp", f.timestamp());
        EveHeader.string(json, "rule", f.rule());
        json.writeStringField("severity", f.severity().text());
        EveHeader.string(json, "subject", f.subject());
        json.writeObjectFieldStart("attacker");
        EveHeader.string(json, "mac", f.mac());
        EveHeader.string(json, "ip", f.ip());
        json.writeEndObject();
        EveHeader.string(json, "signature", f.signature());
        EveHeader.string(json, "incident", f.incident());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String key, OptionalDouble value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(key);
        } else {
            json.writeNumberField(key, Math.round(value.getAsDouble() * 1e6) / 1e6);
        }
    }
}
