// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.names;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.LocalName;
import io.doppelwatch.engine.tables.LocalName.Kind;
import io.doppelwatch.engine.tables.LocalSpeaker;
import io.doppelwatch.engine.tables.LocalSpeaker.Answered;
import io.doppelwatch.engine.tables.NameContested;
import io.doppelwatch.engine.tables.NamesAnswered;
import java.util.ArrayList;
import java.util.List;

/**
 * How two claims to one name are weighed. That a name has two owners is one ambiguous sign: a host with two cards on one
 * network looks so. What tells two machines apart are further signs: the second goes by another name that the first does not
 * go by; the first gave way and is name-2 now; the second was told that the name is taken; it took back the first one's
 * records; it answers for other names as well; and, for a service, the first claims it still. One makes the finding
 * medium, two make it high. Who probed first, and was told nothing, took a name by the book (RFC 6762, 8.1).
 */
final class Contest {
    private static final long SECOND = 1_000_000_000L;
    private static final long PROBED = 15 * SECOND;
    private static final int MANY = 3;

    private Contest() {}

    static List<String> signs(NameContested t) {
        List<String> signs = new ArrayList<>();
        String claimant = Mac.text(t.claim().mac());
        LocalSpeaker.Own other = t.claimant().goesBy(t.name().label(), t.where().timeNanos());
        if (other != null && (t.former() == null || !t.former().goesByText(other.text()))) {
            signs.add(claimant + " goes by " + other.text());
        }
        LocalSpeaker.Own renamed = t.former() == null
                ? null
                : t.former()
                        .renamedFrom(base(t.name().text()), t.claim().first().timeNanos());
        if (renamed != null) {
            signs.add(Mac.text(t.owner().mac()) + " gave way and is " + renamed.text() + " now");
        }
        if (t.name().probedInVain(t.claim().mac())) {
            signs.add(claimant + " had probed for it and was told that it is taken");
        }
        if (t.name().farewell() != null
                && t.name().farewell().mac() == t.claim().mac()) {
            signs.add(claimant + " said goodbye in the owner's name");
        }
        int many = new NamesAnswered(t.claimant(), answer(t), 1, t.answered(), t.where())
                .unrelated()
                .size();
        if (many >= MANY) {
            signs.add(claimant + " gave the same address for " + many + " unrelated names");
        }
        if (t.name().kind() == Kind.SERVICE && t.claim().isContested()) {
            signs.add(Mac.text(t.owner().mac()) + " claims it still");
        }
        return signs;
    }

    private static Answered answer(NameContested t) {
        return new Answered(
                t.name().protocol(),
                t.name().label(),
                t.name().text(),
                t.claim().address(),
                Ip.NONE,
                t.where(),
                t.where(),
                null,
                true,
                t.where().timeNanos());
    }

    /** True where the claim explains itself and nothing speaks against it. */
    static boolean isExplained(NameContested t) {
        long owner = t.owner().mac();
        long claimant = t.claim().mac();
        // Cards of one machine are numbered one after the other.
        boolean sisters = owner >>> 24 == claimant >>> 24 && Math.abs(owner - claimant) < 16;
        return sisters
                || t.name().probedInPeace(claimant, t.where().timeNanos() - PROBED)
                || t.claimant().isSleepProxy()
                || t.former() != null && t.former().isSleepProxy();
    }

    /** An MCP server found by DNS-SD: what this sensor was made to watch over. */
    static boolean isMcp(LocalName name) {
        return name.kind() == Kind.SERVICE && name.text().contains(LocalName.MCP);
    }

    static Severity severity(Severity alone, int signs) {
        if (signs == 0) {
            return alone;
        }
        return signs > 1 || alone == Severity.MEDIUM ? Severity.HIGH : Severity.MEDIUM;
    }

    static Finding finding(RuleInfo rule, NameContested t, Severity severity, List<String> signs, String what) {
        String name = t.name().text();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.before(
                t.owner().last(),
                Mac.text(t.owner().mac()) + " says that " + name + " is at "
                        + t.owner().text() + ", " + t.owner().times() + " times so far"));
        evidence.add(new Evidence(
                t.where(),
                Mac.text(t.claim().mac()) + " says that it is at " + t.claim().text()));
        boolean named = severity.atLeast(Severity.MEDIUM);
        return new Finding(
                rule,
                severity,
                confidence(severity, signs.size()),
                (t.name().kind() == Kind.SERVICE ? "service:" : "name:") + name,
                t.name().protocol().text() + " name " + name
                        + Words.on(t.where().path()) + ' ' + what + ": "
                        + t.owner().text() + " (" + Mac.text(t.owner().mac()) + ") and "
                        + t.claim().text() + " ("
                        + Mac.text(t.claim().mac()) + ')' + (signs.isEmpty() ? "" : "; " + Words.list(signs)),
                t.owner().text(),
                t.claim().text(),
                named ? new Party(t.claim().mac(), t.where().sourceIp()) : Party.UNKNOWN,
                named ? victims(t) : List.of(),
                evidence,
                "",
                t.where());
    }

    private static List<Ip> victims(NameContested t) {
        for (Answered a : t.answered()) {
            if (a.label() == t.name().label()) {
                return Words.victims(a.asker());
            }
        }
        return List.of();
    }

    static double confidence(Severity severity, int signs) {
        return switch (severity) {
            case HIGH -> Math.min(0.97, 0.83 + 0.04 * signs);
            case MEDIUM -> 0.6;
            case LOW -> 0.3;
            case INFO -> 0.1;
        };
    }

    private static String base(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
