// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.Oddity;
import java.util.List;
import java.util.function.Consumer;

/** An answer came faster than its server can give one. */
public final class DnsAnswerTooFast implements Rule<AnswerOdd> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-answer-too-fast",
            1_700_405,
            "An answer came faster than its server can give one",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.2,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "An answer to a question asked once comes in less than half the least time that server needs, and a millisecond less at least,"
                    + " once 64 of its answers were timed. The least time is the fourth shortest seen, so answers from its cache"
                    + " are in it and three forged ones do not move it; what is left is the way there and back, which nobody but"
                    + " somebody nearer can shorten. Low by itself; medium where it also came by another way, the question's"
                    + " letter case was not kept, or its IP TTL was none of the server's and the next answer came as always.",
            "That server's last answer, question and answer with their packets, the time taken and the least time.",
            List.of(
                    "a new route or a nearer anycast site: the time stays short",
                    "an answer from the server's cache (the least time is one)",
                    "a client that asked twice: not timed; where questions are lost on the way to the sensor, nothing is said",
                    "a caching proxy or firewall on the way that answers in the server's name"),
            List.of(
                    "Ask the server again from another host and see which answer it gives.",
                    "Flush the client's cache; look where it connected to next."),
            List.of("Duan and others, Hold-On: Protecting Against On-Path DNS Poisoning, SATIN 2012", "RFC 5452, 9"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerOdd t, Consumer<Finding> findings) {
        if (t.is(Oddity.FAST)) {
            String took = Words.span(t.tookNanos());
            String least = Words.span(t.resolver().floorNanos());
            findings.accept(OddAnswer.finding(
                    INFO,
                    t,
                    t.supported(Oddity.FAST),
                    Oddity.FAST,
                    "took " + took + " where " + least + " is the least",
                    least + " at least",
                    took));
        }
    }
}
