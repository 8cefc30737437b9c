// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.Oddity;
import java.util.ArrayList;
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
        if (!t.is(Oddity.RECORD_TTL)) {
            return;
        }
        boolean grave = t.supported(Oddity.RECORD_TTL);
        String name = t.answer().name();
        List<Evidence> evidence = new ArrayList<>();
        if (t.resolver().lastAnswer() != null) {
            evidence.add(Evidence.before(
                    t.resolver().lastAnswer(), "an answer of " + t.resolver().ip() + " as always"));
        }
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " for " + name));
        evidence.add(new Evidence(t.answer().where(), "answer: " + DnsWords.answer(t.answer())));
        findings.accept(new Finding(
                INFO,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.65 : 0.2,
                grave ? "name:" + name : Words.ip(t.resolver().ip()),
                "the answer of " + t.resolver().ip() + " to " + t.transaction().client() + " for " + name + " "
                        + "may be cached for " + t.transaction().seconds() + " s"
                        + DnsWords.signs(t, Oddity.RECORD_TTL),
                "a week at most",
                t.transaction().seconds() + " s",
                grave && t.otherWay() ? DnsWords.sender(t.answer().where(), t.carrier()) : Party.UNKNOWN,
                grave ? List.of(t.transaction().client()) : List.of(),
                evidence,
                "",
                t.answer().where()));
    }
}
