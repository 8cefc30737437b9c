// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.decode.dns.DnsAnswerScan;
import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.dnssec.Signatures;
import io.doppelwatch.engine.dnssec.Verdict;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Domains;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.dnssec.DnssecRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Answer;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.SignatureWrong;
import io.doppelwatch.engine.tables.SignaturesStripped;
import io.doppelwatch.engine.tables.SignedName;
import io.doppelwatch.engine.tables.SignedNames;
import io.doppelwatch.engine.tables.Transaction;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers to questions that wanted signatures. */
final class DnssecJudge {
    private static final int FLAGS = 2;
    private static final int TRUNCATED = 0x02;
    private static final int RCODE = 0x0f;
    private static final int NAMESERVERS = 9;
    /** No signature is shorter, with its owner, its record and one to be signed; ECDSA's has 64 octets (RFC 6605, 4). */
    private static final int SIGNED_LENGTH = 150;

    private final TrustIndex trust;
    private final DnssecRules rules;
    private final Counters counters;
    private final Budget budget;
    private final Consumer<Finding> findings;
    private final SignedNames signed;
    private final DnsAnswerScan scan = new DnsAnswerScan();
    /** Made for the first keys of a zone: who sees none does not load dnsjava. */
    private @Nullable Signatures signatures;

    DnssecJudge(
            TrustIndex trust,
            DnssecRules rules,
            Budget budget,
            KeyHash keys,
            Counters counters,
            Consumer<Finding> findings) {
        this.trust = trust;
        this.rules = rules;
        this.counters = counters;
        this.budget = budget;
        this.findings = findings;
        signed = new SignedNames(budget.entries(Share.SIGNED_NAMES), keys, counters);
    }

    /**
     * Takes the first answer to a question with the DO bit.
     *
     * @param reader reads the message in words
     */
    void answered(DnsSeen seen, Transaction t, long nameHash, Function<DnsSeen, Answer> reader) {
        byte[] m = seen.message();
        if ((m[FLAGS] & TRUNCATED) != 0) {
            return;
        }
        boolean good = (m[FLAGS + 1] & RCODE) == DnsCodes.NOERROR;
        int type = 0;
        boolean hasSignature = false;
        for (boolean more = scan.start(m); more && scan.next(); ) {
            hasSignature |= scan.type() == DnsCodes.RRSIG;
            type = type == 0 && scan.type() != DnsCodes.RRSIG ? scan.type() : type;
        }
        if (scan.isCut()) {
            return;
        }
        if (type != 0 && good) {
            long question = nameHash ^ (long) type << 48;
            if (hasSignature) {
                signed.add(t, question, seen.where());
            } else {
                stripped(seen, t, question, reader);
            }
        }
        if (hasSignature || m.length >= SIGNED_LENGTH && (m[NAMESERVERS] | m[NAMESERVERS - 1]) != 0) {
            check(seen, t, type, reader);
        }
    }

    private void stripped(DnsSeen seen, Transaction t, long question, Function<DnsSeen, Answer> reader) {
        SignedName before = signed.find(t, question);
        if (before != null) {
            Answer answer = reader.apply(seen);
            tell(rules.stripped(), new SignaturesStripped(answer, t, before, service(answer.name())));
        }
    }

    private void check(DnsSeen seen, Transaction t, int type, Function<DnsSeen, Answer> reader) {
        if (signatures == null) {
            if (type != DnsCodes.DNSKEY) {
                return; // without a key there is nothing to check with
            }
            signatures = new Signatures(
                    trust.trust().anchors(),
                    budget.bytes(Share.DNSSEC_KEYS),
                    budget.entries(Share.DNSSEC_CHECKS),
                    counters);
        }
        for (Verdict verdict : signatures.check(seen.message(), seen.where())) {
            tell(rules.wrong(), new SignatureWrong(verdict, reader.apply(seen), t, service(verdict.owner())));
        }
    }

    /** Whose name it is, or in the zone of whose names it lies. */
    private Trust.@Nullable Service service(String name) {
        Trust.Service own = trust.serviceNamed(name);
        if (own != null) {
            return own;
        }
        for (Map.Entry<String, Trust.Service> e : trust.names().entrySet()) {
            String zone = Domains.parent(e.getKey());
            if (zone.indexOf('.') > 0 && Domains.isWithin(name, zone)) {
                return e.getValue();
            }
        }
        return null;
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }
}
