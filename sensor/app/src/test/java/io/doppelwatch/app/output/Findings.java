// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.observe.Where;
import java.util.List;

/** Findings and incidents for tests, shaped like the contract's example. */
final class Findings {
    static final RuleInfo RULE = new RuleInfo(
            "dns-conflicting-answers",
            1_700_099,
            "Two different answers to one query",
            "Potential identity impersonation",
            Severity.HIGH,
            0.9,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "Two responses match one query and disagree.",
            "Both responses, and the query.",
            List.of("a resolver that rotates addresses answered twice", "a load balancer answered from two pools"),
            List.of("Find out who sent the second answer."),
            List.of("RFC 5452, 9.1"));

    private Findings() {}

    static Finding conflictingAnswers() {
        Where where = Wheres.file(
                814,
                Wheres.NOON + 1_800_000,
                io.doppelwatch.engine.net.Path.NONE,
                "10.77.0.53",
                53,
                "10.77.0.21",
                40000,
                17);
        return new Finding(
                RULE,
                Severity.HIGH,
                0.97,
                "name:analytics-hub.corp.test",
                "Two different answers for analytics-hub.corp.test",
                "10.77.0.10",
                "10.77.0.66",
                new Finding.Party(Wheres.IMPOSTOR_MAC, Wheres.ip("10.77.0.66")),
                List.of(Wheres.ip("10.77.0.21")),
                List.of(new Finding.Evidence(where, "second answer, 1.8 ms after the first")),
                "I-20261124-0007",
                where);
    }

    /** With the attacker's own text wherever a wire or a file name can put it. */
    static Finding hostile() {
        String evil = "\u001b[2J\u202e\ud800\"\\\n\u0000\u0430";
        Where where = Wheres.link(1);
        return new Finding(
                RULE,
                Severity.LOW,
                1.0 / 3,
                evil,
                evil,
                evil,
                evil,
                Finding.Party.UNKNOWN,
                List.of(),
                List.of(new Finding.Evidence(where, evil)),
                "",
                where);
    }

    static Incident incident(Finding... findings) {
        Finding last = findings[findings.length - 1];
        return new Incident(
                "I-20261124-0007",
                last.severity(),
                last.subject(),
                List.of(Incident.Phase.DISCOVERY, Incident.Phase.IMPERSONATION),
                "A forged DNS answer came before the true one",
                List.of(new Incident.Entry(last.where(), last.signature())),
                last.victims(),
                List.of(last.attacker()),
                List.of(findings),
                List.of("T1557", "SAFE-T1004"),
                List.of("Block 02:00:00:00:00:66 at its switch port", "Flush the DNS cache of 10.77.0.21"));
    }
}
