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
import io.doppelwatch.engine.tables.CarrierTaken;
import io.doppelwatch.engine.trust.TrustIndex;
import io.doppelwatch.engine.trust.VirtualMac;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a host sends off the link goes by a MAC that told it, unasked, that it is the next hop. */
public final class ArpGatewayTakenOver implements Rule<CarrierTaken> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-gateway-taken-over",
            1_700_102,
            "A host's connections go by another MAC since that MAC told it, unasked, that it holds the next hop's address",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.8,
            Incident.Phase.IMPERSONATION,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "A TCP connection to an address other than the claimed one goes by another MAC than before, and within the minute before, that"
                    + " MAC sent the host at this end an ARP reply nobody had asked for. The gateway need never have spoken in ARP: it is known by"
                    + " the traffic it carried. Medium by these two signs; high where the claimant also holds another address of its own, or the"
                    + " claimed address was another's in ARP. Silent where the trust file gives the claimed address to that MAC, where that MAC has"
                    + " answered for the address before, and where the MAC that lost the traffic had itself claimed the address unasked: then it is being put back.",
            "The unasked reply, and the first packet that goes by the new MAC, with who gained and who lost the traffic.",
            List.of(
                    "a router that replaced another and refreshes the caches of its clients one by one",
                    "a capture in which requests get lost (then nothing is said)",
                    "redundancy daemons that refresh caches by unicast: name the address under network.redundancy"),
            List.of(
                    "Look up the claimed address in the ARP cache of the host named as victim, and compare it with the router's own.",
                    "Find the switch port of the MAC that gained the traffic and shut it.",
                    "Take everything the victim sent since then as read by somebody."),
            List.of("RFC 826", "RFC 1122, 3.3.1", "https://attack.mitre.org/techniques/T1557/002/"));

    private static final long HOUR = 3_600_000_000_000L;

    private final TrustIndex trust;

    public ArpGatewayTakenOver(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(CarrierTaken t, Consumer<Finding> findings) {
        Ip claimed = t.told().claimed();
        long mac = t.claimant().mac();
        boolean putBack =
                t.former() != null && t.former().unaskedTo(t.victim(), t.where().timeNanos() - HOUR) != null;
        if (!t.sure()
                || claimed.equals(t.peer())
                || putBack
                || trust.macsOf(claimed).contains(mac)
                || trust.isGroupMac(claimed, mac)
                || VirtualMac.isVirtual(mac)
                || hasAnswered(t, mac)) {
            return;
        }
        boolean other = t.claimant().holdsOther(claimed, t.where().timeNanos() - HOUR);
        boolean contested = t.binding() != null && t.binding().claimants() > 1;
        Severity severity = other || contested ? Severity.HIGH : Severity.MEDIUM;
        String gained = Mac.text(mac);
        String lost = Mac.text(t.formerMac());
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                t.told().where(), "unasked reply to " + t.told().told() + ": " + claimed + " is at " + gained));
        evidence.add(new Evidence(
                t.where(),
                "what " + t.victim() + " and " + t.peer() + " say to each other goes by " + gained + ", and went by "
                        + lost + " before"));
        evidence.sort((a, b) -> Long.compare(a.where().ordinal(), b.where().ordinal()));
        findings.accept(new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.95 : 0.8,
                Words.ip(claimed),
                "next hop " + claimed + Words.on(t.where().path()) + " of " + t.victim() + " taken over: " + gained
                        + " told it unasked that it is " + claimed + " and gained its traffic, " + lost + " lost it"
                        + (other ? "; " + gained + " also holds " + t.claimant().own() : ""),
                lost,
                gained,
                Words.party(t.claimant()),
                List.of(t.victim()),
                List.copyOf(evidence),
                "",
                t.where()));
    }

    private static boolean hasAnswered(CarrierTaken t, long mac) {
        var claim = t.binding() == null ? null : t.binding().claimOf(mac);
        return claim != null && claim.answers() > 0;
    }
}
