// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.ZoneGuessed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Many names under one zone, and for each a volley of answers with wrong ids that speak of the zone. */
public final class DnsZonePoisoning implements Rule<ZoneGuessed> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-zone-poisoning",
            1_700_403,
            "Forged answers for many made-up names try to take over the zone above them",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.85,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "Within a minute 64 responses or more with wrong ids reach one client (most times a resolver) for 8 names or more"
                    + " directly under one zone, half of them at least with records in their authority or additional section: the"
                    + " shape of Kaminsky's attack, which asks for names that are in no cache, so that there is always a question to"
                    + " guess, and slips in another name server for the whole zone. Sixty-four misses of eight questions are"
                    + " evidence of their own. Medium where more than one question in fifty was lost on the way to the sensor.",
            "The last question and the last response, how many names and responses, how many answers of the capture had no"
                    + " question.",
            List.of(
                    "a scan or a load test of many names under one zone: its answers have the right ids",
                    "many questions lost on the way to the sensor: their answers do not meet other open questions for the same name"),
            List.of(
                    "Look in the resolver's cache for the zone's NS records and their addresses; flush the zone.",
                    "Let the resolver choose its ports at random; validate with DNSSEC.",
                    "Find who asks the resolver for made-up names: that is the attacker's helper."),
            List.of("RFC 5452", "RFC 2181, 5.4.1", "CERT VU#800113 (Kaminsky, 2008)"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ZoneGuessed t, Consumer<Finding> findings) {
        Severity severity = t.loss().isHeavy() && !t.otherWay() ? Severity.MEDIUM : Severity.HIGH;
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " for "
                        + t.answer().name()));
        evidence.add(new Evidence(
                t.answer().where(),
                "response number " + t.responses() + " with a wrong id: " + DnsWords.answer(t.answer())));
        findings.accept(new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.93 : 0.6,
                "name:" + t.zone(),
                t.responses() + " responses with wrong ids to "
                        + t.transaction().client() + " for " + t.names() + " or more names under " + t.zone()
                        + " within a minute; " + t.loss(),
                "answers with the ids that were asked with",
                "wrong ids, and records about " + t.zone() + " beside the answers",
                t.otherWay() ? DnsWords.sender(t.answer().where(), t.carrier()) : Party.UNKNOWN,
                List.of(t.transaction().client()),
                evidence,
                "",
                t.answer().where()));
    }
}
