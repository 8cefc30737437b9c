// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.app.output.Page.Style;
import io.doppelwatch.engine.event.RuleInfo;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The list of rules and each rule's documentation page, made of what the rules say of themselves. */
public final class RulePages {
    private static final int COLUMN = 8;

    private final Page page;

    /** @param width columns, 0 for no folding */
    public RulePages(PrintStream out, boolean colour, int width) {
        this.page = new Page(out, colour, width);
    }

    /** One line a rule. */
    public void list(List<RuleInfo> rules) {
        int widest = rules.stream().mapToInt(r -> r.id().length()).max().orElse(0);
        for (RuleInfo rule : rules) {
            page.line(
                    Style.BOLD,
                    pad(rule.id(), widest + 2),
                    Style.PLAIN,
                    pad(Integer.toString(rule.number()), COLUMN + 1),
                    TerminalSummary.style(rule.severity()),
                    pad(rule.severity().text(), COLUMN),
                    Style.PLAIN,
                    rule.title());
        }
    }

    /** All there is to say of one. */
    public void explain(RuleInfo rule) {
        page.line(Style.BOLD, rule.id(), Style.PLAIN, "  " + rule.number());
        page.text(0, Style.PLAIN, rule.title());
        page.blank();
        page.labelled(
                0,
                "severity",
                rule.severity().text() + ", confidence " + Math.round(rule.confidence() * 100)
                        + "% without further support");
        page.labelled(0, "category", rule.category());
        List<String> techniques = new ArrayList<>(rule.attack());
        techniques.addAll(rule.safe());
        page.labelled(0, "techniques", String.join(", ", techniques));
        section("What triggers it", List.of(rule.triggers()));
        section("What a finding shows", List.of(rule.evidence()));
        section("What else can look like this", rule.benignCauses());
        section("What to do", rule.nextSteps());
        section("References", rule.references());
    }

    private void section(String title, List<String> paragraphs) {
        if (paragraphs.isEmpty()) {
            return;
        }
        page.blank();
        page.line(Style.BOLD, title);
        boolean list = paragraphs.size() > 1;
        for (String paragraph : paragraphs) {
            if (list) {
                page.item(2, paragraph);
            } else {
                page.text(2, Style.PLAIN, paragraph);
            }
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
