// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Eui64;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.DadDenied;
import java.util.List;
import java.util.function.Consumer;

/** A host is told that the address it wants is taken, by somebody who cannot be right each time. */
public final class NdDadDenial implements Rule<DadDenied> {
    public static final RuleInfo INFO = new RuleInfo(
            "nd-dad-denial",
            1_700_202,
            "A host is denied the IPv6 address it probes for",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.4,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A host probes for an address (duplicate address detection: a solicitation from ::) and another MAC answers that it is"
                    + " taken. Low by itself: that is how a true duplicate looks. Medium with one of these signs, high with two: the host"
                    + " was denied two addresses within ten minutes by MACs that were not known to hold them, or three; the objector"
                    + " denied two hosts, or three; two MACs both say that the address is theirs; four MACs deny the host its addresses, which are made up then, and nobody is named; the address is made of the prober's own"
                    + " MAC, so that nobody else can hold it by right. A host that gets no address either stays off IPv6 or takes what"
                    + " the attacker offers next.",
            "The probe, the objection, how many addresses and hosts it concerned within ten minutes.",
            List.of(
                    "two machines that were given one address by hand, or one machine cloned (the holder is known then, or only one address is concerned)",
                    "a sleep proxy that holds the address of a machine that wakes (it is known to hold it)",
                    "a probe that is looped back to its sender by a switch or bridge (RFC 7527): it comes from the prober's own MAC",
                    "copies of a mirror port",
                    "a Neighbour Discovery proxy that answers for every address: declare its MAC, or correct it (RFC 4389, 4.1)"),
            List.of(
                    "Find the switch ports of the MACs that objected; where they are made up, follow the frames port by port.",
                    "See which address the host uses now, and from whom it got it.",
                    "Where the switches can, turn on Neighbour Discovery inspection (RFC 6620)."),
            List.of("RFC 4862, 5.4", "RFC 3756, 4.1.3", "RFC 7527", "https://attack.mitre.org/techniques/T1557/"));

    /** So many MACs that deny one host its addresses are no neighbours: whoever makes them up is not named by them. */
    private static final int MADE_UP = 4;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(DadDenied t, Consumer<Finding> findings) {
        Signs signs = new Signs();
        int weight = 0;
        if (!t.held()) {
            if (t.addresses() >= 2) {
                signs.add("it was denied " + t.addresses() + " addresses within 10 min");
                weight += t.addresses() >= 3 ? 2 : 1;
            }
            if (t.probers() >= 2) {
                signs.add(Mac.text(t.objector()) + " denied " + t.probers() + " hosts within 10 min");
                weight += t.probers() >= 3 ? 2 : 1;
            }
            if (t.objectors() >= 2) {
                signs.add(t.objectors() + " MACs say that it is theirs");
                weight++;
            }
            if (Eui64.mac(t.address()) == t.prober()) {
                signs.add("the address is made of its own MAC");
                weight++;
            }
        }
        boolean madeUp = t.strangers() >= MADE_UP;
        if (madeUp) {
            signs.add("the objectors change their MACs, which are made up");
            weight++;
        }
        Severity severity = weight >= 2 ? Severity.HIGH : weight == 1 ? Severity.MEDIUM : Severity.LOW;
        String prober = Mac.text(t.prober());
        findings.accept(new Finding(
                INFO,
                severity,
                Signs.confidence(severity),
                "mac:" + prober,
                prober + Words.on(t.seen().where().path()) + " wanted " + t.address() + " and was told by "
                        + Mac.text(t.objector()) + " that it is taken" + signs.text(),
                t.held() ? "" : "silence, or the objection of a known holder",
                "objection from " + Mac.text(t.objector()) + (t.held() ? ", which held the address before" : ""),
                severity == Severity.LOW || madeUp ? Party.UNKNOWN : new Party(t.objector(), own(t)),
                severity == Severity.LOW ? List.of() : List.of(t.address()),
                List.of(
                        new Evidence(t.probe(), "probe of " + prober + " for " + t.address()),
                        new Evidence(t.seen().where(), Mac.text(t.objector()) + " says it is its own")),
                "",
                t.seen().where()));
    }

    private static Ip own(DadDenied t) {
        return t.host() == null ? Ip.NONE : t.host().own();
    }
}
