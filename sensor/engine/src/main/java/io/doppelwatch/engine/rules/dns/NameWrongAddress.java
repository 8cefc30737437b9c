// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.AnswerSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** DNS gives a trusted name an address that the trust file does not. */
public final class NameWrongAddress implements Rule<AnswerSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "name-wrong-address",
            1_700_021,
            "A trusted name resolves to an address that is not its own",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.9,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "An answer gives a name of the trust file, or a name it is asked by, an A or AAAA record outside the addresses the file"
                    + " allows. High for the answer to a question, medium for an answer nobody was seen to ask for.",
            "The question and the answer with their packets, the resolver, the address given, the addresses allowed, and whose"
                    + " machine has that address where ARP says so.",
            List.of(
                    "the service moved and the trust file was not told: declare a change window, add the address",
                    "split DNS: the name has other addresses on another network",
                    "a sinkhole or captive portal that answers for everything"),
            List.of(
                    "Ask an authoritative server of the zone for the name.",
                    "Flush the caches of the clients that asked; look where they connected to next."),
            List.of("RFC 1035", "RFC 5452", "https://attack.mitre.org/techniques/T1557/"));

    private final Counters counters;

    public NameWrongAddress(Counters counters) {
        this.counters = counters;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerSeen t, Consumer<Finding> findings) {
        if (TrustIndex.allowed(t.service(), "address", t.answer().where().timeNanos())) {
            counters.increment(Counter.CHANGES_ALLOWED);
            return;
        }
        List<Evidence> evidence = new ArrayList<>();
        if (t.transaction() != null) {
            evidence.add(new Evidence(
                    t.transaction().query(),
                    t.transaction().client() + " asks " + t.transaction().server() + " for "
                            + t.answer().name()));
        }
        evidence.add(new Evidence(t.answer().where(), "answer: " + t.answer().text()));
        boolean asked = t.transaction() != null;
        findings.accept(new Finding(
                INFO,
                asked ? Severity.HIGH : Severity.MEDIUM,
                asked ? 0.93 : 0.6,
                "name:" + t.service().name(),
                t.answer().where().sourceIp() + " tells " + t.answer().where().destinationIp() + " that "
                        + t.answer().name() + " is at " + t.wrong() + ", which is not an address of it",
                Words.addresses(t.service()),
                t.wrong().toString(),
                attacker(t),
                Words.victims(t.answer().where().destinationIp()),
                evidence,
                "",
                t.answer().where()));
    }

    /** Who holds the address where that is a machine of this network; else who sent the answer by a way the question did not go. */
    private static Party attacker(AnswerSeen t) {
        if (t.holder() != null) {
            return new Party(t.holder().mac(), t.wrong());
        }
        long mac = t.answer().where().sourceMac();
        boolean otherWay = t.transaction() != null
                && mac != Mac.NONE
                && t.transaction().query().destinationMac() != Mac.NONE
                && !t.transaction().askedOf(mac);
        return otherWay && t.carrier() != null && t.carrier().unaskedCount() > 0
                ? Words.party(t.carrier())
                : Party.UNKNOWN;
    }
}
