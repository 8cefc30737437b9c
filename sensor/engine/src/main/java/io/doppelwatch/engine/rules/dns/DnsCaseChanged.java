// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.Oddity;
import java.util.List;
import java.util.function.Consumer;

/** An answer spells the question in other letters than it was asked in. */
public final class DnsCaseChanged implements Rule<AnswerOdd> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-case-changed",
            1_700_406,
            "An answer spells the question in other letters than it was asked in",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.4,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "The name in the first answer differs in letter case from the question, though its server has kept the case of sixteen such"
                    + " questions at least, and of 63 in 64. Resolvers that write names in random case (0x20) do so to tell such"
                    + " answers: who did not see the question cannot spell it. Low by itself; medium where the next answer is spelled"
                    + " as asked again, or the answer's IP TTL, time or way is none of that server's.",
            "That server's last answer, question and answer with their packets, how many answers kept the case.",
            List.of(
                    "a server, forwarder or balancer that was replaced by one that writes names in small letters: it goes on so",
                    "a pool whose members differ: then the case is not kept in 63 of 64",
                    "a client that asked again in other letters under the same id (where questions are lost on the way to the sensor, nothing is said)"),
            List.of(
                    "Ask the server again from another host and see which answer it gives.",
                    "Flush the client's cache; look where it connected to next."),
            List.of(
                    "draft-vixie-dnsext-dns0x20-00",
                    "RFC 4343, 4.1",
                    "Dagon and others, Increased DNS Forgery Resistance Through 0x20-Bit Encoding, CCS 2008"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerOdd t, Consumer<Finding> findings) {
        if (t.is(Oddity.LETTER_CASE)) {
            findings.accept(OddAnswer.finding(
                    INFO,
                    t,
                    t.supported(Oddity.LETTER_CASE),
                    Oddity.LETTER_CASE,
                    "is not spelled as the question was, where " + t.resolver().echoed() + " were",
                    "the question's letter case",
                    "another"));
        }
    }
}
