// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.names;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.LocalSpeaker.Answered;
import io.doppelwatch.engine.tables.NamesAnswered;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One host answers for whatever is asked: Responder, Inveigh and their like. */
public final class LocalNameMany implements Rule<NamesAnswered> {
    public static final RuleInfo INFO = new RuleInfo(
            "local-name-many",
            1_700_504,
            "One host answers for many unrelated names",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.9,
            Incident.Phase.IMPERSONATION,
            List.of("T1557", "T1557.001"),
            List.of("SAFE-T1004"),
            "Within ten minutes a host gave one and the same address for three or more unrelated names that others asked everybody for, by"
                    + " LLMNR, NBNS or mDNS, and that it never announced, probed for or registered as its own. An honest host answers"
                    + " for what it is called; a poisoner (Responder, Inveigh) answers for whatever is mistyped. High where WPAD is"
                    + " among the names, or one that somebody else owns, or six that DNS had said do not exist; medium for four of"
                    + " those; low for five names or more with none of that.",
            "The first answer for each name with protocol, asker and packet, and where DNS had denied the name.",
            List.of(
                    "a host with aliases (Samba's netbios aliases, container hosts that publish many names): low",
                    "a WINS server or proxy: it gives each name's own address, and answers those who ask it, not everybody",
                    "a reflector between segments or a sleep proxy: each name has its own address",
                    "the same names in three protocols, or name and name-2: counted once"),
            List.of(
                    "Take the host off the network and see what runs on it.",
                    "Reset the passwords of those who asked: their machines offered it an NTLM response or more.",
                    "Switch LLMNR and NBNS off by group policy; block WPAD in DNS."),
            List.of(
                    "RFC 4795, 5.2",
                    "RFC 1002, 5.1.1.5",
                    "https://attack.mitre.org/techniques/T1557/001/",
                    "https://github.com/lgandx/Responder"));

    private static final int SOME = 3;
    private static final int DENIED_SOME = 4;
    private static final int MANY = 5;
    private static final int DENIED_MANY = 6;
    private static final int TOLD = 14;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NamesAnswered t, Consumer<Finding> findings) {
        if (t.answered().size() < SOME) {
            return;
        }
        List<Answered> names = t.unrelated();
        if (names.size() < SOME) {
            return;
        }
        List<String> signs = new ArrayList<>();
        int denied = 0;
        boolean wpad = false;
        Answered taken = null;
        for (Answered a : names) {
            denied += a.denied() == null ? 0 : 1;
            wpad |= a.isWpad();
            taken = a.taken() ? a : taken;
        }
        if (wpad) {
            signs.add("WPAD is among them");
        }
        if (taken != null) {
            signs.add(taken.name() + " is somebody else's");
        }
        if (denied >= DENIED_SOME) {
            signs.add("DNS had denied " + denied + " of them");
        }
        Severity severity = severity(names.size(), denied, wpad || taken != null);
        if (severity != Severity.INFO) {
            findings.accept(finding(t, names, severity, signs));
        }
    }

    private static Severity severity(int names, int denied, boolean sign) {
        if (sign || denied >= DENIED_MANY) {
            return Severity.HIGH;
        }
        if (denied >= DENIED_SOME) {
            return Severity.MEDIUM;
        }
        return names >= MANY ? Severity.LOW : Severity.INFO;
    }

    private static Finding finding(NamesAnswered t, List<Answered> names, Severity severity, List<String> signs) {
        List<Evidence> evidence = new ArrayList<>();
        TreeSet<Ip> victims = new TreeSet<>();
        TreeSet<String> protocols = new TreeSet<>();
        for (Answered a : names) {
            if (evidence.size() < TOLD) {
                evidence.add(new Evidence(
                        a.where(),
                        a.protocol().text() + ": tells " + a.asker() + " that " + a.name() + " is at " + a.address()));
            }
            victims.addAll(Words.victims(a.asker()));
            protocols.add(a.protocol().text());
        }
        String mac = Mac.text(t.speaker().mac());
        List<String> texts = names.stream().limit(MANY).map(Answered::base).toList();
        return new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.95 : Contest.confidence(severity, signs.size()),
                Words.ip(t.latest().address()),
                mac + Words.on(t.where().path()) + " answers for " + names.size() + " unrelated names by "
                        + Words.list(List.copyOf(protocols)) + " with "
                        + t.latest().address() + ", "
                        + String.join(", ", texts) + (names.size() > MANY ? " and more" : "")
                        + (signs.isEmpty() ? "" : ": " + Words.list(signs)),
                "answers for its own name",
                names.size() + " names",
                severity.atLeast(Severity.MEDIUM)
                        ? new Party(t.speaker().mac(), t.where().sourceIp())
                        : Party.UNKNOWN,
                severity.atLeast(Severity.MEDIUM) ? List.copyOf(victims) : List.of(),
                evidence,
                "",
                t.where());
    }
}
