// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.IdsGuessed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Many responses with wrong ids to one question. */
public final class DnsIdGuessing implements Rule<IdsGuessed> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-id-guessing",
            1_700_402,
            "Somebody guesses the id of a DNS question",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.7,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "Ten or more responses in the name of the server asked repeat an open question's name to the same client, each with"
                    + " another id than the question's, and say something else than the server's own answer. That is how somebody"
                    + " who does not see the question tries to hit its 16 bits (RFC 5452, 4). High where there are fifty and one with"
                    + " the right id said the same as they do, or where they came from another MAC than the question was sent to;"
                    + " low where more than one question in fifty was lost on the way to the sensor; else medium. Told at 10, 100,"
                    + " 1000 and so on.",
            "The question, how many wrong ids, the last of them, the one that hit, and how many answers of the capture had no"
                    + " question.",
            List.of(
                    "questions lost on the way to the sensor, whose answers then seem to miss another one (they say what the server"
                            + " says: not counted)",
                    "a load test that asks one name over and over (four of its questions open at once: not counted)",
                    "a copy of the answer from a mirror port: one id, counted once"),
            List.of(
                    "See whether a cache now holds what the wrong answers said, and flush it.",
                    "Let the resolver choose its ports at random and use DNS cookies (RFC 7873) or 0x20.",
                    "Drop packets from outside that claim to come from inside, and the other way round (BCP 38)."),
            List.of(
                    "RFC 5452, 4 to 9",
                    "Stewart, DNS Cache Poisoning: The Next Generation, 2003",
                    "Man and others, DNS Cache Poisoning Attack Reloaded (SAD DNS), CCS 2020"));

    private static final long MANY = 50;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(IdsGuessed t, Consumer<Finding> findings) {
        long n = t.transaction().wrongIds();
        boolean sure = t.otherWay() || t.hit() && n >= MANY;
        Severity severity = sure ? Severity.HIGH : t.loss().isHeavy() ? Severity.LOW : Severity.MEDIUM;
        String name = t.answer().name();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " for " + name));
        evidence.add(new Evidence(
                t.answer().where(),
                (t.hit() ? "the right id at last, after " : "wrong id number ") + n + ": "
                        + DnsWords.answer(t.answer())));
        findings.accept(new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.93 : severity == Severity.MEDIUM ? 0.7 : 0.2,
                "name:" + name,
                n + " responses with wrong ids to one question of "
                        + t.transaction().client() + " for " + name
                        + (t.hit() ? ", then one with the right id that says the same" : "") + "; " + t.loss(),
                "one answer of " + t.transaction().server(),
                n + " wrong ids, " + t.answer().text(),
                t.otherWay() ? DnsWords.sender(t.answer().where(), t.carrier()) : Party.UNKNOWN,
                severity.atLeast(Severity.MEDIUM) ? List.of(t.transaction().client()) : List.of(),
                evidence,
                "",
                t.answer().where()));
    }
}
