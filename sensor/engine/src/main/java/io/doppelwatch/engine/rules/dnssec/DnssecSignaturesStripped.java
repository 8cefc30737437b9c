// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dnssec;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.SignaturesStripped;
import java.util.List;
import java.util.function.Consumer;

/** An answer comes without the signatures that the same server always gave with it. */
public final class DnssecSignaturesStripped implements Rule<SignaturesStripped> {
    public static final RuleInfo INFO = new RuleInfo(
            "dnssec-signatures-stripped",
            1_700_427,
            "An answer came without the signatures it had before",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A question with the DO bit, which the same server had answered with signatures, is answered without any. Medium for a"
                    + " trusted name, or one in its zone, after two signed answers; low otherwise. Questions without"
                    + " DO get no signatures and are not looked at, nor are truncated and failed answers.",
            "The last signed answer, the question with DO, and the answer without signatures; how many were signed before.",
            List.of(
                    "a zone that is no longer signed (then its DS record is gone from the parent)",
                    "a resolver's address shared by several machines, of which one does not do DNSSEC",
                    "a forwarder that answers some names itself, as blockers do"),
            List.of(
                    "Ask the parent zone for the DS record: while it is there, the zone has to be signed.",
                    "See whether the answer came from the server's own MAC, and with its usual IP TTL."),
            List.of("RFC 3225", "RFC 4035, 3.2.1 and 5.5", "RFC 6840, 5.7"));

    /** Signed answers before which one without may be one machine of several. */
    private static final long OFTEN = 2;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(SignaturesStripped t, Consumer<Finding> findings) {
        boolean grave = t.service() != null && t.before().times() >= OFTEN;
        String type = DnsCodes.type(t.answer().type());
        findings.accept(new Finding(
                INFO,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.5 : 0.2,
                "name:" + (t.service() != null ? t.service().name() : t.answer().name()),
                t.answer().where().sourceIp() + " answers " + t.answer().where().destinationIp() + " for "
                        + t.answer().name() + " " + type + " without signatures, after "
                        + t.before().times()
                        + (t.before().times() == 1 ? " signed answer" : " signed answers"),
                "a signed answer",
                t.answer().text(),
                Party.UNKNOWN,
                grave ? Words.victims(t.answer().where().destinationIp()) : List.of(),
                List.of(
                        Evidence.before(t.before().last(), "signed answer for the same"),
                        new Evidence(
                                t.transaction().query(),
                                t.transaction().client() + " asks "
                                        + t.transaction().server() + " for "
                                        + t.answer().name() + " with signatures"),
                        new Evidence(
                                t.answer().where(),
                                "answer without: " + t.answer().text())),
                "",
                t.answer().where()));
    }
}
