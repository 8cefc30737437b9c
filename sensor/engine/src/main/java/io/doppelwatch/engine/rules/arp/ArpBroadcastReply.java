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
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** A reply that answers nobody in particular and tells everybody. */
public final class ArpBroadcastReply implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-broadcast-reply",
            1_700_104,
            "An ARP reply was sent to everybody",
            "Adversary-in-the-Middle",
            Severity.LOW,
            0.2,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "An ARP reply to the broadcast MAC whose sender and target address differ. RFC 5227, 2.6 allows it, and RFC 3927, 2.5 demands it in"
                    + " 169.254/16, which is left out here. Low where it takes the address from another MAC that was heard within the last minute, info"
                    + " otherwise. Some cache poisoners send them, since one frame reaches every host.",
            "The reply, and the last word of whoever held the address.",
            List.of(
                    "hosts that defend or announce by broadcast replies (RFC 5227, 2.6)",
                    "redundancy daemons and hypervisors that announce a moved address this way",
                    "old network stacks and some printers"),
            List.of(
                    "See whether arp-binding-changed or arp-flip-flop says more about the same address.",
                    "Find out what the sender is; if it always answers so, it is its nature."),
            List.of("RFC 5227, 2.6", "RFC 3927, 2.5"));

    private static final long MINUTE = 60_000_000_000L;

    private final TrustIndex trust;

    public ArpBroadcastReply(TrustIndex trust) {
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
        if (t.seen().operation() != 2
                || t.seen().where().destinationMac() != Mac.BROADCAST
                || ip.equals(t.seen().targetIp())
                || (int) ip.low() >>> 16 == 0xa9fe
                || trust.macsOf(ip).contains(mac)
                || trust.isRedundant(ip)) {
            return;
        }
        Holder before = t.before();
        boolean takes = before != null && t.changed() && t.silenceNanos() < MINUTE;
        Evidence said = new Evidence(t.seen().where(), "reply to everybody: " + ip + " is at " + Mac.text(mac));
        findings.accept(new Finding(
                INFO,
                takes ? Severity.LOW : Severity.INFO,
                takes ? 0.3 : 0.1,
                Words.ip(ip),
                Mac.text(mac) + Words.on(t.seen().where().path()) + " told everybody in a reply to "
                        + t.seen().targetIp() + " that it is " + ip
                        + (takes ? ", which " + Mac.text(before.mac()) + " held" : ""),
                takes ? Mac.text(before.mac()) : "a reply to the asker alone",
                Mac.text(mac),
                Party.UNKNOWN,
                List.of(),
                takes
                        ? List.of(Evidence.before(before.last(), Mac.text(before.mac()) + " held it"), said)
                        : List.of(said),
                "",
                t.seen().where()));
    }
}
