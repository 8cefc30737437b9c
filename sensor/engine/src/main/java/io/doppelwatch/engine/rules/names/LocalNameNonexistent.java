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
import io.doppelwatch.engine.tables.LocalSpeaker.Answered;
import io.doppelwatch.engine.tables.NamesAnswered;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Somebody answers for WPAD, or for one name after the other of which DNS said that there is none. */
public final class LocalNameNonexistent implements Rule<NamesAnswered> {
    public static final RuleInfo INFO = new RuleInfo(
            "local-name-nonexistent",
            1_700_505,
            "A name that does not exist is answered for on the local link",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.001"),
            List.of("SAFE-T1004"),
            "A host answers for WPAD, the name at which browsers look for their proxy and which hardly any network has; or for"
                    + " the third of several unrelated names of which DNS had told the asker within two minutes that there are none, as it does for"
                    + " mistyped names and for the random ones that browsers and detectors ask for. Low for WPAD alone; medium where DNS had denied"
                    + " it, or where the host answers for another unrelated name too. From three unrelated names on, local-name-many"
                    + " tells how far it goes.",
            "The question's asker, the answer with protocol and address, and where DNS had denied the name.",
            List.of(
                    "a proxy that is called wpad in NBNS or LLMNR on purpose, and nothing else: low",
                    "a host that is not in DNS and answers for its own name, which is what LLMNR is for: no finding",
                    "a file server with one alias that is not in DNS: no finding"),
            List.of(
                    "See whose machine answers; a workstation that answers for WPAD is compromised or somebody's test.",
                    "Look for HTTP from the asker to that address: it is asking for wpad.dat.",
                    "Block WPAD in DNS, switch automatic proxy discovery, LLMNR and NBNS off."),
            List.of("RFC 4795, 2.1", "RFC 1002, 5.1.1.5", "https://attack.mitre.org/techniques/T1557/001/"));

    private static final int DENIED = 3;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NamesAnswered t, Consumer<Finding> findings) {
        Answered a = t.latest();
        if (!a.isWpad() && a.denied() == null) {
            return;
        }
        List<Answered> names = t.unrelated();
        long denied = names.stream().filter(n -> n.denied() != null).count();
        if (!a.isWpad() && denied < DENIED) {
            return;
        }
        List<String> signs = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        if (a.denied() != null) {
            signs.add("DNS had said that there is none");
            evidence.add(new Evidence(a.denied(), "DNS tells the asker that there is no " + a.base()));
        }
        if (names.size() > 1) {
            signs.add("it answers for " + names.size() + " unrelated names");
        }
        boolean enough = a.isWpad() ? !signs.isEmpty() : names.size() > DENIED;
        if (t.answers() > 1) {
            signs.add("another host answered too");
        }
        Severity severity = enough ? Severity.MEDIUM : Severity.LOW;
        evidence.add(new Evidence(a.asked(), a.asker() + " asks everybody for " + a.name()));
        evidence.add(new Evidence(
                a.where(),
                a.protocol().text() + ": tells " + a.asker() + " that " + a.name() + " is at " + a.address()));
        evidence.sort((x, y) -> Long.compare(x.where().ordinal(), y.where().ordinal()));
        findings.accept(new Finding(
                INFO,
                severity,
                Contest.confidence(severity, signs.size()),
                "name:" + a.base(),
                Mac.text(t.speaker().mac()) + Words.on(t.where().path()) + " tells " + a.asker() + " by "
                        + a.protocol().text() + " that " + a.name() + " is at " + a.address()
                        + (signs.isEmpty() ? "" : ": " + Words.list(signs)),
                "no answer",
                a.address().toString(),
                enough ? new Party(t.speaker().mac(), t.where().sourceIp()) : Party.UNKNOWN,
                enough ? Words.victims(a.asker()) : List.of(),
                evidence,
                "",
                t.where()));
    }
}
