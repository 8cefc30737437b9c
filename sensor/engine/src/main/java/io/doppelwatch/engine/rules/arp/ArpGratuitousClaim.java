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
import io.doppelwatch.engine.tables.StillHeld;
import io.doppelwatch.engine.trust.TrustIndex;
import io.doppelwatch.engine.trust.VirtualMac;
import java.util.List;
import java.util.function.Consumer;

/** An address was taken by announcement, and its owner goes on using it. */
public final class ArpGratuitousClaim implements Rule<StillHeld> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-gratuitous-claim",
            1_700_103,
            "A gratuitous ARP packet claimed an address whose owner goes on using it",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "A MAC took an address by telling everybody, and half a second or more later, within ten minutes, IP packets from that address still"
                    + " come from the MAC that held it before. An ordinary move (a fail-over, a migrated machine, a replaced card) ends with the old"
                    + " MAC falling silent: this one did not. The announcement alone is told as low by arp-binding-changed. Medium by the two signs,"
                    + " with nobody named; high, and the claimant named, where it also holds another address of its own. Low where the two are cards"
                    + " of one machine or a virtual MAC is among them.",
            "The announcement, the last word of the owner before it, and the owner's IP packet after it.",
            List.of(
                    "one address configured on two machines by mistake (medium, and nobody is named)",
                    "a cluster in split brain, both halves active",
                    "bonded cards that send by all and receive by one"),
            List.of(
                    "Find the switch ports of both MACs and see whose machines they are.",
                    "Flush the address from the ARP caches of the network once the false claimant is gone.",
                    "Put the address and its MAC into the trust file: the next claim is then high at its first packet."),
            List.of("RFC 5227, 2.4", "RFC 5944, 4.6", "https://attack.mitre.org/techniques/T1557/002/"));

    private static final long HOUR = 3_600_000_000_000L;

    private final TrustIndex trust;

    public ArpGratuitousClaim(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(StillHeld t, Consumer<Finding> findings) {
        Ip ip = t.binding().ip();
        long taker = t.taker().mac();
        if (trust.macsOf(ip).contains(taker) || trust.isGroupMac(ip, taker)) {
            return;
        }
        boolean ordinary = VirtualMac.isVirtual(taker)
                || VirtualMac.isVirtual(t.owner().mac())
                || ArpSigns.areSisters(taker, t.owner().mac());
        boolean other =
                t.claimant() != null && t.claimant().holdsOther(ip, t.where().timeNanos() - HOUR);
        Severity severity = ordinary ? Severity.LOW : other ? Severity.HIGH : Severity.MEDIUM;
        boolean named = severity == Severity.HIGH;
        String gained = Mac.text(taker);
        String owner = Mac.text(t.owner().mac());
        findings.accept(new Finding(
                INFO,
                severity,
                named ? 0.9 : ordinary ? 0.3 : 0.6,
                Words.ip(ip),
                ip + Words.on(t.where().path()) + " was claimed to everybody by " + gained + ", but " + owner
                        + " goes on using it "
                        + Words.span(t.where().timeNanos() - t.taker().last().timeNanos())
                        + " later"
                        + (named
                                ? "; " + gained + " also holds " + t.claimant().own()
                                : "; whose it is, is undetermined"),
                owner,
                gained,
                named ? Words.party(t.claimant()) : Party.UNKNOWN,
                List.of(),
                List.of(
                        Evidence.before(t.owner().last(), owner + " held it"),
                        new Evidence(t.taker().last(), "announcement: " + ip + " is at " + gained),
                        new Evidence(t.where(), "IP packet from " + ip + ", sent by " + owner)),
                "",
                t.where()));
    }
}
