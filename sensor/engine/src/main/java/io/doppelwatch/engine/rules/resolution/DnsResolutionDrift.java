// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.resolution;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Domains;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.ResolutionChange;
import io.doppelwatch.engine.tables.ResolutionChange.Kind;
import java.util.List;
import java.util.function.Consumer;

/** A trusted name without declared addresses, its alias or its zone's name servers turn to something never seen. */
public final class DnsResolutionDrift implements Rule<ResolutionChange> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-resolution-drift",
            1_700_422,
            "A trusted name leads somewhere else than it always did",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "After three answers at least, the same server gives a trusted name, for which the trust file has no addresses, addresses"
                    + " none of which lies in a network (/24 or /48) that it gave before; or its CNAME leads to another domain; or"
                    + " its zone has none of the name servers it had; or its one address turns to another of the same network (low, or"
                    + " medium while the old one was still good by its TTL). Medium where everything was of one piece before, low where the"
                    + " addresses came from two or three networks or the alias stays in its domain, nothing where they vary more."
                    + " With declared addresses name-wrong-address tells what is outside, and nothing is to be told of what is inside.",
            "What that server said before, with its last packet, and what it says now; whether the old was still good by its TTL.",
            List.of(
                    "the service moved: declare a change window, or its addresses",
                    "CDNs, round robin, geo answers: their addresses come from several networks (low or nothing)",
                    "another resolver with another view, as split DNS has: each server's answers are compared with its own",
                    "the zone moved to another DNS provider"),
            List.of(
                    "Ask an authoritative server of the zone for the name.",
                    "Look at the certificate that the new address shows before trusting it.",
                    "Add the service's addresses to the trust file: what is outside of them is then known at once."),
            List.of("RFC 1035", "RFC 2181, 5", "https://attack.mitre.org/techniques/T1557/"));

    private static final int VARIES = 4;

    private final Counters counters;

    DnsResolutionDrift(Counters counters) {
        this.counters = counters;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ResolutionChange t, Consumer<Finding> findings) {
        Severity severity = severity(t);
        if (severity == Severity.INFO
                || t.answersBefore() < Changed.SETTLED
                || t.kind() != Kind.NAME_SERVERS && (!Changed.isTrusted(t) || Changed.isToldElsewhere(t))
                || Changed.isAllowed(t, counters)) {
            return;
        }
        String before = String.join(", ", t.before());
        String what = switch (t.kind()) {
            case ALIAS -> "leads by CNAME to ";
            case NAME_SERVERS -> "is served by ";
            default -> "is at ";
        };
        double sure = severity == Severity.LOW ? 0.2 : t.early() ? 0.65 : 0.5;
        findings.accept(Changed.finding(
                INFO,
                t,
                severity,
                sure,
                t.answer().where().sourceIp() + " says that " + t.name() + " " + what + String.join(", ", t.now())
                        + "; in " + t.answersBefore() + " answers before it was " + before
                        + (t.early() ? ", which was still good by its TTL" : ""),
                before));
    }

    private static Severity severity(ResolutionChange t) {
        return switch (t.kind()) {
            case NAME_SERVERS -> Severity.MEDIUM;
            case ALIAS -> alias(t.before(), t.now().get(0));
            // Within one network a service moves more lightly, and somebody on the same segment stands in for it as
            // lightly.
            case ADDRESS -> t.early() ? Severity.MEDIUM : Severity.LOW;
            case NETWORK ->
                t.networksBefore() >= VARIES ? Severity.INFO : t.networksBefore() > 1 ? Severity.LOW : Severity.MEDIUM;
            case DENIED, APPEARED -> Severity.INFO;
        };
    }

    private static Severity alias(List<String> before, String now) {
        if (before.size() >= VARIES) {
            return Severity.INFO;
        }
        for (String old : before) {
            if (Domains.registrable(old).equals(Domains.registrable(now))) {
                return Severity.LOW;
            }
        }
        return before.size() > 1 ? Severity.LOW : Severity.MEDIUM;
    }
}
