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

/** The address of a redundancy group is answered for by a MAC that is not the group's. */
public final class ArpVirtualAddress implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-virtual-address",
            1_700_107,
            "A redundancy group's virtual address is answered for by a MAC that is not the group's",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "An address that was held by a virtual MAC of VRRP, HSRP, GLBP or CARP, or by a router whose hellos share it, heard within the"
                    + " last minute, is claimed by a MAC that is neither. Where hellos were heard, they say which MACs are the group's."
                    + " What is trusted is the pair of virtual address and virtual MAC as it was seen or declared, never a MAC's prefix alone: any"
                    + " machine can use the prefix. Low for an announcement or a request; medium for a reply to one host; high where that reply"
                    + " came unasked and the claimant holds another address of its own.",
            "The last word of the virtual MAC, and the claim of the other.",
            List.of(
                    "a member set to use its own MAC (HSRP use-bia, VRRP without virtual MAC) after a change of configuration",
                    "a fail-over to a member that announces its own MAC: name the address under network.redundancy",
                    "a member that asks from the virtual address by its own MAC"),
            List.of(
                    "Ask each router of the group which one is active and by which MAC it answers.",
                    "If the claimant is none of them, find its switch port and shut it.",
                    "Declare the group under network.redundancy, with its protocol and number."),
            List.of("RFC 9568, 7.1 and 7.3", "RFC 2281, 6", "https://attack.mitre.org/techniques/T1557/002/"));

    private static final long MINUTE = 60_000_000_000L;

    private final TrustIndex trust;

    public ArpVirtualAddress(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(BindingSeen t, Consumer<Finding> findings) {
        Ip ip = t.binding().ip();
        long mac = t.seen().senderMac();
        Holder before = t.before();
        if (before == null
                || !t.changed()
                || !isGroups(t, before)
                || ArpSigns.isShared(t, mac)
                || t.silenceNanos() >= MINUTE
                || trust.macsOf(ip).contains(mac)
                || trust.isGroupMac(ip, mac)) {
            return;
        }
        boolean told = t.how() == How.REPLY || t.how() == How.UNASKED_REPLY;
        // A declared group, or one whose active router has fallen silent, may well fail over to a member's own MAC.
        if (!told && (trust.isRedundant(ip) || t.group() != null && !ArpSigns.isHeld(t))) {
            return;
        }
        boolean other = t.claimant().holdsOther(ip, t.nanos() - 60 * MINUTE);
        Severity severity = !told
                ? Severity.LOW
                : t.how() == How.UNASKED_REPLY && t.sure() && other ? Severity.HIGH : Severity.MEDIUM;
        boolean named = severity == Severity.HIGH;
        findings.accept(new Finding(
                INFO,
                severity,
                named ? 0.95 : told ? 0.6 : 0.3,
                Words.ip(ip),
                "virtual address " + ip + Words.on(t.seen().where().path()) + " of " + Mac.text(before.mac())
                        + ", heard " + Words.span(t.silenceNanos()) + " before, is claimed by " + Mac.text(mac)
                        + ", which is not of the group"
                        + (named ? " and holds " + t.claimant().own() : ""),
                Mac.text(before.mac()),
                Mac.text(mac),
                named ? Words.party(t.claimant()) : Party.UNKNOWN,
                told ? Words.victims(t.seen().targetIp()) : List.of(),
                List.of(
                        Evidence.before(before.last(), Mac.text(before.mac()) + " held it"),
                        new Evidence(t.seen().where(), "claim: " + ip + " is at " + Mac.text(mac))),
                "",
                t.seen().where()));
    }

    private static boolean isGroups(BindingSeen t, Holder before) {
        return before.how() != How.TRAFFIC && ArpSigns.isShared(t, before.mac());
    }
}
