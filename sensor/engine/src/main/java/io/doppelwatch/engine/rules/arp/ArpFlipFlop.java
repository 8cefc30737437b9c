// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

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
import io.doppelwatch.engine.tables.Binding.Holder;
import io.doppelwatch.engine.tables.Binding.How;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** Two MACs take turns at one address, and neither does what only a spoofer does. */
public final class ArpFlipFlop implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-flip-flop",
            1_700_101,
            "Two MACs take turns at holding one IP address",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "An address comes back to a MAC that had lost it, for the second time or more within five minutes, while the other was"
                    + " heard within the last minute; or the first time already, where its older holder announces it again within a second"
                    + " of the other's announcement: that is how an owner that is still there defends itself (RFC 5227, 2.4), and no"
                    + " fail-over. Medium; low where the MACs are cards of one machine, one of them is the virtual"
                    + " MAC of a redundancy group, or both answer each question when asked (ARP flux). Where one of the two replied unasked, arp-binding-changed names it and this rule is silent."
                    + " Who is right is not said: taking turns looks the same from both sides.",
            "The last claims of both MACs and how often the address came back.",
            List.of(
                    "one address configured on two machines by mistake: the commonest cause by far",
                    "a cluster in split brain, both halves active",
                    "bonded cards that balance by answering with different MACs, or two cards on one network (ARP flux)",
                    "a spoofer that announces, and an owner that defends itself (RFC 5227, 2.4)"),
            List.of(
                    "Find the switch ports of both MACs; two machines on two ports is a conflict, one machine is bonding.",
                    "Ask both owners, or the DHCP server, who was given the address.",
                    "If it is a cluster, check that its members hear each other, and declare the address under network.redundancy."),
            List.of("RFC 5227, 2.4", "https://linux-ip.net/html/ether-arp.html"));

    private static final long MINUTE = 60_000_000_000L;

    /** An owner defends its address at once (RFC 5227, 2.4); a spare that hands an address back has held it for longer. */
    private static final long DEFENCE = 1_000_000_000L;

    /** Two answers to one question come within this. */
    private static final long FLUX = 1_000_000_000L;

    private final TrustIndex trust;

    public ArpFlipFlop(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(BindingSeen t, Consumer<Finding> findings) {
        Holder before = t.before();
        if (before == null || !t.changed() || t.earlier() == null || t.silenceNanos() >= MINUTE) {
            return;
        }
        Ip ip = t.binding().ip();
        long mac = t.seen().senderMac();
        int returns = t.binding().returnsSince(t.nanos() - 5 * MINUTE);
        boolean known = !trust.macsOf(ip).isEmpty() || trust.isGroupMac(ip, mac) || t.byRouter();
        boolean defended = returns >= 1 && isDefence(t, before, t.earlier());
        if (returns < 2 && !defended || known || ArpSigns.suspect(t) != null) {
            return;
        }
        // Two cards of one host on one network both answer each question, when asked (ARP flux).
        Severity severity = bothAnswer(t, before) || ArpSigns.isOrdinary(t) ? Severity.LOW : Severity.MEDIUM;
        String one = Mac.text(before.mac());
        String other = Mac.text(mac);
        findings.accept(new Finding(
                INFO,
                severity,
                severity == Severity.LOW ? 0.3 : 0.5,
                Words.ip(ip),
                ip + Words.on(t.seen().where().path()) + " flip flop between " + one + " and " + other
                        + (defended
                                ? ": " + other + " defended it " + Words.span(t.silenceNanos())
                                        + " after the other's claim"
                                : ": it came back " + returns + " times within 5 min, the last time after "
                                        + Words.span(t.silenceNanos()))
                        + "; who is right is undetermined",
                one,
                other,
                Party.UNKNOWN,
                List.of(),
                List.of(
                        Evidence.before(before.last(), one + " held it, " + before.packets() + " ARP packets so far"),
                        new Evidence(t.seen().where(), other + " takes it back")),
                "",
                t.seen().where()));
    }

    private static boolean isDefence(BindingSeen t, Holder taker, Holder owner) {
        return t.how() == How.ANNOUNCEMENT
                && taker.how() == How.ANNOUNCEMENT
                && owner.first().timeNanos() < taker.first().timeNanos()
                && t.silenceNanos() < DEFENCE;
    }

    private static boolean bothAnswer(BindingSeen t, Holder before) {
        Holder earlier = t.earlier();
        if (earlier == null || t.how() != How.REPLY || before.how() != How.REPLY) {
            return false;
        }
        long now = Math.abs(t.nanos() - before.last().timeNanos());
        long last = Math.abs(before.last().timeNanos() - earlier.last().timeNanos());
        return Math.min(now, last) < FLUX;
    }
}
