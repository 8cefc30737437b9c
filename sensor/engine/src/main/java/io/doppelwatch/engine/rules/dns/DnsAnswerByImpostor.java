// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.AnswerByImpostor;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An answer in a server's name, made by the machine that has taken its place or its gateway's in ARP. */
public final class DnsAnswerByImpostor implements Rule<AnswerByImpostor> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-answer-by-impostor",
            1_700_410,
            "A DNS answer came from the machine that had claimed the server's place in ARP",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.9,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "A server's first answer to a question comes from a MAC that within the last ten minutes told the client, unasked, that it"
                    + " holds that server's address or the gateway's, while another machine holds that address or the MAC goes by an"
                    + " address of its own. Where the question was seen passed on and nothing had come back, that machine made the"
                    + " answer itself. Told once a name. A server whose history shows another way is left to"
                    + " dns-answer-path-changed where the question was not passed on.",
            "The ARP reply nobody asked for, who else holds the address, the question, the answer.",
            List.of(
                    "a fail-over of routers that refresh their neighbours by unicast: the new one holds the address alone",
                    "a router seen on both of its sides, which answers nobody unasked"),
            List.of(
                    "Take every name asked for since the ARP reply as told by the attacker: flush the client's cache.",
                    "Compare the client's ARP entry for the address with the rightful MAC.",
                    "Find the switch port of the answering MAC."),
            List.of("RFC 826", "https://attack.mitre.org/techniques/T1557/002/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerByImpostor t, Consumer<Finding> findings) {
        Host carrier = t.carrier();
        boolean another = t.bound() != null && t.bound().how() != Binding.How.UNASKED_REPLY;
        boolean otherSelf = !carrier.own().equals(Ip.NONE)
                && !carrier.own().equals(t.claim().claimed());
        if (!another && !otherSelf) {
            return;
        }
        String mac = Mac.text(carrier.mac());
        boolean made = t.passedTo() != Mac.NONE;
        List<Evidence> evidence = new ArrayList<>();
        if (t.bound() != null) {
            evidence.add(Evidence.before(
                    t.bound().first(),
                    t.claim().claimed() + " is at " + Mac.text(t.bound().mac())));
        }
        evidence.add(new Evidence(
                t.claim().where(),
                "unasked reply to " + t.claim().told() + ": " + t.claim().claimed() + " is at " + mac));
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " for "
                        + t.answer().name()));
        evidence.add(new Evidence(t.answer().where(), "answer: " + DnsWords.answer(t.answer())));
        findings.accept(new Finding(
                INFO,
                Severity.HIGH,
                made ? 0.97 : 0.9,
                "name:" + t.answer().name(),
                "the answer of " + t.transaction().server() + " to "
                        + t.transaction().client() + " for "
                        + t.answer().name() + " came from " + mac + ", which had claimed "
                        + t.claim().claimed() + " unasked"
                        + (made
                                ? "; it passed the question on to " + Mac.text(t.passedTo())
                                        + ", and no answer had come back"
                                : ""),
                "an answer of " + t.transaction().server()
                        + (made
                                ? " by way of " + Mac.text(t.passedTo())
                                : t.bound() == null
                                        ? ""
                                        : " from " + Mac.text(t.bound().mac())),
                t.answer().text() + " from " + mac,
                Words.party(carrier),
                List.of(t.transaction().client()),
                DnsWords.inOrder(evidence),
                "",
                t.answer().where()));
    }
}
