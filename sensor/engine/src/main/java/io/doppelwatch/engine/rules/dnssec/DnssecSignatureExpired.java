// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dnssec;

import io.doppelwatch.engine.dnssec.Verdict;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.SignatureWrong;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A signature that holds was over before it was sent. */
public final class DnssecSignatureExpired implements Rule<SignatureWrong> {
    public static final RuleInfo INFO = new RuleInfo(
            "dnssec-signature-expired",
            1_700_426,
            "A DNSSEC signature was past its time",
            "Adversary-in-the-Middle",
            Severity.LOW,
            0.3,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "An answer carries a signature that the zone's key did make over these records, and that had expired ten minutes before the"
                    + " packet's time or longer, with no other signature that still holds. Old answers can be kept and sent again:"
                    + " expiry is what bounds for how long they are believed. A signature whose time is not yet come is not told.",
            "The keys, the question, and the answer with the time its signature ended.",
            List.of(
                    "a zone that is no longer signed anew, the most frequent failure of DNSSEC there is",
                    "a resolver that serves stale answers (RFC 8767)",
                    "a capture whose clock was wrong"),
            List.of(
                    "Ask an authoritative server of the zone for the same name and compare the signature's times.",
                    "Tell the zone's owner, where that server says the same."),
            List.of("RFC 4035, 5.3.1", "RFC 8767"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(SignatureWrong t, Consumer<Finding> findings) {
        Verdict v = t.verdict();
        if (v.kind() != Verdict.Kind.EXPIRED) {
            return;
        }
        String end = Instant.ofEpochSecond(v.expired()).toString();
        long late = t.answer().where().timeNanos() - v.expired() * 1_000_000_000L;
        findings.accept(new Finding(
                INFO,
                Severity.LOW,
                0.3,
                DnssecBogusSignature.subject(t),
                "the signature of " + DnssecBogusSignature.zone(v) + " over " + v.owner() + " " + v.type() + " ended "
                        + Words.span(late) + " before " + t.answer().where().sourceIp() + " sent it",
                "",
                "expired " + end,
                Party.UNKNOWN,
                List.of(),
                DnssecBogusSignature.evidence(t, "answer with a signature that ended " + end),
                "",
                t.answer().where()));
    }
}
