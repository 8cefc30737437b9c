// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.output.RulePages;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.Rules;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules}: the list, or one rule's page. */
@CommandLine.Command(
        synopsisHeading = "",
        customSynopsis = "usage: doppelwatch rules [RULE]",
        description =
                "%nLists every detection rule, or explains one: what triggers it, what it shows, what else can look"
                        + " like it, what to do.%n")
final class RulesCommand implements Command {
    @Parameters(paramLabel = "RULE", arity = "0..1", description = "its id or its number")
    String rule = "";

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
        RulePages pages = new RulePages(
                console.out(),
                console.outTerminal().colour(),
                console.outTerminal().width());
        if (rule.isEmpty()) {
            pages.list(Rules.all());
            return Cli.DONE;
        }
        for (RuleInfo info : Rules.all()) {
            if (info.id().equals(rule) || Integer.toString(info.number()).equals(rule)) {
                pages.explain(info);
                return Cli.DONE;
            }
        }
        throw UserError.usage("there is no rule '" + rule + "' (doppelwatch rules lists them)");
    }
}
