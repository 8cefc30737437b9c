// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dnssec;

import io.doppelwatch.engine.dnssec.Verdict;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.SignatureWrong;
import java.util.List;
import java.util.function.Consumer;

/** A signed answer is not what the zone signed. */
public final class DnssecBogusSignature implements Rule<SignatureWrong> {
    public static final RuleInfo INFO = new RuleInfo(
            "dnssec-bogus-signature",
            1_700_425,
            "A DNSSEC signature does not hold for the records it came with",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "An answer carries an RRSIG by a key that was seen before in the zone's DNSKEY records (which that zone's own key signs), and"
                    + " the signature is none of that key over these records: they were changed after they were signed. Or the zone's"
                    + " keys are not those that a trust anchor names (network.trust-anchors, or the DS record of a parent that leads"
                    + " up to one). High where the keys are anchored, for then nobody but the zone could have made them; medium where"
                    + " they only sign themselves. A key that was never seen, and an algorithm that this Java does not have,"
                    + " say nothing.",
            "The keys with the packet that brought them, the question, and the answer with the key tag of its signature.",
            List.of(
                    "a signer that is broken: then every resolver calls the zone bogus, and dnsviz.net shows it",
                    "a forwarder that takes records out of an answer or rewrites them, and leaves their signatures",
                    "a key roll-over (its tag is not known, so nothing is told)",
                    "a truncated answer (never looked at)"),
            List.of(
                    "Ask a validating resolver for the name, and an authoritative server; compare the records.",
                    "See whether the answer came from the server's own MAC, and with its usual IP TTL.",
                    "Flush the name from the caches that got it."),
            List.of("RFC 4035, 5.3", "RFC 4034, 3 and 6", "RFC 6840, 5"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(SignatureWrong t, Consumer<Finding> findings) {
        Verdict v = t.verdict();
        if (v.kind() == Verdict.Kind.EXPIRED) {
            return;
        }
        boolean keys = v.kind() == Verdict.Kind.NOT_ANCHORED;
        Severity severity = v.anchored() ? Severity.HIGH : Severity.MEDIUM;
        String what = keys
                ? "the keys of " + zone(v) + " are none that its trust anchor names"
                : v.owner() + " " + v.type() + " is not what key " + v.keyTag() + " of " + zone(v) + " signed";
        findings.accept(new Finding(
                INFO,
                severity,
                v.anchored() ? 0.9 : 0.6,
                subject(t),
                t.answer().where().sourceIp() + " tells " + t.answer().where().destinationIp() + " records that do not"
                        + " hold: " + what + (v.anchored() ? "" : "; the keys are not anchored"),
                keys ? "a key that the trust anchor names" : "records signed by key " + v.keyTag(),
                t.answer().text(),
                Party.UNKNOWN,
                Words.victims(t.answer().where().destinationIp()),
                evidence(t, keys ? "keys that no anchor names" : "answer with the signature of key " + v.keyTag()),
                "",
                t.answer().where()));
    }

    static String zone(Verdict v) {
        return v.signer().isEmpty() ? "the root" : v.signer();
    }

    static String subject(SignatureWrong t) {
        return "name:" + (t.service() != null ? t.service().name() : t.verdict().owner());
    }

    static List<Evidence> evidence(SignatureWrong t, String what) {
        return List.of(
                Evidence.before(t.verdict().keys(), "keys of " + zone(t.verdict())),
                new Evidence(
                        t.transaction().query(),
                        t.transaction().client() + " asks " + t.transaction().server() + " for "
                                + t.answer().name() + " with signatures"),
                new Evidence(t.answer().where(), what + ": " + t.answer().text()));
    }
}
