// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.observe.Fragments;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.Oddity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An answer came in IP fragments that do not look like one datagram's. */
public final class DnsFragmentedAnswer implements Rule<AnswerOdd> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-fragmented-answer",
            1_700_407,
            "An answer came in IP fragments of which one may be forged",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "Id, ports and name of an answer are in its first IP fragment; who forges a later one has nothing to guess but the IP id."
                    + " Medium where a piece came before the question was asked, as a planted one must, or where pieces overlap and"
                    + " differ; high where both, or one of them and an IP TTL or a way that is none of that server's. Low where pieces"
                    + " overlap and agree, where a message of 512 bytes or less was cut at all (somebody told the server that the way"
                    + " is that narrow), or where the server's first fragmented answer comes after 64 whole ones.",
            "Question and answer, when the first piece came, how long the piece with the header was, overlaps.",
            List.of(
                    "large answers (DNSSEC, TXT) to clients that allow 4096 bytes: pieces in order, after the question",
                    "pieces in the wrong order, or twice from a mirror port",
                    "a piece of an earlier datagram with the same IP id, left over after loss (RFC 4963)",
                    "a tunnel on the way that narrows the path"),
            List.of(
                    "Set the EDNS buffer size to 1232 on resolvers and servers (DNS flag day 2020), and let them refuse to fragment.",
                    "Compare the records at the end of the answer with an authoritative server's.",
                    "Look for ICMP \"fragmentation needed\" towards the server shortly before."),
            List.of(
                    "RFC 9715",
                    "RFC 8900, 3.7",
                    "RFC 4963",
                    "Herzberg and Shulman, Fragmentation Considered Poisonous, CNS 2013",
                    "Brandt and others, Domain Validation++ For MitM-Resilient PKI, CCS 2018"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerOdd t, Consumer<Finding> findings) {
        Fragments f = t.fragments();
        if (f == null || t.only()) {
            return;
        }
        List<String> signs = new ArrayList<>();
        int strong = t.otherWay() || t.is(Oddity.IP_TTL) ? 1 : 0;
        int own = 0;
        long early = t.transaction().query().timeNanos() - f.firstNanos();
        if (early > 0) {
            own++;
            signs.add("a piece of it came " + Words.span(early) + " before the question");
        }
        if (f.conflict()) {
            own++;
            signs.add("its pieces overlap and differ");
        } else if (f.overlap()) {
            signs.add("its pieces overlap");
        }
        if (t.is(Oddity.FRAGMENTS) && signs.isEmpty()) {
            signs.add("the piece with its header is " + f.headLength() + " bytes long");
        }
        if (signs.isEmpty()) {
            return;
        }
        Severity severity = own + strong > 1 && own > 0 ? Severity.HIGH : own > 0 ? Severity.MEDIUM : Severity.LOW;
        String name = t.answer().name();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(DnsWords.question(t));
        evidence.add(new Evidence(
                t.answer().where(), "the piece that completed the answer: " + DnsWords.answer(t.answer())));
        findings.accept(new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.9 : severity == Severity.MEDIUM ? 0.6 : 0.2,
                severity == Severity.LOW ? Words.ip(t.resolver().ip()) : "name:" + name,
                DnsWords.answerOf(t) + " came in IP fragments: " + Words.list(signs),
                "an answer in one piece, or in pieces after the question that fit together",
                Words.list(signs),
                severity.atLeast(Severity.MEDIUM) && t.otherWay()
                        ? DnsWords.sender(t.answer().where(), t.carrier())
                        : Party.UNKNOWN,
                severity.atLeast(Severity.MEDIUM) ? List.of(t.transaction().client()) : List.of(),
                evidence,
                "",
                t.answer().where()));
    }
}
