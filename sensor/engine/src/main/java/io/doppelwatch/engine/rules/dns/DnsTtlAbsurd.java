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

/** An answer may be cached for absurdly long. */
public final class DnsTtlAbsurd implements Rule<AnswerOdd> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-ttl-absurd",
            1_700_408,
            "An answer may be cached for absurdly long",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.15,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "The first record of an answer has a TTL of 2^31 seconds or more, which has no meaning (RFC 2181, 8), or of more than a week from a"
                    + " server of whose answers 64 or more never had one. Who poisons a cache wants it to last. Low by itself;"
                    + " medium where the answer is odd for its server in a way that points to a forger: letter case, another way, or an"
                    + " IP TTL or time that the next answer does not share. In conflicting answers it counts against its side.",
            "That server's last answer, question and answer with their packets, the TTL.",
            List.of(
                    "zones that are served so by design: old root hints of 41 days, some reverse zones",
                    "a server that writes -1 for \"for ever\""),
            List.of(
                    "Ask an authoritative server of the zone for the TTL it gives.",
                    "Cap TTLs in the resolver (unbound: cache-max-ttl, BIND: max-cache-ttl)."),
            List.of("RFC 2181, 8", "RFC 8767, 4"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerOdd t, Consumer<Finding> findings) {
        if (t.is(Oddity.RECORD_TTL)) {
            String seconds = t.transaction().seconds() + " s";
            findings.accept(OddAnswer.finding(
                    INFO,
                    t,
                    t.supported(Oddity.RECORD_TTL),
                    Oddity.RECORD_TTL,
                    "may be cached for " + seconds,
                    "a week at most",
                    seconds));
        }
    }
}
