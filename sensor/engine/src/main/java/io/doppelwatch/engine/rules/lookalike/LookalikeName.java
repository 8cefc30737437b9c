// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.lookalike;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.lookalike.Likeness;
import io.doppelwatch.engine.lookalike.Likeness.Kind;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.LookalikeSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A name that looks like a trusted one resolves, and somebody connects to it. */
public final class LookalikeName implements Rule<LookalikeSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "lookalike-name",
            1_700_601,
            "A name that looks like a trusted one was used",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.5,
            Incident.Phase.CONNECTION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A name outside of every trusted name's own domain was given an address, or a TLS server answered for it, and it looks"
                    + " like a name of the trust file: the same to the eye (letters of other scripts by UTS 39, digits for"
                    + " letters, rn for m), the same but for hyphens and dots, one letter more, less, other or swapped in the registered"
                    + " label, the whole trusted name before another domain, or the same under another suffix. Low when it"
                    + " resolves; medium when somebody then connects to it as well, except for another suffix, which stays low."
                    + " Each name is judged once. Without services in the trust file there is nothing to look like.",
            "The name as sent and as a reader sees it, the trusted name, the answer with its address, and the handshake.",
            List.of(
                    "your own name under another suffix or spelling, or a regional one: list one name of that domain under aliases",
                    "another firm with a name one letter away",
                    "other hosts of the trusted name's own domain, numbered or not (never told)",
                    "labels of fewer than five or six letters, numbers that differ (never told)",
                    "search lists that put a local suffix behind a name (never told)"),
            List.of(
                    "Look up who registered the name and since when.",
                    "Ask the user of the client what link or configuration brought it there; look for it in MCP client configurations.",
                    "Block the name at the resolver; list it under aliases where it is yours."),
            List.of(
                    "UTS 39, 4 (confusable detection)",
                    "RFC 5891",
                    "RFC 8324, 5",
                    "https://attack.mitre.org/techniques/T1583/001/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(LookalikeSeen t, Consumer<Finding> findings) {
        Likeness likeness = t.likeness();
        boolean used = t.resolved() != null && t.connected() != null;
        boolean grave = used && likeness.kind() != Kind.OTHER_SUFFIX;
        String shown = likeness.shown().equals(t.name()) ? "" : " (shown as " + likeness.shown() + ")";
        List<Evidence> evidence = new ArrayList<>();
        if (t.resolved() != null) {
            evidence.add(new Evidence(t.resolved(), t.name() + " is at " + t.address()));
        }
        if (t.connected() != null) {
            evidence.add(new Evidence(
                    t.connected(),
                    t.connected().destinationIp() + " answers " + t.connected().sourceIp() + " as " + t.name()));
        }
        findings.accept(new Finding(
                INFO,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.5 : 0.25,
                "name:" + t.name(),
                t.client() + (t.connected() != null ? " connects to " : " is told where to find ") + t.name() + shown
                        + ", which " + likeness.kind().words() + ": the trusted name is " + likeness.trusted(),
                likeness.trusted(),
                t.name(),
                grave ? new Party(Mac.NONE, server(t)) : Party.UNKNOWN,
                grave ? Words.victims(t.client()) : List.of(),
                evidence,
                "",
                t.where()));
    }

    /** Who stands there for the name. */
    private static Ip server(LookalikeSeen t) {
        return t.connected() == null ? t.address() : t.connected().destinationIp();
    }
}
