// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Binding.How;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.trust.TrustIndex;
import io.doppelwatch.engine.trust.VirtualMac;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** ARP replies to one host that nobody was seen to ask for, again and again, or to two hosts about each other. */
public final class ArpUnsolicitedReply implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-unsolicited-reply",
            1_700_002,
            "A host is told again and again who holds an address, without having asked",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "Three or more unicast ARP replies within a minute for one address, to which no request was seen in the five seconds"
                    + " before. Low by itself; medium where the sender also holds an address of its own, or the address is contested or"
                    + " named in the trust file. Medium at the first pair of replies in which one MAC tells two hosts that it is the"
                    + " other, high when it repeats that. Announcements to everybody do not count.",
            "The replies with their packets, the host that was told, the address that was claimed.",
            List.of(
                    "a capture that shows only one direction, or lost the requests (then nothing is said until requests were seen)",
                    "redundancy daemons that refresh caches by unicast",
                    "bonded cards that share out their clients by unicast replies (Linux balance-alb): low, as their MACs are neighbours",
                    "proxy ARP between two segments"),
            List.of(
                    "Compare the ARP cache of the host that was told with the true MAC of the address.",
                    "Find the switch port of the sender; flush the entry on the host that was told."),
            List.of("RFC 826", "RFC 5227, 1.2.1", "https://attack.mitre.org/techniques/T1557/002/"));

    private static final long MINUTE = 60_000_000_000L;

    private final TrustIndex trust;

    public ArpUnsolicitedReply(TrustIndex trust) {
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
        if (t.how() != How.UNASKED_REPLY || trust.macsOf(ip).contains(mac) || trust.isGroupMac(ip, mac)) {
            return;
        }
        int times = t.claimant().unaskedSince(ip, t.nanos() - MINUTE);
        Severity severity;
        if (t.mirror() != null) {
            // That it says both is seen, whoever may have asked.
            severity = t.claimant().claimedUnaskedSince(ip, t.nanos() - MINUTE) >= 2 ? Severity.HIGH : Severity.MEDIUM;
        } else if (t.sure() && times >= 3) {
            boolean contested = ArpSigns.isContested(t) || trust.isTrusted(ip);
            boolean other = t.claimant().holdsOther(ip, t.nanos() - 60 * MINUTE);
            severity = (contested || other) && !VirtualMac.isVirtual(mac) ? Severity.MEDIUM : Severity.LOW;
        } else {
            return;
        }
        findings.accept(finding(t, severity, times));
    }

    private static Finding finding(BindingSeen t, Severity severity, int times) {
        Ip ip = t.binding().ip();
        String who = Mac.text(t.seen().senderMac());
        Host.Unasked mirror = t.mirror();
        List<Evidence> evidence = new ArrayList<>();
        if (mirror != null) {
            evidence.add(new Evidence(
                    mirror.where(), "unasked reply to " + mirror.told() + ": " + mirror.claimed() + " is at " + who));
        }
        evidence.add(new Evidence(
                t.seen().where(), "unasked reply to " + t.seen().targetIp() + ": " + ip + " is at " + who));
        String on = Words.on(t.seen().where().path());
        String signature = mirror == null
                ? who + on + " told " + t.seen().targetIp() + " " + times + " times within a minute that it is " + ip
                        + ", and nobody asked"
                : who + on + " told " + mirror.told() + " that it is " + mirror.claimed() + " and "
                        + t.seen().targetIp() + " that it is " + ip + ", and neither asked";
        List<Ip> victims = new ArrayList<>(Words.victims(t.seen().targetIp()));
        if (mirror != null) {
            victims.addAll(Words.victims(mirror.told()));
        }
        return new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.95 : severity == Severity.MEDIUM ? 0.7 : 0.3,
                Words.ip(ip),
                signature,
                "a request from " + t.seen().targetIp() + " first",
                "unasked replies from " + who,
                severity == Severity.LOW ? Finding.Party.UNKNOWN : Words.party(t.claimant()),
                victims,
                evidence,
                "",
                t.seen().where());
    }
}
