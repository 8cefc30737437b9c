// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Answer;
import io.doppelwatch.engine.tables.AnswersDiffer;
import io.doppelwatch.engine.tables.Oddity;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One question got two answers that say different things. */
public final class DnsConflictingAnswers implements Rule<AnswersDiffer> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-conflicting-answers",
            1_700_011,
            "One DNS question got two different answers",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "Within five seconds of the first answer to a question (same addresses, ports, id and name) another comes whose response"
                    + " code or set of records differs; TTLs and order do not count. High where a second sign tells which is"
                    + " forged: it came from another MAC than the question was sent to, its IP TTL is none that server's answers had,"
                    + " its sender had replied to ARP unasked, it came faster than that server can answer, it does not keep the"
                    + " question's letter case, or it contradicts the trust file. NXDOMAIN and an address are two answers like any"
                    + " other; a resolver that turns every NXDOMAIN into an address contradicts nothing and is not told. Medium where the addresses have"
                    + " nothing in common and nothing ordinary explains it. Low otherwise.",
            "Both answers with packet, records, IP TTL, IP id and source MAC, the time between them, which looks forged and why.",
            List.of(
                    "a client that asked twice and was answered twice, by a name with rotating addresses (then nothing is said)",
                    "an error answer followed by a good one",
                    "two addresses of one network, or an answer that is part of the other",
                    "a firewall that rewrites answers, seen on both of its sides"),
            List.of(
                    "Ask the resolver again from another host and see which answer it gives.",
                    "Flush the caches of the clients that asked; look where they connected to next."),
            List.of(
                    "RFC 5452, 9",
                    "Duan and others, Hold-On: Protecting Against On-Path DNS Poisoning, SATIN 2012",
                    "https://attack.mitre.org/techniques/T1557/"));

    private static final String OTHER_MAC = "came from another MAC than the question was sent to";

    /** Which of the two looks forged, if any, and why. */
    private record Verdict(int forged, List<String> reasons, boolean strong) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswersDiffer t, Consumer<Finding> findings) {
        Verdict verdict = verdict(t);
        Severity severity = severity(t, verdict);
        if (severity != Severity.INFO) {
            findings.accept(finding(t, verdict, severity));
        }
    }

    private static Verdict verdict(AnswersDiffer t) {
        List<String> reasons = new ArrayList<>();
        int[] votes = new int[2];
        boolean strong = false;
        Where a = t.first().where();
        Where b = t.second().where();
        if (a.sourceMac() != b.sourceMac() && a.sourceMac() != Mac.NONE && b.sourceMac() != Mac.NONE) {
            boolean aAsked = t.transaction().askedOf(a.sourceMac());
            boolean bAsked = t.transaction().askedOf(b.sourceMac());
            if (aAsked != bAsked) {
                votes[aAsked ? 1 : 0] += 4;
                reasons.add(OTHER_MAC);
                strong = true;
            } else if (t.resolver() != null && t.resolver().answers() > 0) {
                boolean aKnown = t.resolver().mac() == a.sourceMac();
                if (aKnown != (t.resolver().mac() == b.sourceMac())) {
                    votes[aKnown ? 1 : 0] += 2;
                    reasons.add("came from another MAC than that server's answers before");
                }
            }
            boolean aSpoofs = t.firstCarrier() != null && t.firstCarrier().unaskedCount() > 0;
            boolean bSpoofs = t.secondCarrier() != null && t.secondCarrier().unaskedCount() > 0;
            if (aSpoofs != bSpoofs) {
                votes[aSpoofs ? 0 : 1] += 3;
                reasons.add("came from a MAC that replied to ARP unasked");
                strong = true;
            }
        }
        if (t.resolver() != null
                && t.resolver().isStrangeTtl(a.ttl()) != t.resolver().isStrangeTtl(b.ttl())) {
            votes[t.resolver().isStrangeTtl(a.ttl()) ? 0 : 1] += 2;
            reasons.add("its IP TTL is none that server's answers had ("
                    + t.resolver().ttls() + ")");
        }
        oddities(t, votes, reasons);
        if (t.service() != null && !t.service().addresses().isEmpty()) {
            boolean aGood = allowed(t.service(), t.first());
            if (aGood != allowed(t.service(), t.second())) {
                votes[aGood ? 1 : 0] += 3;
                reasons.add("its address is not one the trust file gives to "
                        + t.service().name());
                strong = true;
            }
        }
        // Signs that point both ways tell nothing.
        int forged = votes[0] > 0 && votes[1] > 0 || votes[0] == votes[1] ? -1 : votes[0] > votes[1] ? 0 : 1;
        return new Verdict(forged, reasons, strong);
    }

    /** Lesser signs: each weighs less than the way an answer came. */
    private static void oddities(AnswersDiffer t, int[] votes, List<String> reasons) {
        boolean aCase = (t.firstOddities() & Oddity.LETTER_CASE) != 0;
        boolean bCase = (t.secondOddities() & Oddity.LETTER_CASE) != 0;
        if (aCase != bCase) {
            votes[aCase ? 0 : 1] += 2;
            reasons.add("does not keep the question's letter case, as that server's answers do");
        }
        if ((t.firstOddities() & Oddity.FAST) != 0) {
            votes[0] += 2;
            reasons.add("came faster than that server can answer");
        }
        if (t.resolver() != null) {
            boolean aId = t.resolver().isStrangeId(t.first().where().ipId());
            if (aId != t.resolver().isStrangeId(t.second().where().ipId())) {
                votes[aId ? 0 : 1] += 1;
                reasons.add("its IP id is off that server's pattern ("
                        + t.resolver().idPattern() + ")");
            }
        }
        if ((t.firstOddities() & Oddity.RECORD_TTL) != 0) {
            votes[0] += 1;
            reasons.add("may be cached for absurdly long");
        }
    }

    private static boolean allowed(Trust.Service service, Answer answer) {
        for (Ip ip : answer.addresses()) {
            if (!TrustIndex.mayBeAt(service, ip)) {
                return false;
            }
        }
        return true;
    }

    private static Severity severity(AnswersDiffer t, Verdict v) {
        boolean ordinary = ordinary(t);
        boolean apart = apart(t);
        if (v.forged >= 0 && v.strong) {
            return t.first().sharesAddress(t.second()) ? Severity.MEDIUM : Severity.HIGH;
        }
        if (v.forged >= 0 && !ordinary) {
            return apart ? Severity.HIGH : Severity.MEDIUM;
        }
        boolean otherWay = t.first().where().sourceMac() != t.second().where().sourceMac()
                || Math.abs(t.first().where().ttl() - t.second().where().ttl()) > 1;
        if (ordinary) {
            return v.forged >= 0 || otherWay ? Severity.LOW : Severity.INFO;
        }
        return apart ? Severity.MEDIUM : Severity.LOW;
    }

    /** What a resolver and its client do to each other without anybody's help. */
    private static boolean ordinary(AnswersDiffer t) {
        Answer a = t.first();
        Answer b = t.second();
        return t.transaction().queries() > 1
                || a.truncated()
                || b.truncated()
                || a.fault()
                || b.fault()
                || failed(a)
                || failed(b)
                || a.sharesAddress(b);
    }

    private static boolean failed(Answer a) {
        return a.rcode() != DnsCodes.NOERROR && a.rcode() != DnsCodes.NXDOMAIN;
    }

    /** True where the two lead to places with nothing in common: not one network, or one leads nowhere. */
    private static boolean apart(AnswersDiffer t) {
        Answer a = t.first();
        Answer b = t.second();
        if (a.addresses().isEmpty() || b.addresses().isEmpty()) {
            return a.rcode() != b.rcode()
                    && (!a.addresses().isEmpty() || !b.addresses().isEmpty());
        }
        Set<Ip> networks = new HashSet<>();
        for (Ip ip : a.addresses()) {
            networks.add(network(ip));
        }
        for (Ip ip : b.addresses()) {
            if (networks.contains(network(ip))) {
                return false;
            }
        }
        return true;
    }

    /** The /24 or /48 of an address. */
    private static Ip network(Ip ip) {
        return ip.isV4() ? new Ip(ip.high(), ip.low() & ~0xffL) : new Ip(ip.high() & ~0xffffL, 0);
    }

    private static Finding finding(AnswersDiffer t, Verdict v, Severity severity) {
        Answer forged = v.forged == 0 ? t.first() : t.second();
        Answer other = v.forged == 0 ? t.second() : t.first();
        Where last = t.second().where();
        long apart = Math.abs(last.timeNanos() - t.first().where().timeNanos());
        String which = v.forged < 0
                ? "undetermined which is forged"
                : (v.forged == 0 ? "the first" : "the second") + " looks forged: it " + Words.list(v.reasons);
        List<Evidence> evidence = new ArrayList<>();
        Where query = t.transaction().query();
        evidence.add(new Evidence(
                query,
                t.transaction().client() + " asks " + t.transaction().server() + " by way of "
                        + Mac.text(query.destinationMac())));
        evidence.add(new Evidence(t.first().where(), "first answer: " + DnsWords.answer(t.first())));
        evidence.add(new Evidence(
                last, "second answer, " + Words.span(apart) + " after the first: " + DnsWords.answer(t.second())));
        String name = t.service() != null ? t.service().name() : t.first().name();
        return new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? (v.strong ? 0.97 : 0.88) : severity == Severity.MEDIUM ? 0.55 : 0.2,
                "name:" + name,
                "two answers to one question of " + t.transaction().client() + " for "
                        + t.first().name() + " "
                        + DnsCodes.type(t.first().type()) + ", " + Words.span(apart) + " apart: "
                        + t.first().text() + " and "
                        + t.second().text() + "; " + which,
                other.text(),
                forged.text(),
                attacker(t, v, severity),
                severity.atLeast(Severity.MEDIUM) ? List.of(t.transaction().client()) : List.of(),
                evidence,
                "",
                last);
    }

    /** Who sent the forged answer, where its MAC is not the way the question went: a forger may borrow that one. */
    private static Party attacker(AnswersDiffer t, Verdict v, Severity severity) {
        if (v.forged < 0 || !severity.atLeast(Severity.MEDIUM)) {
            return Party.UNKNOWN;
        }
        Answer forged = v.forged == 0 ? t.first() : t.second();
        Answer other = v.forged == 0 ? t.second() : t.first();
        long mac = forged.where().sourceMac();
        if (mac == Mac.NONE || mac == other.where().sourceMac()) {
            return Party.UNKNOWN;
        }
        var host = v.forged == 0 ? t.firstCarrier() : t.secondCarrier();
        return host == null ? new Party(mac, Ip.NONE) : Words.party(host);
    }
}
