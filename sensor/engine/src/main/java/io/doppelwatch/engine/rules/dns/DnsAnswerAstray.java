// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.Answer;
import io.doppelwatch.engine.tables.AnswerAstray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An answer with the right id from a wrong address, or to a wrong port. */
public final class DnsAnswerAstray implements Rule<AnswerAstray> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-answer-astray",
            1_700_401,
            "An answer with the right id came from another server, or to another port, than the question",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.3,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A UDP response has id, name and client port of an open question and another server's address, or id, name and server"
                    + " and another client port (RFC 5452, 9.1: neither is an answer, and a sound client drops both). Whoever sends"
                    + " it saw the question, or guessed its id. Medium where the server asked gives another answer, with no address"
                    + " in common, and a second sign points to a forger: it came from another MAC than the question was sent to,"
                    + " or with an IP TTL that server's answers never had. Low otherwise, whichever came first.",
            "The question, the stray response and the genuine answer with packet, records, IP TTL and MAC.",
            List.of(
                    "a server with several addresses that answers from another one than it was asked at: the same answer, or the only"
                            + " one",
                    "a client that asks two resolvers with one id, where the second question was lost on the way to the sensor:"
                            + " the other server answers others too",
                    "a client that asked again from a new port with the old id, where that question was lost",
                    "a load balancer or address translation seen on both of its sides"),
            List.of(
                    "See whether the sender's address answers DNS for anybody (dig @address).",
                    "Find the switch port of the MAC the stray response came from."),
            List.of("RFC 5452, 9.1", "RFC 2181, 4.1", "https://attack.mitre.org/techniques/T1557/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerAstray t, Consumer<Finding> findings) {
        Answer genuine = t.genuine();
        boolean strangeTtl = t.resolver() != null
                && t.resolver().isStrangeTtl(t.astray().where().ttl());
        boolean server = t.asked() != null && t.asked().answers() > 0;
        boolean contradicts = genuine != null
                && !genuine.truncated()
                && !t.astray().addresses().isEmpty()
                && !t.astray().sharesAddress(genuine);
        boolean grave = contradicts && !server && (t.otherWay() || strangeTtl && !t.otherServer());
        String what = t.otherServer()
                ? "from " + t.astray().where().sourceIp()
                : "to port " + t.astray().where().destinationPort();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " from port "
                        + t.transaction().query().sourcePort()));
        evidence.add(new Evidence(t.astray().where(), "response " + what + ": " + DnsWords.answer(t.astray())));
        if (genuine != null) {
            evidence.add(new Evidence(genuine.where(), "the server's own answer: " + DnsWords.answer(genuine)));
        }
        String name = t.astray().name();
        findings.accept(new Finding(
                INFO,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.7 : 0.2,
                "name:" + name,
                "a response with the right id for the question of "
                        + t.transaction().client() + " for " + name + " came "
                        + what + (t.otherServer() ? ", which was not asked" : ", which did not ask")
                        + (t.otherWay() ? ", by another way than the question took" : ""),
                genuine == null ? "an answer of " + t.transaction().server() : genuine.text(),
                t.astray().text(),
                grave && t.otherWay() ? DnsWords.sender(t.astray().where(), t.carrier()) : Party.UNKNOWN,
                grave ? List.of(t.transaction().client()) : List.of(),
                DnsWords.inOrder(evidence),
                "",
                t.astray().where()));
    }
}
