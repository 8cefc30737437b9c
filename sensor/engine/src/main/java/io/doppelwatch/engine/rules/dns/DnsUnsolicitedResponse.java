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
import io.doppelwatch.engine.tables.AnswerUnasked;
import io.doppelwatch.engine.tables.Resolver;
import java.util.List;
import java.util.function.Consumer;

/** A DNS answer that nobody was seen to ask for. */
public final class DnsUnsolicitedResponse implements Rule<AnswerUnasked> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-unsolicited-response",
            1_700_013,
            "A DNS answer came that nobody asked for",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.3,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A UDP answer in the name of a server to which no question is open, once the capture has run for thirty seconds. Medium"
                    + " where it came from another MAC, or with an IP TTL, that this server's answers never had, and at least 8 of"
                    + " its answers, and 99 of 100, had a question (and for the TTL 49 of 50 of the whole capture). Low by itself, and only where a hundred answers for each such one"
                    + " had a question: with fewer, the question may well have been lost.",
            "The answer's packet, how many of that server's answers, and of all in the capture, were paired and how many were not, its"
                    + " MAC and IP TTL.",
            List.of(
                    "packets lost on the way to the sensor, or a mirror that shows one direction only",
                    "an answer that took longer than half a minute"),
            List.of("See whether the client's cache holds the name, and whether the sensor lost packets at that time."),
            List.of("RFC 5452, 9.1"));

    private static final int PAIRED = 8;
    private static final int UDP = 17;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerUnasked t, Consumer<Finding> findings) {
        Resolver r = t.resolver();
        if (t.answer().where().protocol() != UDP || r.answers() < PAIRED || r.unasked() * 100 > r.answers() + 99) {
            return;
        }
        long mac = t.answer().where().sourceMac();
        boolean otherWay = mac != Mac.NONE && r.mac() != Mac.NONE && mac != r.mac();
        boolean strange = otherWay
                || r.isStrangeTtl(t.answer().where().ttl()) && !t.loss().isHeavy();
        if (!strange && (r.unasked() + 1) * 100 > r.answers()) {
            return;
        }
        findings.accept(new Finding(
                INFO,
                strange ? Severity.MEDIUM : Severity.LOW,
                strange ? 0.6 : 0.2,
                "name:" + t.answer().name(),
                "an answer for " + t.answer().name() + " in the name of " + r.ip() + " that "
                        + t.answer().where().destinationIp() + " did not ask for"
                        + (otherWay ? ", from another MAC than that server's" : ""),
                "a question first; " + r.answers() + " answers of " + r.ip() + " had one, " + r.unasked()
                        + " had none; " + t.loss(),
                t.answer().text(),
                otherWay && t.carrier() != null ? Words.party(t.carrier()) : Party.UNKNOWN,
                strange ? Words.victims(t.answer().where().destinationIp()) : List.of(),
                List.of(new Evidence(
                        t.answer().where(),
                        "answer without a question: " + t.answer().text())),
                "",
                t.answer().where()));
    }
}
