// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.names;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.LocalName.Kind;
import io.doppelwatch.engine.tables.LocalSpeaker;
import io.doppelwatch.engine.tables.NameTakenBack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Somebody says goodbye in another's name. */
public final class MdnsGoodbyeByStranger implements Rule<NameTakenBack> {
    public static final RuleInfo INFO = new RuleInfo(
            "mdns-goodbye-by-stranger",
            1_700_503,
            "A name is said goodbye to by a machine that it is not the name of",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.3,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A record with TTL 0 (or an NBNS release) for exactly what a name's owner says comes from a MAC that never claimed it."
                    + " Every listener forgets the owner, and the name is free for whoever answers next. Low while nobody knows"
                    + " whether the owner is gone; medium where the owner speaks for the name again within a minute, so that"
                    + " the goodbye was a lie; high where the sender also claims the name for itself, or goes by another name.",
            "The owner's last claim, the goodbye, and the owner's next word.",
            List.of(
                    "the owner's own goodbye, also from its other card, and a reflector's copy of it: no finding",
                    "a sleep proxy that gives a host back when it wakes: no finding",
                    "a second card of the owner that leaves while the first stays: low, or medium for a host's name"),
            List.of(
                    "See whose machine sent the goodbye.",
                    "Watch who claims the name in the minutes after it.",
                    "Restart mDNS on the owner, so that it announces itself anew."),
            List.of("RFC 6762, 10.1", "RFC 1002, 4.2.9", "https://attack.mitre.org/techniques/T1557/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NameTakenBack t, Consumer<Finding> findings) {
        String stranger = Mac.text(t.stranger().mac());
        LocalSpeaker.Own other =
                t.stranger().goesBy(t.name().label(), t.goodbye().timeNanos());
        List<String> signs = new ArrayList<>();
        if (t.claim() != null) {
            signs.add(stranger + " claims it for " + t.claim().text());
        }
        if (other != null) {
            signs.add(stranger + " goes by " + other.text());
        }
        if (signs.isEmpty() && t.stranger().isSleepProxy()) {
            return;
        }
        Severity severity = Severity.LOW;
        boolean weighty = t.name().kind() == Kind.HOST || Contest.isMcp(t.name());
        if (t.back() != null && weighty) {
            severity = signs.isEmpty() ? Severity.MEDIUM : Severity.HIGH;
        }
        List<Evidence> evidence = new ArrayList<>();
        if (t.back() == null) {
            evidence.add(Evidence.before(
                    t.owner().last(),
                    Mac.text(t.owner().mac()) + " says " + t.owner().text()));
        }
        evidence.add(new Evidence(t.goodbye(), stranger + " says goodbye for it"));
        if (t.back() != null) {
            evidence.add(new Evidence(t.back(), Mac.text(t.owner().mac()) + " is still there"));
            signs.add(
                    0,
                    "its owner was still there "
                            + Words.span(t.back().timeNanos() - t.goodbye().timeNanos()) + " later");
        }
        findings.accept(new Finding(
                INFO,
                severity,
                Contest.confidence(severity, signs.size()),
                (t.name().kind() == Kind.SERVICE ? "service:" : "name:")
                        + t.name().text(),
                stranger + " says goodbye for " + t.name().text()
                        + Words.on(t.goodbye().path()) + ", which is "
                        + Mac.text(t.owner().mac()) + "'s" + (signs.isEmpty() ? "" : ": " + Words.list(signs)),
                t.owner().text(),
                "goodbye",
                severity.atLeast(Severity.MEDIUM)
                        ? new Party(t.stranger().mac(), t.goodbye().sourceIp())
                        : Party.UNKNOWN,
                List.of(),
                evidence,
                "",
                t.back() == null ? t.goodbye() : t.back()));
    }
}
