// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.resolution;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.ForeignRecords;
import java.util.List;
import java.util.function.Consumer;

/** A response brings records about names that its question has nothing to do with. */
public final class DnsOutOfBailiwick implements Rule<ForeignRecords> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-out-of-bailiwick",
            1_700_420,
            "A DNS response brings records about names outside the zone that was asked",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A response has answers for names that the question and its aliases do not lead to, name servers or an SOA of a zone that"
                    + " none of these names lies in, or addresses of names that no other record points to. A resolver that kept them"
                    + " would give them to everybody: this is how caches were poisoned before 2008 and how a Kaminsky answer looks."
                    + " Medium where the receiver is a resolver (it asked without recursion, or answers others); high where"
                    + " the records are about a trusted name or its zone besides; low for a client, which keeps only what it asked for."
                    + " Answers of recursive resolvers to their clients are not looked at.",
            "The question, and the response with each foreign record, its owner and section's order.",
            List.of(
                    "an old or misconfigured name server that fills the additional section with whatever it has: its records then are of"
                            + " its own zones, and every answer of that server looks so",
                    "glue for name servers of another zone, and a referral to the root (both never told)",
                    "aliases (CNAME, DNAME), SRV, MX and PTR records that lead to other zones (never told)",
                    "zone transfers and ANY answers (never told)"),
            List.of(
                    "Ask the resolver that received it, without recursion, for each foreign name; flush its cache where it has them.",
                    "See whether the response came from the server's own MAC and with its usual IP TTL.",
                    "Update a resolver that keeps such records."),
            List.of(
                    "RFC 2181, 5.4.1 (ranking data)",
                    "RFC 5452, 6 (accepting only in-domain records)",
                    "RFC 9499, 7 (in-bailiwick)",
                    "CERT VU#800113 (Kaminsky, 2008)"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ForeignRecords t, Consumer<Finding> findings) {
        Severity severity = !t.toResolver() ? Severity.LOW : t.trusted() != null ? Severity.HIGH : Severity.MEDIUM;
        String what = String.join("; ", t.records());
        String receiver = t.answer().where().destinationIp().toString();
        findings.accept(new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.85 : severity == Severity.MEDIUM ? 0.5 : 0.2,
                "name:" + (t.trusted() != null ? t.trusted() : t.answer().name()),
                "asked for " + t.answer().name() + " "
                        + DnsCodes.type(t.answer().type()) + ", "
                        + t.answer().where().sourceIp() + " tells " + (t.toResolver() ? "the resolver " : "") + receiver
                        + (t.delegates() ? " who serves another zone: " : " about names it was not asked for: ") + what,
                "",
                what,
                Party.UNKNOWN,
                severity.atLeast(Severity.MEDIUM)
                        ? Words.victims(t.answer().where().destinationIp())
                        : List.of(),
                List.of(
                        new Evidence(
                                t.transaction().query(),
                                t.transaction().client() + " asks "
                                        + t.transaction().server() + " for "
                                        + t.answer().name()),
                        new Evidence(t.answer().where(), "response with foreign records: " + what)),
                "",
                t.answer().where()));
    }
}
