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
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.trust.VirtualMac;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The frame comes from another MAC than the ARP packet in it says. */
public final class ArpSourceMismatch implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-source-mismatch",
            1_700_003,
            "An ARP packet was sent by another machine than it says",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.4,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "The Ethernet source differs from the ARP sender's MAC. Low by itself. Medium where both MACs have claimed the address"
                    + " the packet speaks of: a spoofer that puts back what it took, or speaks for its victim. Virtual MACs of redundancy groups are left out.",
            "The packet, both MACs, and the sender's own earlier claim to the address.",
            List.of(
                    "wireless bridges, access points and hypervisors that put their own MAC on the frame",
                    "load balancers that share an address, proxy ARP"),
            List.of("Find the switch port of the Ethernet source.", "See whether that machine bridges for others."),
            List.of("RFC 826", "https://attack.mitre.org/techniques/T1557/002/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(BindingSeen t, Consumer<Finding> findings) {
        long frame = t.seen().where().sourceMac();
        long sender = t.seen().senderMac();
        if (frame == Mac.NONE
                || frame == sender
                || Mac.isGroup(frame)
                || VirtualMac.isVirtual(frame)
                || VirtualMac.isVirtual(sender)) {
            return;
        }
        Ip ip = t.binding().ip();
        // Both have claimed the address: what one says for the other is put back, or spoken in its stead.
        Holder own = t.earlier() == null ? null : t.binding().claimOf(frame);
        List<Evidence> evidence = new ArrayList<>();
        if (own != null) {
            evidence.add(Evidence.before(own.last(), Mac.text(frame) + " claimed " + ip + " for itself"));
        }
        evidence.add(new Evidence(
                t.seen().where(), "sent by " + Mac.text(frame) + ", says " + ip + " is at " + Mac.text(sender)));
        findings.accept(new Finding(
                INFO,
                own != null ? Severity.MEDIUM : Severity.LOW,
                own != null ? 0.8 : 0.3,
                Words.ip(ip),
                "ethernet mismatch: " + Mac.text(frame)
                        + Words.on(t.seen().where().path()) + " says for "
                        + Mac.text(sender) + " that it holds " + ip
                        + (own != null ? ", which it claimed for itself before" : ""),
                Mac.text(sender),
                Mac.text(frame),
                own != null && t.carrier() != null ? Words.party(t.carrier()) : Party.UNKNOWN,
                own != null ? Words.victims(t.seen().targetIp()) : List.of(),
                evidence,
                "",
                t.seen().where()));
    }
}
