// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.AnswerOdd;
import java.util.ArrayList;
import java.util.List;

/** What the rules about an answer unlike its server's have in common: low by one sign, medium where another supports it. */
final class OddAnswer {
    private OddAnswer() {}

    /**
     * @param grave true where another sign supports it
     * @param told the {@link io.doppelwatch.engine.tables.Oddity oddities} that {@code what} tells
     * @param what goes on "the answer of … to … for …"
     */
    static Finding finding(
            RuleInfo rule, AnswerOdd t, boolean grave, int told, String what, String expected, String observed) {
        String name = t.answer().name();
        List<Evidence> evidence = new ArrayList<>();
        if (t.resolver().lastAnswer() != null) {
            evidence.add(Evidence.before(
                    t.resolver().lastAnswer(), "an answer of " + t.resolver().ip() + " as always"));
        }
        evidence.add(DnsWords.question(t));
        evidence.add(new Evidence(t.answer().where(), "answer: " + DnsWords.answer(t.answer())));
        return new Finding(
                rule,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.65 : 0.2,
                grave ? "name:" + name : Words.ip(t.resolver().ip()),
                DnsWords.answerOf(t) + " " + what + DnsWords.signs(t, told),
                expected,
                observed,
                grave && t.otherWay() ? DnsWords.sender(t.answer().where(), t.carrier()) : Party.UNKNOWN,
                grave ? List.of(t.transaction().client()) : List.of(),
                evidence,
                "",
                t.answer().where());
    }
}
