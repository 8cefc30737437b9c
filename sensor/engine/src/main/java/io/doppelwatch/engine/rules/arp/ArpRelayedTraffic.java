// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.Relayed;
import io.doppelwatch.engine.trust.TrustIndex;
import io.doppelwatch.engine.trust.VirtualMac;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A packet goes to one who took an address unasked, and comes out of it again. */
public final class ArpRelayedTraffic implements Rule<Relayed> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-relayed-traffic",
            1_700_109,
            "A packet was relayed by a MAC that had come between its two ends by ARP",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.9,
            Incident.Phase.EXPLOITATION,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "The same IP packet (addresses, ports, IP identification; for TCP also its sequence number) is seen twice on one VLAN or tunnel: addressed to a MAC,"
                    + " and then, within a second, sent by that MAC, with its TTL equal or one lower; and within ten minutes before, that MAC"
                    + " had told one of the two ends, unasked, that it holds the address it was reached by. Every router relays, and a sensor that sees"
                    + " both sides of one sees every packet twice: relaying alone is never told.",
            "The unasked reply, and both copies of the packet with their TTL.",
            List.of(
                    "a router seen from both sides (it has sent no unasked replies, and is not told)",
                    "copies of a mirror port (they have the same MACs, and are not told)",
                    "a redundant router that refreshed its clients' caches by unicast: name it in the trust file"),
            List.of(
                    "Find and shut the switch port of the relay.",
                    "Take what went through it as read, and perhaps changed; rotate what was sent in it.",
                    "Flush the ARP caches of both ends."),
            List.of(
                    "RFC 791, 3.2 (Time to Live)",
                    "RFC 1812, 5.3.1",
                    "https://attack.mitre.org/techniques/T1557/002/"));

    private final TrustIndex trust;

    public ArpRelayedTraffic(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(Relayed t, Consumer<Finding> findings) {
        Host.Unasked told = t.told();
        long mac = t.relay().mac();
        if (told == null || VirtualMac.isVirtual(mac)) {
            return;
        }
        Ip claimed = told.claimed();
        if (trust.macsOf(claimed).contains(mac)
                || trust.isGroupMac(claimed, mac)
                || t.relay().own().equals(claimed)) {
            return;
        }
        Where second = t.second();
        String relay = Mac.text(mac);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(
                new Evidence(told.where(), "unasked reply to " + told.told() + ": " + claimed + " is at " + relay));
        Where first = t.first();
        if (first != null) {
            evidence.add(new Evidence(
                    first,
                    "packet to " + first.destinationIp() + " from " + Mac.text(t.from()) + ", TTL " + first.ttl()));
        }
        evidence.add(new Evidence(
                second, "the same packet (IP id " + second.ipId() + ") sent on by " + relay + ", TTL " + second.ttl()));
        boolean contested = t.relay().holdsOther(claimed, second.timeNanos() - 3_600_000_000_000L);
        findings.accept(new Finding(
                INFO,
                contested ? Severity.HIGH : Severity.MEDIUM,
                contested ? 0.97 : 0.8,
                Words.ip(claimed),
                relay + Words.on(second.path()) + ", which told " + told.told() + " unasked that it is " + claimed
                        + ", relays what " + second.sourceIp() + " sends to " + second.destinationIp()
                        + (contested ? "; it also holds " + t.relay().own() : ""),
                "the packet goes to its receiver without " + relay,
                "sent on by " + relay,
                Words.party(t.relay()),
                Words.victims(told.told()),
                List.copyOf(evidence),
                "",
                second));
    }
}
