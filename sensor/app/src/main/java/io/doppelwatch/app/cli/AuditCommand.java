// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.audit.Audit;
import io.doppelwatch.app.audit.Audited;
import io.doppelwatch.app.audit.TrustDraft;
import io.doppelwatch.app.audit.read.Problem;
import io.doppelwatch.app.output.AuditDocument;
import io.doppelwatch.app.output.AuditReport;
import io.doppelwatch.app.output.AuditResult;
import io.doppelwatch.app.output.Reading;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.judge.Judge;
import io.doppelwatch.engine.registry.RegistrySeen;
import io.doppelwatch.engine.stats.Counters;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code audit}: what is wrong with the MCP servers that hosts and registries name. */
final class AuditCommand implements Command {
    private static final Flag TRUST = Flag.value(
            "FILE",
            "who is who (YAML): the entries are held against it; where there is no such file it is written, with a service for"
                    + " each endpoint nothing is found against, for you to look over and pin",
            "-t",
            "--trust");
    /** No capture. */
    private static final Reading NOTHING = new Reading(false, List.of(), List.of(), 0, 0, 0, 0);

    private static final Flag JSON = Flag.flag("print JSON instead of text", "--json");

    @Override
    public List<String> synopsis() {
        return List.of("usage: doppelwatch audit [options] PATH...");
    }

    @Override
    public String description() {
        return "Reads what MCP hosts, registries and catalogues keep in files, and tells which names are taken twice, shadowed or"
                + " confusable, which endpoints are not what they should be, and what is not pinned. A file's findings have the time"
                + " of its last change. Environment variables and headers are not looked at, and secrets not shown.";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                RunOptions.CONFIG,
                TRUST,
                RunOptions.OUT,
                RunOptions.EVE,
                JSON,
                RunOptions.FAIL_ON,
                RunOptions.QUIET,
                Flag.VERBOSE,
                Flag.HELP);
    }

    @Override
    public String operand() {
        return "PATH";
    }

    @Override
    public String operandDescription() {
        return "configuration or registry file, or a folder (a project, a home) that is searched for files of known names";
    }

    @Override
    public int run(Words words, List<String> filter, Console console) throws UserError {
        Command.noFilter(filter);
        if (words.others().isEmpty()) {
            throw UserError.usage("audit: no path given (doppelwatch audit PATH; your own: doppelwatch audit ~)");
        }
        Path draft = words.value(TRUST).map(Path::of).filter(Files::notExists).orElse(null);
        Run.Options options = RunOptions.resolve(
                words, draft == null ? words.value(TRUST).map(Path::of).orElse(null) : null);
        Audited audited =
                Audit.read(words.others().stream().map(Path::of).toList(), System.getProperty("user.home", ""));
        for (Problem problem : audited.problems()) {
            Cli.say(console.err(), problem.toString());
        }
        if (audited.files().isEmpty() && audited.unread() > 0) {
            return UserError.FAILED;
        }
        try (Outputs outputs = Outputs.open(options, console, false)) {
            AuditResult result = judge(audited, options, outputs);
            List<String> written = new ArrayList<>(outputs.finish(NOTHING));
            if (draft != null) {
                written.add(write(draft, result));
            }
            if (!outputs.stopped()) {
                tell(result, written, options, words.has(JSON), console);
            }
            boolean reached = options.failOn() != null && outputs.tally().reached(options.failOn());
            return reached ? Cli.FOUND : Cli.DONE;
        }
    }

    private static AuditResult judge(Audited audited, Run.Options options, Outputs outputs) {
        List<Finding> findings = new ArrayList<>();
        Judge judge = new Judge(
                options.trust(),
                event -> {
                    outputs.accept(event);
                    if (event instanceof Event.Alert alert) {
                        findings.add(alert.finding());
                    }
                },
                new Counters());
        judge.registries(new RegistrySeen(audited.entries(), audited.lists()));
        judge.end(0);
        findings.sort(Comparator.comparing(Finding::severity)
                .thenComparing(f -> f.where().source().path())
                .thenComparing(f -> f.where().packet())
                .thenComparing(f -> f.rule().number()));
        return new AuditResult(
                audited.files(),
                audited.entries(),
                findings,
                judge.windows(),
                audited.problems().stream().map(Problem::toString).toList());
    }

    private static void tell(
            AuditResult result, List<String> written, Run.Options options, boolean json, Console console)
            throws UserError {
        if (json) {
            try {
                AuditDocument.write(
                        new FilterOutputStream(options.eveOnStandardOutput() ? console.err() : console.out()) {
                            @Override
                            public void close() throws IOException {
                                flush(); // not ours to close
                            }
                        },
                        result);
            } catch (IOException e) {
                throw UserError.failed("standard output: cannot be written: " + Run.reason(e), e);
            }
        } else if (!options.quiet()) {
            boolean toErr = options.eveOnStandardOutput();
            Terminal terminal = toErr ? console.errTerminal() : console.outTerminal();
            new AuditReport(
                            toErr ? console.err() : console.out(),
                            terminal.colour(),
                            terminal.width(),
                            options.verbose())
                    .print(result, written);
        }
    }

    private static String write(Path file, AuditResult result) throws UserError {
        TrustDraft draft = new TrustDraft(result.entries(), result.findings());
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(draft.yaml().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw UserError.failed(file + ": cannot be written: " + Run.reason(e) + "; choose another place", e);
        }
        return "Wrote " + file + ": services " + draft.services() + ", left out for what was found " + draft.leftOut()
                + "; look it over and add addresses and pins";
    }
}
