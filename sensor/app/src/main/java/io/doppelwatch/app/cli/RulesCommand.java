// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.output.RulePages;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.Rules;
import java.util.List;

/** {@code rules}: the list, or one rule's page. */
final class RulesCommand implements Command {

    @Override
    public List<String> synopsis() {
        return List.of("usage: doppelwatch rules [RULE]");
    }

    @Override
    public String description() {
        return "Lists every detection rule, or explains one: what triggers it, what it shows, what else can look like it, what to"
                + " do.";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.VERBOSE, Flag.HELP);
    }

    @Override
    public String operand() {
        return "RULE";
    }

    @Override
    public String operandDescription() {
        return "its id or its number";
    }

    @Override
    public int run(Words words, List<String> filter, Console console) throws UserError {
        Command.noFilter(filter);
        if (words.others().size() > 1) {
            throw UserError.usage(
                    "rules: one rule at a time, found '" + words.others().get(1) + "' too");
        }
        RulePages pages = new RulePages(
                console.out(),
                console.outTerminal().colour(),
                console.outTerminal().width());
        if (words.others().isEmpty()) {
            pages.list(Rules.everything());
            return Cli.DONE;
        }
        String rule = words.others().get(0);
        for (RuleInfo info : Rules.everything()) {
            if (info.id().equals(rule) || Integer.toString(info.number()).equals(rule)) {
                pages.explain(info);
                return Cli.DONE;
            }
        }
        throw UserError.usage("there is no rule '" + rule + "' (doppelwatch rules lists them)");
    }
}
